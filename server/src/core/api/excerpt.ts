/** Objects that something else completes: patches, values, excerpts. What is written in them counts, what is missing does not. */
import type { Resource } from '../manifest.ts';

/** Workloads of which so little is there that they must be meant for another tool: the rest says too much to be an excerpt. */
export function isExcerpt(resource: Resource): boolean {
  if (resource.type !== 'StatefulSet' && resource.type !== 'Workload') return resource.isPartial;
  if (resource.kind === 'Pod') return resource.isPartial;
  const spec = resource.field.get('spec');
  const metadata = resource.field.get('metadata');
  // A name alone patches nothing, and neither does an empty spec: somebody has just begun.
  if (!spec.exists) return metadata.entries.some(({ step }) => step !== 'name' && step !== 'namespace');
  if (spec.kind !== 'mapping' || spec.entries.length === 0 || spec.get('selector').exists) return false;
  const { labels, containers } = resource.pods;
  return !(
    containers.length > 0 &&
    labels.values.size > 0 &&
    containers.every(({ field }) => field.get('image').exists)
  );
}
