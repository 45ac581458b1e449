/**
 * Text → Fields with spans. The only importer of the `yaml` package, and the place that decides how YAML is read:
 * as Kubernetes tooling reads it, which is go-yaml v2's YAML 1.1 (`yes` is a boolean, `0644` is octal, a date is a string).
 */
import {
  Composer,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  Scalar,
  stringify,
  type YAMLParseError,
  type Document as YamlTree,
} from 'yaml';

/** A stretch of text, in UTF-16 code units from the start of its YAML document. `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What YAML itself refuses, in words for people. */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Span;
}

export type ScalarValue = string | number | boolean | null;

/**
 * What all nodes have. A tree may be put together from several documents (kustomize/): a node that stands in another one than
 * the node above it says so, and its spans are that document's.
 */
interface BaseNode {
  readonly span: Span;
  readonly isAlias: boolean;
  readonly document?: Document;
}
export interface ScalarNode extends BaseNode {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  /** The content as text, quotes and escapes resolved. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** The text that stands there, where a build has made another value of it. */
  readonly written?: string;
}
export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
  /** Came in through a merge key (`<<`): it stands elsewhere. */
  readonly isMerged: boolean;
}
export interface MappingNode extends BaseNode {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  readonly isFlow: boolean;
  /** Keys that a merge (`<<`) brings, too: strict readers take them for duplicates. */
  readonly overriding?: readonly ScalarNode[];
}
export interface SequenceNode extends BaseNode {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  readonly isFlow: boolean;
}
export type Node = ScalarNode | MappingNode | SequenceNode;

/** A value that knows where it came from. Read it, report at it, edit it. */
export interface Located<T> {
  readonly value: T;
  readonly field: Field;
}

/** A name as it is written: without what a build puts before and behind it, there and wherever it is referred to. */
export const writtenName = ({ value, field }: Located<string>): string =>
  (field.text === value && field.written) || value;

/**
 * One YAML document: the unit of reading. Spans are relative to its own start, so it stays the same object
 * while other documents of its file change.
 */
export class Document {
  readonly uri: string;
  readonly text: string;
  /** No YAML: data that a kustomization puts into a ConfigMap or Secret as it is. Nothing is read in it. */
  readonly isPlain: boolean;
  #tree: { readonly root: Node | undefined; readonly problems: readonly SyntaxProblem[] } | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(uri: string, text: string, isPlain = false) {
    this.uri = uri;
    this.text = text;
    this.isPlain = isPlain;
  }

  /** The top of the document; a Field that does not exist when the document is empty or cannot be read at all. */
  get root(): Field {
    return new Field(this, this.#read().root);
  }

  /** What YAML refuses; the readable rest is still in `root`. */
  get problems(): readonly SyntaxProblem[] {
    return this.#read().problems;
  }

  /** Offsets at which lines start, as LSP counts lines: after `\n`, `\r\n` or a lone `\r`. */
  get lineStarts(): readonly number[] {
    this.#lineStarts ??= lineStartsOf(this.text);
    return this.#lineStarts;
  }

  #read() {
    this.#tree ??= this.isPlain ? { root: undefined, problems: [] } : readTree(this.text);
    return this.#tree;
  }
}

/**
 * A place in a document's tree, there or not: `root.get('spec', 'replicas')` is always a Field, and `exists` tells.
 * Nothing here throws.
 */
export class Field {
  readonly document: Document;
  readonly parent: Field | undefined;
  /** The last step of the path: a key or an index; undefined at the top. */
  readonly step: string | number | undefined;
  readonly #node: Node | undefined;
  readonly #entry: Entry | undefined;

  constructor(document: Document, node: Node | undefined, parent?: Field, step?: string | number, entry?: Entry) {
    this.document = node?.document ?? entry?.key.document ?? document;
    this.#node = node;
    this.parent = parent;
    this.step = step;
    this.#entry = entry;
  }

