/** A Preview as text: a sentence, and a table with a row for each Pod. */
import {
  answeredRecords,
  type ClaimPreview,
  claimName,
  type Preview,
  podDnsName,
  podName,
  type ServiceState,
  serviceDomain,
} from '../core/preview.ts';
import { verdict } from '../verdict.ts';
import { plural } from '../words.ts';
import { cellsOf, padded, visible } from './cells.ts';
import type { Paint } from './colours.ts';
import { wrapped } from './markdown.ts';
import { placeText } from './report.ts';
import type { Scope } from './scope.ts';

/** Of more Pods, the middle is folded. */
const mostShown = 12;

const serviceWords: Readonly<Record<ServiceState, string>> = {
  headless: 'headless',
  'not-headless': 'not headless',
  'not-found': 'not found',
  'other-namespace': 'in another namespace',
  'selector-mismatch': 'selects other Pods',
  'without-selector': 'no selector',
  'external-name': 'ExternalName',
  unset: 'not named',
  unseen: 'not in these files',
};
/** In the place of a DNS name that will not be there. */
const holes: Readonly<Record<ServiceState, string>> = {
  headless: '(no record)',
  'not-headless': '(only CoreDNS answers)',
  'not-found': '(no Service)',
  'other-namespace': '(wrong namespace)',
  'selector-mismatch': '(no endpoints)',
  'without-selector': '(no endpoints)',
  'external-name': '(no record)',
  unset: '(no Service)',
  unseen: '(depends on the Service)',
};

export interface Layout {
  readonly paint: Paint;
  /** Cells of a line; infinite where nobody counts them. */
  readonly width: number;
  /** How many replicas the file says, for a what-if. */
  readonly written: number;
}

/** Everything about one set. */
export function previewText({ workspace, nameOf }: Scope, preview: Preview, { paint, width, written }: Layout): string {
  const { statefulSet, governance, name } = preview;
  const namespace = statefulSet.namespace
    ? `, namespace ${statefulSet.namespace.value}`
    : ', in no namespace (shown as default)';
  const place = placeText(workspace, statefulSet.name?.field ?? statefulSet.field, nameOf);
  const { replicas } = statefulSet;
  const paragraph = (text: string) => wrapped(text, Math.min(width, 100)).join('\n');
  return [
    `${paint(`StatefulSet ${visible(name)}`, 'bold')}${visible(namespace)}  ${paint(place, 'dim')}`,
    paragraph(visible(verdict(preview))),
    replicas === written
      ? ''
      : paragraph(
          paint(
            `What if: ${plural(replicas, 'replica')}, not ${written.toLocaleString('en')}. The file is unchanged.`,
            'yellow',
          ),
        ),
    governance.why === undefined
      ? ''
      : paragraph(
          `${paint(`Service ${visible(governance.name ?? '')}`.trim(), 'bold')} (${serviceWords[governance.state]}): ${visible(governance.why)}`,
        ),
    ...preview.claims.flatMap(({ name: template, why }) =>
      why === undefined ? [] : [paragraph(`${paint(`Claim template ${visible(template)}`, 'bold')}: ${visible(why)}`)],
    ),
    replicas === 0 ? '' : `\n${podsText(preview, paint, width)}`,
    dnsText(preview, paint),
  ]
    .filter((part) => part !== '')
    .join('\n')
    .concat('\n');
}

// ---- the Pods ----

/** The ordinals that are shown; a number in the place of those between, which says how many they are. */
function shownOrdinals(
  start: number,
  count: number,
): readonly (number | { readonly from: number; readonly count: number })[] {
  const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
  if (count <= mostShown) return range(start, count);
  const head = 3;
  const tail = 2;
  const folded = { from: start + head, count: count - head - tail };
  return [...range(start, head), folded, ...range(start + count - tail, tail)];
}

