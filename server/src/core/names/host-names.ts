/** The host names in the texts of a resource: environment, commands, files inside of ConfigMaps. What they mean is addresses.ts' business. */
import { type Edit, replaceText } from '../edit.ts';
import type { Container, Resource } from '../manifest.ts';
import { remember } from '../remember.ts';
import type { Place } from '../rule.ts';
import type { Field, Span } from '../yaml.ts';
import { type Expanded, environmentOf, expand, ownOrdinal, ownPod, variablesOf } from './expansion.ts';
import { spanWithin } from './within.ts';

/** A scalar that programs read, with the name it stands under: of the variable, the flag, the file or the annotation. */
export interface Text {
  readonly field: Field;
  readonly value: string;
  readonly key: string;
  /** The container that reads it; undefined for a ConfigMap and the like. */
  readonly container: Container | undefined;
  /** The list that it is an item of (`args`), whose items may together be one list of peers. */
  readonly list: Field | undefined;
  /** What `$(NAME)` stands for in it; empty where Kubernetes expands nothing. */
  readonly variables: ReadonlyMap<string, string>;
}

/** One label of a name. Offsets are those of the text as written. */
export interface Label extends Span {
  /** In lower case; with marks of expansion.ts for what is known only in the Pod; "" when nothing is known of it. */
  readonly text: string;
  /** It stands there letter by letter, not in a variable. */
  readonly isWritten: boolean;
}

/** Something that looks like the name of a Pod or a Service. Offsets are those of the text as written. */
export interface HostName extends Span {
  readonly text: Text;
  /** What stands before `svc`, or all of it: Pod, Service, namespace, as far as they are there. */
  readonly labels: readonly [Label, ...Label[]];
  readonly hasSvc: boolean;
  /** From the dot before it to its end; undefined when the name ends with `svc` or before. */
  readonly domain: Label | undefined;
  /** It ends with a dot, so no search list is tried. */
  readonly isAbsolute: boolean;
  /** More labels follow that nobody can read. */
  readonly isOpen: boolean;
  readonly port: Label | undefined;
  /** It is surely dialled: behind `://` or `@`, before a port, or under a key that says so. */
  readonly isDialled: boolean;
  /** The property it stands in: the nearest key before it on its line, else the key of its text. */
  readonly key: string;
}

/** The place of a part of a text; all of it when the part cannot be found to the letter. */
export function placeWithin({ field }: Text, { start, end }: Span): Place {
  return { document: field.document, path: field.path, span: spanWithin(field, start, end) ?? field.span };
}

/** Puts other words in the place of a part of a text; nothing when that part cannot be found to the letter, or is a variable's. */
export function editWithin({ field }: Text, { start, end }: Span, words: string): Edit | undefined {
  // An empty stretch stands behind the character before it.
  const span = start === end ? spanWithin(field, start - 1, end) : spanWithin(field, start, end);
  return span && replaceText(field.document, start === end ? { start: span.end, end: span.end } : span, words);
}

/** All texts of a resource that hold addresses. The same answer object for the same resource. */
export function textsIn(resource: Resource): readonly Text[] {
  return remember(texts, resource, () => [...readTexts(resource)].filter(({ field }) => !field.isShared));
}
const texts = new WeakMap<Resource, readonly Text[]>();

/** All host names of a resource, in the order of its texts. The same answer object for the same resource. */
export function hostNamesIn(resource: Resource): readonly HostName[] {
  return remember(names, resource, () => textsIn(resource).flatMap((text) => [...readNames(text)]));
}
const names = new WeakMap<Resource, readonly HostName[]>();

