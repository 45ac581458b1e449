/** A StatefulSet as a picture: the ledger, one row for each Pod, with its life. Shapes only; how they are drawn is decided elsewhere. */
import type { Colour, Ordinals, Picture, ScenarioJson, Shape, StatefulSetJson } from '../protocol.ts';
import { eventsOf, type Phase, phasesOf } from '../timeline.ts';
import { number, visible } from '../words.ts';
import { claimFacts, dnsName, listedPods, more, noName, whatIfText } from './parts.ts';

const margin = 20;
const rowHeight = 24;
/** What a character takes at 12 px in the fonts that are asked for; none of them is wider. */
const mono = 7.3;
const sans = 6.6;
const laneWidth = 260;
/** Longer names are cut in their middle. */
const longest = 60;

/** The picture, of a size that holds all that is in it. */
export function pictureOf(set: StatefulSetJson): Picture {
  const rows = listedPods(set);
  const table = rows.map((row) => cellsOf(set, row));
  const heads = ['Host name', 'DNS name', ...(set.claimTemplates.length > 0 ? ['Claims'] : [])];
  const widths = heads.map(
    (head, i) => Math.max(head.length * sans, ...table.map((cells) => (cells[i] ?? '').length * mono)) + 28,
  );
  const lane = margin + widths.reduce((sum, width) => sum + width, 0);
  const width = lane + laneWidth + margin;
  const shapes: Shape[] = [];
  let y = margin + 16;
  const say = (text: string, colour: Colour, size: number, isBold = false) => {
    shapes.push({ kind: 'text', x: margin, y, text, colour, size, isBold });
    y += size + 8;
  };
  const name = `StatefulSet ${cut(set.name)}`;
  say(`${name} in ${cut(set.namespace ?? 'default')}`, 'text', 16, true);
  for (const line of wrapped(set.sentence, (width - 2 * margin) / sans)) say(line, 'text', 12);
  const asked = whatIfText(set);
  if (asked !== '') say(`What if: ${asked}. The file is unchanged.`, 'dim', 12);
  y += 10;
  let x = margin;
  for (const [i, head] of [...heads, 'Order'].entries()) {
    shapes.push({ kind: 'text', x: i < heads.length ? x : lane, y, text: head, colour: 'dim', size: 11 });
    x += widths[i] ?? 0;
  }
  shapes.push({ kind: 'line', from: [margin, y + 7], to: [width - margin, y + 7], colour: 'line' });
  y += rowHeight;
  for (const [i, row] of rows.entries()) {
    let left = margin;
    for (const [column, cell] of (table[i] ?? []).entries()) {
      const isAbsent = typeof row !== 'number' || cell.startsWith('(');
      shapes.push({ kind: 'text', x: left, y, text: cell, colour: isAbsent ? 'dim' : 'text', size: 12, isMono: true });
      left += widths[column] ?? 0;
    }
    if (typeof row === 'number') shapes.push(...life(set.scenario, row, lane, y - 4));
    else shapes.push(lives(set.scenario, row, lane, y - 4));
    y += rowHeight;
  }
  shapes.push({
    kind: 'text',
    x: lane,
    y,
    text: set.scenario.steps === 0 ? 'no steps' : `steps 0 to ${number(set.scenario.steps)}`,
    colour: 'dim',
    size: 11,
  });
  return { title: name, width: Math.ceil(width), height: y + margin, shapes };
}

/** Several pictures as one, each below the other. */
export function stacked(pictures: readonly Picture[]): Picture {
  let height = 0;
  const shapes = pictures.flatMap((picture) => {
    const moved = picture.shapes.map((shape) => lowered(shape, height));
    height += picture.height;
    return moved;
  });
  const title = pictures.map((picture) => picture.title).join(', ');
  return { title, width: Math.max(0, ...pictures.map(({ width }) => width)), height, shapes };
}

function lowered(shape: Shape, by: number): Shape {
  if (shape.kind !== 'line') return { ...shape, y: shape.y + by };
  return { ...shape, from: [shape.from[0], shape.from[1] + by], to: [shape.to[0], shape.to[1] + by] };
}

function cellsOf(set: StatefulSetJson, row: number | Ordinals): readonly string[] {
  if (typeof row !== 'number') return [cut(`… ${more(set, row)}`)];
  const pod = `${set.pods.prefix}${row}`;
  const claims = set.claimTemplates.map((template) => `${template.name}-${pod} (${claimFacts(template)})`);
  return [
    cut(pod),
    cut(dnsName(set, row) ?? `(${noName[set.service.state]})`),
    ...(claims.length > 0 ? [cut(claims.join(' '))] : []),
  ];
}

// ---- lives ----

const xOf = ({ steps }: ScenarioJson, step: number, left: number) => left + (step / (steps + 1)) * laneWidth;

const fills: Readonly<Partial<Record<Phase['phase'], Colour>>> = { ready: 'life', starting: 'paper', stopping: 'dim' };

function life(scenario: ScenarioJson, ordinal: number, left: number, y: number): readonly Shape[] {
  const phases = phasesOf(scenario, ordinal);
  return phases.flatMap(({ from, phase }, i): Shape[] => {
    const to = phases[i + 1]?.from ?? scenario.steps + 1;
    const [x, end] = [xOf(scenario, from, left), xOf(scenario, to, left)];
    const fill = fills[phase];
    if (phase === 'stuck')
      return [
        { kind: 'text', x, y: y + 4, text: '✕', colour: 'error', size: 12 },
        { kind: 'line', from: [x + 12, y], to: [Math.max(end, x + 12), y], colour: 'error', isDashed: true },
      ];
    if (fill === undefined) return [];
    const stroke = fill === 'paper' ? 'life' : fill;
    return [{ kind: 'box', x, y: y - 3, width: Math.max(2, end - x), height: 6, fill, stroke }];
  });
}

/** Those in between, as the line from where the first begins to where the last does. */
function lives(scenario: ScenarioJson, { from, to }: Ordinals, left: number, y: number): Shape {
  const [begin = 0, end = 0] = [from, to].map((ordinal) => eventsOf(scenario, ordinal)[0]?.step ?? 0);
  return {
    kind: 'line',
    from: [xOf(scenario, begin, left), y - 8],
    to: [xOf(scenario, end, left), y + 8],
    colour: 'life',
  };
}

// ---- texts ----

function cut(raw: string): string {
  const text = visible(raw);
  return text.length > longest ? `${text.slice(0, longest - 21)}…${text.slice(-20)}` : text;
}

function wrapped(raw: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of visible(raw).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${cut(word)}`;
    else lines.push(cut(word));
  }
  return lines;
}
