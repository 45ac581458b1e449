/**
 * Workspace → Findings, and what an edit makes of them. The unit of checking is one resource (and each document as text).
 * A check runs on a watched Workspace, which notes the keys of the look-ups; after an edit exactly those units are
 * checked again whose file changed or who asked a key that changed. Rules know nothing of it.
 */
import { isMeantIn } from './api/meant.ts';
import { changedDocuments, isManifest, type Resource } from './manifest.ts';
import { PersistentMap } from './persistent-map.ts';
import { remember } from './remember.ts';
import { configuredSeverity, type Finding, findingOf, type Rule } from './rule.ts';
import { annotatedSuppression, isSuppressed, type Suppression, suppressionsIn } from './suppression.ts';
import { isTemplate } from './template.ts';
import type { Workspace } from './workspace.ts';
import { Document } from './yaml.ts';

type Unit = Document | Resource;

interface Result {
  readonly findings: readonly Finding[];
  /** Those that are in force for this unit. */
  readonly suppressions: readonly Suppression[];
  /** Those of them that silenced something. */
  readonly used: readonly Suppression[];
  readonly asked: ReadonlySet<string>;
  /** Other files in which it has findings, or suppressions that silenced some: patches of a kustomization. */
  readonly visits: ReadonlySet<string>;
  readonly failures: readonly Failure[];
}

/** A rule that threw, which is a bug of ours: what it would have found is missing. */
export interface Failure {
  readonly rule: string;
  readonly uri: string;
  readonly error: unknown;
}
/** By document, so that an edit of one leaves those of the others as they are. */
type FileResults = ReadonlyMap<Document, ReadonlyMap<Unit, Result>>;

interface State {
  readonly rules: readonly Rule[];
  readonly results: PersistentMap<FileResults>;
  readonly askers: PersistentMap<readonly Unit[]>;
  /** By file, the units of other files that have something to say in it. */
  readonly guests: PersistentMap<readonly Unit[]>;
  readonly pending: readonly Unit[];
}

/** What is known about a Workspace: the findings of every file, as far as they have been checked. */
export class Findings {
  readonly workspace: Workspace;
  readonly #state: State;
  /** Files whose findings may differ from those of the value before this one. */
  readonly changed: ReadonlySet<string>;
  /** Rules that threw since the value before this one, for a log. */
  readonly failures: readonly Failure[];

  private constructor(
    workspace: Workspace,
    state: State,
    changed: ReadonlySet<string>,
    failures: readonly Failure[] = [],
  ) {
    this.workspace = workspace;
    this.#state = state;
    this.changed = changed;
    this.failures = failures;
  }

  /** Nothing is checked yet. */
  static of(workspace: Workspace, rules: readonly Rule[]): Findings {
    const findings = new Findings(
      workspace,
      {
        rules,
        results: PersistentMap.empty(),
        askers: PersistentMap.empty(),
        guests: PersistentMap.empty(),
        pending: [],
      },
      new Set(),
    );
    return findings.#afresh(workspace);
  }

