/** Bodies, as the API server stores them, → what the controllers read in them. */

import type {
  ClaimTemplateSpec,
  ContainerSpec,
  LabelSelector,
  PodSpec,
  ServiceObject,
  ServicePort,
  SetSpec,
} from './objects.ts';
import { at, type Json, type JsonObject, mapAt, numberAt, objectAt, objectsAt, textAt, textsAt } from './plain-json.ts';

const countAt = (value: Json | undefined, ...steps: readonly string[]): number =>
  Math.trunc(numberAt(value, ...steps) ?? 0);

/** Of a body with its defaults. */
export function setSpecOf(body: JsonObject): SetSpec {
  const spec = objectAt(body, 'spec');
  const rolling = at(spec, 'updateStrategy', 'rollingUpdate');
  const type = textAt(spec, 'updateStrategy', 'type');
  return {
    replicas: countAt(spec, 'replicas'),
    start: countAt(spec, 'ordinals', 'start'),
    serviceName: textAt(spec, 'serviceName') ?? '',
    isParallel: textAt(spec, 'podManagementPolicy') === 'Parallel',
    strategy: type === 'OnDelete' || type === 'Recreate' ? type : 'RollingUpdate',
    rolling:
      rolling === undefined
        ? undefined
        : { partition: countAt(rolling, 'partition'), maxUnavailable: countOrPercent(at(rolling, 'maxUnavailable')) },
    minReadySeconds: countAt(spec, 'minReadySeconds'),
    historyLimit: countAt(spec, 'revisionHistoryLimit'),
    deletesWhenScaled: textAt(spec, 'persistentVolumeClaimRetentionPolicy', 'whenScaled') === 'Delete',
    deletesWhenDeleted: textAt(spec, 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete',
    selector: selectorOf(at(spec, 'selector')),
    template: objectAt(spec, 'template'),
    claimTemplates: objectsAt(spec, 'volumeClaimTemplates').map(claimTemplateOf),
  };
}
const countOrPercent = (value: Json | undefined) =>
  typeof value === 'number' || typeof value === 'string' ? value : 1;

function claimTemplateOf(template: JsonObject): ClaimTemplateSpec {
  return {
    name: textAt(template, 'metadata', 'name') ?? '',
    labels: mapAt(template, 'metadata', 'labels'),
    annotations: mapAt(template, 'metadata', 'annotations'),
    spec: objectAt(template, 'spec'),
  };
}

export function selectorOf(selector: Json | undefined): LabelSelector {
  return {
    labels: mapAt(selector, 'matchLabels'),
    expressions: objectsAt(selector, 'matchExpressions').map((each) => ({
      key: textAt(each, 'key') ?? '',
      operator: textAt(each, 'operator') ?? '',
      values: textsAt(each, 'values'),
    })),
  };
}

/** Of a Pod's `spec`. */
export function podSpecOf(spec: JsonObject): PodSpec {
  const sidecars = objectsAt(spec, 'initContainers').filter(({ restartPolicy }) => restartPolicy === 'Always');
  return {
    containers: objectsAt(spec, 'containers').map(containerOf),
    sidecars: sidecars.map(containerOf),
    isHostNetwork: spec.hostNetwork === true,
    isHostnameFqdn: spec.setHostnameAsFQDN === true,
    hasNoGrace: spec.terminationGracePeriodSeconds === 0,
    volumes: objectsAt(spec, 'volumes').map((volume) => ({
      name: textAt(volume, 'name') ?? '',
      kind: Object.keys(volume).find((key) => key !== 'name') ?? '',
      claim: textAt(volume, 'persistentVolumeClaim', 'claimName'),
    })),
    hostname: textAt(spec, 'hostname') ?? '',
    subdomain: textAt(spec, 'subdomain') ?? '',
  };
}

function containerOf(container: JsonObject): ContainerSpec {
  return {
    name: textAt(container, 'name') ?? '',
    image: textAt(container, 'image') ?? '',
    ports: objectsAt(container, 'ports').map((port) => ({
      name: textAt(port, 'name') ?? '',
      number: numberAt(port, 'containerPort') ?? 0,
      protocol: textAt(port, 'protocol') ?? 'TCP',
    })),
  };
}

type ServiceView = Omit<ServiceObject, 'kind' | 'meta' | 'body'>;
/** Of a body with its defaults. */
export function serviceOf(body: JsonObject): ServiceView {
  const spec = objectAt(body, 'spec');
  const isExternal = textAt(spec, 'type') === 'ExternalName';
  const selector = mapAt(spec, 'selector');
  return {
    isHeadless: !isExternal && (textAt(spec, 'clusterIP') ?? textAt(spec, 'clusterIPs', 0)) === 'None',
    externalName: isExternal ? (textAt(spec, 'externalName') ?? '') : undefined,
    selector: Object.keys(selector).length > 0 ? selector : undefined,
    publishesNotReady: spec.publishNotReadyAddresses === true,
    ports: objectsAt(spec, 'ports').map(servicePortOf),
  };
}
function servicePortOf(port: JsonObject): ServicePort {
  const number = numberAt(port, 'port') ?? 0;
  const target = at(port, 'targetPort');
  return {
    name: textAt(port, 'name') ?? '',
    port: number,
    // 0 and "" mean "as port", like absence.
    target: (typeof target === 'number' || typeof target === 'string') && target ? target : number,
    protocol: textAt(port, 'protocol') ?? 'TCP',
  };
}

// ---- claims, volumes, classes ----

const betaClass = 'volume.beta.kubernetes.io/storage-class';

/** The class that a claim or a volume asks for: the beta annotation wins. Undefined: none is written. */
export function classNameOf({
  body,
  meta,
}: {
  body: JsonObject;
  meta: { annotations: Readonly<Record<string, string>> };
}) {
  return meta.annotations[betaClass] ?? textAt(body, 'spec', 'storageClassName');
}
export const accessModesOf = ({ body }: { body: JsonObject }) => textsAt(body, 'spec', 'accessModes');
export const volumeModeOf = ({ body }: { body: JsonObject }) => textAt(body, 'spec', 'volumeMode') ?? 'Filesystem';
/** What a claim asks for, as it is stored. */
export const storageOf = ({ body }: { body: JsonObject }) =>
  textAt(body, 'spec', 'resources', 'requests', 'storage') ?? '0';
/** What a volume holds. */
export const capacityOf = ({ body }: { body: JsonObject }) => String(at(body, 'spec', 'capacity', 'storage') ?? '0');

export const isDefaultClass = ({ annotations }: { annotations: Readonly<Record<string, string>> }) =>
  annotations['storageclass.kubernetes.io/is-default-class'] === 'true' ||
  annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
export const waitsForConsumer = ({ body }: { body: JsonObject }) =>
  textAt(body, 'volumeBindingMode') === 'WaitForFirstConsumer';
