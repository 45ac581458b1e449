/** What the API server refuses: faults of single fields, each at many places. */
import { typeOfKind } from '../../../server/src/core/api/schema.ts';
import { addItem, type Edit, insertKey, removeKey, replaceScalar, replaceText } from '../../../server/src/core/edit.ts';
import type { Resource, StatefulSet } from '../../../server/src/core/manifest.ts';
import type { Field } from '../../../server/src/core/yaml.ts';
import {
  all,
  clears,
  each,
  type Fault,
  key,
  type Mutator,
  type Mutators,
  maybe,
  mistypedKey,
  none,
  restored,
  restores,
  type Spot,
  withAlso,
} from '../fault.ts';
import { podSpecOf, specOf } from './objects.ts';

// ---- places ----

const containersOf = (set: StatefulSet) => set.pods.containers.map(({ field }) => field);
const claimsOf = (set: StatefulSet) => set.claimTemplates.map(({ field }) => field);
/** Whether an edit of it is one of it alone. */
const isOwn = (field: Field): boolean => field.exists && !field.isShared && field.keySpan !== undefined;

/** Where a field is missed: at the key of what lacks it, or the whole of an item. */
const lacking = (field: Field): Spot => (field.keySpan ? key(field) : { field });

/** The entry again, before itself: of equal values, so that nothing else changes. */
function twice(field: Field): readonly Edit[] {
  const { keySpan, valueSpan, document, parent } = field;
  if (!keySpan || !valueSpan || field.kind !== 'scalar' || field.style === 'block' || field.isShared) return [];
  const { text } = document;
  const line = text.lastIndexOf('\n', keySpan.start - 1) + 1;
  const between = parent?.isFlow ? ', ' : `\n${text.slice(line, keySpan.start).replaceAll(/\S/g, ' ')}`;
  const entry = text.slice(keySpan.start, valueSpan.end);
  if (entry.includes('\n')) return [];
  return [replaceText(document, { start: keySpan.start, end: keySpan.start }, `${entry}${between}`)];
}

/** Other characters in the place of a scalar: quotes that it has not, or has not any more. */
function spelt(field: Field, text: string): readonly Edit[] {
  const { valueSpan, document } = field;
  if (!valueSpan || field.kind !== 'scalar' || field.style === 'block' || field.isShared) return [];
  return [replaceText(document, valueSpan, text)];
}

const fieldsOf = (fields: readonly Field[], ...names: readonly string[]): readonly Field[] =>
  fields.flatMap((field) => names.map((name) => field.get(name)).filter(isOwn));

/** A key that is not there yet. */
function extra(
  mapping: Field,
  name: string,
  value: unknown,
  make: typeof clears,
  spot = (field: Field): Spot => ({ field }),
) {
  const field = mapping.get(name);
  if (mapping.kind !== 'mapping' || mapping.isShared || field.exists) return [];
  return [make(`${name} added`, spot(field), insertKey(mapping, name, value))];
}

const sets = (faults: (set: StatefulSet) => Iterable<Fault>): Mutator => each('StatefulSet', faults);

/** Objects of any type that the API's checks know. */
const objects = (faults: (resource: Resource) => Iterable<Fault>): Mutator => ({
  *faults(clean) {
    for (const resource of clean.resources) {
      const isKnown = typeOfKind(resource.apiVersion, resource.kind) !== undefined;
      if (isKnown && resource.name && !resource.name.field.isShared) yield* faults(resource);
    }
  },
});

/** What is said of a set whose Service is not headless. */
const notHeadless = ['service-not-headless', 'dns-not-headless'];

