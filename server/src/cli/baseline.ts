/** A baseline: the findings that a repository has when it starts with Ordinal, so that only new ones are told. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Finding } from '../core/rule.ts';
import { reasonOf } from '../files.ts';
import { type Scope, standardInput } from './scope.ts';
import { type Shell, UsageError } from './shell.ts';
import { keyOf, type Traits, traitsOf } from './traits.ts';

/** Findings with the same traits are one entry with their number. Files are named from the baseline's own folder. */
export interface Entry extends Traits {
  readonly count: number;
}

export interface Baseline {
  /** As it was given. */
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** Where `--write-baseline` writes when no `--baseline` says so. */
export const defaultBaseline = 'ordinal-baseline.json';

/** Throws a UsageError for a file that is not there or is no baseline. */
export function readBaseline({ cwd }: Shell, path: string): Baseline {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    const isMissing = !existsSync(resolve(cwd, path));
    throw new UsageError(`${path}: ${reasonOf(error)}${isMissing ? '; --write-baseline makes it' : ''}`);
  }
  const entries = entriesIn(text);
  if (!entries) throw new UsageError(`${path}: this is no baseline; --write-baseline makes one`);
  return { path, entries };
}

function entriesIn(text: string): readonly Entry[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, findings } = (json ?? {}) as { readonly version?: unknown; readonly findings?: unknown };
  if (version !== 1 || !Array.isArray(findings)) return undefined;
  const entries = (findings as readonly unknown[]).map(entryOf);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function entryOf(value: unknown): Entry | undefined {
  const {
    file,
    object = '',
    path = '',
    rule,
    text = '',
    count = 1,
  } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const texts = [file, object, path, rule, text];
  if (!texts.every((each) => typeof each === 'string') || !Number.isSafeInteger(count)) return undefined;
  return { file, object, path, rule, text, count } as Entry;
}

export interface Comparison {
  /** The findings that no entry stands for, in their order. */
  readonly fresh: readonly Finding[];
  readonly known: number;
  /** Entries, or what is left of their count, that no finding stands behind any more. */
  readonly outdated: readonly Entry[];
}

/**
 * Which findings are new. What is out of date is known only when all files of the baseline were looked at: a finding
 * may hang on what another file holds.
 */
export function compare(shell: Shell, scope: Scope, findings: readonly Finding[], baseline: Baseline): Comparison {
  const left = new Map(baseline.entries.map((entry) => [keyOf(entry), entry]));
  const nameOf = namesFrom(shell, baseline.path);
  const fresh = findings.filter((finding) => {
    const key = keyOf(traitsOf(finding, nameOf(finding.at.document.uri)));
    const entry = left.get(key);
    if (!entry) return true;
    if (entry.count > 1) left.set(key, { ...entry, count: entry.count - 1 });
    else left.delete(key);
    return false;
  });
  const isSeen = seenFrom(shell, scope, baseline.path);
  return {
    fresh,
    known: findings.length - fresh.length,
    outdated: baseline.entries.every(({ file }) => isSeen(file)) ? [...left.values()] : [],
  };
}

/** Puts these findings in the place of what the file says about the files that were looked at. Answers how many entries it has then. */
export function writeBaseline(shell: Shell, scope: Scope, findings: readonly Finding[], path: string): number {
  const nameOf = namesFrom(shell, path);
  const isSeen = seenFrom(shell, scope, path);
  const kept = existsSync(resolve(shell.cwd, path)) ? readBaseline(shell, path).entries : [];
  const entries = new Map(kept.filter(({ file }) => !isSeen(file)).map((entry) => [keyOf(entry), entry]));
  for (const finding of findings) {
    const traits = traitsOf(finding, nameOf(finding.at.document.uri));
    const key = keyOf(traits);
    entries.set(key, { ...traits, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  try {
    writeFileSync(resolve(shell.cwd, path), baselineText(sorted));
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`);
  }
  return sorted.length;
}

/** One line for each entry, so that a review sees what came and what went. What is empty is left out. */
function baselineText(entries: readonly Entry[]): string {
  const line = ({ count, ...traits }: Entry) =>
    JSON.stringify({
      ...Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== '')),
      ...(count > 1 ? { count } : {}),
    });
  const list = entries.map((entry) => `\n    ${line(entry)}`).join(',');
  return `{\n  "version": 1,\n  "findings": [${list}${list === '' ? '' : '\n  '}]\n}\n`;
}

/** `web.yaml: service-not-found, StatefulSet web, spec.serviceName`. */
export const entryText = ({ file, rule, object, path }: Entry): string =>
  `${file}: ${[rule, object, path].filter((each) => each !== '').join(', ')}`;

/** How the baseline names files: from its own folder, so that it means the same wherever one stands. */
function namesFrom({ cwd }: Shell, path: string): (uri: string) => string {
  const folder = dirname(resolve(cwd, path));
  return (uri) => (uri === standardInput ? uri : relative(folder, resolve(cwd, uri)).split(sep).join('/'));
}

/** Whether a file was looked at, or is no more. */
function seenFrom(shell: Shell, { uris }: Scope, path: string): (file: string) => boolean {
  const nameOf = namesFrom(shell, path);
  const seen = new Set(uris.map(nameOf));
  const folder = dirname(resolve(shell.cwd, path));
  return (file) => seen.has(file) || (file !== standardInput && !existsSync(resolve(folder, file)));
}
