/** A StatefulSet as Markdown: for the description of a pull request. */
import type { StatefulSetJson } from '../protocol.ts';
import { stepWords } from '../step-words.ts';
import { number, visible } from '../words.ts';
import { claimFacts, dnsName, type FileNames, listedPods, more, noName, whatIfText } from './parts.ts';

/** Steps that are told one by one, at most. */
const mostSteps = 30;

/** The set as Markdown that any renderer takes: names are code, and nothing in a manifest can become markup. */
export function markdownOf(set: StatefulSetJson, fileOf: FileNames): string {
  const place = `${fileOf(set.file)}:${set.range.start.line + 1}`;
  const asked = whatIfText(set);
  return `${[
    `### StatefulSet ${code(set.name)}`,
    `${set.namespace === null ? 'In no namespace, shown as `default`' : `In namespace ${code(set.namespace)}`}, ${code(place)}.`,
    asked === '' ? '' : `**What if:** ${text(asked)}. The file is unchanged.`,
    text(set.sentence),
    set.pods.count === 0 ? '' : podTable(set),
    records(set),
    steps(set),
    problems(set, fileOf),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function podTable(set: StatefulSetJson): string {
  const hasClaims = set.claimTemplates.length > 0;
  const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const heads = ['Pod = host name', 'DNS name', ...(hasClaims ? ['Claims'] : [])];
  const rows = listedPods(set).map((shown) => {
    if (typeof shown !== 'number') return row(cell(text(`… ${more(set, shown)}`)), ...heads.slice(1).map(() => ''));
    const name = dnsName(set, shown);
    const pod = `${set.pods.prefix}${shown}`;
    const claims = set.claimTemplates.map(
      (template) => `${code(`${template.name}-${pod}`)} ${text(claimFacts(template))}`,
    );
    return row(
      cell(code(pod)),
      cell(name === undefined ? text(`(${noName[set.service.state]})`) : code(name)),
      ...(hasClaims ? [cell(claims.join('<br>'))] : []),
    );
  });
  return [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n');
}

function records({ dns, stuck }: StatefulSetJson): string {
  if (dns.length === 0 || stuck !== undefined) return '';
  return dns
    .map(({ name, type, count, first, last }) => {
      const answers = count === 1 ? code(first) : `${number(count)} answers, ${code(first)} to ${code(last)}`;
      return `- ${type} ${code(name)}: ${answers}`;
    })
    .join('\n');
}

const titles = { create: 'Create', scale: 'Scale', update: 'Update', delete: 'Delete', recreate: 'Re-create' } as const;

function steps({ scenario }: StatefulSetJson): string {
  if (scenario.steps === 0) return '';
  const told = Array.from({ length: Math.min(scenario.steps, mostSteps) }, (_, i) => {
    const { what, why } = stepWords(scenario, i + 1);
    return `${i + 1}. **${text(what)}** ${text(why)}`.trimEnd();
  });
  const left = scenario.steps - told.length;
  return [
    `<details><summary>${titles[scenario.name]}${scenario.title && ` ${html(scenario.title)}`}: ${number(scenario.steps)} steps</summary>`,
    '',
    ...told,
    ...(left > 0 ? ['', `… and ${number(left)} more, to ${number(scenario.steps)}.`] : []),
    '',
    '</details>',
  ].join('\n');
}

function problems({ problems: all }: StatefulSetJson, fileOf: FileNames): string {
  return all
    .map(
      ({ severity, message, rule, file, range }) =>
        `- **${severity}** ${text(message)} (${code(rule)}, ${code(`${fileOf(file)}:${range.start.line + 1}`)})`,
    )
    .join('\n');
}

/** A code span that nothing in the text can end. A backtick inside takes longer fences. */
export function code(raw: string): string {
  const line = oneLine(raw);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}
/** Text in which nothing is markup. */
export const text = (raw: string) => oneLine(raw).replaceAll(/[\\`*_[\]{}<>&|~#!@:/]|(?<=^\d+)[.)]|^[-+]/g, escaped);
const escaped = (character: string) => (/[@:/]/.test(character) ? character : `\\${character}`);
/** A pipe ends a cell even inside of code. */
export const cell = (markdown: string) => markdown.replaceAll(/\\*\|/g, '\\|');
export const html = (raw: string) =>
  oneLine(raw).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const oneLine = (raw: string) => visible(raw.replaceAll(/\s*\n\s*/g, ' '));
