/**
 * A cluster that plays what is done to it: each action, then everything that follows from it until nothing moves any more.
 * API server, StatefulSet controller, binder, scheduler, garbage collector and kubelets work side by side on one store.
 */

import { readManifest } from '../manifest.ts';
import { asObject } from '../objects.ts';
import type { Action } from './actions.ts';
import type { Release } from './admission.ts';
import { ApiServer, type Refusal } from './api-server.ts';
import { syncVolumes } from './binder.ts';
import { collect, finish, protect } from './garbage-collector.ts';
import { Kubelets } from './kubelets.ts';
import { type ClusterObject, type PodObject, shownName } from './objects.ts';
import { isObject, type Json, type JsonObject, objectsAt, textAt } from './plain-json.ts';
import { deletePod } from './pods.ts';
import { startProvisioner } from './provisioner.ts';
import { syncReplicated } from './replicas-controller.ts';
import { RevisionNames } from './revisions.ts';
import { schedule } from './scheduler.ts';
import { mostReplicas, syncSet } from './statefulset-controller.ts';
import type { Waiting } from './statefulset-view.ts';
import { Cluster } from './store.ts';

export interface Circumstances extends Release {
  readonly clusterDomain: string;
  /** Whether a provisioner of this name runs. */
  readonly provisions: (provisioner: string) => boolean;
}

/** Rounds without a moment going by: things that undo one another would go on for ever. */
const mostRounds = 20_000;

export class Simulation {
  readonly cluster = new Cluster();
  readonly api: ApiServer;
  readonly kubelets: Kubelets;
  readonly #circumstances: Circumstances;
  readonly #names = new RevisionNames();
  readonly #provision: () => void;
  readonly #waiting = new Map<string, Waiting>();
  /** Whoever has not looked since something changed that is his business. */
  readonly #alert = { sets: true, volumes: true, pods: true, garbage: true };
  #failedNode = '';
  #cut: string | undefined;

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
    this.api = new ApiServer(this.cluster, circumstances);
    this.kubelets = new Kubelets(this.cluster, circumstances.clusterDomain);
    this.#provision = startProvisioner(this.cluster, circumstances.provisions);
    this.cluster.listen((now, before) => this.#tell(now, before));
  }

  /** Why the rest is not told; undefined while all of it is. */
  get cut(): string | undefined {
    return this.#cut;
  }
  /** What each set waits for now, by its shown name. */
  get waiting(): ReadonlyMap<string, Waiting> {
    return this.#waiting;
  }

  /** Does it, and all that follows. `manifests`: what `apply` applies when it says nothing else. */
  act(action: Action, manifests: readonly Json[] = []): void {
    for (const [target, refusal] of this.#do(action, manifests))
      if (refusal !== undefined) this.cluster.note('refused', target, refusal);
  }

  /** Until nothing moves any more. */
  settle(): void {
    do {
      // Time has gone by, and a node may be up again.
      this.#alert.sets = this.#alert.pods = true;
      this.#react();
    } while (this.#cut === undefined && this.cluster.advance());
  }

  #tell(now: ClusterObject | undefined, before: ClusterObject | undefined): void {
    const kind = (now ?? before)?.kind;
    const alert = this.#alert;
    const isPod = kind === 'Pod';
    if (isPod && now?.kind === 'Pod' && before?.kind === 'Pod' && !matters(now, before)) return;
    if (kind !== 'PersistentVolume') alert.sets = true;
    if (!isPod) alert.volumes = true;
    if (!now || now.meta.isDeleting || (before && now.meta.owners !== before.meta.owners)) alert.garbage = true;
    alert.pods = true;
  }

  /** Everybody does what there is to do at this moment. */
  #react(): void {
    const { cluster } = this;
    for (let round = 0; this.#cut === undefined; round++) {
      const before = cluster.changes;
      if (this.#takes('sets')) {
        this.#syncSets();
        syncReplicated(cluster);
      }
      if (this.#takes('volumes')) {
        syncVolumes(cluster);
        this.#provision();
      }
      if (this.#takes('pods')) this.#schedule();
      if (this.#takes('garbage')) {
        protect(cluster);
        collect(cluster);
      }
      if (cluster.changes === before) finish(cluster);
      if (cluster.changes === before) return;
      if (round > mostRounds || cluster.isFull)
        this.#cut = 'this goes on without end, or longer than anybody would read';
    }
  }

  #schedule(): void {
    schedule(this.cluster, (node) => this.kubelets.isUp(node));
  }