/** Single words where a host is wanted, and nothing but these: `REDIS_HOST: redis`, `--host=redis`. None of them is in `hostNamesIn`. */
export function bareHostsIn(resource: Resource): readonly HostName[] {
  return textsIn(resource).flatMap((text): HostName[] => {
    const [, flag = '', word = ''] = /^(--?[\w.-]+=)?([a-z](?:[-a-z0-9]*[a-z0-9])?)$/.exec(text.value) ?? [];
    if (word === '' || !saysHost(text.key) || /-\d+$/.test(word)) return [];
    const label = { text: word, start: flag.length, end: text.value.length, isWritten: true };
    const { start, end } = label;
    return [
      {
        ...{ text, start, end, labels: [label], hasSvc: false, domain: undefined, isAbsolute: false, isOpen: false },
        ...{ port: undefined, isDialled: true, key: text.key },
      },
    ];
  });
}

/**
 * Names of sets whose Pods a resource seems to address with more than their bare names: `web` for `web-0.nginx`, and its own for
 * `$(POD_NAME).nginx`.
 */
export function addressedSets(resource: Resource): ReadonlySet<string> {
  return new Set(
    hostNamesIn(resource).flatMap((name) => {
      if (name.labels.length < 2 && !name.hasSvc) return [];
      const parts = podParts(name.labels[0].text);
      return parts ? [parts.set ?? resource.name?.value ?? ''] : [];
    }),
  );
}

/** `web-0` → `web` and "0"; `set` is undefined for the Pod that reads it, `ordinal` for one that is known only there. */
export function podParts(
  label: string,
): { readonly set: string | undefined; readonly ordinal: string | undefined } | undefined {
  if (label === ownPod) return { set: undefined, ordinal: undefined };
  const [, set, ordinal] = /^([a-z0-9][-a-z0-9]*)-(\d{1,9}|\uE002)$/.exec(label) ?? [];
  return set === undefined ? undefined : { set, ordinal: ordinal === ownOrdinal ? undefined : ordinal };
}

// ---- texts ----

/** Annotations that hold addresses, by the part behind the slash. Source: the pages of ingress-nginx. */
const annotations = new Set([
  'auth-url',
  'auth-signin',
  'configuration-snippet',
  'mirror-target',
  'proxy-redirect-to',
  'server-snippet',
  'upstream-vhost',
]);

const nothing: ReadonlyMap<string, string> = new Map();

function* readTexts(resource: Resource): Iterable<Text> {
  const plain = (field: Field, key = String(field.step ?? '')): readonly Text[] =>
    field.text === undefined
      ? []
      : [{ field, value: field.text, key, container: undefined, list: undefined, variables: nothing }];
  for (const field of resource.field.get('metadata', 'annotations').entries)
    if (annotations.has(String(field.step).split('/').at(-1) ?? '')) yield* plain(field);
  switch (resource.type) {
    case 'StatefulSet':
    case 'Workload':
      for (const container of resource.pods.containers) yield* textsOfContainer(container);
      return;
    case 'ConfigMap':
      for (const field of resource.field.get('data').entries) yield* plain(field);
      return;
    case 'Secret':
      for (const field of resource.field.get('stringData').entries) yield* plain(field);
      return;
    case 'Service':
      yield* plain(resource.field.get('spec', 'externalName'));
      return;
    default:
      return;
  }
}

function* textsOfContainer(container: Container): Iterable<Text> {
  const before = new Map<string, string>();
  for (const { name, field, value } of variablesOf(container)) {
    const written = field.get('value');
    if (written.text !== undefined)
      yield { field: written, value: written.text, key: name, container, list: undefined, variables: new Map(before) };
    before.set(name, value);
  }
  const environment = environmentOf(container);
  for (const list of ['command', 'args']) yield* items(container, container.field.get(list), environment);
  // Kubernetes expands nothing in these.
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
    yield* items(container, container.field.get(probe, 'exec', 'command'), nothing);
  for (const hook of ['postStart', 'preStop'])
    yield* items(container, container.field.get('lifecycle', hook, 'exec', 'command'), nothing);
}

