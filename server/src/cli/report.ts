/** Findings as text that people like to read. */
import { documentAt, rangeOf } from '../core/position.ts';
import { bestFix, type Finding, type Fix, type Place } from '../core/rule.ts';
import type { Severity } from '../core/settings.ts';
import type { Workspace } from '../core/workspace.ts';
import { listed, plural } from '../words.ts';
import { excerptOf, visible } from './cells.ts';
import type { Paint } from './colours.ts';
import { commandFor, outsideOf, staysInside } from './reach.ts';
import type { Scope } from './scope.ts';

const colours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'cyan' } as const;

/**
 * One finding:
 *
 *     warning[service-target-port-unknown]: No container of "web" has a port 9376: declared is 80.
 *       --> service.yaml:12:17  Service handless-service, spec.ports[0].targetPort
 *        |
 *     12 |     targetPort: 9376
 *        |                 ^^^^
 *        = web.yaml:21:26: Container port 80
 *        = fix: Set targetPort: 80
 */
export function findingText(scope: Scope, finding: Finding, paint: Paint, width: number): string {
  const { workspace, nameOf } = scope;
  const { severity, rule, message, at, related } = finding;
  const manifest = workspace.manifest(at.document.uri);
  const { start, end } = rangeOf(manifest, at.document, at.span);
  const place = (each: Place) => placeText(workspace, each, nameOf);
  const colour = colours[severity];
  const number = String(start.line + 1);
  const gutter = ' '.repeat(number.length);
  const bar = paint('|', 'blue', 'bold');
  const note = `${gutter} ${paint('=', 'blue', 'bold')} `;

  const line = lineOf(workspace, at, start.line);
  const until = end.line === start.line ? end.character : line.length;
  const excerpt = excerptOf(line, start.character, until, Math.max(40, width - gutter.length - 3));
  const fix = bestFix(finding);
  return [
    `${paint(severity, colour, 'bold')}${paint(`[${rule}]`, colour)}${paint(`: ${visible(message)}`, 'bold')}`,
    `${gutter}${paint('-->', 'blue', 'bold')} ${place(at)}${paint(aboutText(finding), 'dim')}`,
    `${gutter} ${bar}`,
    `${paint(number, 'blue', 'bold')} ${bar} ${excerpt.text}`,
    `${gutter} ${bar} ${' '.repeat(excerpt.before)}${paint('^'.repeat(excerpt.marked), colour, 'bold')}`,
    ...related.map((each) => `${note}${place(each.at)}: ${visible(each.message)}`),
    ...(fix
      ? [`${note}${paint('fix:', 'green', 'bold')} ${visible(fix.title)}${paint(howText(scope, finding, fix), 'dim')}`]
      : []),
    '',
  ]
    .map((each) => each.trimEnd())
    .join('\n');
}