export const api: Mutators = {
  'api-unknown-field': all(
    sets((set) =>
      [
        ...fieldsOf([specOf(set)], 'updateStrategy', 'revisionHistoryLimit'),
        ...fieldsOf([podSpecOf(set)], 'affinity', 'tolerations', 'topologySpreadConstraints'),
        ...fieldsOf(containersOf(set), 'image', 'imagePullPolicy', 'command', 'resources', 'securityContext'),
        ...fieldsOf(
          containersOf(set).flatMap((container) => container.get('volumeMounts').items),
          'mountPath',
        ),
        ...fieldsOf(
          claimsOf(set).map((claim) => claim.get('spec')),
          'accessModes',
          'resources',
        ),
      ].flatMap((field) =>
        mistypedKey(field).map((slip) => restored(key(field.parent?.get(slip.text) ?? field))(slip)),
      ),
    ),
    sets((set) => [
      ...extra(set.pods.field, 'enableServiceLinks', true, clears, key),
      ...extra(set.pods.field, 'revisionHistoryLimit', 10, clears, key),
      ...containersOf(set).flatMap((container) => extra(container, 'shareProcessNamespace', false, clears, key)),
      ...extra(specOf(set), 'owner', 'team-a', clears, key),
      ...extra(set.field, 'comment', 'by hand', clears, key),
    ]),
    each('Service', (service) => [
      ...fieldsOf([specOf(service)], 'sessionAffinity', 'ports').flatMap((field) =>
        mistypedKey(field).map((slip) => restored(key(field.parent?.get(slip.text) ?? field))(slip)),
      ),
    ]),
  ),

  'api-duplicate-field': all(
    sets((set) =>
      [
        ...fieldsOf([specOf(set)], 'serviceName', 'replicas', 'podManagementPolicy'),
        ...fieldsOf(containersOf(set), 'image', 'name'),
      ].flatMap((field) => {
        const edits = twice(field);
        return edits.length > 0 ? [none(`${field.step} twice`, key(field), ...edits)] : [];
      }),
    ),
    objects(({ field, name }) => {
      const edits = name ? twice(name.field) : [];
      const kind = twice(field.get('kind'));
      return [
        ...(edits.length > 0 && name ? [none('name twice', key(name.field), ...edits)] : []),
        ...(kind.length > 0 ? [none('kind twice', key(field.get('kind')), ...kind)] : []),
      ];
    }),
  ),

  'api-wrong-type': all(
    sets((set) => [
      ...[
        ...fieldsOf([specOf(set)], 'minReadySeconds', 'revisionHistoryLimit'),
        ...fieldsOf(
          containersOf(set).map((container) => container.get('readinessProbe')),
          'periodSeconds',
          'initialDelaySeconds',
        ),
      ].flatMap((field) =>
        field.number ? [restores('a number in quotes', field, ...spelt(field, `"${field.text}"`))] : [],
      ),
      ...claimsOf(set)
        .flatMap((claim) => fieldsOf([claim.get('spec')], 'accessModes'))
        .flatMap((field) => {
          const [mode] = field.items;
          if (!field.isFlow || field.items.length !== 1 || !field.valueSpan) return [];
          return [clears('no list', field, replaceText(field.document, field.valueSpan, mode?.text ?? ''))];
        }),
      ...containersOf(set).flatMap((container) =>
        container.get('env').items.flatMap((item) => {
          const value = item.get('value');
          return isOwn(value) && /^\d+$/.test(value.string?.value ?? '')
            ? [clears('text without quotes', value, ...spelt(value, value.text ?? ''))]
            : [];
        }),
      ),
    ]),
    objects(({ field }) => {
      const metadata = field.get('metadata');
      const annotations = metadata.get('annotations');
      const labels = metadata.get('labels');
      return [
        ...extra(annotations, 'example.com/port', 8080, clears),
        ...extra(annotations, 'example.com/is-public', true, clears),
        ...extra(labels, 'example.com/release', 12, clears),
        ...(metadata.kind === 'mapping' && !annotations.exists
          ? [
              none(
                'a list of annotations',
                metadata.get('annotations'),
                insertKey(metadata, 'annotations', [{ name: 'owner', value: 'team-a' }]),
              ),
            ]
          : []),
      ];
    }),
  ),

  'api-bad-quantity': all(
    sets((set) =>
      claimsOf(set)
        .map((claim) => claim.get('spec', 'resources', 'requests', 'storage'))
        .filter((field) => isOwn(field) && field.text !== undefined)
        .flatMap((field) =>
          ['10GB', '10 Gi', '10gi', '1O0Mi'].map((text) =>
            none(text, field, ...spelt(field, field.style === 'double' ? `"${text}"` : text)),
          ),
        ),
    ),
    sets((set) =>
      containersOf(set).flatMap((container) =>
        container.get('resources').exists
          ? []
          : ['512MB', '0,5', '2 cores'].map((text) =>
              none(
                text,
                container.get('resources', 'requests', 'memory'),
                insertKey(container, 'resources', { requests: { memory: text } }),
              ),
            ),
      ),
    ),
  ),

  'api-unsupported': all(
    sets((set) => [
      ...containersOf(set).flatMap((container) => [
        ...extra(container, 'imagePullPolicy', 'always', clears),
        ...extra(container, 'terminationMessagePolicy', 'file', clears),
        ...container.get('ports').items.flatMap((port) => extra(port, 'protocol', 'tcp', clears)),
      ]),
      ...extra(podSpecOf(set), 'restartPolicy', 'OnFailure', maybe),
      ...extra(podSpecOf(set), 'dnsPolicy', 'clusterFirst', clears),
      ...claimsOf(set).flatMap((claim) => extra(claim.get('spec'), 'volumeMode', 'filesystem', clears)),
      ...claimsOf(set).flatMap((claim) =>
        claim
          .get('spec', 'accessModes')
          .items.filter((mode) => mode.text === 'ReadWriteOnce')
          .map((mode) => restores('one letter', mode, replaceScalar(mode, 'ReadWriteonce'))),
      ),
    ]),
    each('Service', (service) => [
      ...extra(specOf(service), 'sessionAffinity', 'ClientIp', clears),
      ...extra(specOf(service), 'internalTrafficPolicy', 'local', clears),
    ]),
    each('StorageClass', ({ field }) => [...extra(field, 'reclaimPolicy', 'retain', clears)]),
  ),

  'api-required': all(
    sets((set) => [
      ...containersOf(set).flatMap((container) => [
        ...fieldsOf([container], 'image').map((field) => maybe('no image', lacking(container), removeKey(field))),
        ...container
          .get('volumeMounts')
          .items.flatMap((mount) =>
            fieldsOf([mount], 'mountPath').map((field) => maybe('no mountPath', lacking(mount), removeKey(field))),
          ),
        ...container
          .get('env')
          .items.flatMap((item) =>
            fieldsOf([item], 'name').map((field) =>
              maybe('no name of a variable', key(field), replaceScalar(field, '')),
            ),
          ),
      ]),
      ...claimsOf(set).flatMap((claim) =>
        fieldsOf([claim.get('spec')], 'accessModes').map((field) =>
          maybe('no access mode', key(claim.get('spec')), removeKey(field)),
        ),
      ),
    ]),
    each('PersistentVolume', ({ field }) =>
      fieldsOf([field.get('spec')], 'accessModes').map((modes) =>
        maybe('no access mode of a volume', key(field.get('spec')), removeKey(modes)),
      ),
    ),
    each('StorageClass', ({ field }) =>
      fieldsOf([field], 'provisioner').map((provisioner) =>
        maybe('an empty provisioner', key(provisioner), replaceScalar(provisioner, '')),
      ),
    ),
  ),

  'api-invalid': all(
    sets((set) => [
      ...extra(specOf(set), 'minReadySeconds', -5, maybe),
      ...extra(podSpecOf(set), 'hostAliases', [{ ip: '10.0.0', hostnames: ['db'] }], maybe, (field) => ({
        field: field.get(0, 'ip'),
      })),
      ...containersOf(set).flatMap((container) => extra(container.get('readinessProbe'), 'timeoutSeconds', -1, maybe)),
    ]),
    objects(({ field }) => {
      const labels = field.get('metadata', 'labels');
      const annotations = field.get('metadata', 'annotations');
      return [
        ...extra(labels, 'owner', 'the team!', maybe),
        ...extra(labels, 'description', 'a'.repeat(64), maybe),
        ...extra(labels, 'Example.com/owner', 'team-a', maybe),
        ...extra(annotations, 'two words', 'x', maybe),
      ];
    }),
    each('Service', (service) => {
      const clusterIP = specOf(service).get('clusterIP');
      return service.isHeadless && isOwn(clusterIP) && !specOf(service).get('clusterIPs').exists
        ? [withAlso(restores('lower case', clusterIP, replaceScalar(clusterIP, 'none')), ...notHeadless)]
        : [];
    }),
  ),

  'api-forbidden': all(
    sets((set) => [
      ...extra(podSpecOf(set), 'activeDeadlineSeconds', 600, maybe, key),
      ...podSpecOf(set)
        .get('volumes')
        .items.flatMap((volume) => {
          const source = volume.entries.find(({ step }) => step !== 'name' && step !== 'emptyDir');
          return source && isOwn(source) ? extra(volume, 'emptyDir', {}, maybe, () => key(source)) : [];
        }),
    ]),
    each('Service', (service) =>
      service.serviceType === 'ClusterIP' && !specOf(service).get('type').exists
        ? service.ports.flatMap(({ field }) => extra(field, 'nodePort', 30080, restores, key))
        : [],
    ),
    each('Service', (service) =>
      service.isHeadless || service.serviceType !== 'ClusterIP'
        ? []
        : extra(specOf(service), 'allocateLoadBalancerNodePorts', true, maybe, key),
    ),
  ),

  'api-duplicate': all(
    sets((set) => {
      const containers = podSpecOf(set).get('containers');
      return containers.items.flatMap((container) => {
        const name = container.get('name').text;
        if (name === undefined || containers.isShared) return [];
        const edit = addItem(podSpecOf(set), 'containers', { name, image: 'busybox:1.37' });
        return [maybe('a container twice', containers.get(containers.items.length, 'name'), edit)];
      });
    }),
    each('Service', (service) => {
      const ports = specOf(service).get('ports');
      return service.ports.flatMap(({ port, name }) => {
        if (port === undefined || name === undefined || ports.isShared) return [];
        const edit = addItem(specOf(service), 'ports', { name: 'again', port });
        return [maybe('a port twice', lacking(ports.get(ports.items.length)), edit)];
      });
    }),
  ),

  'api-version-removed': {
    *faults(clean) {
      const old: Readonly<Record<string, string>> = {
        StatefulSet: 'apps/v1beta1',
        Deployment: 'apps/v1beta2',
        PodDisruptionBudget: 'policy/v1beta1',
        HorizontalPodAutoscaler: 'autoscaling/v2beta2',
        CronJob: 'batch/v1beta1',
      };
      for (const { kind, field } of clean.resources) {
        const at = field.get('apiVersion');
        if (kind === 'StatefulSet' && isOwn(at))
          yield restores('a version that never was', at, replaceScalar(at, 'apps/v2'));
        const version = old[kind];
        if (version !== undefined && isOwn(at)) yield restores(`${kind} of ${version}`, at, replaceScalar(at, version));
      }
    },
  },

  'api-too-long': all(
    objects(({ field }) => {
      const metadata = field.get('metadata');
      const annotations = metadata.get('annotations');
      if (metadata.kind !== 'mapping' || metadata.isShared || annotations.exists) return [];
      return [
        none('a long annotation', annotations, insertKey(metadata, 'annotations', { note: 'x'.repeat(2 ** 18) })),
      ];
    }),
  ),

  'api-not-found': sets((set) =>
    containersOf(set).flatMap((container) =>
      extra(container, 'resources', { claims: [{ name: 'one-more-device' }] }, none, (field) => ({
        field: field.get('claims', 0),
      })),
    ),
  ),
};
