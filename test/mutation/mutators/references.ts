/** What the Pods refer to: ports, ConfigMaps, Secrets, ServiceAccounts; and Deployments that should be sets. */
import { removeKey, replaceScalar } from '../../../server/src/core/edit.ts';
import type { DataKind } from '../../../server/src/core/known/makers.ts';
import type { Resource } from '../../../server/src/core/manifest.ts';
import { podVolumes } from '../../../server/src/core/mounts.ts';
import { referencesOf } from '../../../server/src/core/references.ts';
import type { PodOwner, Workspace } from '../../../server/src/core/workspace.ts';
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
  mistypedKey,
  mistypedName,
  often,
  restored,
  restores,
  without,
} from '../fault.ts';
import { append, deployment, metadata, podSpecOf, specOf, uriOf } from './objects.ts';

/** Services may send to its ports by their names. */
const isServed = (owner: PodOwner, workspace: Workspace) =>
  workspace.servicesSelecting(owner.pods.labels, owner).length > 0;

const eachOwner = (faults: (owner: PodOwner, clean: Clean) => Iterable<Fault>): Mutator =>
  all(each('StatefulSet', faults), each('Workload', faults));

/** The references to objects of a kind that are in the files. */
const referencesTo = (kind: DataKind, owner: PodOwner, { workspace }: Clean) =>
  referencesOf(owner.pods).filter(
    (reference) =>
      reference.kind === kind && !reference.isOptional && workspace.named(kind, reference.name.value, owner).length > 0,
  );

const beside = (owner: PodOwner, clean: Clean, kind: string, name: string) =>
  clean.workspace.siblingsOfKind(kind, owner).some((each) => each.name?.value === name);

/** Where claims are named that stand beside it. */
const claimNamesOf = (owner: PodOwner, clean: Clean) =>
  podVolumes(owner)
    .map(({ field }) => field.get('persistentVolumeClaim', 'claimName'))
    .filter(({ text }) => text !== undefined && beside(owner, clean, 'PersistentVolumeClaim', text));

const notFound = (kind: DataKind): Mutator =>
  all(
    eachOwner((owner, clean) =>
      referencesTo(kind, owner, clean)
        .filter((reference) => beside(owner, clean, kind, reference.name.value))
        .flatMap(({ name, use }) => {
          const isFree = (text: string) => !clean.has(kind, text);
          return mistypedName(name.field, isFree).map(({ how, edits }) =>
            restores(`${how}, ${use}`, name.field, ...edits),
          );
        }),
    ),
    each('StatefulSet', (set, clean) => {
      const [reference] = referencesTo(kind, set, clean).filter(({ use }) => use !== 'pull');
      const [object, ...others] = reference ? clean.workspace.named(kind, reference.name.value, set) : [];
      if (!reference || !object?.name || others.length > 0) return [];
      const at = reference.name.field;
      return [
        ...mistypedName(object.name.field).map(cleared(at, `in the ${kind}`, true)),
        often(clears(`${kind} removed`, at, ...without(object))),
        ...(object.namespace && set.namespace
          ? [often(clears('another namespace', at, replaceScalar(object.namespace.field, 'elsewhere')))]
          : []),
      ];
    }),
  );

const keyNotFound = (kind: DataKind): Mutator =>
  all(
    eachOwner((owner, clean) =>
      referencesTo(kind, owner, clean).flatMap((reference, _, all) => {
        const { name, keys } = reference;
        const [object] = clean.workspace.named(kind, name.value, owner);
        if (!object) return [];
        const known = keys.filter(({ value: text }) => object.data.has(text));
        // Of several mentions of a key, the first is told.
        const isFirst = (text: string) =>
          reference ===
          all.find((each) => each.name.value === name.value && each.keys.some((mention) => mention.value === text));
        return known.flatMap(({ field, value: text }) => [
          ...mistyped(field, (other) => !object.data.has(other)).map(restored(field)),
          ...(isFirst(text) ? mistypedKey(object.data.get(text) ?? field, (other) => !object.data.has(other)) : []).map(
            cleared(field, `of the ${kind}`, true),
          ),
        ]);
      }),
    ),
  );