  #takes(alert: 'sets' | 'volumes' | 'pods' | 'garbage'): boolean {
    const has = this.#alert[alert];
    this.#alert[alert] = false;
    return has;
  }

  #syncSets(): void {
    this.#waiting.clear();
    for (const set of this.cluster.all('StatefulSet')) {
      if (set.spec.replicas > mostReplicas)
        this.#cut = `${shownName(set.meta)} has ${set.spec.replicas.toLocaleString('en')} replicas; at most ${mostReplicas.toLocaleString('en')} are played one by one`;
      const waiting = syncSet(this.cluster, set, this.#circumstances, this.#names);
      if (waiting) this.#waiting.set(shownName(set.meta), waiting);
    }
  }

  #do(action: Action, manifests: readonly Json[]): readonly (readonly [target: string, refusal: Refusal])[] {
    const { api, kubelets } = this;
    const { namespace } = action;
    const of = (kind: string, name: string, refusal: Refusal) => [[`${kind}/${name}`, refusal] as const];
    switch (action.do) {
      case 'apply':
        return (action.manifests === undefined ? manifests : documentsOf(action.manifests)).map((document) => {
          const name = textAt(document, 'metadata', 'name') ?? '';
          const refusal = api.apply(document, namespace);
          // A Pod has its node before the next document is there.
          this.#schedule();
          return [`${textAt(document, 'kind') ?? ''}/${name}`, refusal] as const;
        });
      case 'scale':
        return of(
          'StatefulSet',
          action.set,
          api.patch('StatefulSet', namespace, action.set, { spec: { replicas: action.replicas } }),
        );
      case 'set-image':
        return of('StatefulSet', action.set, this.#setImage(namespace, action.set, action.image));
      case 'patch':
        return of(action.kind, action.name, api.patch(action.kind, namespace, action.name, action.merge));
      case 'delete':
        return of(action.kind, action.name, api.delete(action.kind, namespace, action.name, action.cascade));
      case 'hold':
        kubelets.hold(namespace, action.pods, 'ready');
        return [];
      case 'hold-termination':
        kubelets.hold(namespace, action.pods, 'termination');
        return [];
      case 'release':
        kubelets.release(namespace, action.pods, 'ready');
        return [];
      case 'release-termination':
        kubelets.release(namespace, action.pods, 'termination');
        return [];
      case 'node-failure':
        return this.#failNode(namespace, action.of);
      case 'node-recovery':
        if (this.#failedNode !== '') kubelets.recover(this.#failedNode);
        return [];
      default:
        for (const pod of kubelets.pods(namespace, action.pods)) {
          if (action.do === 'force-delete') deletePod(this.cluster, pod, true);
          else if (action.do === 'not-ready') kubelets.notReady(pod);
          else if (action.do === 'crash') kubelets.crash(pod);
          else if (action.do === 'fail') kubelets.end(pod, 'Failed', 'Evicted');
          else kubelets.end(pod, 'Succeeded', '');
        }
        return [];
    }
  }

  /** Of the first container. */
  #setImage(namespace: string, name: string, image: string): Refusal {
    const set = this.cluster.get('StatefulSet', namespace, name);
    if (!set) return `there is no StatefulSet "${name}"`;
    const containers = objectsAt(set.spec.template, 'spec', 'containers').map(
      (container, i): JsonObject => (i === 0 ? { ...container, image } : container),
    );
    return this.api.patch('StatefulSet', namespace, name, { spec: { template: { spec: { containers } } } });
  }

  #failNode(namespace: string, name: string): readonly (readonly [string, Refusal])[] {
    const pod = this.cluster.get('Pod', namespace, name);
    if (pod?.node === undefined) return [[`Pod/${name}`, pod ? 'it has no node' : `there is no Pod "${name}"`]];
    this.#failedNode = pod.node;
    this.kubelets.fail(pod.node);
    return [];
  }
}

/** The objects of a YAML text. Unlike in files, whatever stands there is meant to be applied. */
export function documentsOf(manifests: string): readonly Json[] {
  return readManifest('', manifests).documents.flatMap(({ root }) => {
    const value = asObject(root) as Json | undefined;
    if (!isObject(value)) return [];
    return textAt(value, 'kind')?.endsWith('List') && Array.isArray(value.items) ? objectsAt(value, 'items') : [value];
  });
}

/** What anybody but its kubelet cares for in a Pod. */
const matters = (now: PodObject, before: PodObject) =>
  now.meta !== before.meta ||
  now.status.phase !== before.status.phase ||
  now.status.isReady !== before.status.isReady ||
  now.body !== before.body ||
  (now.node !== before.node && now.meta.isDeleting);
