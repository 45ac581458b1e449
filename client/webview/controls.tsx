/** The what-if controls. Each stands where its effect hangs; one that was changed says what the file says. */
import type { ComponentChildren, TargetedEvent } from 'preact';
import type { WhatIf } from '../../server/src/protocol.ts';
import type { Shown } from './model.ts';
import { Icon } from './parts.tsx';

/** The largest count and ordinal that the API server takes. */
const most = 2 ** 31 - 1;

interface FieldProps {
  readonly shown: Shown;
  readonly fields: readonly (keyof WhatIf)[];
  readonly children: ComponentChildren;
}
/** What is around a control: a dot and the file's value, when another one is shown. */
export function WhatIfField({ shown: { set }, fields, children }: FieldProps) {
  const changed = fields.map((field) => set.whatIf[field]).filter((change) => change !== undefined);
  return (
    <span class={`field ${changed.length ? 'is-changed' : ''}`.trim()}>
      {children}
      {changed.length > 0 && <span class="was">was {changed.map(({ file }) => wordOf(file)).join(', ')}</span>}
    </span>
  );
}
function wordOf(value: string | number | boolean): string {
  return value === true ? 'on' : value === false ? 'off' : String(value);
}

/** Asks what if these fields had these values, besides what is asked already. */
export function askWhatIf({ host }: Shown, values: WhatIf): void {
  host.ask(({ whatIf }) => ({ whatIf: { ...whatIf, ...values } }));
}

interface StepperProps {
  readonly shown: Shown;
  readonly label: string;
  readonly value: number;
  readonly hasButtons?: boolean;
  readonly change: (value: number) => void;
}
export function Stepper({ shown: { ui, host }, label, value, hasButtons = true, change }: StepperProps) {
  // What is being typed stays, whatever is drawn meanwhile.
  const typed = ui.typed?.label === label ? ui.typed.text : undefined;
  const onChange = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
    const wanted = currentTarget.valueAsNumber;
    host.change({ typed: null });
    if (Number.isInteger(wanted) && wanted >= 0 && wanted <= most) change(wanted);
  };
  return (
    <span class="stepper">
      <label>
        <span>{label}</span>
        <input
          type="number"
          min={0}
          max={most}
          value={typed ?? value}
          style={{ '--digits': String(String(typed ?? value).length) }}
          onInput={({ currentTarget }) => host.change({ typed: { label, text: currentTarget.value } })}
          onChange={onChange}
          onBlur={() => ui.typed && host.change({ typed: null })}
        />
      </label>
      {hasButtons && (
        <>
          <StepButton glyph="remove" label={`${label}: one less`} isOff={value <= 0} step={() => change(value - 1)} />
          <StepButton glyph="add" label={`${label}: one more`} isOff={value >= most} step={() => change(value + 1)} />
        </>
      )}
    </span>
  );
}

interface StepButtonProps {
  readonly glyph: 'add' | 'remove';
  readonly label: string;
  readonly isOff: boolean;
  readonly step: () => void;
}
function StepButton({ glyph, label, isOff, step }: StepButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      aria-disabled={isOff}
      onClick={() => {
        if (!isOff) step();
      }}
    >
      <Icon glyph={glyph} />
    </button>
  );
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly (readonly [value: Value, text: string])[];
  readonly value: Value;
  readonly change: (value: Value) => void;
}
export function Select<Value extends string>({ label, choices, value, change }: SelectProps<Value>) {
  const onChange = ({ currentTarget }: TargetedEvent<HTMLSelectElement>) => {
    const choice = choices[currentTarget.selectedIndex];
    if (choice) change(choice[0]);
  };
  return (
    <label class="choice">
      <span>{label}</span>{' '}
      <span class="select">
        <select aria-label={label} value={value} onChange={onChange}>
          {choices.map(([each, text]) => (
            <option key={each} value={each} selected={each === value}>
              {text}
            </option>
          ))}
        </select>
        <Icon glyph="chevron-down" />
      </span>
    </label>
  );
}
