/** What is shown while there is no set to show: a file without one, or one that cannot be read. */
import type { DocumentJson } from '../../server/src/protocol.ts';
import type { BrokenDocument, Host, PreviewMessage } from './model.ts';
import { fileText, Icon, Link, MarkIcon, placeText, reveal, Strong } from './parts.tsx';
import { aOrAn, listed, visible } from './words.ts';

interface Props<State extends DocumentJson['state']> {
  readonly message: PreviewMessage;
  readonly document: Extract<DocumentJson, { state: State }>;
  readonly host: Host;
}

export function Empty({ message, document, host }: Props<'empty'>) {
  const { kinds, others } = document;
  return (
    <main class="welcome">
      <h1 class="verdict">
        <Icon glyph="info" />
        <span>
          <Strong>No StatefulSet in this file.</Strong> {visible(fileText(message.files, document.file))} holds{' '}
          {kinds.length ? `${listed(kinds.map((kind) => aOrAn(visible(kind))))}.` : 'no Kubernetes object.'}
        </span>
      </h1>
      {others.length > 0 && (
        <>
          <p id="nearby">StatefulSets nearby</p>
          <ul class="nearby" aria-labelledby="nearby">
            {others.map((other) => (
              <li key={`${other.file}:${other.range.start.line}`}>
                <Link shown={{ message, host }} to={other} glyph="layers">
                  {visible(other.name)}
                </Link>
                <span class="facts">{placeText(message, other)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
}

export function Broken({ message, document, host }: Props<'broken'>) {
  const { start } = document.range;
  return (
    <main class="welcome">
      <h1 class="verdict">
        <MarkIcon mark="error" />
        <span>
          <Strong>
            Line {start.line + 1} of {visible(fileText(message.files, document.file))} cannot be read.
          </Strong>{' '}
          {sentence(document.message)}
        </span>
      </h1>
      <ol class="excerpt" aria-label="The lines around it">
        {document.excerpt.map(({ line, text }) => (
          <li key={line}>
            <span class="gutter">{line + 1}</span>
            <code class={line === start.line ? 'is-bad' : undefined}>
              {indent(document.excerpt, text)}
              <span>{visible(text.trim())}</span>
            </code>
          </li>
        ))}
      </ol>
      <p class="facts">The preview comes back as soon as the file can be read.</p>
      <button type="button" class="button" onClick={() => goToLine(host, document)}>
        Go to line {start.line + 1}
      </button>
    </main>
  );
}

/** What cannot be read, and why, in a sentence. */
export function problemAt({ range, message }: BrokenDocument): string {
  return `Line ${range.start.line + 1} cannot be read: ${sentence(message)}`;
}

export function goToLine(host: Host, { file, range }: BrokenDocument): void {
  reveal(host, { file, range });
}

/** The parsers' messages come with and without a full stop. */
function sentence(message: string): string {
  const said = visible(message.trim());
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

/** The spaces before a line that it has more than the others: in a narrow panel the common ones only cost width. */
function indent(excerpt: BrokenDocument['excerpt'], text: string): string {
  const depth = (line: string) => line.length - line.trimStart().length;
  const common = Math.min(...excerpt.filter((line) => line.text.trim()).map((line) => depth(line.text)));
  return text.slice(Math.min(common, depth(text)), depth(text));
}
