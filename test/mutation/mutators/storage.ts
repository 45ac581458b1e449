/** Storage: classes, claims, and volumes that are made by hand. */

import {
  insertItem,
  insertKey,
  removeItem,
  removeKey,
  replaceScalar,
  replaceText,
} from '../../../server/src/core/edit.ts';
import { isPostgres, postgresVersion } from '../../../server/src/core/known/images.ts';
import {
  knownProvisioner,
  noProvisioner,
  provisionerOf,
  servedNames,
} from '../../../server/src/core/known/provisioners.ts';
import type { ClaimSpec, Resource, StatefulSet, StorageClass } from '../../../server/src/core/manifest.ts';
import { mountsOf, podVolumes, templateNamed } from '../../../server/src/core/mounts.ts';
import type { Field } from '../../../server/src/core/yaml.ts';
import type { Clean } from '../clean.ts';
import {
  added,
  all,
  cleared,
  clears,
  each,
  type Fault,
  type Mutator,
  type Mutators,
  maybe,
  mistyped,
  mistypedName,
  none,
  often,
  restored,
  restores,
  without,
} from '../fault.ts';
import { addKey, append, copyOf, databaseIn, deployment, metadata, podSpecOf, specOf, uriOf } from './objects.ts';

/** The faults that a claim can have, be it a template or one of its own. */
const eachClaim = (faults: (claim: ClaimSpec, resource: Resource, clean: Clean) => Iterable<Fault>): Mutator =>
  all(
    each('StatefulSet', function* (set, clean) {
      for (const template of set.claimTemplates) yield* faults(template, set, clean);
    }),
    each('PersistentVolumeClaim', (claim, clean) => faults(claim.claim, claim, clean)),
  );

const specIn = ({ field }: ClaimSpec) => field.get('spec');

/** The class of a claim, where it is in the files. */
const classOf = ({ storageClassName }: ClaimSpec, resource: Resource, { workspace }: Clean): StorageClass | undefined =>
  storageClassName && workspace.storageClass(storageClassName.value, resource);

/** The claims, templates or not, that name a class. */
const claimsOfClass = (name: string, clean: Clean): readonly ClaimSpec[] =>
  [
    ...clean.of('StatefulSet').flatMap(({ claimTemplates }) => claimTemplates),
    ...clean.of('PersistentVolumeClaim').map(({ claim }) => claim),
  ].filter(({ storageClassName, isBoundByHand }) => storageClassName?.value === name && !isBoundByHand);

/** The mount that holds a database's data. */
const dataMount = (set: StatefulSet, paths: readonly string[]) =>
  set.pods.containers.flatMap(mountsOf).find(({ path }) => path && paths.includes(path.value));

const isMountedOnce = ({ pods }: StatefulSet, volume: string) =>
  pods.containers.flatMap(({ mounts }) => mounts).filter((mount) => mount.value === volume).length === 1;

/** Sizes without their unit, or with a wrong one. */
function sizes(field: Field): readonly Fault[] {
  const [, number, unit] = /^(\d{1,4})([MGT]i)$/.exec(field.text ?? '') ?? [];
  if (number === undefined) return [];
  const at = field;
  return [
    (unit === 'Gi' ? restores : clears)(
      'no unit',
      at,
      replaceScalar(field, field.style === 'plain' ? Number(number) : number),
    ),
    clears('m', at, replaceScalar(field, `${number}m`)),
    clears('Ki', at, replaceScalar(field, `${number}Ki`)),
  ];
}

