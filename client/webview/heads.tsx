/** The heads of the ledger: each column hangs from the thing that makes it, and its rule breaks where that thing is missing. */
import type { ComponentChildren } from 'preact';
import type { ClaimTemplateJson, Place, SourceField, StatefulSetJson } from '../../server/src/protocol.ts';
import type { Shown } from './model.ts';
import { Ghost, Icon, Link } from './parts.tsx';
import {
  accessModes,
  answersOf,
  dnsEnds,
  hasDnsNames,
  type Mark,
  marks,
  retentionWords,
  serviceWords,
} from './states.ts';
import { plural, visible } from './words.ts';

interface Props {
  readonly shown: Shown;
}

export function Heads({ shown }: Props) {
  return (
    <thead class="hangers">
      <tr class="hanger-row" aria-rowindex={1}>
        <PodHead shown={shown} />
        <DnsHead shown={shown} />
        <ClaimHead shown={shown} />
        <OrderHead shown={shown} />
      </tr>
    </thead>
  );
}

/** Where a field is written; the set itself when it is not. */
export function sourceOf(set: StatefulSetJson, field: SourceField): Place {
  return set.sources[field] ?? set;
}

interface HeadProps {
  readonly of: 'pods' | 'dns' | 'claims' | 'order';
  readonly label: ComponentChildren;
  /** Set when what the column hangs from is missing: how bad that is. */
  readonly missing?: Mark | undefined;
  readonly children: ComponentChildren;
}
function Head({ of, label, missing, children }: HeadProps) {
  return (
    <th scope="col" class={`hanger of-${of} ${missing ? `is-absent ${missing}` : ''}`.trim()}>
      <div class="label">{label}</div>
      {children}
    </th>
  );
}

function State({ mark, children }: { readonly mark: Mark; readonly children: ComponentChildren }) {
  return (
    <span class={`state ${mark}`}>
      <Icon glyph={marks[mark].glyph} />
      {children}
    </span>
  );
}

/** Why a column is empty, unless a problem above says so already. */
function Why({ shown, rule, why }: Props & { readonly rule: string; readonly why: string | undefined }) {
  if (!why || shown.set.problems.some((problem) => problem.rule === rule)) return null;
  return <p class="why">{visible(why)}</p>;
}

function PodHead({ shown }: Props) {
  const { set } = shown;
  return (
    <Head of="pods" label="Host name">
      <p class="from">
        <Link shown={shown} to={set} glyph="layers">
          {visible(set.name)}
        </Link>{' '}
        StatefulSet
      </p>
      <p class="settings">
        <Link shown={shown} to={sourceOf(set, 'replicas')} class="quiet">
          {plural(set.replicas, 'replica')}
        </Link>
        {set.start > 0 && (
          <Link shown={shown} to={sourceOf(set, 'start')} class="quiet">
            from {set.start}
          </Link>
        )}
      </p>
    </Head>
  );
}

function DnsHead({ shown }: Props) {
  const { service } = shown.set;
  const { mark, word, rule } = serviceWords[service.state];
  const { domain } = dnsEnds(shown.set);
  const named = hasDnsNames(shown.set);
  const place = placeOf(service);
  const answer = answersOf(service);
  const label = <>DNS name{named && domain && <span class="domain"> in {visible(domain.slice(1))}</span>}</>;
  const name = visible(service.name ?? 'none');
  return (
    <Head of="dns" label={label} missing={named ? undefined : mark === 'ok' ? 'warning' : mark}>
      <p class="from">
        {place ? (
          <Link shown={shown} to={place} glyph="globe">
            {name}
          </Link>
        ) : (
          <Ghost glyph="globe">{name}</Ghost>
        )}{' '}
        Service <State mark={mark}>{word}</State>
      </p>
      {answer && place && (
        <p class="settings">
          <Link shown={shown} to={place} class="quiet">
            answers with {answer}
          </Link>
        </p>
      )}
      <Why shown={shown} rule={rule} why={service.why} />
    </Head>
  );
}

function placeOf({ file, range }: Partial<Place>): Place | undefined {
  return file !== undefined && range !== undefined ? { file, range } : undefined;
}

function ClaimHead({ shown }: Props) {
  const { claimTemplates: templates, retention } = shown.set;
  if (!templates.length) {
    return (
      <Head of="claims" label="Claim" missing="hint">
        <p class="from">
          <Ghost glyph="database">none</Ghost>
        </p>
        <p class="why">What a Pod writes is gone with the Pod.</p>
      </Head>
    );
  }
  const neverBound = templates.filter(({ why }) => why !== undefined);
  return (
    <Head of="claims" label="Claim" missing={templates.some(isUnbound) ? 'error' : undefined}>
      {templates.map((template) => (
        <p class="from" key={template.name}>
          <Link shown={shown} to={template} glyph="database">
            {visible(template.name)}
          </Link>
          <span class="facts">
            {[template.storage ?? 'no size', ...template.accessModes.map((mode) => accessModes[mode] ?? mode)]
              .map(visible)
              .join(' ')}
          </span>
          <StorageClass shown={shown} template={template} />
        </p>
      ))}
      <p class="settings">
        <Link shown={shown} to={sourceOf(shown.set, 'retention')} class="quiet">
          {retentionWords[`${retention.whenScaled}/${retention.whenDeleted}`]}
        </Link>
      </p>
      {neverBound.map(({ name, why }) => (
        <Why key={name} shown={shown} rule="storage-class-not-found" why={why} />
      ))}
    </Head>
  );
}

const isUnbound = ({ storageClass }: ClaimTemplateJson) => storageClass === 'not-found';

function StorageClass({ shown, template }: Props & { readonly template: ClaimTemplateJson }) {
  const name = visible(template.storageClassName ?? '');
  if (template.storageClass === 'not-found') {
    return (
      <State mark="error">
        <Ghost>{name}</Ghost> not found
      </State>
    );
  }
  if (template.storageClass === 'unseen') return <State mark="information">{name}, not in these files</State>;
  if (template.class) {
    return (
      <Link shown={shown} to={template.class}>
        {name}
      </Link>
    );
  }
  return <span class="facts">{template.storageClassName === null ? 'default class' : name || 'no class'}</span>;
}

function OrderHead({ shown }: Props) {
  const { set } = shown;
  const { type, partition } = set.updateStrategy;
  const label = (
    <>
      Order
      <span class="legend" aria-hidden="true">
        <i class="seg starting" />
        starting
        <i class="seg ready" />
        Ready
      </span>
    </>
  );
  return (
    <Head of="order" label={label}>
      <p class="from">
        <Link shown={shown} to={sourceOf(set, 'podManagementPolicy')} glyph="list-ordered">
          {set.podManagementPolicy}
        </Link>
      </p>
      <p class="settings">
        <span>{set.podManagementPolicy === 'Parallel' ? 'all at once' : 'one after the other'}</span>
        {type === 'RollingUpdate' && partition > 0 && (
          <Link shown={shown} to={sourceOf(set, 'partition')} class="quiet">
            partition {partition}
          </Link>
        )}
        {type === 'OnDelete' && <span>updates OnDelete</span>}
      </p>
    </Head>
  );
}