/** What `ordinal fix` has to be told to make the fix. */
function howText(scope: Scope, finding: Finding, fix: Fix): string {
  const outside = outsideOf(scope, finding, fix).map((uri) => visible(scope.nameOf(uri)));
  const words = [...(outside.length === 0 ? [] : [`give ${listed(outside)}, too`]), ...(fix.safe ? [] : ['--unsafe'])];
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

/** `web.yaml:12:17`, counted from 1 as editors do. */
export function placeText(workspace: Workspace, { document, span }: Place, nameOf: (uri: string) => string): string {
  const { start } = rangeOf(workspace.manifest(document.uri), document, span);
  return `${visible(nameOf(document.uri))}:${start.line + 1}:${start.character + 1}`;
}

/** Which object it is about, and which field: a line of YAML seldom says. */
function aboutText({ resource, at }: Finding): string {
  const object = resource && `${resource.kind} ${resource.name?.value ?? ''}`.trim();
  const about = [object, at.path].filter((each) => each !== undefined && each !== '').join(', ');
  return about === '' ? '' : `  ${visible(about)}`;
}

function lineOf(workspace: Workspace, { document }: Place, line: number): string {
  const manifest = workspace.manifest(document.uri);
  const found = manifest && documentAt(manifest, line);
  if (!found) return '';
  const { lineStarts, text } = found.document;
  const start = lineStarts[found.line] ?? text.length;
  const isFirst = start === 0 && text.startsWith('\uFEFF');
  return text.slice(start + (isFirst ? 1 : 0), lineStarts[found.line + 1] ?? text.length).replace(/[\r\n]+$/, '');
}

// ---- sums ----

/** How many findings there are of each severity. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `1 error, 2 warnings and 1 hint`; `nothing` where nothing was found. */
export function countsText(findings: readonly Finding[], paint: Paint): string {
  const counts = countsOf(findings);
  const words = [
    counts.error > 0 ? paint(plural(counts.error, 'error'), 'red', 'bold') : '',
    counts.warning > 0 ? paint(plural(counts.warning, 'warning'), 'yellow', 'bold') : '',
    counts.information > 0 ? paint(`${counts.information.toLocaleString('en')} information`, 'blue') : '',
    counts.hint > 0 ? paint(plural(counts.hint, 'hint'), 'cyan') : '',
  ].filter((each) => each !== '');
  return words.length === 0 ? 'nothing' : listed(words);
}

/** Which of them `ordinal fix` would repair, with which words; empty where it would repair none. */
export function fixableText(scope: Scope, findings: readonly Finding[], paint: Paint): string {
  const all = findings.flatMap((finding) => {
    const fix = bestFix(finding);
    return fix ? [{ safe: fix.safe, outside: outsideOf(scope, finding, fix) }] : [];
  });
  const inside = all.filter(({ outside }) => outside.length === 0);
  const beyond = all.filter(({ outside }) => outside.length > 0);
  const safe = inside.filter((fix) => fix.safe).length;
  const needsGuess = beyond.length > 0 && beyond.every((fix) => !fix.safe);
  const ways = [
    [safe, 'ordinal fix'],
    [inside.length - safe, 'ordinal fix --unsafe'],
    [beyond.length, commandFor(scope, new Set(beyond.flatMap(({ outside }) => outside)), needsGuess)],
  ] as const;
  const words = ways
    .filter(([count]) => count > 0)
    .map(
      ([count, command], i) =>
        `${count.toLocaleString('en')} ${i === 0 ? 'fixable' : 'more'} with ${paint(`\`${visible(command)}\``, 'bold')}`,
    );
  return words.length === 0 ? '' : `${words.join(', ')}.`;
}

/** A table of how often each rule reported, the most frequent first. */
export function statisticsText(scope: Scope, findings: readonly Finding[], paint: Paint): string {
  const statistics = statisticsOf(scope, findings);
  const number = (value: number) => value.toLocaleString('en');
  const width = Math.max(...statistics.map(({ count }) => number(count).length));
  const ids = Math.max(...statistics.map(({ rule }) => rule.length));
  return statistics
    .map(({ rule, count, fixable }) => {
      const start = `${number(count).padStart(width)}  ${fixable > 0 ? rule.padEnd(ids) : rule}`;
      return `${start}${fixable > 0 ? paint(`  ${number(fixable)} fixable`, 'dim') : ''}\n`;
    })
    .join('');
}

export interface Statistic {
  readonly rule: string;
  readonly count: number;
  /** Those with a safe fix in the given paths. */
  readonly fixable: number;
}
export function statisticsOf(scope: Scope, findings: readonly Finding[]): readonly Statistic[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const those = byRule.get(finding.rule);
    if (those) those.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  return [...byRule]
    .map(([rule, those]) => ({
      rule,
      count: those.length,
      fixable: those.filter((finding) => {
        const fix = bestFix(finding);
        return fix?.safe && staysInside(scope, finding, fix);
      }).length,
    }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}
