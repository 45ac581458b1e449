/** Patches and transformers that stand as text inside of a kustomization. */
import { Document, Field, type Node, type Span } from '../yaml.ts';

/** A patch that stands as text in the kustomization, every part of it at its place there. */
export function inlined(source: Field, text: string): Field {
  const document = new Document(source.document.uri, text);
  const place = placesIn(source, text);
  const moved = (node: Node): Node => {
    const at = { span: place(node.span), document: source.document };
    if (node.kind === 'scalar') return { ...node, ...at };
    if (node.kind === 'sequence') return { ...node, ...at, items: node.items.map(moved) };
    return {
      ...node,
      ...at,
      entries: node.entries.map((entry) => ({
        ...entry,
        key: moved(entry.key) as typeof entry.key,
        value: moved(entry.value),
      })),
    };
  };
  const { node } = document.root;
  return new Field(source.document, node && moved(node));
}

/** From a place in the text of a literal block scalar to that in its document; for other styles the whole value. */
function placesIn(source: Field, text: string): (span: Span) => Span {
  const whole = source.valueSpan ?? source.span;
  const written = source.document.text.slice(whole.start, whole.end);
  const header = /^\|[-+]?[ \t]*(?:#[^\n]*)?\r?\n/.exec(written)?.[0];
  const indent =
    header === undefined ? undefined : /^(?:[ \t]*\r?\n)*( *)/.exec(written.slice(header.length))?.[1]?.length;
  if (header === undefined || indent === undefined) return () => whole;
  const starts = (of: string) => {
    const lines = [0];
    for (let at = of.indexOf('\n'); at >= 0; at = of.indexOf('\n', at + 1)) lines.push(at + 1);
    return lines;
  };
  const [from, to] = [starts(text), starts(written.slice(header.length))];
  const offset = (at: number) => {
    let line = from.length - 1;
    while (line > 0 && (from[line] ?? 0) > at) line--;
    return whole.start + header.length + (to[line] ?? 0) + indent + at - (from[line] ?? 0);
  };
  return ({ start, end }) => ({ start: offset(start), end: Math.max(offset(start), Math.min(offset(end), whole.end)) });
}
