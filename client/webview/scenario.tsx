/** The question: what happens on … ? Its options stand beside it; where it ends, below. And what is asked of it that is not in the file. */
import type { ScenarioName, ScenarioOptions } from '../../server/src/protocol.ts';
import { askWhatIf, Select, Stepper, WhatIfField } from './controls.tsx';
import type { Shown } from './model.ts';
import { CopyButton, Icon, MarkIcon, roveHorizontally, Strong } from './parts.tsx';
import type { Mark } from './states.ts';
import { visible } from './words.ts';

interface Props {
  readonly shown: Shown;
}

const labels: Readonly<Record<ScenarioName, string>> = {
  create: 'Create',
  scale: 'Scale',
  update: 'Update',
  delete: 'Delete',
  recreate: 'Re-create',
};

/** The scenarios as tabs, the options of the chosen one, and where it ends. */
export function Scenarios({ shown }: Props) {
  const { set, ui, host } = shown;
  const { plan } = set;
  const isCompared = plan !== undefined && ui.isCompared;
  const chosen = isCompared ? 'plan' : set.scenario.name;
  return (
    <div class="question">
      <div class="tabs" role="tablist" aria-label="What happens on" onKeyDown={roveHorizontally}>
        {set.scenarios.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`scenario-${name}`}
            aria-selected={name === chosen}
            aria-controls="board"
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => {
              if (ui.isCompared) host.change({ isCompared: false });
              if (name !== set.scenario.name) host.ask(() => ({ scenario: name, options: {} }));
            }}
          >
            {labels[name]}
          </button>
        ))}
        {plan && (
          <button
            type="button"
            role="tab"
            id="scenario-plan"
            aria-selected={isCompared}
            aria-controls="board"
            tabIndex={isCompared ? 0 : -1}
            onClick={() => host.change({ isCompared: true })}
          >
            Compare with {visible(plan.against)}
          </button>
        )}
      </div>
      {!isCompared && <Options shown={shown} />}
      {!isCompared && <Outcome shown={shown} />}
    </div>
  );
}

function Options({ shown }: Props) {
  const { set, host } = shown;
  const { name, options } = set.scenario;
  const change = (some: ScenarioOptions) => host.ask((asked) => ({ options: { ...asked.options, ...some } }));
  switch (name) {
    case 'scale':
      return (
        <div class="options">
          <Stepper shown={shown} label="To" value={options.to ?? set.replicas} change={(to) => change({ to })} />
          <span class="unit">Pods</span>
        </div>
      );
    case 'update':
      return (
        <div class="options">
          <Select
            label="New image"
            choices={[
              ['starts', 'starts'],
              ['fails', 'never becomes Ready'],
            ]}
            value={options.fails ? 'fails' : 'starts'}
            change={(value) => change({ fails: value === 'fails' ? 'The new image cannot be pulled.' : '' })}
          />
          {set.updateStrategy.type === 'RollingUpdate' && (
            <WhatIfField shown={shown} fields={['partition']}>
              <Stepper
                shown={shown}
                label="Partition"
                value={set.updateStrategy.partition}
                change={(partition) => askWhatIf(shown, { partition })}
              />
            </WhatIfField>
          )}
        </div>
      );
    case 'delete':
      return (
        <div class="options">
          <Select
            label="How"
            choices={[
              ['background', 'kubectl delete'],
              ['scale', 'scale to 0 first'],
              ['orphan', '--cascade=orphan'],
            ]}
            value={options.cascade ?? 'background'}
            change={(cascade) => change({ cascade })}
          />
        </div>
      );
    default:
      return null;
  }
}

const outcomeMarks: Readonly<Record<string, Mark>> = {
  complete: 'ok',
  stuck: 'error',
  refused: 'error',
  'by-hand': 'information',
};

/** Where the scenario ends, in one sentence; what creating ends in is said above already. */
function Outcome({ shown }: Props) {
  const { name, outcome } = shown.set.scenario;
  if (name === 'create') return null;
  return (
    <p class="outcome">
      <MarkIcon mark={outcomeMarks[outcome.state] ?? 'information'} />
      <span>{visible(outcome.sentence)}</span>
      {outcome.command !== undefined && outcome.step !== shown.ui.step && (
        <span class="command">
          <code>{visible(outcome.command)}</code>
          <CopyButton shown={shown} text={outcome.command} />
        </span>
      )}
    </p>
  );
}

const fieldWords: Readonly<Record<string, string>> = { start: 'ordinals.start', headless: 'a headless Service' };

/** What is shown is not what the file says: what differs, and what to do about it. */
export function WhatIfNotice({ shown: { set, host } }: Props) {
  const changes = Object.entries(set.whatIf);
  if (changes.length === 0) return null;
  const said = changes.map(([field, { file, value }]) =>
    typeof value === 'boolean'
      ? `${value ? '' : 'not '}${fieldWords[field] ?? field}`
      : `${fieldWords[field] ?? field} ${value}, not ${file}`,
  );
  return (
    <div class="notice what-if" role="status">
      <Icon glyph="beaker" />
      <p>
        <Strong>What if: </Strong>
        {said.join('; ')}. Your file is unchanged.
      </p>
      <span class="buttons">
        <button type="button" class="button" onClick={() => host.send({ type: 'write' })}>
          Write to YAML
        </button>
        <button type="button" class="button secondary" onClick={() => host.ask(() => ({ whatIf: {} }))}>
          Discard
        </button>
      </span>
    </div>
  );
}
