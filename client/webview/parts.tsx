/** The small parts that the rest is made of. */
import type { ComponentChildren } from 'preact';
import type { Place } from '../../server/src/protocol.ts';
import type { Host, PreviewMessage, Shown } from './model.ts';
import { type Mark, marks } from './states.ts';
import { visible } from './words.ts';

/** The codicons that icons.css defines. */
export type Glyph =
  | 'add'
  | 'arrow-right'
  | 'beaker'
  | 'check'
  | 'chevron-down'
  | 'chevron-left'
  | 'chevron-right'
  | 'circle-slash'
  | 'close'
  | 'copy'
  | 'database'
  | 'debug-pause'
  | 'debug-restart'
  | 'error'
  | 'export'
  | 'fold'
  | 'globe'
  | 'info'
  | 'issue-draft'
  | 'layers'
  | 'lightbulb'
  | 'lightbulb-autofix'
  | 'list-ordered'
  | 'markdown'
  | 'pass'
  | 'pass-filled'
  | 'person'
  | 'pin'
  | 'pinned'
  | 'play'
  | 'question'
  | 'record'
  | 'remove'
  | 'settings'
  | 'split-horizontal'
  | 'stop-circle'
  | 'warning';

export function Icon({ glyph, class: name = '' }: { readonly glyph: Glyph; readonly class?: string }) {
  return <span class={`codicon codicon-${glyph} ${name}`.trim()} aria-hidden="true" />;
}

export function Hidden({ children }: { readonly children: ComponentChildren }) {
  return <span class="visually-hidden">{children}</span>;
}

export function Strong({ children }: { readonly children: ComponentChildren }) {
  return <span class="strong">{children}</span>;
}

/** A severity as a shape in its colour; the words beside it keep the colour of text, which can be read in every theme. */
export function MarkIcon({ mark }: { readonly mark: Mark }) {
  return (
    <span class={`mark ${mark}`}>
      <Icon glyph={marks[mark].glyph} />
      <Hidden>{marks[mark].word}: </Hidden>
    </span>
  );
}

/** What is not there: a dashed outline where it would be. */
export function Ghost({ glyph, children }: { readonly glyph?: Glyph; readonly children: ComponentChildren }) {
  return (
    <span class="ghost">
      {glyph && <Icon glyph={glyph} />}
      {children}
    </span>
  );
}

/** Where a place is, as it is printed: `shop/web.yaml:14`. */
export function placeText({ files }: PreviewMessage, { file, range }: Place): string {
  return `${visible(fileText(files, file))}:${range.start.line + 1}`;
}

/** A file as it is printed: its path in the workspace, or at least its name. */
export function fileText(files: PreviewMessage['files'], uri: string): string {
  return files[uri] ?? uri.slice(uri.lastIndexOf('/') + 1);
}

interface LinkProps {
  readonly shown: Pick<Shown, 'message' | 'host'>;
  readonly to: Place;
  readonly glyph?: Glyph;
  readonly class?: string;
  readonly children: ComponentChildren;
}
/** Shows a place in the editor. */
export function Link({ shown: { message, host }, to, glyph, class: name = '', children }: LinkProps) {
  return (
    <button
      type="button"
      class={`link ${name}`.trim()}
      title={`Reveal in ${placeText(message, to)}`}
      onClick={() => reveal(host, to)}
    >
      {glyph && <Icon glyph={glyph} />}
      {children}
    </button>
  );
}

export function reveal(host: Host, { file, range }: Place): void {
  host.send({ type: 'reveal', file, range });
}

/** Copies a text; for a moment its icon says that it did. */
export function CopyButton({
  shown: { ui, host },
  text,
}: {
  readonly shown: Pick<Shown, 'ui' | 'host'>;
  readonly text: string;
}) {
  const label = `Copy ${visible(text)}`;
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} onClick={() => host.copy(text)}>
      <Icon glyph={ui.copied === text ? 'check' : 'copy'} />
    </button>
  );
}

interface NameProps {
  readonly stem: string;
  readonly ordinal: number;
  readonly service?: string;
  readonly domain?: string;
}
/** A name with its ordinal: what all names of a row have in common. It is never cut off, whatever gives way around it. */
export function Name({ stem, ordinal, service, domain }: NameProps) {
  return (
    <bdi class="name">
      <span class="stem">{visible(stem)}</span>
      <b class="ordinal">{ordinal}</b>
      {service && <span class="service">{visible(service)}</span>}
      {domain && <span class="domain">{visible(domain)}</span>}
    </bdi>
  );
}

/** Arrow keys within a row of buttons; Home and End go to its ends. */
export function roveHorizontally(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')].filter(
    (button) => !button.disabled && button.checkVisibility(),
  );
  const here = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
  const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (here < 0 || next === undefined) return;
  buttons[(next + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}
