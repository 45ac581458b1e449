/**
 * ConfigMaps and Secrets that a kustomization makes of words, files and lines of files.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/, and kustomize's own reader of them.
 */
import type { Manifest } from '../manifest.ts';
import { spanWithin } from '../names/within.ts';
import { textOf } from '../position.ts';
import type { Document, Entry, Field, MappingNode, Node, ScalarNode } from '../yaml.ts';
import { mergeStrategically } from './merge.ts';
import { change, emptyAt, nodeOf, scalarAt, valueAt } from './tree.ts';

type DataKind = 'ConfigMap' | 'Secret';
const dataKey = (kind: DataKind) => (kind === 'Secret' ? 'stringData' : 'data');

/** The object of a generator. `read` answers a path as written: undefined for a file that is not there, or is not text. */
export function generatedObject(kind: DataKind, generator: Field, read: (path: string) => Manifest | undefined): Node {
  const at = generator;
  const entry = (key: string, value: Node): Entry => ({ key: scalarAt(at, key), value, isMerged: false });
  const lines = [...generator.get('envs').items, generator.get('env')].flatMap((item) =>
    item.text === undefined ? [] : [linesOf(read(item.text))],
  );
  const data: MappingNode = {
    ...emptyAt(at),
    entries: [
      ...generator.get('literals').items.flatMap((item) => literal(item)),
      ...generator.get('files').items.flatMap((item) => file(item, read)),
      ...lines.flatMap((each) => each ?? []),
    ],
  };
  const name = nodeOf(generator.get('name'));
  const namespace = nodeOf(generator.get('namespace'));
  return {
    ...emptyAt(at),
    entries: [
      entry('apiVersion', scalarAt(at, 'v1')),
      entry('kind', scalarAt(at, kind)),
      entry('metadata', {
        ...emptyAt(at),
        entries: [...(name ? [entry('name', name)] : []), ...(namespace ? [entry('namespace', namespace)] : [])],
      }),
      // Keys out of a file that is not read: there may be any.
      entry(dataKey(kind), lines.some((each) => !each) ? scalarAt(at, 'from a file') : data),
    ],
  };
}

/** `behavior: merge`. Where the keys of one of both cannot be known, those of the result cannot. */
export function mergedObject(kind: DataKind, known: Node, generated: Node, document: Document): Node {
  const merged = mergeStrategically(known, generated, document) ?? known;
  const unknown = valueAt(known, dataKey(kind));
  return unknown?.kind === 'scalar' ? change(merged, [dataKey(kind)], () => unknown) : merged;
}

/** The key of an item of `files`, and the path. */
export function fileIn(text: string): { readonly key: string; readonly path: string } {
  const at = text.indexOf('=');
  return at < 0
    ? { key: text.slice(text.lastIndexOf('/') + 1), path: text }
    : { key: text.slice(0, at), path: text.slice(at + 1) };
}

function literal(item: Field): readonly Entry[] {
  const { text } = item;
  if (text === undefined) return [];
  const at = Math.max(0, text.indexOf('='));
  const rest = text.slice(at + 1);
  const quoted = /^(["'])(.*)\1$/s.exec(rest)?.[2];
  const value = partOf(item, at + (quoted === undefined ? 1 : 2), quoted ?? rest);
  return [{ key: scalarAt(item, text.slice(0, at)), value, isMerged: false }];
}

/** A part of a scalar's text, at its own place where that holds it to the letter. */
function partOf(item: Field, start: number, value: string): Node {
  const span = spanWithin(item, start, start + value.length);
  if (!span || item.document.text.slice(span.start, span.end) !== value) return scalarAt(item, value);
  return plainAt(item.document, value, span.start);
}

function file(item: Field, read: (path: string) => Manifest | undefined): readonly Entry[] {
  const { text } = item;
  if (text === undefined) return [];
  const { key, path } = fileIn(text);
  const manifest = read(path);
  const [document, more] = manifest?.documents ?? [];
  const value = !manifest
    ? scalarAt(item, '')
    : document && !more
      ? plainAt(document, document.text, 0)
      : scalarAt(item, textOf(manifest));
  return [{ key: scalarAt(item, key), value, isMerged: false }];
}

/** `KEY=value` in each line; empty lines and comments are none. Undefined for a file that is not there. */
function linesOf(manifest: Manifest | undefined): readonly Entry[] | undefined {
  const [document] = manifest?.documents ?? [];
  if (!manifest || !document) return undefined;
  const { text } = document;
  const entries: Entry[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const indent = /^\s*/.exec(line)?.[0].length ?? 0;
    if (indent === line.length || line[indent] === '#') continue;
    const equals = line.indexOf('=');
    const end = equals < 0 ? line.length : equals;
    const key = plainAt(document, line.slice(indent, end), index + indent);
    // Without `=`, the environment of whoever builds it gives the value.
    const value = plainAt(document, equals < 0 ? '' : line.slice(equals + 1), index + Math.min(end + 1, line.length));
    entries.push({ key, value, isMerged: false });
  }
  return entries;
}

/** Text as it stands in a document, from an offset on. */
const plainAt = (document: Document, text: string, start: number): ScalarNode => ({
  kind: 'scalar',
  value: text,
  text,
  style: 'plain',
  span: { start, end: start + text.length },
  isAlias: false,
  document,
});
