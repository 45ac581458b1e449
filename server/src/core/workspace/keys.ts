/**
 * The questions that a resource answers, as keys of the index. Each is asked by a look-up in a file beside this one,
 * in the same words.
 */
import { madeBy } from '../known/makers.ts';
import { servedNames } from '../known/provisioners.ts';
import type { Manifest, Resource } from '../manifest.ts';
import { addressedSets } from '../names/host-names.ts';
import { numberedName } from '../numbered-name.ts';
import { folderOf } from '../paths.ts';
import { backendsIn } from '../routes.ts';
import { writtenName } from '../yaml.ts';
import type { PodOwner } from './pods.ts';

export const kindKey = ({ group, kind }: Resource) =>
  group === '' || group === 'storage.k8s.io' ? kind : `${kind}.${group}`;

/** The keys under which a resource is found in a scope: all of a kustomization's build, or a workspace folder. */
export function* keysOf(resource: Resource, scope: string): Iterable<string> {
  const namespace = resource.namespace?.value ?? 'no namespace';
  for (const question of questionsOf(resource)) {
    yield `${scope} ${question}`;
    // All of a kind are asked for whatever their namespace; these lists are the long ones.
    if (!question.startsWith('kind ')) yield `${scope} ${question} in ${namespace}`;
  }
}

function* questionsOf(resource: Resource): Iterable<string> {
  if (resource.name) {
    yield `name ${kindKey(resource)} ${resource.name.value}`;
    yield `named ${resource.type === 'Other' ? resource.kind : resource.type} ${resource.name.value}`;
  }
  for (const set of addressedSets(resource)) yield `addresses ${set}`;
  yield `kind ${resource.kind}`;
  yield `kind ${resource.kind} in ${folderOf(resource.field.document.uri)}`;
  if (!resource.name && /^(?:ConfigMap|Secret|ServiceAccount|PersistentVolumeClaim)$/.test(resource.kind))
    yield `opaque ${resource.kind}`;
  for (const { kind, name } of madeBy(resource)) {
    yield `makes ${kind} ${name.value}`;
    yield `kind that makes ${kind}`;
    yield `kind that makes ${kind} in ${folderOf(resource.field.document.uri)}`;
  }
  switch (resource.type) {
    case 'Service': {
      if (!resource.name) yield 'opaque Service';
      else if (writtenName(resource.name) !== resource.name.value)
        yield `written Service ${writtenName(resource.name)}`;
      const [first] = [...(resource.selector?.labels.values ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      if (first) yield `selector ${first[0]}=${first[1].value}`;
      return;
    }
    case 'StatefulSet':
      if (resource.name && writtenName(resource.name) !== resource.name.value)
        yield `written StatefulSet ${writtenName(resource.name)}`;
      if (resource.serviceName) yield `governed ${resource.serviceName.value}`;
      for (const { name } of resource.claimTemplates)
        if (name && resource.name) yield `claims ${name.value}-${resource.name.value}`;
      yield* podQuestions(resource);
      return;
    case 'Workload': {
      yield* podQuestions(resource);
      const setName = numberedName(resource.name?.value ?? '')?.stem;
      if (resource.kind === 'Pod' && setName !== undefined) yield `pod like ${setName}`;
      return;
    }
    case 'PersistentVolume':
      yield `class of volume ${resource.storageClassName}`;
      return;
    case 'PersistentVolumeClaim': {
      const prefix = numberedName(resource.name?.value ?? '')?.stem;
      if (prefix !== undefined) yield `claim like ${prefix}`;
      return;
    }
    case 'HorizontalPodAutoscaler':
      yield `scales ${resource.target.kind} ${resource.target.name?.value ?? ''}`;
      return;
    case 'Other': {
      const service =
        resource.kind === 'EndpointSlice'
          ? resource.field.get('metadata', 'labels', 'kubernetes.io/service-name').text
          : resource.kind === 'Endpoints'
            ? resource.name?.value
            : undefined;
      if (service !== undefined) yield `endpoints ${service}`;
      for (const name of new Set(backendsIn(resource).map(({ value }) => value))) yield `routes to ${name}`;
      return;
    }
    case 'StorageClass':
    case 'ConfigMap':
    case 'Secret':
    case 'PodDisruptionBudget':
    case 'Kustomization':
      return;
    default:
      resource satisfies never;
  }
}
function* podQuestions({ pods }: PodOwner): Iterable<string> {
  for (const [key, { value }] of [...pods.labels.values, ...(pods.labels.asked ?? [])]) yield `pods ${key}=${value}`;
  for (const volume of pods.field.get('spec', 'volumes').items) {
    const claim = volume.get('persistentVolumeClaim', 'claimName').text;
    if (claim !== undefined) yield `mounts claim ${claim}`;
  }
  if (servedNames(pods).length > 0) yield 'makes volumes';
}

/** A file that appears or goes answers `hasFile` differently. */
export function* fileKeys(uri: string, before: Manifest | undefined, now: Manifest | undefined): Iterable<string> {
  if ((before === undefined) !== (now === undefined)) yield `file ${uri}`;
  yield `contents ${uri}`;
}
