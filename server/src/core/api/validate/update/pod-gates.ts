/**
 * A Pod that waits behind scheduling gates: they are opened, never put up, and meanwhile it may be kept to fewer nodes.
 * Source: pkg/apis/core/validation/validation.go (ValidatePodUpdate, validateNodeSelectorMutation, validateNodeAffinityMutation).
 */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../types.ts';
import { putBack } from './way-out.ts';

const waits = ({ schedulingGates = [] }: PodSpec) => schedulingGates.length > 0;

/** `at` is the place of the `spec`. */
export function gates(check: Check, at: Path, now: PodSpec, was: PodSpec): void {
  const known = new Set((was.schedulingGates ?? []).map(({ name }) => name));
  (now.schedulingGates ?? []).forEach(({ name }, i) => {
    if (!known.has(name))
      check.forbidden(
        at.child('schedulingGates').index(i).child('name'),
        `A Pod that exists gets no new gate: "${name}" can only be taken away.`,
        {
          repairs: [{ kind: 'remove' }],
        },
      );
  });
  if (!waits(was)) return;
  selector(check, at.child('nodeSelector'), now, was);
  affinity(check, at.child('affinity', 'nodeAffinity'), now, was);
}

/** What it was, with the nodes that it may run on as they are now, if it waits: `gates` judges them. */
export function withNodes({ nodeSelector, affinity }: PodSpec, was: PodSpec): PodSpec {
  if (!waits(was)) return was;
  const { nodeSelector: _, affinity: before = {}, ...rest } = was;
  const { nodeAffinity: __, ...ofPods } = before;
  const nodeAffinity = affinity?.nodeAffinity;
  return {
    ...rest,
    ...(nodeSelector && { nodeSelector }),
    ...(affinity || Object.keys(ofPods).length > 0
      ? { affinity: { ...ofPods, ...(nodeAffinity && { nodeAffinity }) } }
      : {}),
  };
}

const fewer = 'While its gates are closed, a Pod may be kept to fewer nodes, not sent to others';

function selector(check: Check, at: Path, { nodeSelector = {} }: PodSpec, was: PodSpec): void {
  const lost = Object.entries(was.nodeSelector ?? {}).find(([key, value]) => nodeSelector[key] !== value);
  if (!lost) return;
  const [key, value] = lost;
  check.invalid(at.standingAt(at.key(key)), `${fewer}: labels are added to those that are there.`, {
    repairs: nodeSelector[key] === undefined ? [] : putBack(value),
  });
}

function affinity(check: Check, at: Path, now: PodSpec, was: PodSpec): void {
  const terms = at.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  const [a, b] = [termsOf(now), termsOf(was)];
  // Where nothing was asked, anything may be.
  if (b.length === 0) return;
  if (a.length !== b.length)
    check.invalid(terms, `${fewer}: the ${b.length} terms stay, and each may get more conditions.`);
  else
    a.forEach((term, i) => {
      if (!addsOnly(term, b[i]))
        check.invalid(terms.index(i), `${fewer}: a term keeps its conditions, and may get more behind them.`);
    });
}

const termsOf = ({ affinity }: PodSpec): readonly NodeSelectorTerm[] =>
  affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];

const addsOnly = (now: NodeSelectorTerm, was: NodeSelectorTerm = {}): boolean =>
  startsWith(now.matchExpressions, was.matchExpressions) && startsWith(now.matchFields, was.matchFields);

type Conditions = readonly NodeSelectorRequirement[];
const startsWith = (now: Conditions = [], was: Conditions = []): boolean =>
  was.every((condition, i) => asText(condition) === asText(now[i]));
const asText = ({ key = '', operator = '', values = [] }: NodeSelectorRequirement = {}) =>
  JSON.stringify([key, operator, values]);
