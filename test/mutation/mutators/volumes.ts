/** Volumes, their mounts, and claim templates. */
import { insertItem, insertKey, removeItem, replaceScalar } from '../../../server/src/core/edit.ts';
import type { ClaimTemplate, StatefulSet } from '../../../server/src/core/manifest.ts';
import { mountsOf, podVolumes, templateNamed, volumesOf } from '../../../server/src/core/mounts.ts';
import { asObject } from '../../../server/src/core/objects.ts';
import { writtenName } from '../../../server/src/core/yaml.ts';
import type { Clean } from '../clean.ts';
import {
  added,
  all,
  cleared,
  clears,
  each,
  type Fault,
  type Mutators,
  maybe,
  mistyped,
  mistypedName,
  none,
  often,
  restored,
  restores,
} from '../fault.ts';
import { addKey, append, metadata, nameOf, podSpecOf, specOf, uriOf } from './objects.ts';

/** The mounts of all containers that name a volume. */
const mountsFor = ({ pods }: StatefulSet, name: string) =>
  pods.containers.flatMap(({ mounts }) => mounts).filter((mount) => mount.value === name);

const templatesOf = (
  faults: (template: ClaimTemplate, name: string, set: StatefulSet, clean: Clean) => Iterable<Fault>,
) =>
  each('StatefulSet', function* (set, clean) {
    for (const template of set.claimTemplates)
      if (template.name) yield* faults(template, writtenName(template.name), set, clean);
  });

const firstClaim = (set: StatefulSet, { name }: ClaimTemplate) => `${name?.value}-${nameOf(set)}-${set.start}`;

/** A claim that somebody writes by hand under the name that a template makes for the first Pod. */
function handMade(set: StatefulSet, template: ClaimTemplate, spec: object) {
  // Claims are not among the names that a set refers to: a build leaves the template's name as it is, and the set's not.
  const object = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(firstClaim(set, template), set),
  };
  return append(set, { ...object, spec });
}

/** What prefixes a build puts before the names of objects is not before the names that a set makes. */
const isWritten = (set: StatefulSet) => set.name?.value === nameOf(set);

