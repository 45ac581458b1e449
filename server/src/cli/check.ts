/** `ordinal check`: findings on standard output. */
import { Findings } from '../core/check.ts';
import { isManifest, resourcesOf } from '../core/manifest.ts';
import type { Finding } from '../core/rule.ts';
import { rules } from '../core/rules/index.ts';
import { findingJson } from '../json.ts';
import { plural } from '../words.ts';
import type { Arguments } from './arguments.ts';
import {
  type Baseline,
  type Comparison,
  compare,
  defaultBaseline,
  entryText,
  readBaseline,
  writeBaseline,
} from './baseline.ts';
import { withBefore } from './before.ts';
import { visible } from './cells.ts';
import { type Paint, paintFor } from './colours.ts';
import { githubText } from './github.ts';
import { junitText } from './junit.ts';
import { type Progress, progressOn } from './progress.ts';
import { countsOf, countsText, findingText, fixableText, statisticsOf, statisticsText } from './report.ts';
import { sarifLog } from './sarif.ts';
import { readScope, type Scope } from './scope.ts';
import { isFailure, settingsFrom } from './settings.ts';
import { complain, type ExitCode, type Shell, UsageError } from './shell.ts';

export function runCheck(given: Arguments, shell: Shell): ExitCode {
  const format = given.one('format') ?? 'text';
  if (given.has('statistics') && format !== 'text' && format !== 'json')
    throw new UsageError(`--statistics goes with --format text or json, not ${format}`);
  const isWriting = given.has('write-baseline');
  const baseline = given.one('baseline');
  // Before anything is read: what is wrong with it is said at once.
  const known = baseline === undefined || isWriting ? undefined : readBaseline(shell, baseline);
  const settings = settingsFrom(given);
  const { progress, end } = progressOn(shell.stderr);
  const now = readScope(shell, { paths: given.positionals, config: given.one('config'), settings }, progress);
  const scope = withBefore(given, shell, now);
  const found = findingsIn(scope, checked(Findings.of(scope.workspace, rules), shell, progress));
  end();

  if (isWriting) {
    const path = baseline ?? defaultBaseline;
    const count = writeBaseline(shell, scope, found, path);
    shell.stdout.write(
      `Wrote ${plural(count, 'entry', 'entries')} to ${visible(path)}. With --baseline, what is in it is not told again.\n`,
    );
    return exitCodeOf(scope, found, 'never');
  }
  const compared = known && compare(shell, scope, found, known);
  const all = compared?.fresh ?? found;
  const report: Report = {
    scope,
    shown: given.has('quiet') ? all.filter(({ severity }) => severity === 'error') : all,
    hidden: given.has('quiet') ? all.filter(({ severity }) => severity !== 'error').length : 0,
    compared,
  };
  const failOn = given.one('fail-on') ?? 'error';
  write(shell, report, { format, failOn, withStatistics: given.has('statistics'), isPlain: given.has('no-color') });
  if (known && compared) tellOutdated(shell, known, compared);
  return exitCodeOf(scope, all, failOn);
}

interface Report {
  readonly scope: Scope;
  readonly shown: readonly Finding[];
  /** Findings of less weight than is asked for. */
  readonly hidden: number;
  readonly compared: Comparison | undefined;
}
interface Look {
  readonly format: string;
  readonly failOn: string;
  readonly withStatistics: boolean;
  readonly isPlain: boolean;
}

function write(shell: Shell, report: Report, { format, failOn, withStatistics, isPlain }: Look): void {
  const { scope, shown, compared } = report;
  const { stdout } = shell;
  const json = (value: object) => stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  if (format === 'json')
    json({
      ...reportJson(scope, shown, withStatistics),
      ...(compared ? { baseline: { known: compared.known, outdated: compared.outdated } } : {}),
    });
  else if (format === 'sarif') json(sarifLog(scope, shown));
  else if (format === 'junit') stdout.write(junitText(scope, shown, failOn));
  else {
    const paint = paintFor(shell, stdout, isPlain || format === 'github');
    if (format === 'github') stdout.write(githubText(shell, scope, shown));
    else if (withStatistics) stdout.write(statisticsText(scope, shown, paint));
    else writeFindings(shell, scope, shown, paint);
    if (withStatistics && shown.length > 0) stdout.write('\n');
    stdout.write(`${summaryText(report, paint)}\n`);
    warnOfNothing(shell, scope);
  }
}

