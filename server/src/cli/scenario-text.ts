/** A scenario as text: how it ends, then one step after the other with its reason. */
import { type Preview, podName } from '../core/preview.ts';
import { headline } from '../core/scenario/sentences.ts';
import type { Scenario, ScenarioStep } from '../core/scenario/told.ts';
import { plural } from '../words.ts';
import { visible } from './cells.ts';
import type { Paint } from './colours.ts';
import { wrapped } from './markdown.ts';
import { placeText } from './report.ts';
import type { Scope } from './scope.ts';

const titles = { create: 'Create', scale: 'Scale', update: 'Update', delete: 'Delete', recreate: 'Re-create' } as const;

export function scenarioText(
  { workspace, nameOf }: Scope,
  preview: Preview,
  { name, title, steps, outcome, rest }: Scenario,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string {
  const { statefulSet } = preview;
  const place = placeText(workspace, statefulSet.name?.field ?? statefulSet.field, nameOf);
  const namespace = statefulSet.namespace ? `, namespace ${statefulSet.namespace.value}` : '';
  const lines = linesOf(steps);
  const digits = String(steps.at(-1)?.step ?? 0).length;
  const line = ({ step, action, targets, why, isStuck }: Line, i: number) => {
    // What happens together is numbered once.
    const number = lines[i - 1]?.step === step ? '' : String(step);
    const what = headline(action, targets, isStuck);
    const head = what === '' ? '' : visible(`${what}.`);
    const [first = '', ...more] = wrapped(`${head} ${visible(why)}`.trim(), Math.min(width, 100) - digits - 3);
    const shown = first.startsWith(head) ? paint(head, 'bold') + first.slice(head.length) : first;
    return [` ${number.padStart(digits)}  ${shown}`, ...more.map((each) => ' '.repeat(digits + 3) + each)].join('\n');
  };
  const untold =
    rest && `   … and ${plural(rest.count, 'Pod')} from ${visible(podName(preview, rest.from))} on go the same way.`;
  return [
    `${paint(`StatefulSet ${visible(preview.name)}`, 'bold')}${visible(namespace)}  ${paint(place, 'dim')}`,
    wrapped(
      visible(`${titles[name]}${title === '' ? '' : ` ${title}`}: ${outcome.sentence}`),
      Math.min(width, 100),
    ).join('\n'),
    ...(outcome.command === undefined ? [] : [`  ${visible(outcome.command)}`]),
    ...(steps.length === 0 ? [] : ['', ...lines.map(line)]),
    ...(untold === undefined ? [] : [untold]),
  ]
    .join('\n')
    .concat('\n');
}

interface Line extends Pick<ScenarioStep, 'step' | 'action' | 'why'> {
  readonly targets: readonly string[];
  readonly isStuck: boolean;
}

/** What happens together for one reason, in one line. */
function linesOf(steps: readonly ScenarioStep[]): readonly Line[] {
  const lines: { step: number; action: ScenarioStep['action']; why: string; targets: string[]; isStuck: boolean }[] =
    [];
  for (const { step, action, why, target, state } of steps) {
    const isStuck = state === 'stuck';
    const same = lines.find(
      (each) => each.step === step && each.action === action && each.why === why && each.isStuck === isStuck,
    );
    if (same) same.targets.push(target);
    else lines.push({ step, action, why, targets: [target], isStuck });
  }
  return lines;
}
