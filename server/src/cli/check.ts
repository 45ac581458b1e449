/** `ordinal check`: findings on standard output. */
import { Findings } from '../core/check.ts';
import { isManifest, resourcesOf } from '../core/manifest.ts';
import type { Finding } from '../core/rule.ts';
import { rules } from '../core/rules/index.ts';
import { findingJson } from '../json.ts';
import type { Arguments } from './arguments.ts';
import { type Paint, paintFor } from './colours.ts';
import { type Progress, progressOn } from './progress.ts';
import { countsOf, countsText, findingText, fixableText, statisticsOf, statisticsText } from './report.ts';
import { readScope, type Scope } from './scope.ts';
import { isFailure, settingsFrom } from './settings.ts';
import { complain, type ExitCode, type Shell } from './shell.ts';
import { plural } from './words.ts';

export function runCheck(given: Arguments, shell: Shell): ExitCode {
  const settings = settingsFrom(given);
  const { progress, end } = progressOn(shell.stderr);
  const scope = readScope(shell, { paths: given.positionals, config: given.one('config'), settings }, progress);
  const all = findingsIn(scope, checked(Findings.of(scope.workspace, rules), progress));
  end();

  const shown = given.has('quiet') ? all.filter(({ severity }) => severity === 'error') : all;
  if (given.one('format') === 'json') {
    shell.stdout.write(`${JSON.stringify(reportJson(scope, shown, given.has('statistics')), null, 2)}\n`);
  } else {
    const paint = paintFor(shell, shell.stdout, given.has('no-color'));
    if (given.has('statistics')) shell.stdout.write(statisticsText(shown, paint));
    else writeFindings(shell, scope, shown, paint);
    if (given.has('statistics') && shown.length > 0) shell.stdout.write('\n');
    shell.stdout.write(`${summaryText(scope, shown, all.length - shown.length, paint)}\n`);
    warnOfNothing(shell, scope);
  }
  return exitCodeOf(scope, all, given.one('fail-on'));
}

/** All that is pending, checked. */
export function checked(findings: Findings, progress: Progress): Findings {
  const total = findings.pending;
  for (let left = total; left > 0; left = findings.pending) {
    progress(() => `Checking ${Math.floor((100 * (total - left)) / total)} %`);
    findings = findings.advance(500);
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

function summaryText(scope: Scope, shown: readonly Finding[], hidden: number, paint: Paint): string {
  const { resources } = sizeOf(scope);
  const { kubernetes } = scope.workspace.settingsOf('');
  const place = `in ${plural(scope.uris.length, 'file')} (${plural(resources, 'object')}, Kubernetes ${kubernetes})`;
  const lines = [
    shown.length === 0
      ? `${paint('No findings', 'green', 'bold')} ${place}.`
      : `Found ${countsText(shown, paint)} ${place}.`,
    fixableText(shown, paint),
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
    ...(withStatistics ? { statistics: statisticsOf(findings) } : {}),
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
