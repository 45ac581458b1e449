import type { ComponentChildren } from 'preact';
import type { ClaimTemplateJson, StatefulSetJson } from '../../server/src/protocol.ts';
import { markOf } from './marks.ts';
import { MarkIcon, Strong } from './parts.tsx';
import { hasDnsNames, type Mark } from './states.ts';
import { brief, listed, plural, quantity, visible } from './words.ts';

/** One sentence that answers how many Pods there are, in which order they come, and what they get: names and disks. */
export function Verdict({ set }: { readonly set: StatefulSetJson }) {
  const { prefix, start, count } = set.pods;
  if (count === 0) {
    return (
      <Answer mark={markOf(set)}>
        <Strong>No Pods.</Strong> replicas is 0. The first one would be{' '}
        <Strong>
          {brief(prefix)}
          {start}
        </Strong>
        .
      </Answer>
    );
  }
  if (set.stuck !== undefined) {
    return (
      <Answer mark="error">
        <Strong>{visible(set.stuck)}</Strong> Asked for: <Pods set={set} /> <Disks set={set} />
      </Answer>
    );
  }
  return (
    <Answer mark={markOf(set)}>
      <Pods set={set} /> <Names set={set} /> <Disks set={set} />
    </Answer>
  );
}

function Answer({ mark, children }: { readonly mark: Mark; readonly children: ComponentChildren }) {
  return (
    <p class="verdict">
      <MarkIcon mark={mark} />
      <span>{children}</span>
    </p>
  );
}

function Pods({ set: { pods, podManagementPolicy } }: { readonly set: StatefulSetJson }) {
  const name = (ordinal: number) => `${brief(pods.prefix)}${ordinal}`;
  if (pods.count === 1) {
    return (
      <>
        <Strong>1 Pod</Strong>, {name(pods.start)}.
      </>
    );
  }
  return (
    <>
      <Strong>{plural(pods.count, 'Pod')}</Strong>, {name(pods.start)} to {name(pods.start + pods.count - 1)},{' '}
      {podManagementPolicy === 'Parallel' ? 'all at once.' : 'one after the other.'}
    </>
  );
}

function Names({ set }: { readonly set: StatefulSetJson }) {
  const { service, pods } = set;
  if (hasDnsNames(set)) {
    const end = pods.subdomain ?? service.name;
    return (
      <>
        {pods.count === 1 ? 'It' : 'Each'} has the name{' '}
        <Strong>
          {brief(pods.prefix)}
          {pods.count === 1 ? pods.start : 'N'}
          {end && `.${brief(end)}`}
        </Strong>
        .
      </>
    );
  }
  if (service.state === 'unseen') {
    return (
      <>
        DNS names depend on Service <Strong>{brief(service.name ?? '')}</Strong>, which is not in these files.
      </>
    );
  }
  return service.state === 'not-headless' ? (
    <>
      <Strong>No DNS names</Strong> that every cluster answers.
    </>
  ) : (
    <Strong>No DNS names.</Strong>
  );
}

function Disks({ set: { claimTemplates, pods } }: { readonly set: StatefulSetJson }) {
  if (!claimTemplates.length) {
    return (
      <>
        <Strong>No disks</Strong> of their own.
      </>
    );
  }
  const disks = plural(claimTemplates.length * pods.count, 'disk');
  // A size that cannot be read would make the sum wrong.
  const sum =
    claimTemplates.every(({ bytes }) => bytes > 0) && claimTemplates.reduce((total, { bytes }) => total + bytes, 0);
  const classes = [...new Set(claimTemplates.map(classOf))];
  return (
    <>
      <Strong>{sum ? `${disks}, ${quantity(sum * pods.count)}` : disks}</Strong> of {listed(classes)}.
    </>
  );
}

function classOf({ storageClassName }: ClaimTemplateJson): string {
  if (storageClassName === null) return 'the default class';
  return storageClassName === '' ? 'no class' : `class ${brief(storageClassName)}`;
}
