/** Lists of the Pods of one set in one value: which Pods they name, in which format, and the same list written anew. */

import { type Edit, replaceText, setKey } from '../edit.ts';
import type { Resource, StatefulSet } from '../manifest.ts';
import { remember } from '../remember.ts';
import type { Fix, Place } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Span } from '../yaml.ts';
import { isUnderService, type Ordinals, type PodAddress, podAddressesIn, podName } from './addresses.ts';
import { spanWithin } from './within.ts';

export interface PeerList {
  readonly statefulSet: StatefulSet;
  readonly members: readonly Member[];
}
export interface Member extends PodAddress {
  readonly ordinal: number;
}

/**
 * The lists of a resource: two or more addresses of Pods of one set in one value (or in one list of arguments), right or wrong
 * behind the Pod's label, and with nothing but separators between them or the same words between all of them.
 */
export function peerListsIn(resource: Resource, workspace: Workspace): readonly PeerList[] {
  const groups = new Map<unknown, Map<string, Member[]>>();
  for (const address of podAddressesIn(resource, workspace)) {
    const { name, ordinal, statefulSet, second } = address;
    if (ordinal === undefined || !second) continue;
    const unit = name.text.list ?? name.text;
    const ofUnit = remember(groups, unit, () => new Map<string, Member[]>());
    const key = `${statefulSet.name?.value} ${shapeOf(address)}`;
    remember(ofUnit, key, (): Member[] => []).push({ ...address, ordinal });
  }
  return [...groups.values()].flatMap((ofUnit) => [...ofUnit.values()].flatMap(cut));
}

/** How long the name is, so that `web-0.nginx` and `web-1.nginx.shop.svc` stand in two lists; a slip in a label makes no other list. */
const shapeOf = ({ name: { labels, hasSvc, domain } }: PodAddress) => `${labels.length} ${hasSvc} ${domain?.text}`;

/** All behind the Pod's label. */
const tailOf = ({ name, pod }: PodAddress) => name.text.value.slice(pod.end, name.end);

function cut(members: readonly Member[]): readonly PeerList[] {
  const lists: PeerList[] = [];
  const between = members.slice(1).map((member, i) => gapBetween(members[i] ?? member, member));
  for (let start = 0; start < members.length - 1; ) {
    const gap = between[start];
    let end = start;
    while (gap !== undefined && end < between.length && between[end] === gap) end++;
    const [first] = members;
    if (first && gap !== undefined && (end - start > 1 || isSeparator(gap) || isRepeated(members, start))) {
      lists.push({ statefulSet: first.statefulSet, members: members.slice(start, end + 1) });
      start = end + 1;
    } else start++;
  }
  return lists;
}

/** The words between two members, numbers left open; undefined when they are too far apart. */
function gapBetween(a: Member, b: Member): string | undefined {
  const [x, y] = [a.name.text, b.name.text];
  const gap =
    x === y
      ? x.value.slice(a.name.end, b.name.start)
      : `${x.value.slice(a.name.end)}\n${y.value.slice(0, b.name.start)}`;
  return gap.length > 1000 ? undefined : withoutNumbers(gap);
}
const withoutNumbers = (text: string) => text.replaceAll(/\d+/g, '#');

