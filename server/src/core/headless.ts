/** How a Service becomes headless. */
import { type Edit, insertKey, removeKey, replaceScalar } from './edit.ts';
import type { Service } from './manifest.ts';
import type { Fix } from './rule.ts';

/** Only a ClusterIP Service can become headless; a NodePort or LoadBalancer is there for somebody outside. */
export function makeHeadless(service: Service): readonly Fix[] {
  if (service.serviceType !== 'ClusterIP') return [];
  const spec = service.field.get('spec');
  const field = spec.get('clusterIP');
  const list = spec.get('clusterIPs');
  const edits: Edit[] = [field.exists ? replaceScalar(field, 'None') : insertKey(spec, 'clusterIP', 'None')];
  if (list.exists && list.get(0).text !== 'None') edits.push(removeKey(list));
  const title = `Make Service "${service.name?.value}" headless (clusterIP: None); one that runs must be deleted first`;
  return [{ title, safe: false, edits }];
}

/** All that is wrong is how None is spelt, which the API server refuses. */
export function isMisspeltNone({ serviceType, field }: Service): boolean {
  const { text = '' } = field.get('spec', 'clusterIP');
  const isAlone = serviceType === 'ClusterIP' && !field.get('spec', 'clusterIPs').exists;
  return isAlone && text !== 'None' && isNone(text);
}

/** None, in any spelling. */
export const isNone = (text: string): boolean => /^none$/i.test(text.trim());
