/** What the API server refuses of what is applied here, and why. */
import { isDnsLabel, isServiceName } from '../dns-label.ts';
import { parseQuantity } from '../quantity.ts';
import { isSince, type Settings } from '../settings.ts';
import { type ClaimObject, type ClassObject, matches, type SetObject } from './objects.ts';
import { at, canonical, type JsonObject, mapAt, numberAt, objectAt, objectsAt, textAt, textsAt } from './plain-json.ts';
import { specProblem } from './pods.ts';
import { capacityOf, selectorOf, storageOf } from './views.ts';

/** The version and the feature gates that differ from its defaults. */
export interface Release {
  readonly kubernetes: Settings['kubernetes'];
  readonly gates: Readonly<Record<string, boolean>>;
}
const isRelease = (release: Release, version: Settings['kubernetes']) =>
  isSince({ kubernetes: release.kubernetes } as Settings, version);

/** Whether several Pods may be updated at a time. Source: pkg/features/kube_features.go */
export const countsUnavailable = (release: Release): boolean =>
  release.gates.MaxUnavailableStatefulSet ?? isRelease(release, '1.37');
/** Whether Pods that are not available count as if they were updated first, with Parallel. */
export const updatesUnavailableFirst = (release: Release): boolean => isRelease(release, '1.37');
const knowsRecreate = (release: Release) => release.gates.StatefulSetRecreateStrategy ?? false;

/** A subdomain name, as most objects have one. */
export const isObjectName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => isDnsLabel(label));

/** Why a StatefulSet is not taken; `before` is the one that it replaces. */
export function setProblem(name: string, body: JsonObject, release: Release, before?: SetObject): string | undefined {
  const spec = objectAt(body, 'spec');
  const template = objectAt(spec, 'template');
  if (!isDnsLabel(name) || name.length > 63)
    return `"${name}" is no name for a set: it may have 63 characters, a-z, 0-9 and "-"`;
  return (
    negative(spec, 'replicas') ??
    negative(spec, 'minReadySeconds') ??
    negative(objectAt(spec, 'ordinals'), 'start') ??
    retentionProblem(objectAt(spec, 'persistentVolumeClaimRetentionPolicy')) ??
    strategyProblem(objectAt(spec, 'updateStrategy'), release) ??
    templateProblem(template, spec) ??
    // Before that it let any Pod stand in a template, and refused the Pods.
    (isRelease(release, '1.34')
      ? specProblem(
          objectAt(template, 'spec'),
          objectsAt(spec, 'volumeClaimTemplates').map((each) => textAt(each, 'metadata', 'name') ?? ''),
        )
      : undefined) ??
    (before ? immutableProblem(spec, objectAt(before.body, 'spec')) : undefined)
  );
}

const negative = (spec: JsonObject, field: string) =>
  (numberAt(spec, field) ?? 0) < 0 ? `${field} must not be negative` : undefined;

function retentionProblem(policy: JsonObject): string | undefined {
  const wrong = ['whenDeleted', 'whenScaled'].find(
    (each) => !['Retain', 'Delete'].includes(textAt(policy, each) ?? ''),
  );
  return wrong && `${wrong} must be Retain or Delete`;
}

function strategyProblem(strategy: JsonObject, release: Release): string | undefined {
  const type = textAt(strategy, 'type');
  const isKnown = type === 'RollingUpdate' || type === 'OnDelete' || (type === 'Recreate' && knowsRecreate(release));
  if (!isKnown)
    return type === 'Recreate'
      ? 'updateStrategy Recreate is an alpha feature: it needs Kubernetes 1.37 and the feature gate StatefulSetRecreateStrategy'
      : `updateStrategy must be RollingUpdate or OnDelete, not "${type ?? ''}"`;
  if (type !== 'RollingUpdate' && at(strategy, 'rollingUpdate') !== undefined)
    return `updateStrategy.rollingUpdate stands beside type ${type}: it goes with RollingUpdate only`;
  const most = at(strategy, 'rollingUpdate', 'maxUnavailable');
  if (countsUnavailable(release) && most !== undefined && /^(?:0+%?|-.*)$/.test(String(most)))
    return 'maxUnavailable must be more than 0';
  return negative(objectAt(strategy, 'rollingUpdate'), 'partition');
}

function templateProblem(template: JsonObject, spec: JsonObject): string | undefined {
  const selector = selectorOf(at(spec, 'selector'));
  if (at(spec, 'selector') === undefined) return 'selector is missing';
  if (Object.keys(selector.labels).length + selector.expressions.length === 0) return 'selector is empty';
  if (!matches(selector, mapAt(template, 'metadata', 'labels')))
    return 'selector does not match the labels of the template';
  const restart = textAt(template, 'spec', 'restartPolicy');
  return restart === 'Always' ? undefined : `restartPolicy must be Always, not "${restart ?? ''}"`;
}

