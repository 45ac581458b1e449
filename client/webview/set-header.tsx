import type { StatefulSetJson } from '../../server/src/protocol.ts';
import type { Shown } from './model.ts';
import { type Glyph, Hidden, Icon, Link, placeText, roveHorizontally } from './parts.tsx';
import { visible } from './words.ts';

/** Which set this is and where it stands; the sets of a file are tabs here. */
export function SetHeader({ shown, selected }: { readonly shown: Shown; readonly selected: number }) {
  const { message, set } = shown;
  const sets = message.preview.statefulSets;
  return (
    <header class="title">
      {sets.length > 1 ? (
        <>
          <h1 class="visually-hidden">{visible(set.name)}</h1>
          <SetTabs sets={sets} selected={selected} choose={shown.host.choose} />
        </>
      ) : (
        <h1>
          <Link shown={shown} to={set}>
            {visible(set.name)}
          </Link>
        </h1>
      )}
      <p class="where">
        StatefulSet in{' '}
        {set.namespace === null ? (
          <span title="The file names no namespace. Names are shown as they will be in “default”.">
            no namespace, shown as <span class="plain">default</span>
          </span>
        ) : (
          <bdi class="plain">{visible(set.namespace)}</bdi>
        )}
        {' · '}
        <Link shown={shown} to={set} class="quiet">
          {placeText(message, set)}
        </Link>
      </p>
      <Toolbar shown={shown} />
    </header>
  );
}

interface SetTabsProps {
  readonly sets: readonly StatefulSetJson[];
  readonly selected: number;
  readonly choose: (index: number) => void;
}
function SetTabs({ sets, selected, choose }: SetTabsProps) {
  return (
    <div class="sets" role="tablist" aria-label="StatefulSets in this file" onKeyDown={roveHorizontally}>
      {sets.map((set, index) => (
        <button
          key={`${set.namespace}/${set.name}/${set.range.start.line}`}
          type="button"
          role="tab"
          id={`set-${index}`}
          aria-selected={index === selected}
          aria-controls="set"
          tabIndex={index === selected ? 0 : -1}
          onClick={() => choose(index)}
        >
          {visible(set.name)}
          {sets.some((other) => other !== set && other.name === set.name) && (
            <span class="unit"> in {visible(set.namespace ?? 'no namespace')}</span>
          )}
        </button>
      ))}
    </div>
  );
}

function Toolbar({ shown }: { readonly shown: Shown }) {
  const { ui, host, message } = shown;
  return (
    <div class="toolbar" role="toolbar" aria-label="Panel" onKeyDown={roveHorizontally}>
      <PinButton shown={shown} />
      {message.preview.statefulSets.length > 1 && (
        <button
          type="button"
          class="icon-button"
          tabIndex={-1}
          aria-pressed={ui.isSideBySide}
          title="All StatefulSets of the file side by side"
          aria-label="Side by side"
          onClick={() => host.change({ isSideBySide: !ui.isSideBySide })}
        >
          <Icon glyph="split-horizontal" />
        </button>
      )}
      <button
        type="button"
        class="icon-button only-narrow"
        tabIndex={-1}
        aria-pressed={ui.showsControls}
        title="What-if controls"
        aria-label="What-if controls"
        onClick={() => host.change({ showsControls: !ui.showsControls })}
      >
        <Icon glyph="settings" />
      </button>
      <ToolButton
        glyph="markdown"
        label="Copy as Markdown"
        act={() => host.send({ type: 'export', format: 'markdown' })}
      />
      <ToolButton
        glyph="export"
        label="Export as SVG, PNG, Markdown or Mermaid"
        act={() => host.send({ type: 'export', format: null })}
      />
    </div>
  );
}

interface ToolButtonProps {
  readonly glyph: Glyph;
  readonly label: string;
  readonly act: () => void;
}
function ToolButton({ glyph, label, act }: ToolButtonProps) {
  return (
    <button type="button" class="icon-button" tabIndex={-1} title={label} aria-label={label} onClick={act}>
      <Icon glyph={glyph} />
    </button>
  );
}

function PinButton({ shown: { message, host } }: { readonly shown: Shown }) {
  const { pinned } = message;
  return (
    <button
      type="button"
      class="icon-button pin"
      aria-pressed={pinned}
      title={
        pinned
          ? 'Pinned: keeps showing this file. Click to follow the cursor again.'
          : 'Pin: keep showing this file instead of following the cursor.'
      }
      onClick={() => host.pin(!pinned)}
    >
      <Icon glyph={pinned ? 'pinned' : 'pin'} />
      <Hidden>Pin</Hidden>
    </button>
  );
}