/** Not a finding: the repository is better than the file says. */
function tellOutdated(shell: Shell, { path }: Baseline, { outdated }: Comparison): void {
  if (outdated.length === 0) return;
  const some = outdated.slice(0, 10);
  const more = outdated.length - some.length;
  complain(
    shell,
    `${path}: ${outdated.length === 1 ? '1 entry is' : `${plural(outdated.length, 'entry', 'entries')} are`} out of date; --write-baseline takes ${outdated.length === 1 ? 'it' : 'them'} out`,
  );
  for (const entry of some) complain(shell, `  ${entryText(entry)}`);
  if (more > 0) complain(shell, `  and ${more.toLocaleString('en')} more`);
}

/** All that is pending, checked. A rule that fails is told on standard error; the others go on. */
export function checked(findings: Findings, shell: Shell, progress: Progress = () => {}): Findings {
  const total = findings.pending;
  for (let left = total; left > 0; left = findings.pending) {
    progress(() => `Checking ${Math.floor((100 * (total - left)) / total)} %`);
    findings = findings.advance(500);
    for (const { rule, uri, error } of findings.failures)
      complain(shell, `the rule ${rule} failed on ${uri}, a bug of Ordinal: ${error}`);
  }
  return findings;
}

/** By path, then by position, then by rule. */
export function findingsIn({ uris }: Scope, findings: Findings): readonly Finding[] {
  return uris.flatMap((uri) => findings.of(uri));
}

export function writeFindings(
  { stdout }: Pick<Shell, 'stdout'>,
  scope: Scope,
  findings: readonly Finding[],
  paint: Paint,
): void {
  const width = Math.max(60, Math.min(160, stdout.isTTY ? (stdout.columns ?? 120) : 120));
  for (const finding of findings) stdout.write(`${findingText(scope, finding, paint, width)}\n`);
}

/** Nothing to look at is mostly a path that is not what it was taken for. */
export function warnOfNothing(shell: Shell, { uris, unreadable }: Scope): void {
  if (uris.length === 0 && unreadable.length === 0) complain(shell, 'there are no YAML files here');
}

export function exitCodeOf({ unreadable }: Scope, findings: readonly Finding[], failOn = 'error'): ExitCode {
  if (unreadable.length > 0) return 2;
  return findings.some(({ severity }) => isFailure(severity, failOn)) ? 1 : 0;
}

function summaryText({ scope, shown, hidden, compared }: Report, paint: Paint): string {
  const known = compared?.known ?? 0;
  const { resources } = sizeOf(scope);
  const { kubernetes } = scope.workspace.settingsOf('');
  const place = `in ${plural(scope.uris.length, 'file')} (${plural(resources, 'object')}, Kubernetes ${kubernetes})`;
  const lines = [
    shown.length === 0
      ? `${paint(known > 0 ? 'No new findings' : 'No findings', 'green', 'bold')} ${place}.`
      : `Found ${countsText(shown, paint)} ${place}.`,
    fixableText(scope, shown, paint),
    known > 0 ? `${plural(known, 'finding')} of the baseline not shown.` : '',
    hidden > 0 ? `${plural(hidden, 'finding')} of less weight not shown.` : '',
    scope.unreadable.length > 0 ? paint(`${plural(scope.unreadable.length, 'path')} could not be read.`, 'red') : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** The answer of `--format json`; its shape is a contract. */
export function reportJson(scope: Scope, findings: readonly Finding[], withStatistics = false): object {
  const { workspace, nameOf, uris, unreadable } = scope;
  const counts = countsOf(findings);
  return {
    version: 1,
    kubernetes: workspace.settingsOf('').kubernetes,
    findings: findings.map((finding) => findingJson(workspace, finding, nameOf)),
    ...(withStatistics ? { statistics: statisticsOf(scope, findings) } : {}),
    summary: {
      files: uris.length,
      ...sizeOf(scope),
      errors: counts.error,
      warnings: counts.warning,
      information: counts.information,
      hints: counts.hint,
      unreadable,
    },
  };
}

/** YAML documents with something in them, and the objects that they hold. */
function sizeOf({ workspace, uris }: Scope): { readonly documents: number; readonly resources: number } {
  let documents = 0;
  let resources = 0;
  for (const uri of uris)
    for (const document of workspace.manifest(uri)?.documents ?? []) {
      if (!isEmpty(document.text)) documents++;
      if (isManifest(document)) resources += resourcesOf(document).length;
    }
  return { documents, resources };
}
/** Comments and markers alone. */
const isEmpty = (text: string) => !/^(?!(?:---|\.\.\.)?[ \t\r]*(?:#|$))/m.test(text);
