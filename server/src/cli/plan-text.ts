/** A plan as text: a sentence, what differs, what happens, and what is left to do. */
import { effectRows, type PlannedSet, type Row } from '../plan-words.ts';
import type { PlanJson } from '../protocol.ts';
import { cellsOf, padded, visible } from './cells.ts';
import type { Paint } from './colours.ts';
import { wrapped } from './markdown.ts';

export interface PlanLayout {
  readonly paint: Paint;
  /** Cells of a line; infinite where nobody counts them. */
  readonly width: number;
}

const indent = '  ';

/** Everything about one set. */
export function planText({ name, namespace, place, plan }: PlannedSet, { paint, width }: PlanLayout): string {
  const { sentence, changes, refused, manual, byHand } = plan;
  const where = namespace === null ? ', in no namespace (taken as default)' : `, namespace ${namespace}`;
  const paragraph = (text: string) => wrapped(visible(text), Math.min(width, 100)).join('\n');
  const heading = (text: string) => paint(text, 'bold');
  const rows = (all: readonly Row[]) => table(all.map(({ what, names, between }) => [what, names.join(between)]));
  return [
    `${paint(`StatefulSet ${visible(name)}`, 'bold')}${visible(where)}  ${paint(visible(place), 'dim')}`,
    paragraph(sentence),
    changes.length === 0
      ? ''
      : `\n${heading('Changes')}\n${table(changes.map(({ field, from, to }) => [field, `${from ?? '(nothing)'} → ${to ?? '(nothing)'}`]))}`,
    refused.length === 0
      ? ''
      : `\n${heading('Refused')}\n${refused.map(({ field, message }) => `${indent}${paint('✗', 'red')} ${visible(field)}: ${visible(message)}`).join('\n')}`,
    effectRows(name, plan).length === 0 ? '' : `\n${heading('What happens')}\n${rows(effectRows(name, plan))}`,
    manual.length === 0
      ? ''
      : `\n${heading(refused.length > 0 ? 'Way round' : 'By hand')}\n${manual.map((step, i) => stepText(step, i, Math.min(width, 100), paint)).join('\n')}`,
    byHand === undefined ? '' : `\n${heading('What these steps do')}\n${rows(effectRows(name, byHand))}`,
  ]
    .filter((part) => part !== '')
    .join('\n')
    .concat('\n');
}

function stepText({ title, command }: PlanJson['manual'][number], i: number, width: number, paint: Paint): string {
  const mark = `${i + 1}. `;
  const lines = wrapped(`${visible(title)}.`, width - indent.length - mark.length);
  const gap = ' '.repeat(mark.length);
  return [
    ...lines.map((line, k) => `${indent}${k === 0 ? mark : gap}${line}`),
    ...(command === undefined ? [] : [`${indent}${gap}${paint(visible(command), 'cyan')}`]),
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string {
  const shown = rows.map(([what, which]) => [visible(what), visible(which)] as const);
  const width = Math.max(...shown.map(([what]) => cellsOf(what)));
  return shown.map(([what, which]) => `${indent}${padded(what, width)}  ${which}`).join('\n');
}
