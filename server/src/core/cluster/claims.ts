/** New claims, and the class that they get where none is written. */

import type { ClaimObject, Meta } from './objects.ts';
import { type JsonObject, textAt } from './plain-json.ts';
import type { Cluster } from './store.ts';
import { classNameOf, isDefaultClass } from './views.ts';

/** A new claim; where no class is written it gets the default one, if there is one now. */
export function newClaim(cluster: Cluster, meta: Meta, body: JsonObject): ClaimObject {
  const written = classNameOf({ body, meta });
  const storageClassName = written ?? defaultClass(cluster);
  return {
    kind: 'PersistentVolumeClaim',
    meta,
    body,
    phase: 'Pending',
    volumeName: textAt(body, 'spec', 'volumeName') ?? '',
    hasNode: false,
    storageClassName,
  };
}

/** The name of the class for claims that write none: the newest of several. */
export const defaultClass = (cluster: Cluster): string | undefined =>
  cluster.all('StorageClass').findLast(({ meta }) => isDefaultClass(meta))?.meta.name;
