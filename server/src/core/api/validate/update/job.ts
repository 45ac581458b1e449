/** A Job that exists. Source: pkg/apis/batch/validation/validation.go (ValidateJobUpdate). */
import { differences } from '../../difference.ts';
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { Container, Job, JobSpec, PodTemplateSpec } from '../../types.ts';
import { generatedLabels } from '../job.ts';
import type { Update } from './index.ts';
import { command, putBack } from './way-out.ts';

const fixed = ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'] as const;

export const job: Update<Job> = {
  check(check, at, now, was) {
    const spec = at.child('spec');
    const again = `A Job that exists cannot be changed: delete it (${command('delete job', now.metadata)}) and apply it again, or give it another name.`;
    const [a, b] = [now.spec ?? {}, was.spec ?? {}];
    if (!mayChangeCompletions(a, b))
      check.invalid(spec.child('completions'), again, { repairs: putBack(b.completions) });
    for (const field of fixed) {
      const [place] = differences('JobSpec', spec, { [field]: a[field] }, { [field]: b[field] }, check.kubernetes);
      if (place) check.invalid(spec.child(field).standingAt(place), again, { repairs: putBack(b[field]) });
    }
    ownLabels(check, spec.child('template', 'metadata', 'labels'), a, b);
    template(check, spec.child('template'), a, b, again);
  },
};

/** Elastic Indexed Jobs grow and shrink with their parallelism. */
function mayChangeCompletions(now: JobSpec, was: JobSpec): boolean {
  // Who asked for neither got one of each, and who asked for completions one at a time; this stays when nothing is said.
  const isFilledIn = was.parallelism === undefined;
  const before = was.completions ?? (isFilledIn ? 1 : undefined);
  const parallelism = now.parallelism ?? (isFilledIn ? 1 : undefined);
  const kept = isFilledIn && was.completions === undefined ? 1 : undefined;
  const completions = now.completions ?? kept ?? (parallelism === undefined ? 1 : undefined);
  if (completions === before) return true;
  return now.completionMode === 'Indexed' && now.completions !== undefined && now.completions === parallelism;
}

/** What the server writes into the template stays with the labels there, and goes when all of them are taken out. */
function ownLabels(check: Check, at: Path, now: JobSpec, was: JobSpec): void {
  const labels = (spec: JobSpec) => spec.template?.metadata?.labels;
  if (now.manualSelector || labels(now) !== undefined || labels(was) === undefined) return;
  const wrong = check.invalid(
    at,
    'With the labels of the template go those that the server wrote beside them, by which the Job finds its Pods: leave a label, or "labels: {}".',
    { repairs: [{ kind: 'add', value: labels(was) }] },
  );
  // It comes to that again when it looks at its own selector.
  if (check.isSince('1.37')) return;
  for (const key of generatedLabels)
    check.required(at.key(key).standingAt(at), 'The server writes it, and misses it.', { follows: wrong });
}

function template(check: Check, at: Path, now: JobSpec, was: JobSpec, message: string): void {
  const before = was.suspend === true ? asAllowed(check, now.template, was.template) : was.template;
  const places = differences('PodTemplateSpec', at, now.template ?? {}, before ?? {}, check.kubernetes);
  // The name of the template is the Pods' own business, and is not compared.
  const [place] = places;
  if (place) check.invalid(at.standingAt(place), message);
}

/** While a Job waits, it may still be said where its Pods run, and since 1.36 how much they need. */
function asAllowed(check: Check, now: PodTemplateSpec = {}, was: PodTemplateSpec = {}): PodTemplateSpec {
  const [a, b] = [now.spec ?? {}, was.spec ?? {}];
  const spec = taking(b, a, ['nodeSelector', 'tolerations', 'schedulingGates']);
  const affinity = taking(b.affinity ?? {}, a.affinity ?? {}, ['nodeAffinity']);
  const { affinity: _, ...rest } = spec;
  return {
    ...was,
    metadata: taking(was.metadata ?? {}, now.metadata ?? {}, ['labels', 'annotations']),
    spec: {
      ...rest,
      ...(a.affinity || Object.keys(affinity).length > 0 ? { affinity } : {}),
      ...(check.isSince('1.36') && {
        ...(b.containers && { containers: withResources(a.containers, b.containers) }),
        ...(b.initContainers && { initContainers: withResources(a.initContainers, b.initContainers) }),
      }),
    },
  };
}

const withResources = (now: readonly Container[] = [], was: readonly Container[]): readonly Container[] =>
  was.map((container, i) => taking(container, now[i] ?? {}, ['resources']));

/** What it was, with some fields as they are now. */
function taking<T extends object>(was: T, now: T, fields: readonly (keyof T & string)[]): T {
  const names: readonly string[] = fields;
  const entries = [
    ...Object.entries(was).filter(([name]) => !names.includes(name)),
    ...Object.entries(now).filter(([name]) => names.includes(name)),
  ];
  return Object.fromEntries(entries) as T;
}
