/** Objects that something else completes: patches, values, excerpts. What is written in them counts, what is missing does not. */
import { isFragment, type Resource } from '../manifest.ts';

/** Whether so little is there that it must be meant for another tool. What says more is an object with faults. */
export function isExcerpt(resource: Resource): boolean {
  if (isFragment(resource.field)) return true;
  const isPod = resource.kind === 'Pod';
  if (isPod || (resource.type !== 'StatefulSet' && resource.type !== 'Workload')) return resource.isPartial;
  const spec = resource.field.get('spec');
  const metadata = resource.field.get('metadata');
  // A name alone patches nothing, and neither does an empty spec: somebody has just begun.
  if (!spec.exists) return metadata.entries.some(({ step }) => step !== 'name' && step !== 'namespace');
  if (spec.kind !== 'mapping' || spec.entries.length === 0 || spec.get('selector').exists) return false;
  const { labels, containers, field } = resource.pods;
  // Jobs need neither selector nor labels.
  if (resource.group === 'batch')
    return !field.get('spec', 'containers').exists && !field.get('spec', 'restartPolicy').exists;
  return !(
    containers.length > 0 &&
    labels.values.size > 0 &&
    containers.every((each) => each.field.get('image').exists)
  );
}