/** Ports, paths, schemes, ids and the names of members (`web-1=`) apart, only punctuation is left. */
function isSeparator(gap: string): boolean {
  const rest = gap
    .replaceAll(/[\w.-]*#\s*=/g, '')
    .replaceAll(/[a-z][a-z+]*:\/\//g, '')
    .replaceAll(/(?::#)+|#@/g, '')
    .replaceAll(/(?<=^|:#)\/[\w./-]*/g, '');
  return gap.length > 0 && /^[\s,;|&"'[\]<>()-]*$/.test(rest);
}

/** The words around both are the same: `HOST_1=web-0.nginx`, `HOST_2=web-1.nginx`; only separators are left between. */
function isRepeated(members: readonly Member[], i: number): boolean {
  const [a, b] = [members[i]?.name, members[i + 1]?.name];
  if (!a || a.text !== b?.text) return false;
  const { value } = a.text;
  const gap = tokensOf(value.slice(a.end, b.start));
  const suffix = sharedStart(gap, tokensOf(value.slice(b.end, b.end + 500)));
  const rest = gap.slice(suffix);
  const prefix = sharedStart(rest.toReversed(), tokensOf(value.slice(Math.max(0, a.start - 500), a.start)).reverse());
  return /^[\s,;|&]*$/.test(rest.slice(0, rest.length - prefix).join(''));
}

// ---- what it names ----

export interface Comparison {
  readonly missing: readonly number[];
  readonly extra: readonly number[];
  readonly twice: readonly number[];
}

export function compare({ members }: PeerList, { first, last }: Ordinals): Comparison {
  const listed = new Set(members.map(({ ordinal }) => ordinal));
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const seen = new Set<string>();
  const isSeen = (whole: string) => seen.has(whole) || !seen.add(whole);
  const twice = members.filter((each) => isSeen(`${each.ordinal}${tailOf(each)} ${each.name.port?.text}`));
  return {
    missing: all.filter((ordinal) => !listed.has(ordinal)),
    extra: [...listed].filter((ordinal) => ordinal < first || ordinal > last).sort((a, b) => a - b),
    twice: [...new Set(twice.map(({ ordinal }) => ordinal))],
  };
}

/** From the first member to the last, in the document; the first member when that cannot be told. */
export function placeOfList({ members }: PeerList): Place {
  const spans = members.map(({ name }) => spanWithin(name.text.field, name.start, name.end));
  const [first, last] = [spans[0], spans.at(-1)];
  const { field } = (members[0] as Member).name.text;
  const place = { document: field.document, path: field.path };
  if (!first || !last) return { ...place, span: first ?? field.span };
  return { ...place, span: { start: first.start, end: Math.max(first.end, last.end) } };
}

// ---- written anew ----

/** The same list with exactly these Pods, in its own format; undefined when that format is not understood to the letter. */
export function rewritten(list: PeerList, { first, last }: Ordinals): Edit | undefined {
  const format = formatOf(list);
  if (!format || last - first > 200) return undefined;
  const entries = Array.from({ length: last - first + 1 }, (_, i) => format.entry(first + i));
  const { field } = (list.members[0] as Member).name.text;
  return replaceText(field.document, format.span, entries.join(format.separator));
}

/** What `rewritten` does, for people. */
export function titleOf({ statefulSet }: PeerList, { first, last }: Ordinals): string {
  const [from, to] = [podName(statefulSet, first), podName(statefulSet, last)];
  return first === last ? `List ${from} alone` : `List ${from} to ${to}`;
}

/** Ids or names of members stand before its hosts, or behind them. */
export function isNumbered({ members: [first, second] }: PeerList): boolean {
  if (!first || !second) return false;
  return /\d\s*[=@]|::\d/.test(
    second.name.text === first.name.text
      ? first.name.text.value.slice(first.name.end, second.name.start)
      : second.name.text.value.slice(0, second.name.start),
  );
}

/** Where the list is whole in itself, the set may be what is wrong. */
export function asManyAsListed({ statefulSet, members }: PeerList, first: number): readonly Fix[] {
  const listed = [...new Set(members.map(({ ordinal }) => ordinal))].sort((a, b) => a - b);
  if (listed.length < members.length || listed.some((ordinal, i) => ordinal !== first + i)) return [];
  return [
    {
      title: `Set replicas: ${listed.length} of "${statefulSet.name?.value}"`,
      safe: false,
      edits: [setKey(statefulSet.field.get('spec'), 'replicas', listed.length)],
    },
  ];
}

interface Format {
  /** From the first entry's start to the last one's end. */
  readonly span: Span;
  readonly separator: string;
  readonly entry: (ordinal: number) => string;
}

/**
 * A list is entries with a separator between them; an entry is a name with something before and behind it (`web-0=http://…:2380`).
 * What stands behind the last name as it does behind the others belongs to the entry, and what stands before the first one likewise.
 * Numbers in it are either the same everywhere, or the ordinal plus something.
 */
function formatOf({ members, statefulSet }: PeerList): Format | undefined {
  // Of names that differ, the right ones are the model; where one Pod has several of them, it is no such list.
  const model = members.findIndex(isUnderService);
  const tails = new Map(members.map((each) => [each.ordinal, tailOf(each)]));
  if (model < 0 || members.some((each) => tails.get(each.ordinal) !== tailOf(each))) return undefined;
  const spans = members.flatMap(({ name }) => spanWithin(name.text.field, name.start, name.end) ?? []);
  const pods = members.flatMap(({ name, pod }) =>
    pod.isWritten ? (spanWithin(name.text.field, pod.start, pod.end) ?? []) : [],
  );
  const [firstMember] = members;
  const [first, last] = [spans[0], spans.at(-1)];
  if (
    !firstMember ||
    !first ||
    !last ||
    spans.length < 2 ||
    spans.length !== members.length ||
    pods.length !== members.length
  )
    return undefined;
  const { document } = firstMember.name.text.list ?? firstMember.name.text.field;
  // A kustomization may put one list together from several files.
  if (members.some(({ name }) => name.text.field.document !== document)) return undefined;
  const text = document.text;
  const between = spans.slice(1).map((span, i) => text.slice(spans[i]?.end, span.start));
  const [gap] = between;
  if (gap === undefined || between.some((each) => withoutNumbers(each) !== withoutNumbers(gap))) return undefined;

  const bounds = boundsOf(firstMember);
  const head = tokensOf(text.slice(bounds.start, first.start));
  const tail = tokensOf(text.slice(last.end, bounds.end));
  const gaps = between.map(tokensOf);
  const tokens = tokensOf(gap);
  const suffix = sharedStart(tokens, tail);
  const prefix = sharedStart(tokens.slice(suffix).reverse(), head.toReversed());
  const separator = tokens.slice(suffix, tokens.length - prefix);
  const ordinals = members.map(({ ordinal }) => ordinal);
  const before = seriesOf(
    [head.slice(head.length - prefix), ...gaps.map((each) => each.slice(each.length - prefix))],
    ordinals,
  );
  const behind = seriesOf([...gaps.map((each) => each.slice(0, suffix)), tail.slice(0, suffix)], ordinals);
  if (!before || !behind || separator.some(isNumber) || new Set(ordinals).size < 2) return undefined;
  const lengthOf = (tokens: readonly string[]) => tokens.join('').length;
  const rest = text.slice(pods[model]?.end, spans[model]?.end);
  return {
    span: {
      start: first.start - lengthOf(head.slice(head.length - prefix)),
      end: last.end + lengthOf(tail.slice(0, suffix)),
    },
    separator: separator.join(''),
    entry: (ordinal) => before(ordinal) + podName(statefulSet, ordinal) + rest + behind(ordinal),
  };
}

/** Numbers as one token each, all else letter by letter. */
const tokensOf = (text: string): string[] => text.match(/\d+|\D/g) ?? [];
const isNumber = (token: string) => /^\d/.test(token);

/** How many tokens both start with; a number is as good as another. */
function sharedStart(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((token, i) => token !== b[i] && !(isNumber(token) && isNumber(b[i] ?? '')));
  return differs < 0 ? a.length : differs;
}

/** The words for any ordinal, from those for some; undefined when a number follows no rule. */
function seriesOf(
  all: readonly (readonly string[])[],
  ordinals: readonly number[],
): ((ordinal: number) => string) | undefined {
  const [model = []] = all;
  const parts = model.map((token, i): ((ordinal: number) => string) | undefined => {
    if (all.every((each) => each[i] === token)) return () => token;
    const offset = Number(token) - (ordinals[0] ?? 0);
    const isSeries = all.every((each, n) => each[i] === String((ordinals[n] ?? 0) + offset));
    return isSeries ? (ordinal) => String(ordinal + offset) : undefined;
  });
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? undefined : (ordinal) => known.map((part) => part(ordinal)).join('');
}

/** The value, or the list of arguments, that the list stands in. */
function boundsOf({ name: { text } }: Member): Span {
  return (text.list ?? text.field).valueSpan ?? text.field.span;
}
