/** Manifests before something renders them, known by the syntax errors that their template actions make. */
import type { Document } from './yaml.ts';

/**
 * Whether what YAML refuses comes of template actions (`{{ … }}`, `{% … %}`, `<% … %>`, `@NAME@`, `${NAME}`): one stands where the
 * first error is, or is a line of its own, which may begin or end anything. What stands in quotes, comments and blocks of text,
 * as in scripts, makes no errors.
 */
export function isTemplate({ text, problems: [problem] }: Document): boolean {
  if (!problem || !anyAction.test(text)) return false;
  const lines = bareLines(text);
  if (lines.some((line) => /^\s*(?:- +)?(?:\{\{|\{%|<%)/.test(line))) return true;
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  const [first, last] = [lineOf(problem.span.start), lineOf(problem.span.end)];
  return lines.slice(Math.max(0, first - 1), last + 2).some((line) => breaking.test(line));
}

const anyAction = /\{\{|\{%|<%|[@%][A-Z_]+[@%]|\$\{[^}\n]*\}/;
/** `${NAME}` is sound text to YAML, but where it stands for lines. */
const breaking = /\{\{|\{%|<%|[@%][A-Z_]+[@%]|^\s*(?:- +)?\$\{[^}]*\}/;

/** The lines of a text without quoted texts, comments and blocks of text, whose lines are empty. */
function bareLines(text: string): readonly string[] {
  let header: number | undefined;
  let block: number | undefined;
  return text.split(/\r?\n/).map((line) => {
    const indent = line.search(/\S/);
    if (indent < 0) return '';
    if (header !== undefined) {
      block = indent > header ? indent : undefined;
      header = undefined;
    }
    if (block !== undefined && indent >= block) return '';
    block = undefined;
    const bare = withoutQuotes(line);
    if (/(?:^|[:-])\s+(?:[!&]\S+\s+)*[|>][-+0-9]*\s*$/.test(bare)) header = indent;
    return bare;
  });
}

/** An action in quotes is text, unless quotes of its own end them: `"{{ default "a" .b }}"`. */
const withoutQuotes = (line: string): string =>
  line
    .replaceAll(/(?<=[:\-[{,]\s*|^\s*)(?:"(?:\\.|[^"\\])*(?:"|$)|'(?:''|[^'])*(?:'|$))/g, (quoted) =>
      /\{\{(?!.*\}\})|\{%(?!.*%\})/.test(quoted) ? quoted : '""',
    )
    .replace(/(?:^|\s)#.*/, '');