function* items(container: Container, list: Field, variables: ReadonlyMap<string, string>): Iterable<Text> {
  let flag = '';
  for (const field of list.items) {
    const value = field.text;
    if (value === undefined) continue;
    yield { field, value, key: /^--?([\w.-]+)/.exec(value)?.[1] ?? flag, container, list, variables };
    flag = /^--?([\w.-]+)$/.exec(value)?.[1] ?? '';
  }
}

// ---- names ----

/** Letters of names, and those that glue something onto one: of templates, shells, wildcards and formats. */
const runs = /[\w.\-$%*{}`\uE000-\uE004]+/g;

function* readNames(text: Text): Iterable<HostName> {
  // Most texts are none of ours, and some are very long.
  if (!/-[\d$]|svc|:\d|\$\(|:\/\//.test(text.value)) return;
  const expanded = expand(text.value, text.variables);
  for (const { 0: run, index } of expanded.text.matchAll(runs)) {
    // `-web-0` as in `${X:-web-0.nginx}`, and `_http._tcp.` before the name of a Service.
    const skipped = /^-*(?:_[\w-]+\.)*/.exec(run)?.[0].length ?? 0;
    const name = readName(text, expanded, run.slice(skipped), index + skipped);
    if (name) yield name;
  }
}

function readName(text: Text, expanded: Expanded, run: string, at: number): HostName | undefined {
  const name = run.replace(/\.$/, '');
  const before = lineBefore(expanded.text, at);
  const after = expanded.text.slice(at + run.length, at + run.length + 10);
  // `web-0:8080-alpine` is an image.
  const [, digits] = /^:(\d{2,5})(?![\w.$-])/.exec(after) ?? [];
  const isAfterScheme = /:\/\/(?:[^\s/"'@]*@)?$/.test(before);
  // Single words and names outside of the cluster are looked at only where something is surely dialled.
  if (!isAfterScheme && digits === undefined && !/-[\d\uE002]+(?:\.|$)|\.svc(?:\.|$)|\uE000/.test(name))
    return undefined;
  // RabbitMQ's K8S_HOSTNAME_SUFFIX, also in its file: what follows the name of each Pod that reads it.
  const isAllOf = before === '' && /hostname_?suffix$/i.test(text.key);
  const isSuffix =
    name.startsWith('.') && (isAllOf || /^\s*cluster_formation\.k8s\.hostname_suffix\s*=\s*$/.test(before));
  if (!(isSuffix || /^[a-z0-9\uE000-\uE004]/.test(name)) || name.length > 253) return undefined;
  const isGlued = run.endsWith('.') && /^[<@([]/.test(after);
  if (isPart(before, after, isGlued) || isComment(before)) return undefined;

  const cut = (from: number, value: string): Label => ({
    text: isLabel(value) ? value : from === at && isSuffix ? ownPod : '',
    start: expanded.startOf(from),
    end: expanded.endOf(from + value.length),
    isWritten: expanded.isWritten(from, from + value.length),
  });
  let from = at;
  const all = name.split('.').map((value) => {
    const label = cut(from, value);
    from += value.length + 1;
    return label;
  });
  const svc = all.findIndex((label, i) => label.text === 'svc' && i > 0);
  const [first, ...rest] = svc < 0 ? all : all.slice(0, svc);
  if (!first || first.text === '' || rest.length > 2) return undefined;
  // A Service starts with a letter: `jenkins-5.8.17` is a version.
  if (rest[0] && /^\d/.test(rest[0].text)) return undefined;

  const key = keyBefore(before) ?? (text.list ? undefined : keyAbove(expanded.text, at, before)) ?? text.key;
  const port = digits === undefined ? undefined : cut(at + run.length + 1, digits);
  return {
    text,
    start: first.start,
    end: (all.at(-1) ?? first).end,
    labels: [first, ...rest],
    hasSvc: svc >= 0,
    domain: svc < 0 ? undefined : domainOf(all.slice(svc)),
    isAbsolute: run.endsWith('.') && !isGlued,
    isOpen: isGlued,
    port: port && { ...port, text: digits ?? '' },
    // `etcd-1=http://…`: what a member is called.
    isDialled:
      !/^=(?!=)/.test(after) && (isInHostList(before) || port !== undefined || /@$/.test(before) || saysHost(key)),
    key,
  };
}

