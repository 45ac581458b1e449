/** Look-ups of files, and of what stands where in one. */
import type { Resource } from '../manifest.ts';
import type { Asking } from './asking.ts';
import { resourcesIn } from './kustomizations.ts';
import { orderInFile } from './nearest.ts';

export function hasFile(asking: Asking, uri: string): boolean {
  asking.note(`file ${uri}`);
  return asking.state.manifests.get(uri) !== undefined;
}
export function isChartTemplate(asking: Asking, uri: string): boolean {
  for (let end = uri.lastIndexOf('/templates/'); end > 0; end = uri.lastIndexOf('/templates/', end - 1))
    if (hasFile(asking, `${uri.slice(0, end)}/Chart.yaml`)) return true;
  return false;
}
export function objectsBefore(asking: Asking, resource: Resource): readonly Resource[] {
  const { uri } = resource.field.document;
  asking.note(`contents ${uri}`);
  const documents = asking.state.manifests.get(uri)?.documents ?? [];
  const all = documents.flatMap((document) => resourcesIn(asking, document));
  return all.slice(0, Math.max(0, all.indexOf(resource)));
}
export function standsBefore({ state }: Asking, a: Resource, b: Resource): boolean {
  const [uri, other] = [a.field.document.uri, b.field.document.uri];
  return uri === other ? orderInFile(a, b, state) < 0 : uri < other;
}
