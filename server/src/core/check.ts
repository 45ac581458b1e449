/**
 * Workspace → Findings, and what an edit makes of them. The unit of checking is one resource (and each document as text).
 * A check runs on a watched Workspace, which notes the keys of the look-ups; after an edit exactly those units are
 * checked again whose file changed or who asked a key that changed. Rules know nothing of it.
 */
import { isManifest, type Resource, resourcesOf } from './manifest.ts';
import { PersistentMap } from './persistent-map.ts';
import { remember } from './remember.ts';
import { type Finding, findingOf, type Rule } from './rule.ts';
import { annotatedSuppression, isSuppressed, type Suppression, suppressionsIn } from './suppression.ts';
import type { Workspace } from './workspace.ts';
import { Document } from './yaml.ts';

type Unit = Document | Resource;

interface Result {
  readonly findings: readonly Finding[];
  /** The suppressions that silenced something. */
  readonly used: readonly Suppression[];
  readonly asked: ReadonlySet<string>;
}

interface State {
  readonly rules: readonly Rule[];
  readonly results: PersistentMap<ReadonlyMap<Unit, Result>>;
  readonly askers: PersistentMap<readonly Unit[]>;
  readonly pending: readonly Unit[];
}

/** What is known about a Workspace: the findings of every file, as far as they have been checked. */
export class Findings {
  readonly workspace: Workspace;
  readonly #state: State;
  /** Files whose findings may differ from those of the value before this one. */
  readonly changed: ReadonlySet<string>;

  private constructor(workspace: Workspace, state: State, changed: ReadonlySet<string>) {
    this.workspace = workspace;
    this.#state = state;
    this.changed = changed;
  }

  /** Nothing is checked yet. */
  static of(workspace: Workspace, rules: readonly Rule[]): Findings {
    const findings = new Findings(
      workspace,
      { rules, results: PersistentMap.empty(), askers: PersistentMap.empty(), pending: [] },
      new Set(),
    );
    return findings.#afresh(workspace);
  }

