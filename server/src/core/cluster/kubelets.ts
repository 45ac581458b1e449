/** The kubelets: Pods start when they have a node and stop when they are deleted, unless an action holds them. */
import type { PodObject, PodStatus } from './objects.ts';
import { deletePod, hostnameFqdnLength, removePod } from './pods.ts';
import type { Cluster } from './store.ts';

/** Milliseconds. Stopping takes longer than starting. */
const startDuration = 30;
const stopDuration = 60;
/** How long Pods stay on a node that does not answer: five minutes, unless they say otherwise. */
const tolerated = 300_000;
/** An image whose name contains this word cannot be pulled. */
const brokenImage = 'broken';

type Held = 'ready' | 'termination';

export class Kubelets {
  readonly #cluster: Cluster;
  readonly #clusterDomain: string;
  readonly #held: { readonly namespace: string; readonly pattern: string; readonly what: Set<Held> }[] = [];
  readonly #down = new Set<string>();
  readonly #started = new Set<number>();
  readonly #stopping = new Set<number>();

  constructor(cluster: Cluster, clusterDomain: string) {
    this.#cluster = cluster;
    this.#clusterDomain = clusterDomain;
    cluster.listen((now) => {
      if (now?.kind === 'Pod') this.#consider(now);
    });
  }

  isUp(node: string): boolean {
    return !this.#down.has(node);
  }