function podsText(preview: Preview, paint: Paint, width: number): string {
  const { start, replicas } = preview.statefulSet;
  const heads = ['POD = HOST NAME', 'DNS NAME', ...(preview.claims.length > 0 ? ['CLAIM', 'SIZE', 'CLASS'] : [])];
  const rows = shownOrdinals(start, replicas).map((shown) =>
    typeof shown === 'number' ? podRows(preview, shown) : shown,
  );
  const table = rows.filter((row) => 'length' in row).flat();
  const widths = heads.map((head, i) => Math.max(cellsOf(head), ...table.map((cells) => cellsOf(cells[i] ?? ''))));
  const total = widths.reduce((sum, each) => sum + each + 2, -2);
  const fold = ({ from, count }: { from: number; count: number }) =>
    paint(
      `… ${plural(count, 'more Pod')}, ${visible(podName(preview, from))} to ${visible(podName(preview, from + count - 1))}`,
      'dim',
    );
  if (total <= width) {
    const line = (cells: readonly string[]) =>
      cells
        .map((cell, i) => padded(cell, widths[i] ?? 0))
        .join('  ')
        .trimEnd();
    return [
      paint(line(heads), 'dim'),
      ...rows.flatMap((row) => ('length' in row ? row.map((cells) => line(cells)) : [fold(row)])),
    ].join('\n');
  }
  // Too narrow for a table: what a Pod has stands below its name.
  return rows
    .flatMap((row) =>
      'length' in row
        ? row.flatMap(([pod = '', dns = '', ...claim]) => [
            ...(pod === '' ? [] : [paint(pod, 'bold'), `  ${dns}`]),
            ...(claim.length === 0 ? [] : [`  ${claim.filter((cell) => cell !== '').join('  ')}`]),
          ])
        : [fold(row)],
    )
    .join('\n');
}

/** The cells of one Pod; a line of its own for each further claim. */
function podRows(preview: Preview, ordinal: number): readonly (readonly string[])[] {
  const pod = [
    visible(podName(preview, ordinal)),
    visible(podDnsName(preview, ordinal) ?? holes[preview.governance.state]),
  ];
  if (preview.claims.length === 0) return [pod];
  return preview.claims.map((claim, i) => [
    ...(i === 0 ? pod : ['', '']),
    visible(claimName(preview, claim, ordinal)),
    visible(claim.template.storage.text ?? '(no size)'),
    visible(classCell(claim)),
  ]);
}

function classCell({ template: { storageClassName }, state }: ClaimPreview): string {
  const name = storageClassName?.value;
  const word = {
    found: '',
    known: '',
    default: '',
    none: '',
    'not-found': ' (not found)',
    unseen: ' (not in these files)',
  }[state];
  return `${name === undefined ? '(default)' : name === '' ? '(none)' : name}${word}`;
}

// ---- DNS ----

function dnsText(preview: Preview, paint: Paint): string {
  const { replicas, start } = preview.statefulSet;
  const records = answeredRecords(preview);
  if (records.length === 0 || replicas === 0) return '';
  const answers = preview.governance.service?.publishNotReadyAddresses ? 'all Pods, Ready or not' : 'Ready Pods';
  const rows = records.map(({ name, type, answerOf }) => {
    const shown = shownOrdinals(start, replicas);
    const words = (
      shown.length <= 3 ? shown : [start, { from: start + 1, count: replicas - 2 }, start + replicas - 1]
    ).map((each) => (typeof each === 'number' ? answerOf(each) : '…'));
    return [
      visible(name),
      type,
      visible(`${plural(replicas, 'answer')}: ${words.join(', ').replace(', …,', ' …')}`),
    ] as const;
  });
  const widths = [0, 1].map((i) => Math.max(...rows.map((row) => cellsOf(row[i] ?? ''))));
  return [
    `\n${paint(`DNS: ${visible(serviceDomain(preview) ?? '')} answers with ${answers}`, 'dim')}`,
    ...rows.map(([name, type, words]) => `${padded(name, widths[0] ?? 0)}  ${padded(type, widths[1] ?? 0)}  ${words}`),
  ].join('\n');
}
