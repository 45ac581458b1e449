/** The heads of the ledger: each column hangs from the thing that makes it, and its rule breaks where that thing is missing. */
import { type ComponentChildren, Fragment } from 'preact';
import type { ClaimTemplateJson, Place, SourceField, StatefulSetJson, WhatIf } from '../../server/src/protocol.ts';
import { askWhatIf, Select, Stepper, WhatIfField } from './controls.tsx';
import type { Shown } from './model.ts';
import { Ghost, Icon, Link } from './parts.tsx';
import { accessModes, dnsEnds, hasDnsNames, type Mark, marks, retentionWords, serviceWords } from './states.ts';
import { visible } from './words.ts';

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

function Controls({ children }: { readonly children: ComponentChildren }) {
  return <div class="controls">{children}</div>;
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
        <Link shown={shown} to={sourceOf(set, 'replicas')} glyph="layers">
          {visible(set.name)}
        </Link>{' '}
        StatefulSet
      </p>
      <Controls>
        <WhatIfField shown={shown} fields={['replicas']}>
          <Stepper
            shown={shown}
            label="Replicas"
            value={set.replicas}
            change={(replicas) => askWhatIf(shown, { replicas })}
          />
        </WhatIfField>
        <WhatIfField shown={shown} fields={['start']}>
          <Stepper
            shown={shown}
            label="From"
            value={set.start}
            hasButtons={false}
            change={(start) => askWhatIf(shown, { start })}
          />
        </WhatIfField>
      </Controls>
    </Head>
  );
}

function DnsHead({ shown }: Props) {
  const { service } = shown.set;
  const { mark, word, rule } = serviceWords[service.state];
  const { domain } = dnsEnds(shown.set);
  const named = hasDnsNames(shown.set);
  const place = placeOf(service);
  const answer = answerOf(service);
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
      {answer && (
        <Controls>
          <WhatIfField shown={shown} fields={['headless', 'publishNotReadyAddresses']}>
            <Select
              label="Answers with"
              choices={answers}
              value={answer}
              change={(value) => askWhatIf(shown, answerValues[value])}
            />
          </WhatIfField>
        </Controls>
      )}
      <Why shown={shown} rule={rule} why={service.why} />
    </Head>
  );
}

type Answer = 'ready' | 'all' | 'ip';
const answers: readonly (readonly [Answer, string])[] = [
  ['ready', 'Ready Pods'],
  ['all', 'all Pods, Ready or not'],
  ['ip', 'one cluster IP'],
];
const answerValues: Readonly<Record<Answer, WhatIf>> = {
  ready: { headless: true, publishNotReadyAddresses: false },
  all: { headless: true, publishNotReadyAddresses: true },
  ip: { headless: false },
};
/** Who answers for the Service, where that is known. */
function answerOf({ state, publishNotReadyAddresses }: StatefulSetJson['service']): Answer | undefined {
  if (state === 'headless') return publishNotReadyAddresses ? 'all' : 'ready';
  return state === 'not-headless' ? 'ip' : undefined;
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
      <Controls>
        <WhatIfField shown={shown} fields={['whenScaled', 'whenDeleted']}>
          <Select
            label="Claims"
            choices={Object.entries(retentionWords) as [Kept, string][]}
            value={`${retention.whenScaled}/${retention.whenDeleted}`}
            change={(value) => askWhatIf(shown, keptValues[value])}
          />
        </WhatIfField>
      </Controls>
      {neverBound.map(({ name, why }) => (
        <Why key={name} shown={shown} rule="storage-class-not-found" why={why} />
      ))}
    </Head>
  );
}

type Kept = keyof typeof retentionWords;
const keptValues: Readonly<Record<Kept, WhatIf>> = {
  'Retain/Retain': { whenScaled: 'Retain', whenDeleted: 'Retain' },
  'Delete/Retain': { whenScaled: 'Delete', whenDeleted: 'Retain' },
  'Retain/Delete': { whenScaled: 'Retain', whenDeleted: 'Delete' },
  'Delete/Delete': { whenScaled: 'Delete', whenDeleted: 'Delete' },
};

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

/** The shapes of a life that the scenario is about. */
const legends: Readonly<Record<string, readonly (readonly [kind: string, word: string])[]>> & {
  readonly create: readonly (readonly [string, string])[];
} = {
  create: [
    ['starting', 'starting'],
    ['ready', 'Ready'],
  ],
  update: [
    ['ready old', 'old'],
    ['ready', 'new'],
  ],
  scale: [
    ['ready', 'Ready'],
    ['stopping', 'stopping'],
  ],
  delete: [
    ['ready', 'Ready'],
    ['stopping', 'stopping'],
  ],
};

function OrderHead({ shown }: Props) {
  const { set } = shown;
  const label = (
    <>
      Order
      <span class="legend" aria-hidden="true">
        {(legends[set.scenario.name] ?? legends.create).map(([kind, word]) => (
          <Fragment key={kind}>
            <i class={`seg ${kind}`} />
            {word}
          </Fragment>
        ))}
      </span>
    </>
  );
  return (
    <Head of="order" label={label}>
      <p class="from">
        <Link shown={shown} to={sourceOf(set, 'podManagementPolicy')} glyph="list-ordered">
          {set.podManagementPolicy}
        </Link>
        {set.scenario.title && <span class="facts">{visible(set.scenario.title)}</span>}
      </p>
      <Controls>
        <WhatIfField shown={shown} fields={['podManagementPolicy']}>
          <Select
            label="Start"
            choices={[
              ['OrderedReady', 'one after the other'],
              ['Parallel', 'all at once'],
            ]}
            value={set.podManagementPolicy}
            change={(podManagementPolicy) => askWhatIf(shown, { podManagementPolicy })}
          />
        </WhatIfField>
      </Controls>
    </Head>
  );
}