const isLabel = (value: string) =>
  /^[a-z0-9\uE000-\uE002](?:[-a-z0-9\uE000-\uE002]*[a-z0-9\uE000-\uE002])?$/.test(value);

/** The line up to an offset; no more than its end, for there are lines of a megabyte. */
function lineBefore(text: string, at: number): string {
  const tail = text.slice(Math.max(0, at - 500), at);
  return tail.slice(tail.lastIndexOf('\n') + 1);
}

/** It is only a part of something: a step of a path, a call, a user, an escaped pattern. */
function isPart(before: string, after: string, isGlued: boolean): boolean {
  return /[\\)\]]$|(?<![:/]\/)\/$/.test(before) || (!isGlued && /^(?:[@([]|\\[^"'\snrt])/.test(after));
}

/** The labels from `svc` on. */
function domainOf([svc, ...labels]: readonly Label[]): Label | undefined {
  const last = labels.at(-1);
  if (!svc || !last) return undefined;
  return {
    text: labels.some(({ text }) => text === '') ? '' : labels.map(({ text }) => text).join('.'),
    start: svc.end,
    end: last.end,
    isWritten: labels.every(({ isWritten }) => isWritten),
  };
}

/** The line starts a comment, of a shell, of properties, of XML or of code. */
const isComment = (line: string): boolean => /^\s*(?:#|;|\/\/|--\s|<!--|\*\s)/.test(line);

/** The nearest key on the line before a value: `KEY=`, `key: `, `"key":`, `<key>`, `--key `. A member's own name (`web-0=`, `server.1=`) is none. */
function keyBefore(line: string): string | undefined {
  const keys = line
    .slice(-300)
    .matchAll(/([A-Za-z_][\w.-]*)["']?\s*(?:=|:(?=[\s"'[{]))|<([A-Za-z]\w*)>|--?([A-Za-z][\w.-]*)\s/g);
  return [...keys]
    .map(([, property, tag, flag]) => property ?? tag ?? flag)
    .findLast((key) => key !== undefined && !/\d$/.test(key));
}

/** The key of a list inside of a YAML file, where its items stand below it, one by one or in brackets. */
function keyAbove(text: string, at: number, line: string): string | undefined {
  if (!/^\s*(?:-\s|["'\w])/.test(`${line}x`)) return undefined;
  const above = text.slice(Math.max(0, at - line.length - 2000), at - line.length);
  return /^\s*-\s/.test(line)
    ? /(?:^|\n)[ \t]*["']?([A-Za-z_][\w.-]*)["']?[ \t]*:[ \t]*\r?\n(?:[ \t]*(?:[-#][^\n]*)?\n)*$/.exec(above)?.[1]
    : /(?:^|\n)[ \t]*["']?([A-Za-z_][\w.-]*)["']?[ \t]*:[ \t]*\[[^\]:{}]*(?::\d[^\]:{}]*)*$/.exec(above)?.[1];
}

/** Behind `://`, also with other hosts between: `mongodb://user@mongo-0.mongo,mongo-1.mongo/db`. */
const isInHostList = (line: string): boolean => /:\/\/(?:[^\s/"'@]*@)?(?:[\w.:-]+,)*$/.test(line);

/** Variables and properties that hold a host: `MASTER_HOST`, `discovery.seed_hosts`, `--join`. A host *name* is one's own. */
function saysHost(key: string): boolean {
  return (
    /(?:^|[._-])(?:hosts?|addr|address|addresses|seeds?|peers?|endpoints?|brokers?|join|contact[._-]points?|masters?|primary|servers?)(?:[._-]?N?\d+)?$/i.test(
      key,
    ) || /(?:Host|Addr|Address|Endpoint|Peers|Seeds|Server|Servers)$/.test(key)
  );
}
