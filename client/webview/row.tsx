/** One row of the ledger: a Pod, with the three names that it gets and its life. */
import type { JSX } from 'preact';
import type { ClaimTemplateJson, Place } from '../../server/src/protocol.ts';
import { claimAt } from '../../server/src/timeline.ts';
import { Detail } from './detail.tsx';
import { sourceOf } from './heads.tsx';
import { Lane } from './lane.tsx';
import type { Shown, Ui } from './model.ts';
import { Hidden, Icon, Name, reveal } from './parts.tsx';
import { claimWords, glyphs, type PodState, podState } from './pod-state.ts';
import { dnsEnds } from './states.ts';
import { visible } from './words.ts';

interface RowProps {
  readonly shown: Shown;
  readonly ordinal: number;
  /** The ordinal of the first row. */
  readonly first: number;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
}

export function PodRow({ shown, ordinal, first, isStop }: RowProps) {
  const { set, ui, host } = shown;
  const { prefix } = set.pods;
  const state = podState(set, ordinal, ui.step);
  const isOpen = ui.open.has(ordinal);
  const toggle = () => host.toggle(ordinal);
  return (
    <>
      <tr
        class={`row is-${state.phase} ${state.isByHand ? 'by-hand' : ''} ${isOpen ? 'is-open' : ''}`.trim()}
        aria-rowindex={ordinal - first + 2}
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
            <Icon glyph={glyphs[state.phase]} />
          </span>
          <Source shown={shown} to={sourceOf(set, 'replicas')} title={`${prefix}${ordinal}`}>
            <Name stem={prefix} ordinal={ordinal} />
          </Source>
          <span class="word">
            {state.word}
            {state.tag && <span class="tag">{state.tag}</span>}
          </span>
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
          <DnsName shown={shown} ordinal={ordinal} state={state} />
        </td>
        <td class="cell of-claims">
          {set.claimTemplates.map((template) => (
            <Claim key={template.name} shown={shown} ordinal={ordinal} state={state} template={template} />
          ))}
          {set.claimTemplates.length === 0 && (
            <span class="none">
              <span aria-hidden="true">–</span>
              <Hidden>no claim</Hidden>
            </span>
          )}
        </td>
        <td class="cell of-order">
          <Lane scenario={set.scenario} ordinal={ordinal} />
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
/** A name that leads to the YAML that it comes from. A row is one stop of Tab: its names are reached by the arrow keys. */
function Source({ shown: { host }, to, title, children }: SourceProps) {
  return (
    <button
      type="button"
      class="source"
      tabIndex={-1}
      title={`${visible(title)}\nReveal in YAML`}
      onClick={(event) => {
        event.stopPropagation();
        reveal(host, to);
      }}
    >
      {children}
    </button>
  );
}

interface CellProps {
  readonly shown: Shown;
  readonly ordinal: number;
  readonly state: PodState;
}
function DnsName({ shown, ordinal, state }: CellProps) {
  const { set } = shown;
  const { service, pods } = set;
  const ends = dnsEnds(set);
  const place =
    service.file !== undefined && service.range
      ? { file: service.file, range: service.range }
      : sourceOf(set, 'serviceName');
  return (
    <div class={`dns ${state.resolves ? '' : 'is-ghost'}`.trim()}>
      <Icon glyph="globe" class="only-narrow" />
      <Source shown={shown} to={place} title={`${pods.prefix}${ordinal}${ends.service}${ends.domain}`}>
        <Name stem={pods.prefix} ordinal={ordinal} service={ends.service} domain={ends.domain} />
      </Source>
      {state.dns && <span class="word">{state.dns}</span>}
    </div>
  );
}

function Claim({ shown, ordinal, state, template }: CellProps & { readonly template: ClaimTemplateJson }) {
  const { scenario, pods } = shown.set;
  const stem = `${template.name}-${pods.prefix}`;
  const phase = claimAt(scenario, template.name, `${stem}${ordinal}`, ordinal, shown.ui.step);
  const isAbsent = phase === 'absent' || phase === 'deleted';
  const word = phase === 'absent' && state.isNever ? 'never' : claimWords[phase];
  return (
    <div class={`claim ${isAbsent ? 'is-ghost' : ''} ${phase === 'stuck' ? 'is-stuck' : ''}`.trim()}>
      <Icon glyph="database" class="only-narrow" />
      <Source shown={shown} to={template} title={`${stem}${ordinal}`}>
        <Name stem={stem} ordinal={ordinal} />
      </Source>
      {template.storage && <span class="size">{visible(template.storage)}</span>}{' '}
      {word && (
        <span class="word">
          {phase === 'stuck' && <Icon glyph="error" />}
          {word}
        </span>
      )}
    </div>
  );
}
