/** Pod. Source: pkg/apis/core/validation/validation.go (ValidatePodCreate), plugin/pkg/admission/priority and runtimeclass. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Pod, PodSpec } from '../types.ts';
import { image } from './containers.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';
import { annotationsAndFields, podAnnotations } from './pod-annotations.ts';
import { podSpec } from './pod-spec.ts';
import { isEmpty } from './values.ts';

export function pod(check: Check, at: Path, { metadata: meta = {}, spec = {} }: Pod): void {
  const path = at.child('spec');
  priority(check.earlier, path, spec);
  metadata(check, at.child('metadata'), meta, dnsSubdomain);
  podAnnotations(check, at.child('metadata', 'annotations'), meta.annotations, spec);
  podSpec(check, path, spec, { pod: { name: meta.name, labels: meta.labels ?? {} } });
  for (const list of ['containers', 'initContainers'] as const)
    (spec[list] ?? []).forEach((container, i) => {
      image(check, path.child(list).index(i), container.image);
    });
  if (!isEmpty(spec.nodeName) && (spec.schedulingGates ?? []).length > 0)
    check.forbidden(path.child('nodeName'), 'As long as there are schedulingGates the Pod can have no node.');
  annotationsAndFields(check, path, meta.annotations, spec);
  overhead(check.afterwards, path, spec);
}

/** What the default admission plugins refuse whatever the cluster has. Which PriorityClasses and RuntimeClasses there are is not known. */
function priority(check: Check, at: Path, { priorityClassName, priority, preemptionPolicy }: PodSpec): void {
  if (!isEmpty(priorityClassName)) return;
  if (priority !== undefined && priority !== 0)
    admission(
      check,
      at.unnamed('priority'),
      `A Pod gets its priority from a PriorityClass: name one by priorityClassName instead of ${priority}.`,
    );
  if (preemptionPolicy !== undefined && preemptionPolicy !== 'PreemptLowerPriority')
    admission(
      check,
      at.unnamed('preemptionPolicy'),
      'A Pod gets its preemptionPolicy from a PriorityClass: name one by priorityClassName.',
    );
}

function overhead(check: Check, at: Path, { runtimeClassName, overhead = {} }: PodSpec): void {
  if (runtimeClassName === undefined && Object.keys(overhead).length > 0)
    admission(
      check,
      at.unnamed('overhead'),
      'A Pod gets its overhead from a RuntimeClass: name one by runtimeClassName.',
    );
}

/** The server names no field. */
const admission = (check: Check, path: Path, message: string) =>
  check.report('admission', path, message, { repairs: [{ kind: 'remove' }] });
