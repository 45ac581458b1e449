/** The little Markdown that rule pages are written in, for a terminal. */
import { stripVTControlCharacters } from 'node:util';
import { cellsOf } from './cells.ts';
import type { Paint } from './colours.ts';

/** Markdown as lines of at most `width` cells. Code is never wrapped. */
export function terminalText(markdown: string, paint: Paint, width: number): string {
  const blocks: string[] = [];
  let isCode = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    else if (isCode) blocks.push(codeLine(line, paint));
    else if (continuesParagraph(line, blocks.at(-1))) blocks.push(`${blocks.pop() ?? ''} ${line.trim()}`);
    else blocks.push(line);
  }
  return `${blocks
    .flatMap((block) => (block.startsWith(codeIndent) ? [block] : proseLines(block, paint, width)))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

const codeIndent = '    ';
const codeLine = (line: string, paint: Paint) =>
  `${codeIndent}${line.trimStart().startsWith('#') ? paint(line, 'dim') : line}`;

/** A line of text goes on in the next one, up to an empty line, a heading, a list item or a quotation. */
function continuesParagraph(line: string, above: string | undefined): boolean {
  const isText = (text: string) => text.trim() !== '' && !/^(?:#|> ?|- )/.test(text);
  return isText(line) && above !== undefined && !above.startsWith(codeIndent) && /^(?!#|>)\S/.test(above);
}

function proseLines(block: string, paint: Paint, width: number): readonly string[] {
  const heading = /^#+ (.*)$/.exec(block)?.[1];
  if (heading !== undefined) return [paint(heading, 'bold')];
  const [, mark = '', text = ''] = /^((?:> ?|- )?)(.*)$/.exec(block) ?? [];
  const [first, rest] = mark.startsWith('>') ? ['  ', '  '] : mark === '- ' ? ['- ', '  '] : ['', ''];
  const linked = text.replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, (_, words: string, target: string) =>
    target.startsWith('http') && words !== target ? `${words} (${target})` : words,
  );
  return wrapped(inline(linked, paint), width - first.length).map((line, i) => (i === 0 ? first : rest) + line);
}

/** `**bold**` and `code`. Where nothing is coloured, code keeps its backticks: they tell it from the words around it. */
function inline(text: string, paint: Paint): string {
  return text
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, words: string) => paint(words, 'bold'))
    .replaceAll(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, (_, words: string) => paint(words, 'underline'))
    .replaceAll(/`([^`]+)`/g, (code: string, words: string) => {
      const painted = paint(words, 'cyan');
      return painted === words ? code : painted;
    });
}

/** Prose as lines of at most `width` cells, broken at blanks; a word that is longer stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line !== '' && shownCells(line) + 1 + shownCells(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}
const shownCells = (text: string) => cellsOf(stripVTControlCharacters(text));
