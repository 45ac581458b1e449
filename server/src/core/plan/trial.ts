/** A cluster in which a set ran as it was, and what is done to it. */
import { endpointsOf } from '../cluster/endpoints.ts';
import type { PodObject, ServiceObject, SetObject } from '../cluster/objects.ts';
import { type Json, textAt } from '../cluster/plain-json.ts';
import { Simulation } from '../cluster/simulation.ts';
import { accessModesOf, storageOf } from '../cluster/views.ts';
import type { Settings } from '../settings.ts';

/** The set's Pods, claims and names at one moment. Ordinals are those that are played. */
export interface Moment {
  readonly pods: ReadonlyMap<number, PodObject>;
  readonly updateRevision: string;
  /** The object's number of each claim, by template and ordinal; whether a Pod uses it. */
  readonly claims: ReadonlyMap<string, ReadonlyMap<number, { readonly uid: number; readonly isUsed: boolean }>>;
  /** Each name once. */
  readonly names: ReadonlyMap<string, PlayedName>;
  /** How much had been logged. */
  readonly logged: number;
}
export interface PlayedName {
  /** Of a Pod's name: its ordinal, and what follows the Pod's name. */
  readonly ordinal: number | undefined;
  readonly suffix: string;
}

export class Trial {
  readonly simulation: Simulation;
  readonly namespace: string;
  readonly name: string;

  constructor(namespace: string, name: string, { kubernetes, clusterDomain }: Settings) {
    this.namespace = namespace;
    this.name = name;
    // What ran had its volumes. Whether a new Pod finds one is for the preview to say.
    this.simulation = new Simulation({ kubernetes, clusterDomain, gates: {}, provisions: () => true });
  }

  get cluster() {
    return this.simulation.cluster;
  }
  get set(): SetObject | undefined {
    return this.cluster.get('StatefulSet', this.namespace, this.name);
  }

  /** Why it is refused, if it is. */
  apply(document: Json): string | undefined {
    return this.simulation.api.apply(document, this.namespace);
  }

  /** Until nothing moves any more, and every Pod that can be Ready is. */
  settle(): Moment {
    do this.simulation.settle();
    while (this.#supply());
    return this.moment();
  }
  /** What ran had its claims and volumes; whether a new Pod finds them is for the preview to say. True: something was missing. */
  #supply(): boolean {
    const { api } = this.simulation;
    const { log } = this.cluster;
    const before = log.length;
    for (const { meta, node, spec } of this.cluster.all('Pod')) {
      for (const { claim } of node === undefined ? spec.volumes : []) {
        if (claim === undefined || api.find('PersistentVolumeClaim', meta.namespace, claim)) continue;
        api.apply({
          kind: 'PersistentVolumeClaim',
          metadata: { name: claim, namespace: meta.namespace },
          spec: { accessModes: ['ReadWriteMany'], storageClassName: '', resources: { requests: { storage: '1Gi' } } },
        });
      }
    }
    for (const claim of this.cluster.all('PersistentVolumeClaim')) {
      const { meta, phase, storageClassName = '', body, volumeName } = claim;
      const name = volumeName || `volume-${meta.uid}`;
      if (phase !== 'Pending' || meta.isDeleting || api.find('PersistentVolume', '', name)) continue;
      api.apply({
        kind: 'PersistentVolume',
        metadata: { name },
        spec: {
          capacity: { storage: storageOf(claim) },
          accessModes: accessModesOf(claim),
          volumeMode: textAt(body, 'spec', 'volumeMode') ?? 'Filesystem',
          storageClassName,
          claimRef: { namespace: meta.namespace, name: meta.name },
        },
      });
      this.simulation.settle();
    }
    return log.length > before;
  }

  moment(): Moment {
    const { cluster, namespace, set } = this;
    const pods = new Map<number, PodObject>();
    for (const pod of cluster.all('Pod')) {
      const ordinal = this.ordinalOf(pod);
      if (ordinal !== undefined) pods.set(ordinal, pod);
    }
    return {
      pods: new Map([...pods].sort(([a], [b]) => a - b)),
      updateRevision: set?.status.updateRevision ?? '',
      claims: this.#claims(pods),
      names: new Map(
        cluster
          .all('Service')
          .filter(({ meta }) => meta.namespace === namespace)
          .flatMap((service) => this.#namesOf(service))
          .map((each) => [`${each.ordinal ?? ''} ${each.suffix}`, each]),
      ),
      logged: cluster.log.length,
    };
  }

  /** The ordinal of a Pod with a name of the set, whoever owns it. */
  ordinalOf({ meta }: Pick<PodObject, 'meta'>): number | undefined {
    const name = `${this.name}-`;
    if (meta.namespace !== this.namespace || !meta.name.startsWith(name)) return undefined;
    return /^\d+$/.test(meta.name.slice(name.length)) ? Number(meta.name.slice(name.length)) : undefined;
  }

  /** The claims that were made of templates, by their names: of those of the set, and of those that it had. */
  #claims(pods: ReadonlyMap<number, PodObject>): Moment['claims'] {
    for (const { name } of this.set?.spec.claimTemplates ?? []) this.#templates.add(name);
    const used = new Set([...pods.values()].flatMap(({ spec }) => spec.volumes.map(({ claim }) => claim)));
    const claims = new Map<string, Map<number, { uid: number; isUsed: boolean }>>();
    for (const { meta } of this.cluster.all('PersistentVolumeClaim')) {
      if (meta.namespace !== this.namespace) continue;
      for (const template of this.#templates) {
        const ordinal = this.#ordinalOfClaim(template, meta.name);
        if (ordinal === undefined) continue;
        const known = claims.get(template) ?? new Map<number, { uid: number; isUsed: boolean }>();
        claims.set(template, known.set(ordinal, { uid: meta.uid, isUsed: used.has(meta.name) }));
      }
    }
    return claims;
  }
  readonly #templates = new Set<string>();
  #ordinalOfClaim(template: string, claim: string): number | undefined {
    const prefix = `${template}-${this.name}-`;
    return claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length))
      ? Number(claim.slice(prefix.length))
      : undefined;
  }

  /** What resolves because of the Service. Names of Pods are promised for headless ones only. */
  #namesOf(service: ServiceObject): readonly PlayedName[] {
    const { meta, isHeadless, externalName } = service;
    const own = (suffix: string) => ({ ordinal: undefined, suffix });
    if (externalName !== undefined || !isHeadless) return [own(meta.name)];
    const endpoints = endpointsOf(this.cluster, service);
    if (endpoints.length === 0) return [];
    const ports = endpoints.flatMap((each) => each.ports.filter(({ name }) => name !== ''));
    return [
      own(meta.name),
      ...ports.map(({ name, protocol }) => own(`_${name}._${protocol.toLowerCase()}.${meta.name}`)),
      ...endpoints.flatMap(({ hostname }) => {
        const ordinal = this.ordinalOf({ meta: { ...meta, name: hostname } });
        return ordinal === undefined ? [] : [{ ordinal, suffix: `.${meta.name}` }];
      }),
    ];
  }
}
