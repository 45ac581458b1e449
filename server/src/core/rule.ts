/** What a rule is, and what it says. Rules know nothing of editors, files that are open, or what was checked before. */
import type { Edit } from './edit.ts';
import type { Resource } from './manifest.ts';
import type { Settings, Severity } from './settings.ts';
import type { Suppression } from './suppression.ts';
import type { Workspace } from './workspace.ts';
import type { Document, Located, Span } from './yaml.ts';

/** What the cluster does with it. */
export type Effect = 'rejected' | 'stuck' | 'broken' | 'ignored' | 'risky' | 'advice';

/** A stretch of a document. A Field is one. */
export interface Place {
  readonly document: Document;
  readonly span: Span;
  /** The field path in the API server's spelling; empty where there is none. */
  readonly path: string;
}
type At = Place | Located<unknown>;

export interface Fix {
  /** In the imperative, with the names: `Set targetPort: 80`. */
  readonly title: string;
  /** Nothing that works today can work otherwise afterwards: `ordinal fix` applies it unasked. */
  readonly safe: boolean;
  /** It takes a whole map or list away: made when somebody asks for this very one, never among others. */
  readonly isLossy?: true;
  readonly edits: readonly Edit[];
}
export interface Related<P = Place> {
  readonly at: P;
  readonly message: string;
}
/** A field error of the API server that a finding stands for; of type `warning` where the server only warns of the field. */
export interface ApiError {
  readonly type: string;
  readonly field: string;
}

/** What a check yields. Severity and effect only where they differ from the rule's own. */
export interface Report {
  readonly at: At;
  readonly message: string;
  readonly severity?: Severity;
  readonly effect?: Effect;
  readonly related?: readonly Related<At>[];
  readonly fixes?: readonly Fix[];
  readonly api?: readonly ApiError[];
  /** `stuck` before the first Pod: none is ever made. */
  readonly hasNoPods?: boolean;
}

/** A report with all that is known about it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly message: string;
  readonly at: Place;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly api: readonly ApiError[];
  /** Not even the first Pod of the object is made. */
  readonly hasNoPods: boolean;
  /** The object it is about; undefined for text that is none. */
  readonly resource: Resource | undefined;
}

/** What rules are asked about: an object of some type, any object, a document as text, a suppression that suppressed nothing. */
interface Subjects {
  readonly Document: Document;
  readonly Suppression: Suppression;
  readonly Resource: Resource;
}
type Subject = keyof Subjects | Resource['type'];
type SubjectOf<S extends Subject> = S extends keyof Subjects ? Subjects[S] : Extract<Resource, { type: S }>;

export interface Rule<S extends Subject = Subject> {
  /** Names the mistake; never changes. */
  readonly id: string;
  readonly kinds: readonly S[];
  readonly effect: Effect;
  readonly severity: Severity;
  /** Silent until the settings give it a severity. */
  readonly isOffByDefault?: true;
  /** Looks at what is written alone, so it is asked about excerpts, too. */
  readonly seesExcerpts?: true;
  /** The fields that it may find missing: where an unknown field of the object is meant for one of them, it says nothing. */
  readonly misses?: readonly string[];
  /** One line of Markdown. */
  readonly summary: string;
  /** Why it matters and what to do: a few sentences of Markdown. */
  readonly why: string;
  /** Where one can read up on it. */
  readonly source: string;
  /** Manifests that the rule reports in, and the same put right. `#- path` starts another file. */
  readonly bad: string;
  readonly good: string;
  check(subject: SubjectOf<S>, workspace: Workspace): Iterable<Report>;
}

/** Ties `kinds` and the first parameter of `check` together. */
export function defineRule<const S extends Subject>(rule: Rule<S>): Rule {
  return rule as unknown as Rule;
}

/** The path inside of the object: for an item of a List, the server knows nothing of the List. */
export function pathInside(path: string, resource: Resource | undefined): string {
  const above = resource?.field.path ?? '';
  if (above === '' || !path.startsWith(above)) return path;
  return path.slice(above.length).replace(/^\./, '');
}

/** The fix that is made where nobody chooses one: the first safe one, else the first that loses nothing; undefined for none. */
export const bestFix = ({ fixes }: Pick<Finding, 'fixes'>): Fix | undefined =>
  fixes.find(({ safe }) => safe) ?? fixes.find(({ isLossy }) => !isLossy);

export const placeOf = (at: At): Place => ('field' in at ? at.field : at);

/** What the settings make of a rule; undefined: its findings say themselves how severe they are. */
export function configuredSeverity(
  { id, isOffByDefault }: Rule,
  { rules }: Pick<Settings, 'rules'>,
): Severity | 'off' | undefined {
  return rules[id] ?? (isOffByDefault ? 'off' : undefined);
}

export function findingOf(
  rule: Rule,
  report: Report,
  resource: Resource | undefined,
  settings: Settings,
): Finding | undefined {
  const configured = configuredSeverity(rule, settings);
  if (configured === 'off') return undefined;
  return {
    rule: rule.id,
    severity: configured ?? report.severity ?? rule.severity,
    effect: report.effect ?? rule.effect,
    message: report.message,
    at: placeOf(report.at),
    related: (report.related ?? []).map(({ at, message }) => ({ at: placeOf(at), message })),
    fixes: (report.fixes ?? []).filter(({ edits }) => !edits.some((edit) => edit.kind === 'replace' && edit.isShared)),
    api: (report.api ?? []).map(({ type, field }) => ({ type, field: pathInside(field, resource) })),
    hasNoPods: report.hasNoPods ?? (report.effect ?? rule.effect) === 'rejected',
    resource,
  };
}