export const storage: Mutators = {
  'storage-class-not-found': all(
    eachClaim((claim, resource, clean) => {
      const { storageClassName } = claim;
      if (!storageClassName || claim.isBoundByHand || !classOf(claim, resource, clean)) return [];
      const { field } = storageClassName;
      const isFree = (text: string) => !clean.has('StorageClass', text);
      return [
        ...mistypedName(field, isFree).map(restored(field)),
        clears('another name', field, replaceScalar(field, 'nobody-has-this')),
      ];
    }),
    each('StorageClass', (storageClass, clean) => {
      const { name } = storageClass;
      const [claim] = claimsOfClass(name?.value ?? '', clean);
      if (
        !name ||
        !claim?.storageClassName ||
        clean.workspace.namesakes(storageClass).length > 0 ||
        clean.workspace.persistentVolumesOfClass(name.value, storageClass).length > 0
      )
        return [];
      const at = claim.storageClassName.field;
      return [
        ...mistypedName(name.field).map(cleared(at, 'in the class', true)),
        often(clears('class removed', at, ...without(storageClass))),
      ];
    }),
  ),

  'storage-class-unset': eachClaim((claim, resource, { workspace }) => {
    const classes = workspace.storageClassesInScope(resource);
    const field = specIn(claim).get('storageClassName');
    if (!claim.name || !field.exists || classes.length === 0 || classes.some(({ isDefault }) => isDefault)) return [];
    if (claim.isBoundByHand || workspace.persistentVolumesOfClass('', resource).length > 0) return [];
    return [clears('removed', claim.name.field, removeKey(field))];
  }),

  'storage-class-empty': eachClaim((claim, resource, { workspace }) => {
    const field = specIn(claim).get('storageClassName');
    if (claim.isBoundByHand || workspace.persistentVolumesOfClass('', resource).length > 0) return [];
    if (resource.type === 'StatefulSet' && resource.replicas === 0) return [];
    if (!field.exists && !claim.storageClassName)
      return [restores('added', field, insertKey(specIn(claim), 'storageClassName', ''))];
    return field.text ? [clears('emptied', field, replaceScalar(field, ''))] : [];
  }),

  'storage-class-annotation': eachClaim((claim) => {
    const name = 'volume.beta.kubernetes.io/storage-class';
    const field = specIn(claim).get('storageClassName');
    const annotation = claim.field.get('metadata', 'annotations', name);
    if (!field.text || field.written || annotation.exists) return []; // a build leaves annotations as they are
    const add = addKey(claim.field, ['metadata', 'annotations', name], field.written ?? field.text);
    return [
      restores('beside the field', annotation, add),
      clears('instead of the field', annotation, add, removeKey(field)),
    ];
  }),

  'default-storage-class-ambiguous': each('StorageClass', (storageClass) => {
    if (!storageClass.isDefault) return [];
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const other = copyOf(storageClass, { metadata: { name: 'another-default', annotations } });
    const at = added(uriOf(storageClass), 'metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class');
    return [clears('a default more', at, append(storageClass, other))];
  }),

  'access-mode-unsupported': eachClaim((claim, resource, clean) => {
    const [mode, ...others] = specIn(claim).get('accessModes').items;
    const { storageClassName } = claim;
    if (mode?.text !== 'ReadWriteOnce' || others.length > 0 || claim.volumeMode === 'Block') return [];
    const storageClass = classOf(claim, resource, clean);
    const known = storageClass && knownProvisioner(storageClass.provisioner ?? '');
    const shared = ['ReadWriteMany', 'ReadOnlyMany'].filter(
      (each) => known?.refuses.includes(each) || known?.lacks.includes(each),
    );
    const isCertain = shared.map((each) => restores(each, mode, replaceScalar(mode, each)));
    // A class that is in no file, but usually is of one kind.
    const isUnseen = storageClassName && storageClassName.value !== '' && clean.of('StorageClass').length === 0;
    return [
      ...isCertain,
      ...(isUnseen && clean.workspace.persistentVolumesOfClass(storageClassName.value, resource).length === 0
        ? [clears('gp3', mode, replaceScalar(mode, 'ReadWriteMany'), replaceScalar(storageClassName.field, 'gp3'))]
        : []),
    ];
  }),

  'provisioner-not-deployed': each('StorageClass', (storageClass, { workspace }) => {
    const field = storageClass.field.get('provisioner');
    const workloads = workspace.provisioningWorkloads(storageClass);
    const served = workloads
      .flatMap(({ pods }) => servedNames(pods))
      .filter((name) => name.value === storageClass.provisioner);
    if (served.length !== 1) return [];
    return [
      ...mistyped(field).map(restored(field)),
      ...served
        .filter(({ before }) => before === '')
        .flatMap((name) => [...mistyped(name.field).map(cleared(field, 'in the workload'))]),
    ];
  }),

  'provisioner-obsolete': all(
    each('StorageClass', (storageClass, { workspace }) => {
      const field = storageClass.field.get('provisioner');
      if (!field.text || field.text === noProvisioner || workspace.provisioningWorkloads(storageClass).length > 0)
        return [];
      const use = (fault: typeof clears, name: string) =>
        name === field.text ? [] : [fault(name, field, replaceScalar(field, name))];
      return [
        ...use(none, 'kubernetes.io/glusterfs'),
        ...use(none, 'kubernetes.io/nfs'),
        ...use(clears, 'kubernetes.io/azure-file'),
        ...use(clears, 'fuseim.pri/ifs'),
      ];
    }),
    each('StatefulSet', (set) =>
      ['nfs-client-provisioner:v3.1.0-k8s1.11', 'cephfs-provisioner:latest'].map((image) => {
        const containers = [{ name: 'provisioner', image: `quay.io/external_storage/${image}` }];
        const labels = { app: 'old-provisioner' };
        return maybe(
          image.replace(/:.*/, ''),
          added(uriOf(set), 'spec', 'template', 'spec', 'containers', 0, 'image'),
          append(set, deployment('old-provisioner', set, labels, labels, { containers })),
        );
      }),
    ),
  ),

  'volume-binding-immediate': each('StorageClass', (storageClass, { workspace }) => {
    const mode = storageClass.field.get('volumeBindingMode');
    const provisioner = storageClass.field.get('provisioner');
    const known = knownProvisioner(provisioner.text ?? '');
    const isLocal = workspace
      .persistentVolumesOfClass(storageClass.name?.value ?? '', storageClass)
      .some(({ field }) => field.get('spec', 'local').exists);
    if (storageClass.bindingMode !== 'WaitForFirstConsumer' || !(isLocal || /node|zone/.test(known?.reach ?? '')))
      return [];
    return [
      clears('removed', provisioner, removeKey(mode)),
      restores('Immediate', mode, replaceScalar(mode, 'Immediate')),
    ];
  }),

  'persistent-volumes-insufficient': eachClaim((claim, resource, { workspace }) => {
    const { storageClassName, storage } = claim;
    const name = storageClassName?.value ?? '';
    const volumes = name === '' ? [] : workspace.persistentVolumesOfClass(name, resource);
    const provisioner = workspace.storageClass(name, resource)?.provisioner ?? noProvisioner;
    const count = resource.type === 'StatefulSet' ? resource.replicas : 1;
    const replicas = specOf(resource).get('replicas');
    if (!storageClassName || volumes.length !== count || provisioner !== noProvisioner || claim.isBoundByHand)
      return [];
    const at = storageClassName.field;
    return [
      maybe('claim too large', at, replaceScalar(storage, '900Ti')),
      ...(replicas.exists ? [maybe('a Pod more', at, replaceScalar(replicas, count + 1))] : []),
      ...volumes.flatMap((volume) => [
        maybe('volume too small', at, replaceScalar(volume.capacity, '2Mi')),
        ...(count > 1 ? [maybe('volume removed', at, ...without(volume))] : []),
      ]),
    ];
  }),

  'persistent-volume-claim-ref': all(
    each('PersistentVolume', (volume) => {
      const ref = specOf(volume).get('claimRef');
      const [name, namespace, uid] = [ref.get('name'), ref.get('namespace'), ref.get('uid')];
      if (!name.text || !namespace.text || uid.exists) return [];
      return [
        ...mistypedName(name)
          .filter(({ text }) => /-\d+$/.test(text))
          .map(restored(name)),
        ...mistypedName(namespace).map(restored(namespace)),
        clears('no namespace', name, removeKey(namespace)),
        restores('a uid', uid, insertKey(ref, 'uid', '3f1c9b2e-8d5a-4c7e')),
      ];
    }),
    each('StatefulSet', (set, { workspace }) => {
      const [template] = set.claimTemplates;
      if (!template?.name || !set.name || !set.namespace || set.replicas === 0) return [];
      if (workspace.autoscalersOf(set).length > 0) return [];
      const claim = `${template.name.value}-${set.name.value}-${set.start}`;
      const volume = (claimRef: object) =>
        append(set, {
          apiVersion: 'v1',
          kind: 'PersistentVolume',
          metadata: { name: 'kept-for-a-claim' },
          spec: {
            storageClassName: 'kept-for-a-claim',
            capacity: { storage: '1Ti' },
            accessModes: ['ReadWriteOnce'],
            claimRef,
            hostPath: { path: '/mnt/kept' },
          },
        });
      const namespace = set.namespace.value;
      const inName = added(uriOf(set), 'spec', 'claimRef', 'name');
      return [
        clears(
          'a volume for a claim in another namespace',
          added(uriOf(set), 'spec', 'claimRef', 'namespace'),
          volume({ namespace: 'elsewhere', name: claim }),
        ),
        clears('a volume for a claim without namespace', inName, volume({ name: claim })),
        clears(
          'a volume for a claim of the parts in another order',
          inName,
          volume({ namespace, name: `${set.name.value}-${template.name.value}-${set.start}` }),
        ),
        none(
          'a volume for the claim after the last',
          inName,
          volume({ namespace, name: claim.replace(/\d+$/, String(set.start + set.replicas)) }),
        ),
      ];
    }),
  ),

  'storage-quantity-implausible': all(
    eachClaim(({ storage }) => sizes(storage)),
    // A volume of the wrong unit that is as small as it says serves no claim.
    each('PersistentVolume', ({ capacity }) => sizes(capacity).slice(0, 1)),
  ),

  'storage-quantity-decimal': eachClaim(({ storage }) => {
    const number = /^(\d+)([KMGT])i$/.exec(storage.text ?? '');
    if (!number) return [];
    const decimal = `${number[1]}${number[2] === 'K' ? 'k' : number[2]}`;
    return [restores(`${number[2]}`, storage, replaceScalar(storage, decimal))];
  }),

  'data-on-ephemeral-volume': each('StatefulSet', (set) => {
    const database = databaseIn(set);
    const mount = database && dataMount(set, database.known.dataPaths);
    const template = mount && templateNamed(set, mount.name.value);
    if (!database || !mount || !template || database.container.field.get('command').exists) return [];
    const name = mount.name.field.written ?? mount.name.value;
    const volumes = podSpecOf(set).get('volumes');
    const at = volumes.get(volumes.items.length, 'name');
    const instead = (source: object) => [
      removeItem(template.field),
      volumes.kind === 'sequence'
        ? insertItem(volumes, { name, ...source })
        : insertKey(podSpecOf(set), 'volumes', [{ name, ...source }]),
    ];
    return [
      clears('emptyDir', at, ...instead({ emptyDir: {} })),
      ...(podSpecOf(set).get('nodeSelector').exists || podSpecOf(set).get('affinity', 'nodeAffinity').exists
        ? []
        : [clears('hostPath', at, ...instead({ hostPath: { path: '/data' } }))]),
      ...(set.claimTemplates.length === 1 &&
      podVolumes(set).every(({ source }) => /configMap|secret/.test(source)) &&
      isMountedOnce(set, mount.name.value)
        ? [
            maybe(
              'no volume',
              database.container.field.get('image'),
              removeItem(template.field),
              removeItem(mount.field),
            ),
          ]
        : []),
    ];
  }),

  'shared-claim': each('StatefulSet', (set) => {
    const volumes = podSpecOf(set).get('volumes');
    if (set.replicas < 2 || (volumes.exists && volumes.kind !== 'sequence')) return [];
    const volume = { name: 'for-all', persistentVolumeClaim: { claimName: 'for-all' } };
    const claim = (mode: string) =>
      append(set, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: metadata('for-all', set),
        spec: { accessModes: [mode], volumeName: 'by-hand', resources: { requests: { storage: '1Gi' } } },
      });
    const add =
      volumes.kind === 'sequence' ? insertItem(volumes, volume) : insertKey(podSpecOf(set), 'volumes', [volume]);
    const container = set.pods.containers.find(({ isInit }) => !isInit)?.field;
    const mounts = container?.get('volumeMounts');
    if (mounts?.kind !== 'sequence') return [];
    const mount = insertItem(mounts, { name: 'for-all', mountPath: '/for-all' });
    const at = volumes.get(volumes.items.length, 'persistentVolumeClaim', 'claimName');
    return ['ReadWriteOnce', 'ReadWriteOncePod'].map((mode) => clears(mode, at, mount, add, claim(mode)));
  }),

  'claim-retention-deletes-data': each('StatefulSet', (set) => {
    const policy = specOf(set).get('persistentVolumeClaimRetentionPolicy');
    const [template] = set.claimTemplates;
    if (!databaseIn(set) || !template || template.storageClassName?.value === '') return [];
    return ['whenDeleted', 'whenScaled'].flatMap((when): readonly Fault[] => {
      const field = policy.get(when);
      if (field.exists && field.text === 'Retain')
        return [restores(`${when} changed`, field, replaceScalar(field, 'Delete'))];
      if (policy.exists) return [];
      const edit = insertKey(specOf(set), 'persistentVolumeClaimRetentionPolicy', { [when]: 'Delete' });
      return [clears(when, field, edit)];
    });
  }),

  'sub-path-not-expanded': each('StatefulSet', (set) =>
    set.pods.containers.flatMap((container) =>
      mountsOf(container).flatMap(({ field, isPart, name }): readonly Fault[] => {
        const subPath = field.get('subPath');
        const expression = field.get('subPathExpr');
        const isMade = templateNamed(set, name.value) !== undefined;
        if (expression.exists && expression.keySpan)
          return [
            restores(
              'subPath for subPathExpr',
              subPath,
              replaceText(expression.document, expression.keySpan, 'subPath'),
            ),
          ];
        return isPart || !isMade ? [] : [maybe('added', subPath, insertKey(field, 'subPath', '$(POD_NAME)'))];
      }),
    ),
  ),

  'volume-not-writable': each('StatefulSet', (set, { workspace }) => {
    const spec = podSpecOf(set);
    const context = spec.get('securityContext');
    const group = context.get('fsGroup');
    const container = set.pods.containers.find(
      (each) => !each.isInit && mountsOf(each).some(({ name }) => templateNamed(set, name.value)),
    );
    const mount = container && mountsOf(container).find(({ name }) => templateNamed(set, name.value));
    if (!mount || set.pods.containers.some(({ field }) => field.get('securityContext').exists)) return [];
    // Something may hand the volume over.
    if (
      /ch(?:own|mod|grp)|permission/.test(set.field.document.text) ||
      set.pods.containers.some(({ isInit }) => isInit)
    )
      return [];
    if (set.claimTemplates.some((template) => provisionerOf(workspace, set, template)?.known.givesDirectories))
      return [];
    const at = mount.name.field;
    if (group.exists && (context.get('runAsUser').number?.value ?? 0) > 0)
      return [clears('fsGroup removed', at, removeKey(group))];
    return context.exists ? [] : [clears('not root', at, insertKey(spec, 'securityContext', { runAsUser: 1234 }))];
  }),

  'postgres-data-at-root': each('StatefulSet', (set) =>
    set.pods.containers.flatMap((container): readonly Fault[] => {
      if (container.isInit || !isPostgres(container) || container.field.get('command').exists) return [];
      const pgdata = container.field.get('env').items.find((item) => item.get('name').text === 'PGDATA');
      const mount = mountsOf(container).find(({ path }) => path?.value === '/var/lib/postgresql/data');
      if (!mount?.path || !templateNamed(set, mount.name.value) || !container.image) return [];
      const at = mount.path.field;
      const image = container.image.field;
      if (pgdata)
        return mount.isPart
          ? []
          : [
              clears('PGDATA removed', at, removeItem(pgdata)),
              clears('PGDATA at the root', at, replaceScalar(pgdata.get('value'), mount.path.value)),
            ];
      const subPath = mount.field.get('subPath');
      return [
        ...(subPath.exists ? [clears('subPath removed', at, removeKey(subPath))] : []),
        ...(postgresVersion(container) === undefined
          ? []
          : [clears('version 18', at, replaceScalar(image, 'postgres:18.1'))]),
      ];
    }),
  ),

  'nfs-for-database': each('StatefulSet', (set, clean) => {
    const database = databaseIn(set);
    const mount = database && dataMount(set, database.known.dataPaths);
    const template = mount && templateNamed(set, mount.name.value);
    const storageClass = template && classOf(template, set, clean);
    const provisioner = storageClass?.field.get('provisioner');
    if (!template?.storageClassName) return [];
    const at = template.storageClassName.field;
    if (provisioner?.text && provisioner.text !== noProvisioner)
      return [often(maybe('another provisioner', at, replaceScalar(provisioner, 'nfs.csi.k8s.io')))];
    if (storageClass || /^$|nfs/.test(template.storageClassName.value) || clean.of('StorageClass').length > 0)
      return [];
    return [maybe('another class', at, replaceScalar(template.storageClassName.field, 'nfs-client'))];
  }),
};