  /** The Pods of a namespace whose names a pattern fits: `web-1`, `web-*`. */
  pods(namespace: string, patterns: readonly string[]): readonly PodObject[] {
    return patterns.flatMap((pattern) =>
      this.#cluster
        .all('Pod')
        .filter(({ meta }) => meta.namespace === namespace && fitsPattern(meta.name, pattern))
        .sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1)),
    );
  }

  /** From now on these Pods do not get ready, or do not end. */
  hold(namespace: string, patterns: readonly string[], what: Held): void {
    for (const pattern of patterns) {
      const there = this.#held.find((each) => each.namespace === namespace && each.pattern === pattern);
      if (there) there.what.add(what);
      else this.#held.push({ namespace, pattern, what: new Set([what]) });
    }
  }

  /** Ends it, also for a wider pattern that fits one of these. */
  release(namespace: string, patterns: readonly string[], what: Held): void {
    for (const pattern of patterns)
      for (const each of this.#held)
        if (each.namespace === namespace && (fitsPattern(each.pattern, pattern) || fitsPattern(pattern, each.pattern)))
          each.what.delete(what);
    if (what === 'termination') for (const pod of this.#cluster.all('Pod')) this.#consider(pod);
    else
      for (const pod of this.pods(namespace, patterns))
        if (pod.status.phase === 'Running') this.#write(pod, this.#running(pod, true));
  }

  notReady(pod: PodObject): void {
    this.#write(pod, this.#running(pod, false));
  }
  crash(pod: PodObject): void {
    this.#write(pod, { ...this.#running(pod, false), waiting: pod.spec.containers.map(() => 'CrashLoopBackOff') });
  }
  end(pod: PodObject, phase: 'Failed' | 'Succeeded', reason: string): void {
    this.#write(pod, { ...this.#running(pod, false), phase, reason });
  }

  /** Its Pods are no longer ready, and are deleted when their tolerations have run out. */
  fail(node: string): void {
    this.#down.add(node);
    for (const pod of this.#cluster.all('Pod'))
      if (pod.node === node && pod.status.isReady) this.#write(pod, { ...pod.status, isReady: false });
    this.#cluster.later(tolerated, () => {
      for (const pod of this.#cluster.all('Pod'))
        if (pod.node === node && !this.isUp(node) && !toleratesFailure(pod)) deletePod(this.#cluster, pod);
    });
  }
  recover(node: string): void {
    this.#down.delete(node);
    for (const pod of this.#cluster.all('Pod')) if (pod.node === node) this.#consider(pod);
  }

  // What a kubelet does by itself

  #consider(pod: PodObject): void {
    const { uid, isDeleting } = pod.meta;
    if (pod.node === undefined || !this.isUp(pod.node)) return;
    if (isDeleting) {
      if (this.#stopping.has(uid) || this.#isHeld(pod, 'termination')) return;
      this.#stopping.add(uid);
      this.#cluster.later(stopDuration, () => this.#stop(pod));
    } else if (!this.#started.has(uid)) {
      this.#started.add(uid);
      this.#cluster.later(startDuration, () => this.#start(pod));
    }
  }

  #isHeld({ meta }: PodObject, what: Held): boolean {
    return this.#held.some(
      (each) => each.namespace === meta.namespace && each.what.has(what) && fitsPattern(meta.name, each.pattern),
    );
  }

  #start(given: PodObject): void {
    const pod = this.#cluster.current(given);
    if (pod?.node === undefined || !this.isUp(pod.node)) return;
    const { containers, isHostnameFqdn, subdomain } = pod.spec;
    if (isHostnameFqdn && subdomain !== '' && hostnameFqdnLength(pod, this.#clusterDomain) > 64)
      this.#write(pod, this.#waiting(pod, 'ContainerCreating', false));
    else if (containers.some(({ image }) => image.includes(brokenImage)))
      this.#write(pod, this.#waiting(pod, 'ImagePullBackOff', true));
    else this.#write(pod, this.#running(pod, !this.#isHeld(pod, 'ready')));
  }

  #stop(given: PodObject): void {
    const pod = this.#cluster.current(given);
    if (pod?.node === undefined || !this.isUp(pod.node)) return;
    // Where a finalizer keeps it, one sees that its containers have ended.
    if (pod.meta.finalizers.length > 0 && pod.status.phase === 'Running') this.end(pod, 'Succeeded', '');
    removePod(this.#cluster, this.#cluster.current(pod) ?? pod);
  }

  #running({ status }: PodObject, isReady: boolean): PodStatus {
    const readySince = isReady && !status.isReady ? this.#cluster.now : status.readySince;
    return { ...status, phase: 'Running', isReady, readySince, hasAddress: true, waiting: [], reason: '' };
  }
  #waiting({ status, spec }: PodObject, reason: string, hasAddress: boolean): PodStatus {
    return { ...status, phase: 'Pending', isReady: false, hasAddress, waiting: spec.containers.map(() => reason) };
  }
  #write(pod: PodObject, status: PodStatus): void {
    // Without a node no kubelet speaks for it.
    if (pod.node !== undefined) this.#cluster.replace({ ...(this.#cluster.current(pod) ?? pod), status });
  }
}

/** A toleration without an end: the Pod stays on a node that does not answer. */
function toleratesFailure({ body }: PodObject): boolean {
  const spec = body.spec;
  const tolerations =
    typeof spec === 'object' && spec !== null && 'tolerations' in spec && Array.isArray(spec.tolerations)
      ? spec.tolerations
      : [];
  return tolerations.some(
    (each) =>
      (each?.key === undefined || each.key === 'node.kubernetes.io/unreachable') &&
      (each?.effect === undefined || each.effect === 'NoExecute') &&
      (each?.key !== undefined || each?.operator === 'Exists') &&
      each?.tolerationSeconds === undefined,
  );
}

/** Shell patterns of names: `*` stands for anything, `?` for one character, `[…]` for one of several. */
export function fitsPattern(name: string, pattern: string): boolean {
  const source = pattern.replaceAll(/[\\^$.|+(){}]|\*|\?|\[(!?)([^\]]*)\]|\[/g, (part, not, set) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (set) return `[${not ? '^' : ''}${set.replaceAll(/[\\\]^]/g, '\\$&')}]`;
    return `\\${part[0]}${part.slice(1).replaceAll(/[[\]\\]/g, '\\$&')}`;
  });
  try {
    return new RegExp(`^${source}$`, 's').test(name);
  } catch {
    return false; // a range that runs backwards fits nothing
  }
}