const mayChange = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);
/** The fields of a set's spec that differ although they never may. Both with the API server's defaults. */
export function immutableChanges(spec: JsonObject, before: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(spec), ...Object.keys(before)])].filter(
    (key) => !mayChange.has(key) && canonical(spec[key] || null) !== canonical(before[key] || null),
  );
}
function immutableProblem(spec: JsonObject, before: JsonObject): string | undefined {
  const changed = immutableChanges(spec, before);
  return changed.length === 0
    ? undefined
    : `${changed.join(', ')} cannot be changed: delete the set with --cascade=orphan, which leaves its Pods running, and apply it again`;
}

/** Why a claim is not taken. */
export function claimProblem(name: string, body: JsonObject): string | undefined {
  if (!isObjectName(name)) return `"${name}" is no name for a claim`;
  if (textsAt(body, 'spec', 'accessModes').length === 0) return 'accessModes are missing';
  const storage = textAt(body, 'spec', 'resources', 'requests', 'storage');
  const { value } = parseQuantity(storage ?? '') ?? { value: 0 };
  return value > 0 ? undefined : 'resources.requests.storage is missing or no size';
}

/** Why a claim that is there cannot be changed so. `storageClass` is its class, if there is one; `capacity` what it got, in bytes. */
export function claimChangeProblem(
  body: JsonObject,
  before: ClaimObject,
  storageClass: ClassObject | undefined,
  capacity: number,
): string | undefined {
  const [wanted = 0, had = 0] = [storageOf({ body }), storageOf(before)].map((size) => parseQuantity(size)?.value ?? 0);
  const hasOther = canonical(fixedClaim(body, before)) !== canonical(fixedClaim(before.body, before));
  if (hasOther || (wanted !== had && before.phase !== 'Bound'))
    return 'of a claim only the size can be changed, once it is bound';
  if (wanted < had && wanted <= capacity) return 'a claim cannot be made smaller';
  if (wanted > had && storageClass?.body.allowVolumeExpansion !== true)
    return 'only a volume of a class with allowVolumeExpansion can be made larger';
  return undefined;
}
/** Of a claim what cannot be changed; a class may come to one that has none. */
function fixedClaim(body: JsonObject, { storageClassName }: ClaimObject): JsonObject {
  const { resources, volumeName: _, volumeAttributesClassName: __, ...rest } = objectAt(body, 'spec');
  const fixed = { ...rest, limits: objectAt(resources, 'limits') };
  return storageClassName === undefined ? { ...fixed, storageClassName: null } : fixed;
}

/** Why a Pod that is there cannot be changed so. */
export function podChangeProblem(body: JsonObject, before: JsonObject): string | undefined {
  return canonical(fixedPod(body)) === canonical(fixedPod(before))
    ? undefined
    : 'of a Pod hardly more than images and tolerations can be changed: delete it, to have another';
}
const mutableOfPod = new Set([
  'activeDeadlineSeconds',
  'nodeName',
  'resourceClaims',
  'resources',
  'schedulingGates',
  'serviceAccount',
  'serviceAccountName',
  'terminationGracePeriodSeconds',
  'tolerations',
]);
function fixedPod(body: JsonObject): JsonObject {
  const spec = Object.fromEntries(Object.entries(objectAt(body, 'spec')).filter(([key]) => !mutableOfPod.has(key)));
  const withoutImages = (list: string) =>
    objectsAt(body, 'spec', list).map(({ image: _, imagePullPolicy: __, ...container }) => container);
  return { ...spec, containers: withoutImages('containers'), initContainers: withoutImages('initContainers') };
}

/** Why a volume is not taken; `before`: the body of the one that it replaces. */
export function volumeProblem(body: JsonObject, before: JsonObject | undefined): string | undefined {
  if (textsAt(body, 'spec', 'accessModes').length === 0) return 'accessModes are missing';
  if (!(parseQuantity(capacityOf({ body }))?.value ?? 0)) return 'capacity.storage is missing or no size';
  return before && canonical(sourceOf(body)) !== canonical(sourceOf(before))
    ? 'where a volume lies cannot be changed: delete it and apply it again'
    : undefined;
}
const mutableOfVolume = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);
const sourceOf = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(objectAt(body, 'spec')).filter(([key]) => !mutableOfVolume.has(key)));

/** Why a Service is not taken. */
export function serviceProblem(
  name: string,
  body: JsonObject,
  release: Release,
  before: JsonObject | undefined,
): string | undefined {
  if (!(isRelease(release, '1.37') ? isDnsLabel(name) && name.length < 64 : isServiceName(name)))
    return `"${name}" is no name for a Service`;
  const address = (each: JsonObject) => textAt(each, 'spec', 'clusterIP') ?? textAt(each, 'spec', 'clusterIPs', 0);
  const isExternal = textAt(body, 'spec', 'type') === 'ExternalName';
  const ports = objectsAt(body, 'spec', 'ports');
  if (!isExternal && address(body) !== 'None' && ports.length === 0) return 'ports are missing';
  if (ports.length > 1 && ports.some((port) => !textAt(port, 'name'))) return 'several ports need names';
  if (isExternal && !textAt(body, 'spec', 'externalName')) return 'externalName is missing';
  const was = before && textAt(before, 'spec', 'type') !== 'ExternalName' ? address(before) : undefined;
  return was !== undefined && !isExternal && address(body) !== was
    ? 'clusterIP cannot be changed: delete the Service and apply it again'
    : undefined;
}
