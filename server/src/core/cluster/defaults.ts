/**
 * What the API server writes where nothing is written, as far as it decides what happens, or whether a template has changed.
 * Source: pkg/apis/apps/v1/defaults.go and pkg/apis/core/v1/defaults.go.
 */
import { canonicalQuantity } from '../quantity.ts';
import { at, isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from './plain-json.ts';

/** The fields of `given` over those of `defaults`; a written null counts as absent, and so does an empty text. */
function over(defaults: JsonObject, given: JsonObject): JsonObject {
  const isWritten = ([key, value]: readonly [string, Json]) => value !== null && !(value === '' && key in defaults);
  return { ...defaults, ...Object.fromEntries(Object.entries(given).filter(isWritten)) };
}
const listOf = (value: Json | undefined, change: (item: JsonObject) => JsonObject): readonly Json[] =>
  Array.isArray(value) ? value.map((item: Json) => (isObject(item) ? change(item) : item)) : [];

/** The body of a StatefulSet with all that its controller reads. */
export function statefulSetDefaults(body: JsonObject): JsonObject {
  const spec = objectAt(body, 'spec');
  const given = objectAt(spec, 'updateStrategy');
  // A type that is written without a block keeps none.
  const written = textAt(given, 'type') || undefined;
  const type = written ?? 'RollingUpdate';
  const block =
    at(given, 'rollingUpdate') !== undefined || written === undefined
      ? { rollingUpdate: over({ partition: 0 }, objectAt(given, 'rollingUpdate')) }
      : {};
  return {
    ...body,
    spec: over(
      {
        replicas: 1,
        podManagementPolicy: 'OrderedReady',
        revisionHistoryLimit: 10,
      },
      {
        ...spec,
        updateStrategy: { type, ...(type === 'RollingUpdate' || 'rollingUpdate' in block ? block : {}) },
        persistentVolumeClaimRetentionPolicy: over(
          { whenDeleted: 'Retain', whenScaled: 'Retain' },
          objectAt(spec, 'persistentVolumeClaimRetentionPolicy'),
        ),
        template: templateDefaults(objectAt(spec, 'template')),
        ...(Array.isArray(spec.volumeClaimTemplates)
          ? { volumeClaimTemplates: listOf(spec.volumeClaimTemplates, claimTemplateDefaults) }
          : {}),
      },
    ),
  };
}

/** A template says nothing of its own kind, and has no status. */
const claimTemplateDefaults = ({ apiVersion: _, kind: __, status: ___, ...template }: JsonObject): JsonObject =>
  claimDefaults(template);

export function templateDefaults(template: JsonObject): JsonObject {
  const { spec, ...rest } = template;
  return { ...rest, spec: podSpecDefaults(isObject(spec) ? spec : {}) };
}

export function podSpecDefaults(spec: JsonObject): JsonObject {
  const isHostNetwork = spec.hostNetwork === true;
  const containers = (key: string) =>
    Array.isArray(spec[key]) ? { [key]: listOf(spec[key], (each) => containerDefaults(each, isHostNetwork)) } : {};
  return over(
    {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
      securityContext: {},
    },
    {
      ...spec,
      ...containers('initContainers'),
      ...containers('containers'),
      ...(Array.isArray(spec.volumes) ? { volumes: listOf(spec.volumes, volumeDefaults) } : {}),
      ...accountOf(spec),
    },
  );
}

/** Under its old name, too. */
function accountOf({ serviceAccountName, serviceAccount }: JsonObject): JsonObject {
  const name = serviceAccountName ?? serviceAccount ?? null;
  return name === null ? {} : { serviceAccountName: name, serviceAccount: name };
}

/** What is inside of the field, if it is there, over its defaults. */
const inside = (owner: JsonObject, key: string, change: (value: JsonObject) => JsonObject): JsonObject =>
  isObject(owner[key]) ? { [key]: change(owner[key]) } : {};

function volumeDefaults(volume: JsonObject): JsonObject {
  const readable = (source: JsonObject) => over({ defaultMode: 0o644 }, source);
  return {
    ...volume,
    ...inside(volume, 'secret', readable),
    ...inside(volume, 'configMap', readable),
    ...inside(volume, 'downwardAPI', readable),
    ...inside(volume, 'projected', readable),
    ...inside(volume, 'hostPath', (source) => over({ type: '' }, source)),
  };
}

/** A request over HTTP is one for the root. */
const handlerDefaults = (handler: JsonObject): JsonObject => ({
  ...handler,
  ...inside(handler, 'httpGet', (get) => over({ path: '/', scheme: 'HTTP' }, get)),
});

/** Quantities as they are written back; what is limited is requested. */
function resourceDefaults(resources: JsonObject): JsonObject {
  const quantities = (given: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        typeof value === 'string' || typeof value === 'number' ? (canonicalQuantity(String(value)) ?? value) : value,
      ]),
    );
  const limits = quantities(objectAt(resources, 'limits'));
  const requests = over(limits, quantities(objectAt(resources, 'requests')));
  return {
    ...resources,
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    ...(Object.keys(requests).length > 0 ? { requests } : {}),
  };
}

