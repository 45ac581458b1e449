/** `ordinal fix`: makes fixes, writes the files, and reports what is left. */
import { existsSync } from 'node:fs';
import { Findings } from '../core/check.ts';
import { type Fixed, repair } from '../core/repair.ts';
import { bestFix, type Finding } from '../core/rule.ts';
import { rules } from '../core/rules/index.ts';
import { plural } from '../words.ts';
import type { Arguments } from './arguments.ts';
import { visible } from './cells.ts';
import { checked, exitCodeOf, findingsIn, reportJson, warnOfNothing, writeFindings } from './check.ts';
import { type Paint, paintFor } from './colours.ts';
import { progressOn } from './progress.ts';
import { staysInside } from './reach.ts';
import { countsText, fixableText } from './report.ts';
import { readScope, type Scope, standardInput } from './scope.ts';
import { ruleNamed, settingsFrom } from './settings.ts';
import { complain, type ExitCode, type Shell, UsageError } from './shell.ts';
import { unifiedDiff } from './unified-diff.ts';
import { createFile, encodedLike, rewriteFile } from './write.ts';

export function runFix(given: Arguments, shell: Shell): ExitCode {
  const severities = given.all('rule').filter((rule) => rule.includes('='));
  const only = given
    .all('rule')
    .filter((rule) => !rule.includes('='))
    .map((id) => ruleNamed(id).id);
  const settings = settingsFrom(given, severities);
  const { positionals: paths } = given;
  const isPiped = paths.includes(standardInput);
  const isJson = given.one('format') === 'json';
  if (isPiped && paths.length > 1) throw new UsageError('"-" cannot be fixed together with files');
  if (isPiped && isJson && !given.has('dry-run'))
    throw new UsageError('the repaired text of "-" goes where the JSON would go; use --dry-run, or --format text');

  let input: Uint8Array = new Uint8Array();
  const readInput = () => {
    input = shell.readInput();
    return input;
  };
  const { progress, end } = progressOn(shell.stderr);
  const before = readScope({ ...shell, readInput }, { paths, config: given.one('config'), settings }, progress);
  const found = checked(Findings.of(before.workspace, rules), shell, progress);
  const isWanted = ({ rule }: Finding) => only.length === 0 || only.includes(rule);
  const { findings, fixed, files } = repair(found, {
    fixOf: (finding) => {
      const fix = bestFix(finding);
      return fix && (fix.safe || given.has('unsafe')) && isWanted(finding) && staysInside(before, finding, fix)
        ? fix
        : undefined;
    },
    isFree: (uri) => !existsSync(before.pathOf(uri) ?? ''),
  });
  end();

  const after: Scope = {
    ...before,
    workspace: findings.workspace,
    uris: [...new Set([...before.uris, ...created(files)])].sort(),
  };
  const isDry = given.has('dry-run');
  const diff = isDry ? diffOf(before, files) : '';
  let failures = 0;
  if (isDry) {
    if (!isJson) shell.stdout.write(diff);
  } else {
    if (isPiped && before.unreadable.length === 0) failures += writeOutput(shell, input, files.get(standardInput));
    failures += writeFiles(shell, before, files);
  }

  const left = findingsIn(after, findings);
  if (isJson) {
    const made = fixed.map(({ uri, range, rule, title }) => ({ rule, title, file: before.nameOf(uri), range }));
    const report = { ...reportJson(after, left), fixed: made, ...(isDry ? { diff } : {}) };
    shell.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    // Where standard output is the text or a diff, people read on standard error.
    const output = isPiped || isDry ? shell.stderr : shell.stdout;
    const paint = paintFor(shell, output, given.has('no-color'));
    writeFindings({ stdout: output }, after, left, paint);
    output.write(`${fixedText(before, fixed, paint, isDry)}${summaryText(after, left, fixed, paint, isDry)}\n`);
  }
  warnOfNothing(shell, before);
  return failures > 0 ? 2 : exitCodeOf(after, left, given.one('fail-on'));
}

type Files = ReturnType<typeof repair>['files'];

const created = (files: Files) => [...files].flatMap(([uri, { before }]) => (before === undefined ? [uri] : []));

function diffOf({ marked, nameOf }: Scope, files: Files): string {
  return [...files]
    .map(([uri, { before, text }]) => {
      const mark = marked.has(uri) ? '\uFEFF' : '';
      return unifiedDiff(nameOf(uri), before === undefined ? undefined : mark + before, mark + text);
    })
    .join('');
}

/** Passes on what came in, repaired. Answers 1 when that would lose something. */
function writeOutput(shell: Shell, input: Uint8Array, change: { readonly text: string } | undefined): 0 | 1 {
  const output = change ? encodedLike(input, change.text) : input;
  if (typeof output === 'string') complain(shell, `${standardInput}: ${output}`);
  else shell.stdout.write(output);
  return typeof output === 'string' ? 1 : 0;
}

/** Writes what was changed, and counts what could not be written. */
function writeFiles(shell: Shell, { nameOf, pathOf }: Scope, files: Files): number {
  let failures = 0;
  for (const [uri, { before, text }] of files) {
    const path = pathOf(uri);
    if (path === undefined) continue;
    const failure = before === undefined ? createFile(path, text) : rewriteFile(path, before, text);
    if (failure === undefined) continue;
    failures++;
    complain(shell, `${nameOf(uri)}: ${failure}`);
  }
  return failures;
}

/** One line for each fix, below the name of its file. */
function fixedText({ nameOf }: Scope, fixed: readonly Fixed[], paint: Paint, isDry: boolean): string {
  if (fixed.length === 0) return '';
  const byFile = new Map<string, string[]>();
  for (const { uri, range, title, rule } of fixed) {
    const lines = byFile.get(uri) ?? [];
    byFile.set(uri, lines);
    lines.push(
      `  ${paint(String(range.start.line + 1).padStart(4), 'dim')}  ${visible(title)} ${paint(`[${rule}]`, 'dim')}`,
    );
  }
  const verb = isDry ? 'Would fix' : 'Fixed';
  return `${[...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([uri, lines]) => `${paint(verb, 'green', 'bold')} ${visible(nameOf(uri))}\n${lines.join('\n')}\n`)
    .join('')}\n`;
}

function summaryText(
  scope: Scope,
  left: readonly Finding[],
  fixed: readonly Fixed[],
  paint: Paint,
  isDry: boolean,
): string {
  const done =
    fixed.length === 0 ? 'Nothing to fix' : `${isDry ? 'Would fix' : 'Fixed'} ${plural(fixed.length, 'finding')}`;
  const more = fixableText(scope, left, paint);
  return `${done}; ${left.length === 0 ? 'nothing' : countsText(left, paint)} left.${more === '' ? '' : `\n${more}`}`;
}
