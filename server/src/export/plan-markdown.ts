/** Plans as Markdown: for a pull request. What happens stands in tables; what is left to do is folded. */
import { countSentence, effectRows, type PlannedSet, type Row } from '../plan-words.ts';
import type { PlanJson } from '../protocol.ts';
import { plural } from '../words.ts';
import { cell, code, html, text } from './markdown.ts';

/** A heading, a sentence that counts, and each set that is not as it was. */
export function plansMarkdown(sets: readonly PlannedSet[], against: string): string {
  const told = sets.filter(({ plan }) => plan.state !== 'unchanged');
  return `${[
    `## What applying does, compared with ${code(against)}`,
    text(countSentence(sets, against)),
    ...told.map(planMarkdown),
  ].join('\n\n')}\n`;
}

function planMarkdown({ name, namespace, place, plan }: PlannedSet): string {
  const { sentence, changes, refused } = plan;
  return [
    `### StatefulSet ${code(name)}`,
    `${namespace === null ? 'In no namespace, taken as `default`' : `In namespace ${code(namespace)}`}, ${code(place)}.`,
    `**${text(sentence)}**`,
    ...(refused.length === 0
      ? []
      : [refused.map(({ field, message }) => `- **Refused:** ${code(field)}: ${text(message)}`).join('\n')]),
    ...(changes.length === 0
      ? []
      : [
          table(
            ['Field', 'Before', 'Now'],
            changes.map(({ field, from, to }) => [code(field), value(from), value(to)]),
          ),
        ]),
    ...effectTable(effectRows(name, plan)),
    ...byHandMarkdown(name, plan),
  ].join('\n\n');
}

function byHandMarkdown(name: string, { refused, manual, byHand }: PlanJson): readonly string[] {
  if (manual.length === 0) return [];
  const steps = manual.map(({ title, command }, i) => {
    const gap = ' '.repeat(`${i + 1}. `.length);
    const shell = command === undefined ? '' : `\n${gap}\`\`\`sh\n${gap}${oneLine(command)}\n${gap}\`\`\``;
    return `${i + 1}. ${text(title)}.${shell}`;
  });
  const summary = `${refused.length > 0 ? 'Way round' : 'By hand'}: ${plural(manual.length, 'step')}`;
  return [
    [
      `<details><summary>${html(summary)}</summary>`,
      '',
      ...steps,
      ...(byHand ? ['', 'What these steps do:', '', ...effectTable(effectRows(name, byHand))] : []),
      '',
      '</details>',
    ].join('\n'),
  ];
}

const effectTable = (rows: readonly Row[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        table(
          ['What', 'Which'],
          rows.map(({ what, names, between }) => [
            text(what),
            names.map((each) => (each.startsWith('…') ? text(each) : code(each))).join(between),
          ]),
        ),
      ];

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
const value = (written: string | null) => (written === null ? '*nothing*' : code(written));
const oneLine = (command: string) => command.replaceAll(/\s*\n\s*/g, ' ').replaceAll('```', '` ` `');
