/** What is known of a set's surroundings → the documents of a cluster in which it can be played. */
import { at, type Json, type JsonObject, mapAt, merged, objectAt, objectsAt, textAt } from '../cluster/plain-json.ts';
import type { Resource, Service, StatefulSet } from '../manifest.ts';
import { asObject } from '../objects.ts';
import type { Preview } from '../preview.ts';
import type { Workspace } from '../workspace.ts';

/** The class that stands for the cluster's own where none of the files is the default. */
const clusterDefault = 'cluster-default';
const provisioner = 'provisioner';

/** What stands around the set: its Service and those that select its Pods, classes, volumes, claims of its names. */
export function surroundings(workspace: Workspace, preview: Preview): readonly Json[] {
  const { statefulSet, claims } = preview;
  const services = servicesAround(workspace, preview);
  const classes = workspace.storageClassesInScope(statefulSet);
  const volumes = claims.flatMap(({ template }) =>
    workspace.persistentVolumesOfClass(template.storageClassName?.value ?? '', statefulSet),
  );
  const existing = claims.flatMap(({ name }) => workspace.claimsNamedLike(`${name}-${preview.name}`, statefulSet));
  return [
    ...classes.map((each) => ({ ...documentOf(each), provisioner: each.provisioner ?? provisioner })),
    ...unseenClasses(preview),
    ...[...new Set(volumes)].map(documentOf),
    ...[...services].map((each) => within(serviceDocument(each), preview.namespace)),
    standing,
    ...existing.map((each) => within(standingClaim(documentOf(each)), preview.namespace)),
  ];
}

/** The Service that the set names, and those of its namespace that select its Pods. */
export function servicesAround(workspace: Workspace, { statefulSet, governance }: Preview): readonly Service[] {
  const named = governance.service && governance.state !== 'other-namespace' ? [governance.service] : [];
  return [...new Set([...named, ...workspace.servicesSelecting(statefulSet.pods.labels, statefulSet)])];
}

/** The class that stands for whatever claims that are there already got their volumes from. */
const standing: JsonObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standing-claims' },
  provisioner,
  volumeBindingMode: 'Immediate',
};

/** A claim that somebody made: it is taken to be bound, or to be bound soon. */
function standingClaim(document: JsonObject): JsonObject {
  const { volumeName: _, selector: __, ...spec } = objectAt(document, 'spec');
  const metadata = objectAt(document, 'metadata');
  return {
    kind: 'PersistentVolumeClaim',
    metadata: { name: metadata.name ?? '', labels: metadata.labels ?? {} },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      ...spec,
      storageClassName: 'standing-claims',
    },
  };
}

/** A Service as it is asked about: a what-if is another value than its text. */
function serviceDocument(service: Service): JsonObject {
  const document = documentOf(service);
  const { clusterIP, ...spec } = objectAt(document, 'spec');
  const address = service.isHeadless ? { clusterIP: 'None' } : clusterIP === 'None' || !clusterIP ? {} : { clusterIP };
  return {
    ...document,
    spec: { ...spec, ...address, publishNotReadyAddresses: service.publishNotReadyAddresses },
  };
}

/** Classes that no file has, and that the cluster is taken to have: they wait for the first consumer, as most do. */
function unseenClasses({ claims }: Preview): readonly Json[] {
  const names = claims.flatMap(({ state, storageClass, template }) => {
    if (state === 'default') return storageClass ? [] : [clusterDefault];
    const name = template.storageClassName?.value;
    return (state === 'known' || state === 'unseen') && name !== undefined ? [name] : [];
  });
  return [...new Set(names)].map((name) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      ...(name === clusterDefault ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } : {}),
    },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  }));
}

/** The set as it is asked about: a what-if is another value than its text. */
export function setDocument({ statefulSet, namespace }: Preview, range: { start: number; replicas: number }): Json {
  const { podManagementPolicy, updateStrategy, minReadySeconds, retention } = statefulSet;
  const written = completed(documentOf(statefulSet));
  const { partition } = updateStrategy;
  const type = textAt(written, 'spec', 'updateStrategy', 'type') === 'Recreate' ? 'Recreate' : updateStrategy.type;
  const rolling = objectAt(written, 'spec', 'updateStrategy', 'rollingUpdate');
  const lower = Math.max(0, partition - (range.start - statefulSet.start));
  const most = countOf(at(rolling, 'maxUnavailable'), statefulSet.replicas);
  return merged(within(written, namespace), {
    spec: {
      replicas: range.replicas,
      ordinals: { start: range.start },
      podManagementPolicy,
      minReadySeconds,
      persistentVolumeClaimRetentionPolicy: { ...retention },
      updateStrategy:
        type === 'RollingUpdate'
          ? {
              type,
              rollingUpdate: { ...rolling, ...(most === undefined ? {} : { maxUnavailable: most }), partition: lower },
            }
          : { type },
      ...selectorOf(statefulSet, written),
    },
  });
}
/**
 * Images and volumes that are not written may be filled in by something else, and claims of the template's own volumes may be
 * there: findings tell where they are not.
 */
function completed(document: JsonObject): JsonObject {
  const spec = objectAt(document, 'spec', 'template', 'spec');
  const lists = ['initContainers', 'containers'].map(
    (list) =>
      [list, objectsAt(spec, list).map((each) => ({ ...each, image: textAt(each, 'image') || 'image' }))] as const,
  );
  const claims = objectsAt(document, 'spec', 'volumeClaimTemplates').map((each) => textAt(each, 'metadata', 'name'));
  const volumes = objectsAt(spec, 'volumes').map(({ persistentVolumeClaim, ...each }) =>
    persistentVolumeClaim === undefined ? each : { ...each, emptyDir: {} },
  );
  const provided = new Set([...claims, ...volumes.map((each) => textAt(each, 'name'))]);
  const mounts = lists.flatMap(([, containers]) =>
    containers.flatMap((each) => [...objectsAt(each, 'volumeMounts'), ...objectsAt(each, 'volumeDevices')]),
  );
  const missing = [...new Set(mounts.map((each) => textAt(each, 'name') ?? ''))].filter((name) => !provided.has(name));
  return merged(document, {
    spec: {
      template: {
        spec: {
          ...Object.fromEntries(lists.filter(([, containers]) => containers.length > 0)),
          volumes: [...volumes, ...missing.map((name) => ({ name, emptyDir: {} }))],
        },
      },
    },
  }) as JsonObject;
}

/** Per cent of all Pods, not of those that are played. */
function countOf(most: Json | undefined, replicas: number): Json | undefined {
  const [, percent] = /^(\d+)%$/.exec(String(most)) ?? [];
  return percent === undefined ? most : Math.max(1, Math.floor((Number(percent) * replicas) / 100));
}

/** A set without a selector is an old one, or a fragment: its Pods' labels were it. */
export function selectorOf({ selector }: StatefulSet, written: JsonObject): JsonObject {
  return selector.field.exists
    ? {}
    : { selector: { matchLabels: mapAt(written, 'spec', 'template', 'metadata', 'labels') } };
}

/** The object as it is written. */
export function documentOf({ field, apiVersion, kind }: Resource): JsonObject {
  return { ...(asObject(field) as JsonObject), apiVersion, kind };
}
/** The document as an object of this namespace. */
export function within(document: JsonObject, namespace: string): JsonObject {
  return { ...document, metadata: { ...objectAt(document, 'metadata'), namespace } };
}
