/** Where a Pod wants to be: beside which nodes and Pods. Source: pkg/apis/core/validation/validation.go (validateAffinity). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Affinity, NodeAffinity, PodAffinity, PodAffinityTerm, StringMap } from '../types.ts';
import { labelSelector } from './label-selector.ts';
import { matchLabelKeys } from './match-label-keys.ts';
import { dnsLabel, named, qualifiedName } from './names.ts';
import { nodeSelector, nodeSelectorTerm } from './node-selector.ts';
import { isEmpty } from './values.ts';

/** `labels`: those of the Pod, undefined in a template. */
export function affinity(
  check: Check,
  at: Path,
  affinity: Affinity | undefined,
  labels: StringMap<string> | undefined,
): void {
  if (affinity?.nodeAffinity) nodeAffinity(check, at.child('nodeAffinity'), affinity.nodeAffinity);
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const rules = affinity?.[name];
    if (rules) podAffinity(check, at.child(name), rules, labels);
  }
}

function nodeAffinity(check: Check, at: Path, rules: NodeAffinity): void {
  const required = rules.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) nodeSelector(check, at.child('requiredDuringSchedulingIgnoredDuringExecution'), required);
  (rules.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, i) => {
    const path = at.child('preferredDuringSchedulingIgnoredDuringExecution').index(i);
    weight(check, path, term.weight);
    nodeSelectorTerm(check, path.child('preference'), term.preference ?? {}, false);
  });
}

function podAffinity(check: Check, at: Path, rules: PodAffinity, labels: StringMap<string> | undefined): void {
  (rules.requiredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, i) => {
    podAffinityTerm(check, at.child('requiredDuringSchedulingIgnoredDuringExecution').index(i), term, labels);
  });
  (rules.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, i) => {
    const path = at.child('preferredDuringSchedulingIgnoredDuringExecution').index(i);
    weight(check, path, term.weight);
    podAffinityTerm(check, path.child('podAffinityTerm'), term.podAffinityTerm ?? {}, labels);
  });
}

function weight(check: Check, at: Path, weight = 0): void {
  if (weight < 1 || weight > 100) check.invalid(at.child('weight'), `${weight} is no weight: it is from 1 to 100.`);
}

function podAffinityTerm(
  check: Check,
  at: Path,
  term: PodAffinityTerm,
  podLabels: StringMap<string> | undefined,
): void {
  labelSelector(check, at.child('labelSelector'), term.labelSelector);
  labelSelector(check, at.child('namespaceSelector'), term.namespaceSelector);
  // The server calls the list by another name.
  (term.namespaces ?? []).forEach((namespace, i) => {
    named(check, at.named('namespace').unnamed('namespaces').unnamed(i), namespace, dnsLabel);
  });
  matchLabelKeys(check, at, term, podLabels);
  const path = at.child('topologyKey');
  if (isEmpty(term.topologyKey)) {
    const missing = check.required(
      path,
      'The topologyKey is missing: the label of nodes that says what "together" means.',
    );
    check.invalid(path, missing.message, { follows: missing });
  } else named(check, path, term.topologyKey, qualifiedName);
}
