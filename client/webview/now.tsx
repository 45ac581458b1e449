/** Time: the axis of the column of lives, the buttons that move on it, and the step in words. */

import { stepWords } from '../../server/src/step-words.ts';
import type { Shown } from './model.ts';
import { CopyButton, type Glyph, Icon, roveHorizontally } from './parts.tsx';
import { number, visible } from './words.ts';

interface Props {
  readonly shown: Shown;
}

export function Now({ shown }: Props) {
  const { set, ui, host } = shown;
  const { steps } = set.scenario;
  return (
    <div class="now" style={{ '--steps': String(steps) }}>
      <div class="said">
        <Transport shown={shown} />
        <StepInWords shown={shown} />
      </div>
      <div class="axis">
        {steps > 0 && (
          <input
            type="range"
            class="scrubber"
            min={0}
            max={steps}
            value={ui.step}
            aria-label="Step"
            aria-valuetext={`Step ${ui.step} of ${steps}`}
            onInput={(event) => host.goTo(event.currentTarget.valueAsNumber)}
          />
        )}
      </div>
    </div>
  );
}

function Transport({ shown: { set, ui, host } }: Props) {
  const { steps } = set.scenario;
  const button = (glyph: Glyph, label: string, isStop: boolean, act: () => void) => (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      tabIndex={isStop ? 0 : -1}
      disabled={steps === 0}
      onClick={act}
    >
      <Icon glyph={glyph} />
    </button>
  );
  return (
    <div class="transport" role="toolbar" aria-label="Timeline" onKeyDown={roveHorizontally}>
      {button('debug-restart', 'Back to the start', false, () => host.goTo(0))}
      {button('chevron-left', 'Previous step', false, () => host.goTo(ui.step - 1))}
      {button(ui.isPlaying ? 'debug-pause' : 'play', ui.isPlaying ? 'Pause' : 'Play', true, () =>
        host.play(!ui.isPlaying),
      )}
      {button('chevron-right', 'Next step', false, () => host.goTo(ui.step + 1))}
      <span class="count">{steps === 0 ? 'no steps' : `${number(ui.step)} of ${number(steps)}`}</span>
    </div>
  );
}

function StepInWords({ shown }: Props) {
  const { scenario } = shown.set;
  const { kind, what, why } = stepWords(scenario, shown.ui.step);
  const { outcome } = scenario;
  const command = outcome.step === shown.ui.step ? outcome.command : undefined;
  return (
    // While it plays, every step would interrupt the one before.
    <p class={`step ${kind}`.trim()} aria-live={shown.ui.isPlaying ? 'off' : 'polite'}>
      <span class="what">
        {kind === 'stuck' && <Icon glyph="error" />}
        {kind === 'by-hand' && <Icon glyph="person" />}
        {visible(what)}
      </span>{' '}
      <span class="because">{visible(why)}</span>
      {command !== undefined && (
        <span class="command">
          <code>{visible(command)}</code>
          <CopyButton shown={shown} text={command} />
        </span>
      )}
    </p>
  );
}