export const references: Mutators = {
  'config-map-not-found': notFound('ConfigMap'),
  'secret-not-found': notFound('Secret'),
  'config-map-key-not-found': keyNotFound('ConfigMap'),
  'secret-key-not-found': keyNotFound('Secret'),

  'claim-not-found': all(
    eachOwner((owner, clean) =>
      claimNamesOf(owner, clean).flatMap((field) =>
        mistypedName(field, (text) => !clean.has('PersistentVolumeClaim', text)).map(restored(field)),
      ),
    ),
    each('StatefulSet', (set, clean) => {
      const [field] = claimNamesOf(set, clean);
      const [claim, ...others] = clean.workspace.named('PersistentVolumeClaim', field?.text ?? '', set);
      if (!field || !claim?.name || others.length > 0) return [];
      return mistypedName(claim.name.field).map(cleared(field, 'in the claim', true));
    }),
  ),

  'service-account-not-found': all(
    eachOwner((owner, clean) => {
      const field = podSpecOf(owner).get('serviceAccountName');
      if (!field.text || !beside(owner, clean, 'ServiceAccount', field.text)) return [];
      const isFree = (text: string) => !clean.has('ServiceAccount', text);
      return mistypedName(field, isFree).map(restored(field));
    }),
    each('StatefulSet', (set, clean) => {
      const field = podSpecOf(set).get('serviceAccountName');
      const account = clean.resources.find(
        ({ kind, name }: Resource) => kind === 'ServiceAccount' && name?.value === field.text,
      );
      if (!account?.name) return [];
      const at = field;
      return [
        ...mistypedName(account.name.field).map(cleared(at, 'in the ServiceAccount', true)),
        often(clears('ServiceAccount removed', at, ...without(account))),
      ];
    }),
  ),

  'probe-port-not-found': eachOwner((owner, { workspace }) =>
    owner.pods.containers.flatMap(({ field, ports, isInit }) => {
      if (isInit) return [];
      const isFree = (text: string) => !ports.some(({ name }) => name?.value === text);
      const used = ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle.postStart', 'lifecycle.preStop']
        .flatMap((path) => ['httpGet', 'tcpSocket'].map((handler) => field.get(...path.split('.'), handler, 'port')))
        .filter(({ string }) => string && ports.some(({ name }) => name?.value === string.value));
      return [
        ...used.flatMap((port) =>
          mistyped(port, (text) => isFree(text) && /^[a-z0-9-]{1,15}$/.test(text)).map(restored(port)),
        ),
        ...used
          .slice(0, isServed(owner, workspace) ? 0 : 1)
          .map((port) =>
            often(
              clears(
                'port without a name',
                port,
                ...ports
                  .filter(({ name }) => name?.value === port.text)
                  .map(({ field: declared }) => removeKey(declared.get('name'))),
              ),
            ),
          ),
      ];
    }),
  ),

  'deployment-with-claim': all(
    each('StatefulSet', (set) => {
      const labels = { app: 'shares-a-claim' };
      const claim = (mode: string) =>
        append(set, {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: metadata('shared', set),
          spec: { accessModes: [mode], volumeName: 'by-hand', resources: { requests: { storage: '1Gi' } } },
        });
      const containers = [
        {
          name: 'main',
          image: 'registry.example.com/main:1.0.0',
          volumeMounts: [{ name: 'files', mountPath: '/files' }],
        },
      ];
      const volumes = [{ name: 'files', persistentVolumeClaim: { claimName: 'shared' } }];
      const owner = (more: object) => {
        const object = deployment('shares-a-claim', set, labels, labels, { containers, volumes });
        return append(set, { ...object, spec: { ...object.spec, ...more } });
      };
      const at = added(uriOf(set), 'spec', 'template', 'spec', 'volumes', 0, 'persistentVolumeClaim', 'claimName');
      return [
        clears('two Pods', at, claim('ReadWriteOnce'), owner({ replicas: 2 })),
        clears('a rolling update', at, claim('ReadWriteOnce'), owner({})),
        clears('for one Pod', at, claim('ReadWriteOncePod'), owner({})),
      ];
    }),
    each('Workload', (owner, { workspace }) => {
      const spec = specOf(owner);
      const [volume, ...others] = podSpecOf(owner)
        .get('volumes')
        .items.map((item) => item.get('persistentVolumeClaim', 'claimName'))
        .filter(({ exists }) => exists);
      const [claim] = workspace.named('PersistentVolumeClaim', volume?.text ?? '', owner);
      const type = spec.get('strategy', 'type');
      if (owner.kind !== 'Deployment' || !volume || others.length > 0 || !claim || type.text !== 'Recreate') return [];
      if (claim.claim.accessModes.join() !== 'ReadWriteOnce') return [];
      const replicas = spec.get('replicas');
      return [
        restores('strategy changed', volume, replaceScalar(type, 'RollingUpdate')),
        clears('strategy removed', volume, removeKey(spec.get('strategy'))),
        ...(replicas.number ? [maybe('a Pod more', volume, replaceScalar(replicas, 2))] : []),
      ];
    }),
  ),
};
