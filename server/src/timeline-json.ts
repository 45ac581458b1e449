/**
 * The steps of a scenario → the runs of protocol.ts. Many Pods go through the same steps, each in its turn; they travel as the steps
 * of the first one and a count. Nothing is lost: what is not exactly alike travels by itself.
 */
import type * as Wire from './protocol.ts';

/** A step as it is told. `pod` is the name of the Pod that it is about, `dns` what comes into DNS and what goes. */
export interface ToldStep {
  readonly step: number;
  readonly action: Wire.StepAction;
  readonly target: string;
  readonly why: string;
  readonly pod?: string | undefined;
  readonly revision?: Wire.Revision | undefined;
  readonly field?: string | undefined;
  readonly state?: 'stuck' | 'by-hand' | undefined;
  readonly dns?: { readonly add?: readonly string[]; readonly remove?: readonly string[] } | undefined;
}

/** The steps, in the order in which they are told. `prefix` is what the names of Pods begin with: `web-`. */
export function stepRuns(prefix: string, steps: readonly ToldStep[]): readonly Wire.StepRunJson[] {
  const runs: Run[] = [];
  for (const block of blocksOf(prefix, steps)) {
    const last = runs.at(-1);
    if (!last || !goesOn(last, block)) runs.push({ ...block, count: 1, by: 1, stride: 0 });
  }
  return runs.map(({ steps, count, by, stride }) => ({ count, by, stride, steps }));
}

interface Block {
  readonly steps: readonly Wire.StepJson[];
  readonly ordinal: number | undefined;
  readonly step: number;
  /** Equal for two Pods that go through the same. */
  readonly shape: string;
}
interface Run extends Block {
  count: number;
  by: 1 | -1;
  stride: number;
}

/** Takes the block into the run when it goes on there as it has gone so far. */
function goesOn(run: Run, { ordinal, step, shape }: Block): boolean {
  if (run.ordinal === undefined || ordinal === undefined || run.shape !== shape) return false;
  const by = run.count === 1 ? Math.sign(ordinal - run.ordinal) : run.by;
  const stride = run.count === 1 ? step - run.step : run.stride;
  if (ordinal !== run.ordinal + run.count * by || step !== run.step + run.count * stride || stride < 0) return false;
  run.count += 1;
  run.by = by < 0 ? -1 : 1;
  run.stride = stride;
  return true;
}

/** What happens to one Pod in a row. */
function blocksOf(prefix: string, steps: readonly ToldStep[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < steps.length; ) {
    const first = steps[start];
    if (!first) break;
    let end = start + 1;
    while (first.pod !== undefined && steps[end]?.pod === first.pod) end += 1;
    const ordinal = first.pod === undefined ? undefined : Number(first.pod.slice(prefix.length));
    const told = steps.slice(start, end).map((step) => stepJson(prefix, ordinal, step));
    const shape = told.map(({ ordinal: _, ...rest }) => ({ ...rest, step: rest.step - first.step }));
    blocks.push({ steps: told, ordinal, step: first.step, shape: JSON.stringify(shape) });
    start = end;
  }
  return blocks;
}

function stepJson(prefix: string, ordinal: number | undefined, told: ToldStep): Wire.StepJson {
  const { step, action, target, why, revision, field, state, dns } = told;
  return {
    step,
    action,
    target: ordinalText(target, prefix, ordinal),
    why: ordinalText(why, prefix, ordinal),
    ...(ordinal === undefined ? {} : { ordinal }),
    ...(revision === undefined ? {} : { revision }),
    ...(field === undefined ? {} : { field }),
    ...(state === undefined ? {} : { state }),
    ...(dns?.add?.length ? { dns: 'add' as const } : dns?.remove?.length ? { dns: 'remove' as const } : {}),
  };
}

/** The text with each ordinal behind the prefix as its distance from the Pod's own. */
export function ordinalText(text: string, prefix: string, ordinal: number | undefined): Wire.OrdinalText {
  if (ordinal === undefined) return text;
  const parts: (string | number)[] = [];
  let from = 0;
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length)) {
    const digits = /^(?:0|[1-9]\d{0,14})(?!\d)/.exec(text.slice(at + prefix.length, at + prefix.length + 17))?.[0];
    if (digits === undefined) continue;
    parts.push(text.slice(from, at + prefix.length), Number(digits) - ordinal);
    from = at + prefix.length + digits.length;
  }
  return parts.length === 0 ? text : from < text.length ? [...parts, text.slice(from)] : parts;
}

/** Numbers as the runs that they make. */
export function ordinalRuns(ordinals: Iterable<number>): readonly Wire.Ordinals[] {
  const runs: { from: number; to: number }[] = [];
  for (const ordinal of [...new Set(ordinals)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && ordinal === last.to + 1) last.to = ordinal;
    else runs.push({ from: ordinal, to: ordinal });
  }
  return runs;
}
