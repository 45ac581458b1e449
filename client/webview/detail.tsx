/** What there is to know about one Pod, each name in full and ready to be copied. */
import { type ComponentChildren, Fragment } from 'preact';
import type { ClaimTemplateJson, StatefulSetJson } from '../../server/src/protocol.ts';
import type { Shown } from './model.ts';
import { CopyButton } from './parts.tsx';
import { hasDnsNames, serviceWords } from './states.ts';
import { shellWord, visible } from './words.ts';

interface Props {
  readonly shown: Shown;
  readonly ordinal: number;
}

export function Detail({ shown, ordinal }: Props) {
  const { set } = shown;
  const { prefix, start, labels } = set.pods;
  const name = `${prefix}${ordinal}`;
  const allLabels = {
    ...labels,
    'statefulset.kubernetes.io/pod-name': name,
    'apps.kubernetes.io/pod-index': String(ordinal),
  };
  const namespace = set.namespace === null ? '' : ` -n ${shellWord(set.namespace)}`;
  const waitsFor =
    set.podManagementPolicy === 'OrderedReady' && ordinal > start ? `${prefix}${ordinal - 1}` : undefined;
  return (
    <dl class="detail">
      <Entry term="Host name">
        <Copyable shown={shown} text={name} />
      </Entry>
      <Entry term="DNS name">
        <DnsName shown={shown} name={name} />
      </Entry>
      {set.claimTemplates.map((template) => (
        <Entry key={template.name} term="Claim">
          <Copyable shown={shown} text={`${template.name}-${name}`} /> {aboutClaim(template, set.retention)}
        </Entry>
      ))}
      <Entry term="Labels">
        <span class="labels">
          {Object.entries(allLabels).map(([key, value]) => (
            <Fragment key={key}>
              <code>
                {visible(key)}: {visible(value)}
              </code>{' '}
            </Fragment>
          ))}
        </span>
      </Entry>
      <Entry term="Waits for">
        {waitsFor === undefined ? 'nothing' : `${visible(waitsFor)} to be Running and Ready`}
        {set.minReadySeconds > 0 && waitsFor !== undefined && `, for ${set.minReadySeconds} s`}
      </Entry>
      <Entry term="Check">
        <Copyable shown={shown} text={`kubectl exec ${shellWord(name)}${namespace} -- hostname`} />
      </Entry>
    </dl>
  );
}

function Entry({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copyable({ shown, text }: { readonly shown: Shown; readonly text: string }) {
  return (
    <span class="copyable">
      <code>{visible(text)}</code>
      <CopyButton shown={shown} text={text} />
    </span>
  );
}

function DnsName({ shown, name }: { readonly shown: Shown; readonly name: string }) {
  const { pods, service } = shown.set;
  const why = pods.dnsWhy ?? service.why ?? `${serviceWords[service.state].word}.`;
  return (
    <>
      {pods.dnsSuffix !== null && <Copyable shown={shown} text={`${name}${pods.dnsSuffix}`} />}
      {!hasDnsNames(shown.set) && ` ${visible(why)}`}
    </>
  );
}

function aboutClaim(
  { storage, accessModes, storageClassName, reclaimPolicy, why }: ClaimTemplateJson,
  { whenScaled, whenDeleted }: StatefulSetJson['retention'],
): string {
  const facts = [
    storage ?? 'no size',
    ...accessModes,
    storageClassName === null
      ? 'the default class'
      : storageClassName === ''
        ? 'no class'
        : `class ${storageClassName}`,
  ];
  const released =
    reclaimPolicy === 'unknown'
      ? ''
      : ` The disk of a deleted claim is ${reclaimPolicy === 'Delete' ? 'erased' : 'kept'} (${reclaimPolicy}).`;
  const word = { Retain: 'kept', Delete: 'deleted' };
  const kept =
    whenScaled === whenDeleted
      ? `The claim is ${word[whenScaled]} on scale-down and with the set.`
      : `The claim is ${word[whenScaled]} on scale-down, ${word[whenDeleted]} with the set.`;
  return visible(`${facts.join(', ')}. ${kept}${released}${why === undefined ? '' : ` ${why}`}`);
}