  /** The tree below, for who puts a new one together. */
  get node(): Node | undefined {
    return this.#node;
  }
  get exists(): boolean {
    return this.#node !== undefined;
  }
  get kind(): Node['kind'] | undefined {
    return this.#node?.kind;
  }
  get isFlow(): boolean {
    return this.#node !== undefined && this.#node.kind !== 'scalar' && this.#node.isFlow;
  }
  /** The value is written elsewhere (an alias or a merge key): an edit here would not be an edit of this field alone. */
  get isShared(): boolean {
    return (this.#node?.isAlias ?? false) || (this.#entry?.isMerged ?? false) || (this.parent?.isShared ?? false);
  }
  /** The text that stands in the document, where a build has made another value of it. */
  get written(): string | undefined {
    return this.#node?.kind === 'scalar' ? this.#node.written : undefined;
  }
  get style(): ScalarNode['style'] | undefined {
    return this.#node?.kind === 'scalar' ? this.#node.style : undefined;
  }

  /** Of the value; of the key when the value is empty; of the nearest field above when there is none here. */
  get span(): Span {
    if (this.#node && this.#node.span.end > this.#node.span.start) return this.#node.span;
    return this.keySpan ?? this.#node?.span ?? this.parent?.span ?? { start: 0, end: 0 };
  }
  /** Of the value itself, also when it is empty. Undefined when the field does not exist. */
  get valueSpan(): Span | undefined {
    return this.#node?.span;
  }
  /** The key's own node, with the document it stands in. */
  get key(): ScalarNode | undefined {
    const key = this.#entry?.key;
    return key && { ...key, document: key.document ?? this.parent?.document ?? this.document };
  }
  get keySpan(): Span | undefined {
    // A value that a patch brought may stand in another document than its key.
    return this.key?.document === this.document ? this.#entry?.key.span : undefined;
  }

  /** The path in the API server's spelling: `spec.template.spec.containers[0].name`, `metadata.labels[app.kubernetes.io/name]`. */
  get path(): string {
    if (this.parent === undefined || this.step === undefined) return '';
    const above = this.parent.path;
    if (typeof this.step === 'number') return `${above}[${this.step}]`;
    if (mapsOfStrings.test(above) || (above === 'spec.selector' && this.#isOfService()))
      return `${above}[${this.step}]`;
    return above === '' ? this.step : `${above}.${this.step}`;
  }

  /** The selector of a Service is a map of labels; those of others have fields. */
  #isOfService(): boolean {
    let top: Field = this;
    while (top.parent) top = top.parent;
    return top.get('kind').text === 'Service';
  }

  /** The field below, following keys and indexes. The last of duplicate keys wins, as in kubectl's decoder. */
  get(...steps: readonly (string | number)[]): Field {
    let field: Field = this;
    for (const step of steps) field = field.#child(step);
    return field;
  }
  #child(step: string | number): Field {
    const node = this.#node;
    if (node?.kind === 'mapping' && typeof step === 'string') {
      const entry = node.entries.findLast(({ key }) => key.text === step);
      return new Field(this.document, entry?.value, this, step, entry);
    }
    if (node?.kind === 'sequence' && typeof step === 'number')
      return new Field(this.document, node.items[step], this, step);
    return new Field(this.document, undefined, this, step);
  }

  /** The fields of a mapping in the order of the text, duplicates included; empty for anything else. */
  get entries(): readonly Field[] {
    if (this.#node?.kind !== 'mapping') return [];
    return this.#node.entries.map((entry) => new Field(this.document, entry.value, this, entry.key.text, entry));
  }
  /** The items of a sequence; empty for anything else. */
  get items(): readonly Field[] {
    if (this.#node?.kind !== 'sequence') return [];
    return this.#node.items.map((node, i) => new Field(this.document, node, this, i));
  }

  /** The scalar's value; undefined for a collection and where nothing stands. An empty value is null. */
  get scalar(): ScalarValue | undefined {
    return this.#node?.kind === 'scalar' ? this.#node.value : undefined;
  }
  /** The scalar as text, whatever its type; undefined for a collection, null and where nothing stands. */
  get text(): string | undefined {
    return this.#node?.kind === 'scalar' && this.#node.value !== null ? this.#node.text : undefined;
  }
  get string(): Located<string> | undefined {
    const value = this.scalar;
    return typeof value === 'string' ? { value, field: this } : undefined;
  }
  get number(): Located<number> | undefined {
    const value = this.scalar;
    return typeof value === 'number' ? { value, field: this } : undefined;
  }
  get boolean(): Located<boolean> | undefined {
    const value = this.scalar;
    return typeof value === 'boolean' ? { value, field: this } : undefined;
  }
}

/** Paths whose keys are data, not field names: the API server writes those keys in brackets. */
const mapsOfStrings =
  /(^|\.)(labels|annotations|matchLabels|nodeSelector|data|stringData|binaryData|parameters|requests|limits|capacity)$/;

// ---- documents ----

/**
 * Cuts a file into its documents. `---` at column 0 always starts a new one (also inside a block scalar: YAML says so),
 * `...` at column 0 always ends one. The pieces, joined, are the text again.
 */
export function splitDocuments(text: string): readonly string[] {
  const starts: number[] = [];
  const first = text.startsWith('\uFEFF') ? 1 : 0;
  for (const at of markersIn(text, first)) {
    if (text[at] === '-') {
      if (at === first) continue;
      // Only directives so far: they belong to the document that follows.
      if (!onlyDirectives(text.slice(starts.at(-1) ?? 0, at))) starts.push(at);
    } else {
      const end = text.indexOf('\n', at);
      if (end >= 0 && end + 1 < text.length && !text.startsWith('---', end + 1)) starts.push(end + 1);
    }
  }
  const cuts = [0, ...starts, text.length];
  return cuts.slice(1).map((end, i) => text.slice(cuts[i], end));
}

/** Where `---` or `...` stands at column 0, alone or before a blank. Looks at little else: files are long. */
function* markersIn(text: string, first: number): Iterable<number> {
  const next = (marker: string, from: number) => {
    const at = text.indexOf(`\n${marker}`, from);
    return at < 0 ? text.length : at + 1;
  };
  const isMarker = (at: number, marker: string) =>
    text.startsWith(marker, at) && /^[ \t\r\n]?$/.test(text.slice(at + 3, at + 4));
  let dashes = text.startsWith('---', first) ? first : next('---', 0);
  let dots = text.startsWith('...', first) ? first : next('...', 0);
  while (dashes < text.length || dots < text.length) {
    const isDash = dashes < dots;
    const at = Math.min(dashes, dots);
    if (isMarker(at, isDash ? '---' : '...')) yield at;
    if (isDash) dashes = next('---', at);
    else dots = next('...', at);
  }
}

const onlyDirectives = (text: string) =>
  /^\uFEFF?%/m.test(text) && text.split('\n').every((line) => /^\uFEFF?\s*(?:[%#]|$)/.test(line));

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** Where comments stand, from `#` to the end of the line. Text inside of block scalars is none. */
export function commentsOf(text: string): readonly (Span & { readonly text: string })[] {
  const comments: (Span & { text: string })[] = [];
  let offset = 0;
  // The lexer's pieces, joined, are the text again, but for three markers of its own.
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f') continue;
    if (lexeme.startsWith('#') && text.startsWith(lexeme, offset))
      comments.push({ start: offset, end: offset + lexeme.length, text: lexeme });
    offset += lexeme.length;
  }
  return comments;
}

// ---- the tree ----

/** In deeper nesting the `yaml` package would run out of stack; go-yaml refuses 10,000 levels. */
const maxDepth = 1000;

/** C0 controls but tab and line ends, and DEL; written by number, because as text nobody could read them. */
const control = new RegExp(
  `[${[
    [0, 8],
    [11, 12],
    [14, 31],
    [127, 127],
  ]
    .map((range) => range.map((code) => String.fromCharCode(code)).join('-'))
    .join('')}]`,
);

function readTree(text: string): { root: Node | undefined; problems: readonly SyntaxProblem[] } {
  const nul = control.exec(text);
  if (nul)
    return {
      root: undefined,
      problems: [
        {
          message: `YAML allows no control characters; here stands U+${(nul[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}. Is this a binary file?`,
          span: { start: nul.index, end: nul.index + 1 },
        },
      ],
    };
  const broken = text.indexOf('\uFFFD');
  if (broken >= 0)
    return {
      root: undefined,
      problems: [{ message: 'Here stand bytes that are not UTF-8.', span: { start: broken, end: broken + 1 } }],
    };
  // go-yaml knows 1.1 alone, and says so.
  const version = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n)*%YAML[ \t]+(?!1\.1(?:\s|$))\S+/.exec(text);
  if (version)
    return {
      root: undefined,
      problems: [
        {
          message: 'Kubernetes reads YAML 1.1 alone: it refuses a document that says otherwise.',
          span: { start: text.lastIndexOf('%YAML', version[0].length), end: version[0].length },
        },
      ],
    };
  const deep = tooDeep(text);
  if (deep !== undefined)
    return {
      root: undefined,
      problems: [
        {
          message: 'Nested too deeply to be read.',
          span: { start: deep, end: deep + 1 },
        },
      ],
    };
  try {
    // A lone \r ends a line in YAML; the package knows \n only. Same length, so spans stay true.
    const lines = text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
    const tree = compose(lines);
    return tree ? convert(joined(tree, lines) ?? tree, text) : { root: undefined, problems: [] };
  } catch (error) {
    // The parser's own recursion is the one thing left that can fail here, and a manifest is never so deep.
    const message = error instanceof RangeError ? 'Nested too deeply to be read.' : `Cannot be read: ${String(error)}`;
    return { root: undefined, problems: [{ message, span: { start: 0, end: Math.min(1, text.length) } }] };
  }
}

function compose(text: string): YamlTree.Parsed | undefined {
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe', // every scalar stays text; `resolveScalar` says what it means
    customTags: null,
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    stringKeys: false,
  });
  const [tree] = composer.compose(new Parser().parse(text), true, text.length);
  return tree as YamlTree.Parsed | undefined;
}

/**
 * Go's reader lets quoted text and flow collections go on at any indentation, where the `yaml` package wants it deeper than
 * their key's. Each line break that it stops at becomes a blank, which keeps all spans true (and puts more than one blank
 * into quoted text). Undefined when that is not all that is wrong.
 */
function joined(broken: YamlTree.Parsed, text: string): YamlTree.Parsed | undefined {
  let tree: YamlTree.Parsed | undefined = broken;
  let lines: string | undefined = text;
  for (let joins = 0; tree && joins < 20 && lines.length < 50_000; joins++) {
    const [error] = tree.errors;
    if (!error) return tree;
    const [at] = error.pos;
    const quote = openQuote(error.message, at, lines);
    if (quote !== undefined) lines = withQuoteJoined(lines, quote);
    else lines = error.message.includes('sufficiently indented') ? withLineJoined(lines, at) : undefined;
    if (lines === undefined) return undefined;
    tree = compose(lines);
  }
  return undefined;
}

/** With the quoted text that starts here on one line; undefined when it does not end. */
function withQuoteJoined(text: string, start: number): string | undefined {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote && (quote === '"' || text[i + 1] !== quote))
      return text.slice(0, start) + text.slice(start, i).replaceAll(/[\r\n]/g, ' ') + text.slice(i);
    else if (text[i] === quote) i++;
  }
  return undefined;
}

/** With the line of `offset` behind the one above it; undefined where a comment there would swallow it. */
function withLineJoined(text: string, offset: number): string | undefined {
  const at = text.startsWith('\r\n', offset) ? offset + 1 : text.lastIndexOf('\n', offset);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (at < 0 || /\S/.test(text.slice(at, offset)) || /(?:^|\s)#/.test(line)) return undefined;
  return `${text.slice(0, at).replace(/\r$/, ' ')} ${text.slice(at + 1)}`;
}

/** The offset at which flow collections or indentation pass what can be read; undefined for every sane text. */
function tooDeep(text: string): number | undefined {
  if (text.length < maxDepth) return undefined;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // Quotes are not looked at: a manifest with thousands of unbalanced brackets in text does not exist.
    if (c === 91 || c === 123) depth++;
    else if (c === 93 || c === 125) depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return i;
  }
  const dashes = /^[ ]*(?:- ){1000}/m.exec(text) ?? /^[ ]{20000}/m.exec(text);
  return dashes?.index;
}

function convert(tree: YamlTree.Parsed, text: string): { root: Node | undefined; problems: readonly SyntaxProblem[] } {
  const anchors = new Map<string, Node>();
  const problems: SyntaxProblem[] = tree.errors.map((error) => {
    const { message, pos } = error;
    const offLine = deeperLine(error, tree.errors, text);
    const start = offLine ?? openQuote(message, pos[0], text) ?? pos[0];
    return {
      message: offLine === undefined ? sentence(error, text) : tooDeepLine,
      span: spanOf(start, Math.max(start, pos[1]), text),
    };
  });
  const cost = new Map<Node, number>();
  let expanded = 0;
  let aliased = 0;

  /** Remembers how many values a node stands for, so that an alias bomb is seen without setting it off. */
  const weigh = (node: Node, weight: number): Node => {
    cost.set(node, weight);
    return node;
  };

  function read(node: unknown, at: number): Node {
    if (isAlias(node)) {
      const [start, end] = node.range ?? [at, at];
      const target = anchors.get(node.source);
      if (!target) {
        problems.push({ message: `No anchor "&${node.source}" stands above.`, span: { start, end } });
        return weigh({ kind: 'scalar', value: null, text: '', style: 'plain', span: { start, end }, isAlias: true }, 1);
      }
      const weight = cost.get(target) ?? 1;
      aliased += weight;
      return weigh({ ...target, span: { start, end }, isAlias: true }, weight);
    }
    const result = readOwn(node, at);
    if (typeof node === 'object' && node !== null && 'anchor' in node && typeof node.anchor === 'string')
      anchors.set(node.anchor, result);
    return result;
  }

  function readOwn(node: unknown, at: number): Node {
    if (isMap(node)) {
      const [start, end] = node.range ?? [at, at];
      const entries: Entry[] = [];
      const merged: Entry[] = [];
      let weight = 1;
      for (const pair of node.items) {
        if (!isPair(pair)) continue;
        const key = readKey(pair.key, at);
        if (!node.flow && isKeyLost(pair.key, text))
          problems.push({ message: secondKey, span: spanOf(key.span.start, key.span.end, text) });
        const value = read(pair.value, key.span.end);
        weight += cost.get(value) ?? 1;
        if (key.text === '<<' && key.style === 'plain') {
          if (!isMergeable(value))
            problems.push({ message: 'A merge key (<<) takes a map or a list of maps.', span: key.span });
          merged.push(...mergedEntries(value));
        } else entries.push({ key, value, isMerged: false });
      }
      const written = new Set(entries.map(({ key }) => key.text));
      const brought = new Set(merged.map(({ key }) => key.text));
      const overriding = merged.length ? entries.flatMap(({ key }) => (brought.has(key.text) ? [key] : [])) : [];
      return weigh(
        {
          kind: 'mapping',
          entries: merged.length ? [...merged.filter(({ key }) => !written.has(key.text)), ...entries] : entries,
          ...(overriding.length > 0 ? { overriding } : {}),
          isFlow: node.flow ?? false,
          span: { start, end },
          isAlias: false,
        },
        weight,
      );
    }
    if (isSeq(node)) {
      const [start, end] = node.range ?? [at, at];
      let weight = 1;
      const items = node.items.map((item) => {
        // `- a: 1` inside a flow sequence is a mapping of one pair, which `yaml` gives as that pair.
        const value = isPair(item)
          ? ({
              kind: 'mapping',
              entries: [{ key: readKey(item.key, start), value: read(item.value, start), isMerged: false }],
              isFlow: true,
              span: { start, end: start },
              isAlias: false,
            } satisfies Node)
          : read(item, start);
        weight += cost.get(value) ?? 1;
        return value;
      });
      return weigh(
        { kind: 'sequence', items, isFlow: node.flow ?? false, span: { start, end }, isAlias: false },
        weight,
      );
    }
    const scalar = readScalar(node, at);
    const wrong = isScalar(node) ? wrongTag(scalar, node.tag) : undefined;
    if (wrong !== undefined) problems.push({ message: wrong, span: scalar.span });
    return weigh(scalar, 1);
  }

  function readKey(node: unknown, at: number): ScalarNode {
    const key = isAlias(node) ? read(node, at) : isScalar(node) ? readScalar(node, at) : undefined;
    if (key?.kind !== 'scalar')
      problems.push({ message: 'A key must be a plain word or text, not a list or a map.', span: keySpanOf(node, at) });
    if (key?.kind === 'scalar') return key.value === null && key.style === 'plain' ? { ...key, text: 'null' } : key;
    return { kind: 'scalar', value: null, text: '', style: 'plain', span: keySpanOf(node, at), isAlias: false };
  }

  const root = tree.contents === null ? undefined : read(tree.contents, 0);
  expanded = root ? (cost.get(root) ?? 1) : 0;
  if (root && isBomb(expanded, aliased))
    return {
      root: undefined,
      problems: [
        {
          message: `Its aliases expand to ${expanded.toLocaleString('en')} values: refused, here and by the API server.`,
          span: root.span,
        },
      ],
    };
  if (tree.contents && isScalar(tree.contents) && tree.contents.source === '' && tree.contents.type === 'PLAIN')
    return { root: undefined, problems };
  return { root, problems };
}

/** A colon behind a value (`labels: { app: web }: more`): the package takes nothing for its key. Go takes that at the start of a line alone. */
function isKeyLost(key: unknown, text: string): boolean {
  if (!isScalar(key) || key.source !== '' || !key.range) return false;
  const [start] = key.range;
  return !/^(?:\s|[-?]\s)*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
}

function keySpanOf(node: unknown, at: number): Span {
  const range = isMap(node) || isSeq(node) ? node.range : undefined;
  return { start: range?.[0] ?? at, end: range?.[1] ?? at };
}

const isMergeable = (value: Node): boolean =>
  value.kind === 'mapping' || (value.kind === 'sequence' && value.items.every(({ kind }) => kind === 'mapping'));

function mergedEntries(value: Node): readonly Entry[] {
  if (value.kind === 'mapping') return value.entries.map((entry) => ({ ...entry, isMerged: true }));
  // The first of several maps wins, so it comes last: look-ups take the last.
  if (value.kind === 'sequence') return value.items.toReversed().flatMap(mergedEntries);
  return [];
}

function readScalar(node: unknown, at: number): ScalarNode {
  if (!isScalar(node))
    return { kind: 'scalar', value: null, text: '', style: 'plain', span: { start: at, end: at }, isAlias: false };
  const [start, end] = node.range ?? [at, at];
  const style =
    node.type === 'QUOTE_DOUBLE'
      ? 'double'
      : node.type === 'QUOTE_SINGLE'
        ? 'single'
        : node.type === 'PLAIN' || node.type === undefined
          ? 'plain'
          : 'block';
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  return {
    kind: 'scalar',
    value: scalarValue(text, style, node.tag),
    text,
    style,
    span: { start, end },
    isAlias: false,
  };
}

/** Go refuses a tag that its text does not fit, with the whole document. */
function wrongTag({ text, value }: ScalarNode, tag: string | undefined): string | undefined {
  const type = tag?.replace('tag:yaml.org,2002:', '!!');
  const fits =
    type === '!!int'
      ? Number.isInteger(value)
      : type === '!!float'
        ? typeof value === 'number'
        : type === '!!bool'
          ? typeof value === 'boolean'
          : type !== '!!null' || value === null;
  return fits ? undefined : `"${text}" cannot be read as ${type}.`;
}

function scalarValue(text: string, style: ScalarNode['style'], tag: string | undefined): ScalarValue {
  switch (tag?.replace('tag:yaml.org,2002:', '!!')) {
    case '!!int':
    case '!!float':
    case '!!bool':
    case '!!null':
      return resolveScalar(text);
    case undefined:
      return style === 'plain' ? resolveScalar(text) : text;
    default:
      return text;
  }
}

/**
 * What a plain scalar means to go-yaml v2, which kubectl and the API server read YAML with: YAML 1.1, but dates and
 * sexagesimal numbers stay strings and `y`/`n` are booleans. Source: recorded answers of real API servers.
 */
export function resolveScalar(text: string): ScalarValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  const int = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(digits);
  if (int) {
    const [, sign, hex, binary, octal, decimal] = int;
    const magnitude = hex
      ? Number.parseInt(hex, 16)
      : binary
        ? Number.parseInt(binary, 2)
        : octal
          ? Number.parseInt(octal, 8)
          : Number(decimal);
    return sign === '-' ? 0 - magnitude : magnitude;
  }
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(digits)) return text;
  const float = Number(digits);
  return Number.isFinite(float) ? float : text; // 1e400 is no number to Go
}
const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w) => [w, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w) => [w, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((w) => [w, Number.NEGATIVE_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((w) => [w, Number.NaN] as const),
]);

/** go-yaml's own measure of "document contains excessive aliasing". */
function isBomb(expanded: number, aliased: number): boolean {
  if (aliased <= 100 || expanded <= 1000) return false;
  const allowed =
    expanded <= 400_000 ? 0.99 : expanded >= 4_000_000 ? 0.1 : 0.99 - 0.89 * ((expanded - 400_000) / 3_600_000);
  return aliased / expanded > allowed;
}

// ---- problems ----

/** Where the quote stands that is never closed: the parser reports the end of its text. Undefined for other problems. */
function openQuote(message: string, end: number, text: string): number | undefined {
  const quote = /closing (["'])/.exec(message)?.[1];
  if (!quote) return undefined;
  // Escaped quotes (`\"`, `''`) inside of the text open nothing.
  const escaped = quote === '"' ? /\\./gs : /(?<=[^\s[{,:-])''/g;
  const start = text.slice(0, end).replaceAll(escaped, '..').lastIndexOf(quote);
  return start < 0 ? undefined : start;
}

function spanOf(start: number, end: number, text: string): Span {
  let from = Math.min(start, Math.max(0, text.length - 1));
  from += /^ *(?=\S)/.exec(text.slice(from, from + 1000))?.[0].length ?? 0; // not the indentation, but what it indents
  const lineEnd = text.indexOf('\n', from);
  const to = Math.min(Math.max(end, from + 1), lineEnd < 0 ? text.length : Math.max(lineEnd, from + 1));
  return { start: from, end: to };
}

const tooDeepLine =
  'This line is indented deeper than the one above, which has its value already: start both in the same column.';

/**
 * Where a key begins that is indented below a line with a value: YAML reads it as more of that text, and the parser reports the line
 * above. Undefined for other problems.
 */
function deeperLine(
  { code, pos }: YAMLParseError,
  errors: readonly YAMLParseError[],
  text: string,
): number | undefined {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const key = errors.find((each) => each.code === 'MULTILINE_IMPLICIT_KEY' && each.pos[0] === pos[0]);
  if (!key || /["'[{]/.test(text.charAt(pos[0]))) return undefined;
  const [start, end] = key.pos;
  const line = text.lastIndexOf('\n', end - 1);
  return line < start ? undefined : line + 1;
}

const secondKey = 'A second "key:" on one line: put it on a line of its own, or quote the text.';

function sentence({ code, message, pos: [at] }: YAMLParseError, text: string): string {
  const startsLine = !/\S/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
  const own: Readonly<Record<string, string>> = {
    BAD_INDENT: 'This line is indented in a way that fits neither the line above nor one further up.',
    TAB_AS_INDENT: 'A tab cannot indent YAML; use spaces.',
    MULTILINE_IMPLICIT_KEY: 'A key must stand on one line with its colon.',
    BLOCK_AS_IMPLICIT_KEY: startsLine ? 'The items of a list start in the same column; this one does not.' : secondKey,
  };
  if (message.startsWith('Sequence item without'))
    return 'This line is in no item of the list above: start it where the keys of the item start, or with "-".';
  if (message.includes('call stack')) return 'Nested too deeply to be read.';
  const quote = /closing (["'])/.exec(message)?.[1];
  if (quote) return `The text that starts here has no closing ${quote}.`;
  const bracket = /end with a ([\]}])/.exec(message)?.[1];
  if (bracket) return `A closing ${bracket} is missing here.`;
  return own[code] ?? `${message.split('\n')[0]?.replace(/[.:]?$/, '')}.`;
}

// ---- writing ----

/** A new YAML document, block style, two blanks of indentation, keys in the given order. Ends with a line end. */
export function writeYaml(value: unknown): string {
  return stringify(value, quoted, {
    version: '1.1',
    indent: 2,
    lineWidth: 0,
    aliasDuplicateObjects: false,
    defaultStringType: 'PLAIN',
    defaultKeyType: 'PLAIN',
  });
}

/** A value on one line: `{ app: nginx }`, `[ a, b ]`, or a scalar. */
export function writeFlow(value: unknown): string {
  return stringify(value, quoted, {
    version: '1.1',
    collectionStyle: 'flow',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  }).trimEnd();
}

/** One scalar as it stands after `key: `, quoted only where YAML would read it as something else. */
export function writeScalar(value: ScalarValue): string {
  return writeYaml(value).trimEnd();
}

/** Quotes the texts that go-yaml would read as something else and the `yaml` package would not: `0o10`, `0B1`. */
function quoted(_: unknown, value: unknown): unknown {
  if (typeof value !== 'string' || resolveScalar(value) === value) return value;
  const scalar = new Scalar(value);
  scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}
