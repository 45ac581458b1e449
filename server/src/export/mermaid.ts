/** A StatefulSet as a Mermaid flowchart: the Service, the Pods in their order, and the claims. */
import type { StatefulSetJson } from '../protocol.ts';
import { visible } from '../words.ts';
import { dnsName, listedPods, more, noName } from './parts.ts';

/** One flowchart of all these sets. Its nodes have names of their own, and every label is quoted and escaped: a manifest can write no Mermaid. */
export function mermaidOf(sets: readonly StatefulSetJson[]): string {
  return `${['flowchart LR', ...sets.flatMap((set, i) => linesOf(set, sets.length === 1 ? '' : `s${i}`))].join('\n')}\n`;
}

function linesOf(set: StatefulSetJson, prefix: string): readonly string[] {
  const { pods, service, claimTemplates } = set;
  const shown = listedPods(set);
  const isNamed = pods.dnsSuffix !== null && set.stuck === undefined;
  const id = (item: (typeof shown)[number]) => `${prefix}${typeof item === 'number' ? `pod${item}` : 'more'}`;
  const labelOf = (item: (typeof shown)[number]) =>
    typeof item === 'number' ? `${pods.prefix}${item}` : `… ${more(set, item)}`;
  const order = set.podManagementPolicy === 'OrderedReady' ? shown.slice(1) : [];
  const lines = [
    `  ${prefix}service(${label(`Service ${service.name ?? '(none)'}`, isNamed ? 'headless' : noName[service.state])})`,
    `  subgraph ${prefix}set [${label(`StatefulSet ${set.name}`)}]`,
    ...shown.map((item) => `    ${id(item)}[${label(labelOf(item))}]`),
    ...(shown.length === 0 ? [`    ${prefix}none[${label('no Pods')}]`] : []),
    ...order.map((item, i) => `    ${id(shown[i] ?? item)} --> ${id(item)}`),
    '  end',
  ];
  for (const ordinal of shown) {
    if (typeof ordinal !== 'number') continue;
    const name = dnsName(set, ordinal);
    if (name !== undefined) lines.push(`  ${prefix}service -. ${label(name)} .-> ${id(ordinal)}`);
    claimTemplates.forEach((template, i) => {
      const claim = label(`${template.name}-${pods.prefix}${ordinal}`, template.storage ?? 'no size');
      lines.push(`  ${id(ordinal)} --- ${prefix}claim${i}x${ordinal}[(${claim})]`);
    });
  }
  return lines;
}

/** A quoted label of one or more lines. What is neither letter, digit nor harmless sign is written as its number. */
function label(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    [...visible(line)]
      .map((character) => (/[\p{L}\p{N} .,:…-]/u.test(character) ? character : `#${character.codePointAt(0)};`))
      .join(''),
  );
  return `"${escaped.join('<br>')}"`;
}