export const volumes: Mutators = {
  'volume-mount-not-found': each('StatefulSet', (set, clean) => {
    const names = volumesOf(set).map((volume) => volume.value);
    const isFree = (text: string) => !names.includes(text);
    return [
      ...set.pods.containers
        .flatMap(({ mounts }) => mounts)
        .filter((mount) => names.includes(mount.value))
        .flatMap((mount) => [...mistyped(mount.field, isFree).map(restored(mount.field))]),
      ...volumesOf(set).flatMap((volume) => {
        const [mount] = mountsFor(set, volume.value);
        const isTwice = names.filter((name) => name === volume.value).length > 1;
        // Volumes may be kept for the claims that are made under the old name.
        if (!mount || isTwice || clean.of('PersistentVolume').length > 0) return [];
        return mistypedName(volume.field, isFree).map(cleared(mount.field, 'in the volume', true));
      }),
      ...[...set.claimTemplates.map(({ field, name }) => ({ field, name })), ...podVolumes(set)].flatMap(
        ({ field, name }) => {
          const mounts = mountsFor(set, name?.value ?? '');
          const isTwice = names.filter((each) => each === name?.value).length > 1;
          const [mount] = mounts;
          if (!mount || isTwice || mounts.length > 1) return [];
          return [clears('volume removed', mount.field, removeItem(field))];
        },
      ),
    ];
  }),

  'claim-template-unmounted': all(
    templatesOf((template, _name, set) => {
      const mounts = mountsFor(set, template.name?.value ?? '');
      const mount = mounts[0]?.field.parent;
      if (!mount || mounts.length > 1 || !template.name) return [];
      return [clears('mount removed', template.name.field, removeItem(mount))];
    }),
    templatesOf((template, _name, set) => {
      const list = specOf(set).get('volumeClaimTemplates');
      const field = list.get(list.items.length, 'metadata', 'name');
      const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
      const other = { metadata: { name: 'for-nothing' }, spec };
      return template === set.claimTemplates[0] ? [clears('template added', field, insertItem(list, other))] : [];
    }),
  ),

  'claim-template-shadows-volume': templatesOf((_, name, set) => {
    const list = podSpecOf(set).get('volumes');
    if (podVolumes(set).some((volume) => volume.name.value === name)) return [];
    const add = (volume: object) =>
      list.kind === 'sequence' ? insertItem(list, volume) : insertKey(podSpecOf(set), 'volumes', [volume]);
    if (list.exists && list.kind !== 'sequence') return [];
    const at = list.get(list.items.length, 'name');
    // An empty list goes with its last item.
    const fault = list.exists && list.items.length === 0 ? clears : restores;
    return [
      fault('emptyDir', at, add({ name, emptyDir: {} })),
      fault('hostPath', at, add({ name, hostPath: { path: '/mnt' } })),
      clears('configMap', at, add({ name, configMap: { name: 'c', optional: true } })),
    ];
  }),

  'claim-template-duplicate': templatesOf((template, _, set) => {
    const list = specOf(set).get('volumeClaimTemplates');
    if (!template.name || templateNamed(set, template.name.value) !== template) return [];
    if (template.storageClassName?.value === '') return []; // a copy would want volumes of its own
    const edit = insertItem(list, asObject(template.field));
    return [clears('a copy', template.name.field, edit)];
  }),

  'claim-name-collision': all(
    templatesOf((template, _, set, clean) => {
      const { storage, accessModes } = template;
      if (clean.has('PersistentVolumeClaim', firstClaim(set, template))) return [];
      if (!template.name || !storage.text || !isWritten(set) || set.replicas === 0 || template.volumeMode === 'Block')
        return [];
      const at = added(uriOf(set), 'metadata', 'name');
      const spec = (size: string, mode: readonly string[], more: object = {}) => ({
        accessModes: mode,
        resources: { requests: { storage: size } },
        ...more,
      });
      const other = accessModes.includes('ReadOnlyMany') ? ['ReadWriteOnce'] : ['ReadOnlyMany'];
      return [
        clears('another size', at, handMade(set, template, spec('3Ti', accessModes))),
        ...(template.storageClassName
          ? []
          : [maybe('other modes', at, handMade(set, template, spec(storage.text, other)))]),
      ];
    }),
    templatesOf((template, _, set) => {
      const [, first, rest] = /^([a-z0-9]+)-(.+)$/.exec(set.name?.value ?? '') ?? [];
      if (!template.name || !first || !rest || !isWritten(set) || set.replicas === 0 || set.start > 0) return [];
      if (template.storageClassName?.value === '') return [];
      const labels = { 'another-set': rest };
      const name = `${template.name.value}-${first}`;
      const other = {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: metadata(rest, set),
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                { name: 'main', image: 'registry.example.com/main:1.0.0', volumeMounts: [{ name, mountPath: '/x' }] },
              ],
            },
          },
          volumeClaimTemplates: [{ metadata: { name }, spec: asObject(template.field.get('spec')) }],
        },
      };
      const at = template.name.field;
      return [often(clears('another set', at, append(set, other)))];
    }),
  ),

  'claim-adopts-existing': templatesOf((template, _, set, clean) => {
    if (clean.has('PersistentVolumeClaim', firstClaim(set, template))) return [];
    if (!isWritten(set) || set.replicas === 0) return [];
    const edit = handMade(set, template, asObject(template.field.get('spec')) as object);
    return [none('a claim', added(uriOf(set), 'metadata', 'name'), edit)];
  }),

  'claim-template-version-label': templatesOf((template) => {
    const labels: readonly (readonly [string, string])[] = [
      ['helm.sh/chart', 'database-1.2.3'],
      ['app.kubernetes.io/version', '17.2'],
      ['chart', 'database-1.2.3'],
    ];
    return labels.flatMap(([label, version]) =>
      ['labels', 'annotations'].flatMap((list) => {
        const field = template.field.get('metadata', list, label);
        if (field.exists) return [];
        const edit = addKey(template.field, ['metadata', list, label], version);
        return [restores(label, field, edit)];
      }),
    );
  }),

  'volume-device-mode': templatesOf((template, _, set) => {
    const mounts = set.pods.containers.flatMap(mountsOf).filter(({ name }) => name.value === template.name?.value);
    const [mount] = mounts;
    const mode = template.field.get('spec', 'volumeMode');
    if (!mount || mounts.length > 1 || template.storageClassName?.value === '') return []; // its volumes are file systems, too
    const edits = mode.exists
      ? [replaceScalar(mode, 'Block')]
      : [insertKey(template.field.get('spec'), 'volumeMode', 'Block')];
    return [(mode.exists ? restores : clears)('Block', mount.name.field, ...edits)];
  }),
};