const variableDefaults = (variable: JsonObject): JsonObject => ({
  ...variable,
  ...inside(variable, 'valueFrom', (source) => ({
    ...source,
    ...inside(source, 'fieldRef', (reference) => over({ apiVersion: 'v1' }, reference)),
  })),
});

function containerDefaults(container: JsonObject, isHostNetwork: boolean): JsonObject {
  const image = textAt(container, 'image') ?? '';
  const isLatest = !image.includes('@') && (!/:[^/]*$/.test(image) || image.endsWith(':latest'));
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((key) =>
    isObject(container[key])
      ? [
          [
            key,
            over(
              { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
              handlerDefaults(container[key]),
            ),
          ],
        ]
      : [],
  );
  return over(
    {
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    },
    {
      ...container,
      ...Object.fromEntries(probes),
      ...inside(container, 'lifecycle', (lifecycle) => ({
        ...lifecycle,
        ...inside(lifecycle, 'postStart', handlerDefaults),
        ...inside(lifecycle, 'preStop', handlerDefaults),
      })),
      resources: resourceDefaults(objectAt(container, 'resources')),
      ...(Array.isArray(container.env) ? { env: listOf(container.env, variableDefaults) } : {}),
      ...(Array.isArray(container.ports)
        ? {
            ports: listOf(container.ports, (port) =>
              over(
                { protocol: 'TCP', ...(isHostNetwork && port.containerPort ? { hostPort: port.containerPort } : {}) },
                port,
              ),
            ),
          }
        : {}),
    },
  );
}

/** The body of a claim, or of a template for claims. */
export function claimDefaults({ apiVersion: _, kind: __, status: ___, ...body }: JsonObject): JsonObject {
  const spec = objectAt(body, 'spec');
  const requests = objectAt(spec, 'resources', 'requests');
  const { storage } = requests;
  const written = typeof storage === 'number' ? String(storage) : storage;
  return {
    ...body,
    spec: over(
      { volumeMode: 'Filesystem' },
      typeof written === 'string'
        ? {
            ...spec,
            resources: {
              ...objectAt(spec, 'resources'),
              requests: { ...requests, storage: canonicalQuantity(written) ?? written },
            },
          }
        : spec,
    ),
  };
}

/** The body of a Service. */
export function serviceDefaults(body: JsonObject): JsonObject {
  const spec = objectAt(body, 'spec');
  const hasAddress = spec.type !== 'ExternalName' && at(spec, 'clusterIPs', 0) === undefined;
  return {
    ...body,
    spec: {
      ...over({ type: 'ClusterIP', ...(hasAddress ? { clusterIP: allocated } : {}) }, spec),
      ports: objectsAt(spec, 'ports').map((port) => over({ protocol: 'TCP', targetPort: port.port ?? null }, port)),
    },
  };
}

/** Stands for the address that a Service without a written one gets. */
const allocated = 'allocated';

/** The body of a StorageClass. */
export const classDefaults = (body: JsonObject): JsonObject =>
  over({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }, body);
