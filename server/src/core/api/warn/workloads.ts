/** What makes Pods. Source: pkg/registry/apps, pkg/registry/batch (WarningsOnCreate). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { CronJob, DaemonSet, Deployment, Job, PodTemplate, StatefulSet } from '../types.ts';
import { hostName } from './host-name.ts';
import { templateWarnings } from './pod.ts';
import { claimSize } from './sizes.ts';

export function statefulSetWarnings(check: Check, at: Path, { spec = {} }: StatefulSet): void {
  templateWarnings(check, at.child('spec', 'template'), spec.template, spec.selector?.matchLabels);
  (spec.volumeClaimTemplates ?? []).forEach((template, i) => {
    // The server leaves `spec` out.
    claimSize(check, at.child('spec', 'volumeClaimTemplates').index(i).unnamed('spec'), template.spec);
  });
  const limit = spec.revisionHistoryLimit ?? 0;
  if (limit < 0 && check.isSince('1.33'))
    check.warn(
      at.child('spec', 'revisionHistoryLimit'),
      `With ${limit}, all revisions of the template are kept for ever. 0 or more keeps that many.`,
      { repairs: [{ kind: 'remove' }] },
    );
}

export function daemonSetWarnings(check: Check, at: Path, { spec }: DaemonSet): void {
  templateWarnings(check, at.child('spec', 'template'), spec?.template, spec?.selector?.matchLabels);
}

/** Those that name their Pods after themselves, and may have dots in it. */
export function namedWarnings(check: Check, at: Path, { metadata, spec }: Deployment | Job): void {
  hostName(check, at, metadata);
  templateWarnings(check, at.child('spec', 'template'), spec?.template, spec?.selector?.matchLabels);
}

export function cronJobWarnings(check: Check, at: Path, { metadata, spec }: CronJob): void {
  hostName(check, at, metadata);
  const template = at.child('spec', 'jobTemplate', 'spec', 'template');
  templateWarnings(check, template, spec?.jobTemplate?.spec?.template);
}

export function podTemplateWarnings(check: Check, at: Path, { template }: PodTemplate): void {
  templateWarnings(check, at.child('template'), template);
}