  /** For the Workspace that came out of this one's by one `with`, `withBefore` or `withSettings`: what may differ is pending. */
  after(workspace: Workspace): Findings {
    const { keys, uris, moved, all } = workspace.change;
    if (all) return this.#afresh(workspace);
    const again = new Set<Unit>();
    const left = new Map<Unit, Result>();
    const files = new Map<string, Map<Document, ReadonlyMap<Unit, Result>>>();
    const file = (uri: string) => remember(files, uri, () => new Map(this.#state.results.get(uri)));
    const leave = (document: Document) => {
      for (const [unit, result] of file(document.uri).get(document) ?? []) left.set(unit, result);
      file(document.uri).delete(document);
    };
    for (const uri of uris) {
      const [before, now] = [this.workspace.manifest(uri), workspace.manifest(uri)];
      const { gone, come } = changedDocuments(before, now);
      for (const document of gone) leave(document);
      if (moved.has(uri)) for (const document of now?.documents ?? []) leave(document);
      for (const document of moved.has(uri) ? (now?.documents ?? []) : come)
        for (const unit of unitsOf(document, workspace)) again.add(unit);
    }
    for (const unit of workspace.change.gone) {
      const { document } = unit.field;
      const results = new Map(file(document.uri).get(document));
      const result = results.get(unit);
      if (!result) continue;
      left.set(unit, result);
      results.delete(unit);
      file(document.uri).set(document, results);
    }
    for (const unit of workspace.change.come) again.add(unit);
    for (const key of keys) for (const unit of this.#state.askers.get(key) ?? []) if (!left.has(unit)) again.add(unit);
    for (const unit of this.#state.pending) if (isThere(workspace, unit)) again.add(unit);
    const edits = [...left].map(([unit, { asked, visits }]) => ({ unit, asked, visits }));
    return new Findings(
      workspace,
      {
        ...this.#state,
        results: this.#state.results.with(
          [...files].map(([uri, results]) => [uri, workspace.manifest(uri) ? results : undefined]),
        ),
        askers: withUnits(
          this.#state.askers,
          edits.map(({ unit, asked }) => [unit, asked, noKeys]),
        ),
        guests: withUnits(
          this.#state.guests,
          edits.map(({ unit, visits }) => [unit, visits, noKeys]),
        ),
        pending: [...again],
      },
      new Set([...files.keys(), ...uris, ...edits.flatMap(({ visits }) => [...visits])]),
    );
  }

  /** How many units wait to be checked. */
  get pending(): number {
    return this.#state.pending.length;
  }

  /** The same, with up to `limit` more units checked. */
  advance(limit = Number.POSITIVE_INFINITY): Findings {
    const { rules, pending } = this.#state;
    const files = new Map<string, Map<Document, ReadonlyMap<Unit, Result>>>();
    const asking: [Unit, ReadonlySet<string>, ReadonlySet<string>][] = [];
    const visiting: typeof asking = [];
    const failures: Failure[] = [];
    for (const unit of pending.slice(0, limit)) {
      const document = documentOf(unit);
      const file = remember(files, document.uri, () => new Map(this.#state.results.get(document.uri)));
      const before = file.get(document);
      const result = checkUnit(unit, this.workspace, rules);
      asking.push([unit, before?.get(unit)?.asked ?? noKeys, result.asked]);
      visiting.push([unit, before?.get(unit)?.visits ?? noKeys, result.visits]);
      file.set(document, new Map(before).set(unit, result));
      failures.push(...result.failures);
    }
    return new Findings(
      this.workspace,
      {
        rules,
        results: this.#state.results.with(files),
        askers: withUnits(this.#state.askers, asking),
        guests: withUnits(this.#state.guests, visiting),
        pending: pending.slice(limit),
      },
      new Set([...files.keys(), ...visiting.flatMap(([, before, now]) => [...before, ...now])]),
      failures,
    );
  }

  /** The findings of one file in the order of its text. */
  of(uri: string): readonly Finding[] {
    const manifest = this.workspace.manifest(uri);
    if (!manifest) return [];
    const results = this.#state.results.get(uri);
    const guests = (this.#state.guests.get(uri) ?? []).flatMap((unit) => {
      const home = documentOf(unit);
      return this.#state.results.get(home.uri)?.get(home)?.get(unit) ?? [];
    });
    const findings: Finding[] = [];
    const add = (result: Result) => {
      for (const finding of result.findings) if (finding.at.document.uri === uri) findings.push(finding);
    };
    // Without lists of lists: a file may have thousands of documents, and almost all of them nothing to say.
    for (const document of manifest.documents) {
      const units = results?.get(document);
      if (!units) continue;
      let isSuppressing = false;
      for (const result of units.values()) {
        add(result);
        if (result.suppressions.length > 0) isSuppressing = true;
      }
      if (isSuppressing && unitsOf(document, this.workspace).every((unit) => units.has(unit)))
        findings.push(...this.#unused([...units.values()], guests));
    }
    guests.forEach(add);
    if (findings.length < 2) return findings;
    const position = new Map(manifest.documents.map((document, i) => [document, i]));
    const sorted = findings.sort(
      (a, b) =>
        (position.get(a.at.document) ?? 0) - (position.get(b.at.document) ?? 0) ||
        a.at.span.start - b.at.span.start ||
        a.at.span.end - b.at.span.end ||
        compare(a.rule, b.rule) ||
        // Of one place, what several builds make of it.
        compare(a.message, b.message) ||
        compare(a.resource?.build ?? '', b.resource?.build ?? ''),
    );
    // What several kustomizations build of one object, they say once.
    return guests.length === 0 && sorted.every(({ resource }) => resource?.build === undefined)
      ? sorted
      : distinct(sorted);
  }

  #unused(results: readonly Result[], guests: readonly Result[]): readonly Finding[] {
    const { workspace } = this;
    const used = new Set([...results, ...guests].flatMap((result) => result.used.map(keyOf)));
    const rules = this.#state.rules.filter(({ kinds }) => kinds.includes('Suppression'));
    const all = new Map(results.flatMap(({ suppressions }) => suppressions).map((each) => [keyOf(each), each]));
    return [...all]
      .filter(([key, suppression]) => !used.has(key) && !isSwitchedOff(suppression, workspace, this.#state.rules))
      .flatMap(([, suppression]) =>
        rules.flatMap((rule) => reports(rule, suppression, suppression.resource, workspace, [])),
      );
  }

  #afresh(workspace: Workspace): Findings {
    const pending: Unit[] = [];
    const uris = new Set<string>();
    for (const [uri] of workspace.manifests) {
      uris.add(uri);
      for (const document of workspace.manifest(uri)?.documents ?? []) pending.push(...unitsOf(document, workspace));
    }
    return new Findings(
      workspace,
      {
        ...this.#state,
        results: PersistentMap.empty(),
        askers: PersistentMap.empty(),
        guests: PersistentMap.empty(),
        pending,
      },
      uris,
    );
  }
}

/** All findings of a Workspace, file by file in the order of their names. Throws what a rule throws: for tests and examples. */
export function check(workspace: Workspace, rules: readonly Rule[]): readonly Finding[] {
  const findings = Findings.of(workspace, rules).advance();
  for (const { error } of findings.failures) throw error;
  return [...workspace.manifests]
    .map(([uri]) => uri)
    .sort()
    .flatMap((uri) => findings.of(uri));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const noKeys: ReadonlySet<string> = new Set();

const documentOf = (unit: Unit): Document => (unit instanceof Document ? unit : unit.field.document);

function unitsOf(document: Document, workspace: Workspace): readonly Unit[] {
  return isManifest(document) ? [document, ...workspace.resourcesIn(document)] : [];
}
function isThere(workspace: Workspace, unit: Unit): boolean {
  const document = documentOf(unit);
  if (!workspace.manifest(document.uri)?.documents.includes(document)) return false;
  return unit === document || workspace.resourcesIn(document).includes(unit as Resource);
}

const keyOf = ({ place, rules }: Suppression) => `${place.document.uri} ${place.span.start} ${rules.join()}`;

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, at, message }) => {
    const key = `${rule} ${at.document.uri} ${at.span.start}-${at.span.end} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function checkUnit(unit: Unit, workspace: Workspace, rules: readonly Rule[]): Result {
  const asked = new Set<string>();
  const watched = workspace.watched(asked);
  const document = documentOf(unit);
  const resource = unit instanceof Document ? undefined : unit;
  if (isSilent(document, watched) || (resource && isUnread(resource, watched)))
    return { findings: [], suppressions: [], used: [], asked, visits: noKeys, failures: [] };

  const comments = commentSuppressions(document);
  const own = resource && annotation(resource);
  const findings: Finding[] = [];
  const used: Suppression[] = [];
  const asking = rules.filter((rule) => appliesTo(rule, unit) && (rule.seesExcerpts || !resource?.isPartial));
  const failures: Failure[] = [];
  const found = asking.flatMap((rule) => reports(rule, unit, resource, watched, failures));
  for (const finding of saidOnce(found)) {
    // A patch's own comments silence what is found in the patch.
    const near = finding.at.document === document ? comments : commentSuppressions(finding.at.document);
    const silencers = (own ? [...near, own] : near).filter((suppression) => isSuppressed(finding, suppression));
    if (silencers.length === 0) findings.push(finding);
    else used.push(...silencers);
  }
  // Where not all was checked, nobody knows what a comment is for.
  const isWhole =
    !resource &&
    document.problems.length === 0 &&
    !watched.resourcesIn(document).some((each) => each.isPartial || isUnread(each, watched));
  const visits = new Set(
    [...findings.map(({ at }) => at), ...used.map(({ place }) => place)]
      .map((place) => place.document.uri)
      .filter((uri) => uri !== document.uri),
  );
  const suppressions = resource ? (own ? [own] : []) : isWhole ? comments : [];
  return { findings, suppressions, used, asked, visits, failures };
}

/** Where a rule of its own stands for an answer of the API server, the general one has nothing to add. */
function saidOnce(findings: readonly Finding[]): readonly Finding[] {
  if (!findings.some(isGeneral)) return findings;
  const said = new Set(findings.flatMap((finding) => (isGeneral(finding) ? [] : keysOf(finding))));
  if (said.size === 0) return findings;
  // The server has one answer for all that was changed in an object: there, the place counts as well.
  const placed = new Set(findings.flatMap((finding) => (isGeneral(finding) ? [] : keysOf(finding, finding.at.path))));
  return findings.filter((finding) => {
    if (!isGeneral(finding) || finding.api.length === 0) return true;
    return isChange(finding)
      ? !keysOf(finding, finding.at.path).every((key) => placed.has(key))
      : !keysOf(finding).every((key) => said.has(key));
  });
}

const isChange = ({ rule }: Finding) => rule === 'immutable-field-changed';
const isGeneral = (finding: Finding) => finding.rule.startsWith('api-') || isChange(finding);
const keysOf = ({ api }: Finding, place = '') => api.map(({ type, field }) => `${type} ${field} ${place}`);

/** A patch, or one whose document YAML refuses: it is found by others, but nothing is said about it. */
function isUnread(resource: Resource, workspace: Workspace): boolean {
  return resource.field.document.problems.length > 0 || workspace.isPatch(resource);
}

/** Its rules are off, which is why there is nothing to suppress. */
function isSwitchedOff({ rules, place }: Suppression, workspace: Workspace, known: readonly Rule[]): boolean {
  const settings = workspace.settingsOf(place.document.uri);
  const off = new Set(known.filter((rule) => configuredSeverity(rule, settings) === 'off').map(({ id }) => id));
  return rules.length > 0 && rules.every((id) => off.has(id) || settings.rules[id] === 'off');
}

/** Templates before they are rendered: nothing is said about them. */
export function isSilent(document: Document, workspace: Workspace): boolean {
  return workspace.isChartTemplate(document.uri) || isTemplate(document);
}

function appliesTo({ kinds }: Rule, unit: Unit): boolean {
  return unit instanceof Document
    ? kinds.includes('Document')
    : kinds.includes(unit.type) || kinds.includes('Resource');
}

/** A rule that fails is a bug of ours and must not take the others along: it is added to `failures`. */
function reports(
  rule: Rule,
  subject: Unit | Suppression,
  resource: Resource | undefined,
  workspace: Workspace,
  failures: Failure[],
): readonly Finding[] {
  const { uri } = 'place' in subject ? subject.place.document : documentOf(subject);
  const settings = workspace.settingsOf(uri);
  if (configuredSeverity(rule, settings) === 'off') return [];
  try {
    const found = [...rule.check(subject as never, workspace)].flatMap(
      (report) => findingOf(rule, report, resource, settings) ?? [],
    );
    if (found.length > 0 && resource && rule.misses && isMeantIn(resource, rule.misses, workspace)) return [];
    // An alias brings the same words at the same place again.
    return distinct(found);
  } catch (error) {
    failures.push({ rule: rule.id, uri, error });
    return [];
  }
}

const commentsIn = new WeakMap<Document, readonly Suppression[]>();
function commentSuppressions(document: Document): readonly Suppression[] {
  return remember(commentsIn, document, () => suppressionsIn(document));
}
const annotated = new WeakMap<Resource, { readonly suppression: Suppression | undefined }>();
function annotation(resource: Resource): Suppression | undefined {
  return remember(annotated, resource, () => ({ suppression: annotatedSuppression(resource) })).suppression;
}

/** By key, the units that are under it before and now. */
function withUnits(
  units: PersistentMap<readonly Unit[]>,
  changes: readonly (readonly [unit: Unit, before: ReadonlySet<string>, now: ReadonlySet<string>])[],
): PersistentMap<readonly Unit[]> {
  const edits = new Map<string, { readonly out: Set<Unit>; readonly in: Unit[] }>();
  const edit = (key: string) => remember(edits, key, () => ({ out: new Set<Unit>(), in: [] }));
  for (const [unit, before, now] of changes) {
    for (const key of before) if (!now.has(key)) edit(key).out.add(unit);
    for (const key of now) if (!before.has(key)) edit(key).in.push(unit);
  }
  return units.with(
    [...edits].map(([key, { out, in: added }]) => {
      const under = [...(units.get(key) ?? []).filter((unit) => !out.has(unit)), ...added];
      return [key, under.length ? under : undefined];
    }),
  );
}
