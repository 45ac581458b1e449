/** What the API server refuses of what is applied here, and why. */
import { isDnsLabel, isServiceName } from '../dns-label.ts';
import { parseQuantity } from '../quantity.ts';
import { isSince, type Settings } from '../settings.ts';
import { type ClaimObject, type ClassObject, matches, type SetObject } from './objects.ts';
import { at, canonical, type JsonObject, mapAt, numberAt, objectAt, objectsAt, textAt, textsAt } from './plain-json.ts';
import { mountProblem } from './pods.ts';
import { selectorOf, storageOf } from './views.ts';

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
export function setProblem(body: JsonObject, release: Release, before?: SetObject): string | undefined {
  const spec = objectAt(body, 'spec');
  const template = objectAt(spec, 'template');
  return (
    negative(spec, 'replicas') ??
    negative(spec, 'minReadySeconds') ??
    negative(objectAt(spec, 'ordinals'), 'start') ??
    strategyProblem(objectAt(spec, 'updateStrategy'), release) ??
    templateProblem(template, spec) ??
    (isRelease(release, '1.34')
      ? mountProblem(
          objectAt(template, 'spec'),
          objectsAt(spec, 'volumeClaimTemplates').map((each) => textAt(each, 'metadata', 'name') ?? ''),
        )
      : undefined) ??
    (before ? immutableProblem(spec, objectAt(before.body, 'spec')) : undefined)
  );
}

const negative = (spec: JsonObject, field: string) =>
  (numberAt(spec, field) ?? 0) < 0 ? `${field} must not be negative` : undefined;

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
  const containers = objectsAt(template, 'spec', 'containers');
  if (containers.length === 0) return 'the template has no containers';
  if (containers.some((each) => !textAt(each, 'name') || !textAt(each, 'image')))
    return 'each container needs a name and an image';
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
function immutableProblem(spec: JsonObject, before: JsonObject): string | undefined {
  const changed = [...new Set([...Object.keys(spec), ...Object.keys(before)])].filter(
    (key) => !mayChange.has(key) && canonical(spec[key] || null) !== canonical(before[key] || null),
  );
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

/** Why a claim that is there cannot be changed so. `storageClass` is its class, if there is one. */
export function claimChangeProblem(
  body: JsonObject,
  before: ClaimObject,
  storageClass: ClassObject | undefined,
): string | undefined {
  const rest = (each: JsonObject) => canonical({ ...objectAt(each, 'spec'), resources: null, volumeName: null });
  const sizes = [storageOf({ body }), storageOf(before)].map((size) => parseQuantity(size)?.value ?? 0);
  const [wanted = 0, had = 0] = sizes;
  if (rest(body) !== rest(before.body) || (wanted !== had && before.phase !== 'Bound'))
    return 'of a claim only the size can be changed, once it is bound';
  if (wanted < had) return 'a claim cannot be made smaller';
  if (wanted > had && storageClass?.body.allowVolumeExpansion !== true)
    return 'only a volume of a class with allowVolumeExpansion can be made larger';
  return undefined;
}

/** Why a Service is not taken. */
export function serviceProblem(name: string, body: JsonObject, before: JsonObject | undefined): string | undefined {
  if (!isServiceName(name)) return `"${name}" is no name for a Service`;
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
