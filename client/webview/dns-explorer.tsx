/** What does a name resolve to: typed, asked from somewhere, at the step that is shown; and which names a resolver tried for it. */
import type { AskedFrom, ResolutionJson } from '../../server/src/protocol.ts';
import { Select } from './controls.tsx';
import type { Shown } from './model.ts';
import { Icon } from './parts.tsx';
import { number, visible } from './words.ts';

interface Props {
  readonly shown: Shown;
}

/** The name that is looked up: the one that was typed, or that of the first Pod, unless it holds what cannot be seen. */
export function lookedUp({ set, ui }: Pick<Shown, 'set' | 'ui'>): string {
  const first = examplesOf({ set })[0] ?? '';
  return ui.dnsName ?? (visible(first) === first ? first : '');
}

function examplesOf({ set }: Pick<Shown, 'set'>): readonly string[] {
  const { pods, service, namespace } = set;
  const pod = `${pods.prefix}${pods.start}`;
  return service.name === null
    ? [pod]
    : [`${pod}.${service.name}`, service.name, pod, `${pod}.${namespace ?? 'default'}`];
}

export function DnsExplorer({ shown }: Props) {
  const { set, ui, host, resolution } = shown;
  const pod = `${set.pods.prefix}${set.pods.start}`;
  const places: readonly (readonly [AskedFrom, string])[] = [
    ['same', `a Pod in ${visible(set.namespace ?? 'default')}`],
    ['other', 'another namespace'],
    ['self', `${visible(pod)} itself`],
  ];
  return (
    <>
      <div class="ask">
        <input
          type="text"
          class="text"
          aria-label="Name to look up"
          spellcheck={false}
          autocomplete="off"
          value={lookedUp(shown)}
          onInput={({ currentTarget }) => host.change({ dnsName: currentTarget.value })}
        />
        <Select label="asked from" choices={places} value={ui.dnsFrom} change={(dnsFrom) => host.change({ dnsFrom })} />
      </div>
      <p class="examples">
        Try{' '}
        {examplesOf(shown).map((name) => (
          <button key={name} type="button" class="link" onClick={() => host.change({ dnsName: name })}>
            {visible(name)}
          </button>
        ))}
      </p>
      <div class="answer" aria-live={ui.isPlaying ? 'off' : 'polite'}>
        {resolution && <Answer shown={shown} resolution={resolution} />}
      </div>
    </>
  );
}

const uncertain = { coredns: 'Only CoreDNS answers', unseen: 'Cannot be told from these files' } as const;

function Answer({ shown: { set, ui }, resolution }: Props & { readonly resolution: ResolutionJson }) {
  const { found, tries, why } = resolution;
  const mark = found ? 'ok' : resolution.uncertain ? 'warning' : 'error';
  return (
    <>
      <p class={`result ${mark}`}>
        <Icon glyph={found ? 'pass' : resolution.uncertain ? 'question' : 'circle-slash'} />
        <span>
          <span class="strong">{headline(resolution)}</span>
          {ui.step < set.scenario.steps && ` at step ${number(ui.step)}`}. {visible(why)}
        </span>
      </p>
      {!resolution.uncertain && tries[0]?.answer !== 'hosts' && (
        <ol class="tries" aria-label="Names tried, in order">
          {tries.map(({ name, suffix, answer }) => (
            <li key={name} class={isMiss(answer) ? 'is-miss' : 'is-hit'}>
              <Icon glyph={isMiss(answer) ? 'close' : 'check'} />
              <code>
                {visible(suffix === '' ? name : name.slice(0, -suffix.length))}
                <span class="suffix">{visible(suffix)}</span>
              </code>
              <span class="rcode">{answer}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

const isMiss = (answer: string) => answer === 'NXDOMAIN' || answer === 'NOERROR';

function headline({ found, tries, uncertain: doubt, isPart }: ResolutionJson): string {
  if (doubt) return uncertain[doubt];
  const hit = tries.find(({ answer }) => !isMiss(answer));
  if (!found || !hit) return 'Does not resolve';
  return `${hit.answer === 'hosts' ? '/etc/hosts' : hit.answer}: ${shortened(hit.targets, isPart)}`;
}

function shortened(names: readonly string[], isPart = false): string {
  const some =
    names.length > 4
      ? [...names.slice(0, 3), `… ${names.at(-1)} (${isPart ? 'more than ' : ''}${number(names.length)})`].join(', ')
      : names.join(', ');
  return visible(some);
}