  /** For the Workspace that came out of this one's by one `with` or `withSettings`: what may differ is pending. */
  after(workspace: Workspace): Findings {
    const { keys, uris, all } = workspace.change;
    if (all) return this.#afresh(workspace);
    const again = new Set<Unit>();
    const gone: [string, Unit, Result][] = [];
    const files: [string, ReadonlyMap<Unit, Result> | undefined][] = [];
    const known = new Map(
      uris.size === 0 ? [] : [...uris].map((uri) => [uri, this.#state.results.get(uri) ?? noResults]),
    );
    for (const [uri, before] of known) {
      const now = new Set(unitsOf(workspace, uri));
      const kept = new Map<Unit, Result>();
      for (const [unit, result] of before) {
        if (now.has(unit)) kept.set(unit, result);
        else gone.push([uri, unit, result]);
      }
      for (const unit of now) if (!kept.has(unit)) again.add(unit);
      files.push([uri, workspace.manifest(uri) ? kept : undefined]);
    }
    const left = new Set(gone.map(([, unit]) => unit));
    for (const key of keys) for (const unit of this.#state.askers.get(key) ?? []) if (!left.has(unit)) again.add(unit);
    // A file that moved into another scope is checked as a whole.
    for (const uri of uris)
      if (this.workspace.manifest(uri) === workspace.manifest(uri))
        for (const unit of unitsOf(workspace, uri)) again.add(unit);
    for (const unit of this.#state.pending) if (isThere(workspace, unit)) again.add(unit);
    return new Findings(
      workspace,
      {
        ...this.#state,
        results: this.#state.results.with(files),
        askers: withAskers(
          this.#state.askers,
          gone.map(([, unit, { asked }]) => [unit, asked, noKeys]),
        ),
        pending: [...again],
      },
      uris,
    );
  }

  /** How many units wait to be checked. */
  get pending(): number {
    return this.#state.pending.length;
  }

  /** The same, with up to `limit` more units checked. */
  advance(limit = Number.POSITIVE_INFINITY): Findings {
    const { rules, pending } = this.#state;
    const files = new Map<string, Map<Unit, Result>>();
    const asking: [Unit, ReadonlySet<string>, ReadonlySet<string>][] = [];
    for (const unit of pending.slice(0, limit)) {
      const { uri } = documentOf(unit);
      const results = remember(files, uri, () => new Map(this.#state.results.get(uri)));
      const before = results.get(unit)?.asked ?? noKeys;
      const result = checkUnit(unit, this.workspace, rules);
      asking.push([unit, before, result.asked]);
      results.set(unit, result);
    }
    return new Findings(
      this.workspace,
      {
        rules,
        results: this.#state.results.with(files),
        askers: withAskers(this.#state.askers, asking),
        pending: pending.slice(limit),
      },
      new Set(files.keys()),
    );
  }

  /** The findings of one file in the order of its text. */
  of(uri: string): readonly Finding[] {
    const results = this.#state.results.get(uri);
    if (!results) return [];
    const findings: Finding[] = [];
    const used = new Set<Suppression>();
    for (const result of results.values()) {
      findings.push(...result.findings);
      for (const suppression of result.used) used.add(suppression);
    }
    const isComplete = unitsOf(this.workspace, uri).every((unit) => results.has(unit));
    if (isComplete) findings.push(...this.#unused(results, used));
    const { workspace } = this;
    return findings.sort(
      (a, b) =>
        workspace.positionOf(a.at.document) - workspace.positionOf(b.at.document) ||
        a.at.span.start - b.at.span.start ||
        a.at.span.end - b.at.span.end ||
        (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
    );
  }

  #unused(results: ReadonlyMap<Unit, Result>, used: ReadonlySet<Suppression>): readonly Finding[] {
    const { workspace } = this;
    const rules = this.#state.rules.filter(({ kinds }) => kinds.includes('Suppression'));
    return [...results.keys()]
      .flatMap((unit) =>
        isSilent(documentOf(unit), workspace)
          ? []
          : unit instanceof Document
            ? commentSuppressions(unit)
            : (annotation(unit) ?? []),
      )
      .filter((suppression) => !used.has(suppression))
      .flatMap((suppression) => rules.flatMap((rule) => reports(rule, suppression, suppression.resource, workspace)));
  }

  #afresh(workspace: Workspace): Findings {
    const pending: Unit[] = [];
    const uris = new Set<string>();
    for (const [uri] of workspace.manifests) {
      uris.add(uri);
      pending.push(...unitsOf(workspace, uri));
    }
    return new Findings(
      workspace,
      { ...this.#state, results: PersistentMap.empty(), askers: PersistentMap.empty(), pending },
      uris,
    );
  }
}

/** All findings of a Workspace, file by file in the order of their names. */
export function check(workspace: Workspace, rules: readonly Rule[]): readonly Finding[] {
  const findings = Findings.of(workspace, rules).advance();
  return [...workspace.manifests]
    .map(([uri]) => uri)
    .sort()
    .flatMap((uri) => findings.of(uri));
}

const noKeys: ReadonlySet<string> = new Set();
const noResults: ReadonlyMap<Unit, Result> = new Map();

const documentOf = (unit: Unit): Document => (unit instanceof Document ? unit : unit.field.document);

function unitsOf(workspace: Workspace, uri: string): readonly Unit[] {
  return (workspace.manifest(uri)?.documents ?? [])
    .filter(isManifest)
    .flatMap((document) => [document, ...resourcesOf(document)]);
}
function isThere(workspace: Workspace, unit: Unit): boolean {
  const document = documentOf(unit);
  return workspace.manifest(document.uri)?.documents.includes(document) ?? false;
}

function checkUnit(unit: Unit, workspace: Workspace, rules: readonly Rule[]): Result {
  const asked = new Set<string>();
  const watched = workspace.watched(asked);
  const document = documentOf(unit);
  const findings: Finding[] = [];
  const used: Suppression[] = [];
  if (
    !isSilent(document, watched) &&
    !(unit instanceof Document ? false : document.problems.length > 0 || watched.isPartial(unit))
  ) {
    const comments = commentSuppressions(document);
    const own = unit instanceof Document ? undefined : annotation(unit);
    const suppressions = own ? [...comments, own] : comments;
    for (const rule of rules) {
      if (!appliesTo(rule, unit)) continue;
      for (const finding of reports(rule, unit, unit instanceof Document ? undefined : unit, watched)) {
        const silencers = suppressions.filter((suppression) => isSuppressed(finding, suppression));
        if (silencers.length === 0) findings.push(finding);
        else used.push(...silencers);
      }
    }
  }
  return { findings, used, asked };
}

/** Templates before they are rendered: nothing is said about them. */
function isSilent(document: Document, workspace: Workspace): boolean {
  return workspace.isChartTemplate(document.uri) || (document.problems.length > 0 && /\{\{|\{%|<%/.test(document.text));
}

function appliesTo({ kinds }: Rule, unit: Unit): boolean {
  return unit instanceof Document
    ? kinds.includes('Document')
    : kinds.includes(unit.type) || kinds.includes('Resource');
}

/** A rule that fails is a bug of ours and must not take the others along. */
function reports(
  rule: Rule,
  subject: Unit | Suppression,
  resource: Resource | undefined,
  workspace: Workspace,
): readonly Finding[] {
  const settings = workspace.settingsOf('place' in subject ? subject.place.document.uri : documentOf(subject).uri);
  if (settings.rules[rule.id] === 'off') return [];
  return [...rule.check(subject as never, workspace)].flatMap(
    (report) => findingOf(rule, report, resource, settings) ?? [],
  );
}

const commentsIn = new WeakMap<Document, readonly Suppression[]>();
function commentSuppressions(document: Document): readonly Suppression[] {
  return remember(commentsIn, document, () => suppressionsIn(document));
}
const annotated = new WeakMap<Resource, { readonly suppression: Suppression | undefined }>();
function annotation(resource: Resource): Suppression | undefined {
  return remember(annotated, resource, () => ({ suppression: annotatedSuppression(resource) })).suppression;
}

function withAskers(
  askers: PersistentMap<readonly Unit[]>,
  changes: readonly (readonly [unit: Unit, before: ReadonlySet<string>, now: ReadonlySet<string>])[],
): PersistentMap<readonly Unit[]> {
  const edits = new Map<string, { readonly out: Set<Unit>; readonly in: Unit[] }>();
  const edit = (key: string) => remember(edits, key, () => ({ out: new Set<Unit>(), in: [] }));
  for (const [unit, before, now] of changes) {
    for (const key of before) if (!now.has(key)) edit(key).out.add(unit);
    for (const key of now) if (!before.has(key)) edit(key).in.push(unit);
  }
  return askers.with(
    [...edits].map(([key, { out, in: added }]) => {
      const units = [...(askers.get(key) ?? []).filter((unit) => !out.has(unit)), ...added];
      return [key, units.length ? units : undefined];
    }),
  );
}
