/** One row of the ledger: a Pod, with the three names that it gets and the place of its start in the order. */
import type { JSX } from 'preact';
import type { ClaimTemplateJson, Place } from '../../server/src/protocol.ts';
import { Detail } from './detail.tsx';
import { sourceOf } from './heads.tsx';
import { Lane } from './lane.tsx';
import type { Shown, Ui } from './model.ts';
import { type Glyph, Hidden, Icon, Name, reveal } from './parts.tsx';
import { dnsEnds, type Fate, fateOf, hasDnsNames, serviceWords } from './states.ts';
import { visible } from './words.ts';

interface RowProps {
  readonly shown: Shown;
  readonly ordinal: number;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
}

const fateWords: Readonly<Record<Fate, { readonly glyph: Glyph; readonly word: string; readonly dns: string }>> = {
  ready: { glyph: 'pass-filled', word: '', dns: '' },
  stuck: { glyph: 'error', word: 'stuck', dns: 'once Ready' },
  never: { glyph: 'issue-draft', word: 'never created', dns: 'never' },
};

export function PodRow({ shown, ordinal, isStop }: RowProps) {
  const { set, ui, host } = shown;
  const { prefix, start } = set.pods;
  const fate = fateOf(set, ordinal);
  const isOpen = ui.open.has(ordinal);
  const { glyph, word } = fateWords[fate];
  const toggle = () => host.focusRow(ordinal, toggled(ui, ordinal));
  return (
    <>
      <tr
        class={`row is-${fate} ${isOpen ? 'is-open' : ''}`.trim()}
        aria-rowindex={ordinal - start + 2}
        data-from={ordinal}
        data-to={ordinal}
        tabIndex={isStop ? 0 : -1}
        onClick={() => {
          // Somebody who drags over a name wants to select it.
          if (getSelection()?.isCollapsed !== false) toggle();
        }}
      >
        <th scope="row" class="cell of-pods">
          <span class="glyph">
            <Icon glyph={glyph} />
          </span>
          <Source shown={shown} to={sourceOf(set, 'replicas')} title={`${prefix}${ordinal}`}>
            <Name stem={prefix} ordinal={ordinal} />
          </Source>
          {word && <span class="word">{word}</span>}
          <button
            type="button"
            class="twistie"
            tabIndex={-1}
            aria-expanded={isOpen}
            onClick={(event) => {
              event.stopPropagation();
              toggle();
            }}
          >
            <Icon glyph="chevron-right" />
            <Hidden>
              Details of {visible(prefix)}
              {ordinal}
            </Hidden>
          </button>
        </th>
        <td class="cell of-dns">
          <DnsName shown={shown} ordinal={ordinal} fate={fate} />
        </td>
        <td class="cell of-claims">
          {set.claimTemplates.map((template) => (
            <Claim key={template.name} shown={shown} ordinal={ordinal} fate={fate} template={template} />
          ))}
          {set.claimTemplates.length === 0 && (
            <span class="none">
              <span aria-hidden="true">–</span>
              <Hidden>no claim</Hidden>
            </span>
          )}
        </td>
        <td class="cell of-order">
          {fate !== 'never' && <Waits shown={shown} ordinal={ordinal} />}
          <Lane set={set} from={ordinal} to={ordinal} />
        </td>
      </tr>
      {isOpen && (
        <tr class="detail-row">
          <td colSpan={4}>
            <Detail shown={shown} ordinal={ordinal} />
          </td>
        </tr>
      )}
    </>
  );
}

/** What the reader sees after a row's details are opened, or closed. */
export function toggled(ui: Ui, ordinal: number): Partial<Ui> {
  const open = new Set(ui.open);
  if (!open.delete(ordinal)) open.add(ordinal);
  // A row that was opened stands; it would be odd if it vanished in a fold on closing it.
  return { open, unfolded: [...ui.unfolded, { from: ordinal, to: ordinal }] };
}

interface SourceProps {
  readonly shown: Shown;
  readonly to: Place;
  readonly title: string;
  readonly children: JSX.Element;
}
/** A name that leads to the YAML which makes it. Within the rows only the row itself is a stop of Tab: the arrow keys come here. */
function Source({ shown, to, title, children }: SourceProps) {
  return (
    <button
      type="button"
      class="source"
      tabIndex={-1}
      title={`${visible(title)}\nReveal in YAML`}
      aria-label={visible(title)}
      onClick={(event) => {
        event.stopPropagation();
        reveal(shown.host, to);
      }}
    >
      {children}
    </button>
  );
}

interface CellProps {
  readonly shown: Shown;
  readonly ordinal: number;
  readonly fate: Fate;
}
function DnsName({ shown, ordinal, fate }: CellProps) {
  const { set } = shown;
  const { service, pods } = set;
  const ends = dnsEnds(set);
  const isThere = hasDnsNames(set) && fate === 'ready';
  const place =
    service.file !== undefined && service.range
      ? { file: service.file, range: service.range }
      : sourceOf(set, 'serviceName');
  return (
    <div class={`dns ${isThere ? '' : 'is-ghost'}`.trim()}>
      <Icon glyph="globe" class="only-narrow" />
      <Source shown={shown} to={place} title={`${pods.prefix}${ordinal}${ends.service}${ends.domain}`}>
        <Name stem={pods.prefix} ordinal={ordinal} service={ends.service} domain={ends.domain} />
      </Source>
      {!isThere && (
        <span class="word">{hasDnsNames(set) ? fateWords[fate].dns : serviceWords[service.state].hole}</span>
      )}
    </div>
  );
}

function Claim({ shown, ordinal, fate, template }: CellProps & { readonly template: ClaimTemplateJson }) {
  const stem = `${template.name}-${shown.set.pods.prefix}`;
  const isUnbound = fate === 'stuck' && template.why !== undefined;
  return (
    <div class={`claim ${fate === 'never' ? 'is-ghost' : ''} ${isUnbound ? 'is-stuck' : ''}`.trim()}>
      <Icon glyph="database" class="only-narrow" />
      <Source shown={shown} to={template} title={`${stem}${ordinal}`}>
        <Name stem={stem} ordinal={ordinal} />
      </Source>
      {template.storage && <span class="size">{visible(template.storage)}</span>}{' '}
      {fate === 'never' && <span class="word">never</span>}
      {isUnbound && (
        <span class="word">
          <Icon glyph="error" />
          unbound
        </span>
      )}
    </div>
  );
}

/** What the Pod waits for before it is created, in words. */
function Waits({ shown: { set }, ordinal }: { readonly shown: Shown; readonly ordinal: number }) {
  if (set.podManagementPolicy === 'Parallel') return <span class="waits">at once</span>;
  if (ordinal === set.pods.start) return <span class="waits">first</span>;
  return (
    <span class="waits">
      <Hidden>
        after {visible(set.pods.prefix)}
        {ordinal - 1}
      </Hidden>
      <span class="name" aria-hidden="true">
        after <Name stem={set.pods.prefix} ordinal={ordinal - 1} />
      </span>
    </span>
  );
}
