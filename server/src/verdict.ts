/** The answer to "what will I get?" in a sentence or two: how many Pods, in which order, and what they get. */
import { type ClaimPreview, type Preview, podName } from './core/preview.ts';
import { listed, plural, quantity } from './words.ts';

/** How many Pods there are, in which order they come, their names and their disks; and where it stops, when it does. */
export function verdict(preview: Preview): string {
  const { statefulSet, stuck } = preview;
  if (statefulSet.replicas === 0)
    return `No Pods: replicas is 0. The first one would be ${podName(preview, statefulSet.start)}.`;
  const parts =
    stuck === undefined ? [podsVerdict(preview), namesVerdict(preview)] : [stuck, `Asked for: ${podsVerdict(preview)}`];
  return [...parts, disksVerdict(preview)].join(' ');
}

function podsVerdict(preview: Preview): string {
  const { replicas, start, podManagementPolicy } = preview.statefulSet;
  if (replicas === 1) return `1 Pod, ${podName(preview, start)}.`;
  const order = podManagementPolicy === 'Parallel' ? 'all at once' : 'one after the other';
  return `${plural(replicas, 'Pod')}, ${podName(preview, start)} to ${podName(preview, start + replicas - 1)}, ${order}.`;
}

function namesVerdict({ statefulSet, governance, name }: Preview): string {
  switch (governance.state) {
    case 'headless':
      return statefulSet.replicas === 1
        ? `It has the name ${name}-${statefulSet.start}.${governance.name}.`
        : `Each has the name ${name}-N.${governance.name}.`;
    case 'unseen':
      return governance.name === undefined
        ? ''
        : `DNS names depend on Service ${governance.name}, which is not in these files.`;
    case 'not-headless':
      return 'No DNS names that every cluster answers.';
    default:
      return 'No DNS names.';
  }
}

function disksVerdict({ statefulSet: { replicas }, claims }: Preview): string {
  if (claims.length === 0) return 'No disks of their own.';
  const isSumKnown = claims.every(({ bytes }) => bytes > 0);
  const sum = claims.reduce((total, { bytes }) => total + bytes, 0) * replicas;
  const classes = [...new Set(claims.map(classText))];
  return `${plural(claims.length * replicas, 'disk')}${isSumKnown ? `, ${quantity(sum)}` : ''} of ${listed(classes)}.`;
}

function classText({ template: { storageClassName } }: ClaimPreview): string {
  if (storageClassName === undefined) return 'the default class';
  return storageClassName.value === '' ? 'no class' : `class ${storageClassName.value}`;
}
