/** The cluster in which a scenario is played, and the steps that are told of it. */
import { Simulation } from '../cluster/simulation.ts';
import type { LogEntry } from '../cluster/words.ts';
import type { Preview } from '../preview.ts';
import type { Workspace } from '../workspace.ts';
import { OwnNames } from './own-names.ts';
import { type Subject, whyOf } from './sentences.ts';
import { type Claims, type Happening, stepsOf } from './steps.ts';
import type { Before, ScenarioName, ScenarioOptions, ScenarioStep } from './told.ts';
import { setDocument, surroundings } from './world.ts';

export class Stage {
  readonly preview: Preview;
  readonly name: ScenarioName;
  readonly options: ScenarioOptions;
  readonly simulation: Simulation;
  readonly names: OwnNames;
  readonly steps: ScenarioStep[] = [];
  readonly #happenings: Happening[] = [];
  readonly #claims: Claims;
  /** Claims that were there before, with no Pod that used them. */
  #idle: ReadonlySet<string> = new Set();
  #told = 0;
  #revisions = 0;

  constructor(workspace: Workspace, preview: Preview, name: ScenarioName, options: ScenarioOptions) {
    this.preview = preview;
    this.name = name;
    this.options = options;
    this.names = new OwnNames(preview);
    const { kubernetes } = workspace.settingsOf(preview.statefulSet.field.document.uri);
    this.simulation = new Simulation({
      kubernetes,
      gates: {},
      clusterDomain: preview.clusterDomain,
      provisions: (provisioner) => provisioner !== 'kubernetes.io/no-provisioner',
    });
    this.#claims = {
      podOf: (claim) => this.names.podOf(claim),
      of: (pod) => this.names.claimsOf(pod),
      isThere: (claim) => this.cluster.get('PersistentVolumeClaim', preview.namespace, claim) !== undefined,
      isIdle: (claim) => this.#idle.has(claim),
      bindsAtOnce: (claim) => this.names.claimPreview(claim)?.storageClass?.bindingMode === 'Immediate',
    };
    for (const document of surroundings(workspace, preview)) this.simulation.api.apply(document);
  }

  get cluster() {
    return this.simulation.cluster;
  }
  get set() {
    return this.cluster.get('StatefulSet', this.preview.namespace, this.preview.name);
  }
  /** The Pods that are the set's. */
  get pods() {
    const { namespace, name } = this.preview;
    return this.cluster
      .all('Pod')
      .filter(
        ({ meta }) =>
          meta.namespace === namespace &&
          meta.owners.some((owner) => owner.kind === 'StatefulSet' && owner.name === name),
      );
  }
  get hasIdleClaims(): boolean {
    return this.#idle.size > 0;
  }

  /** Applies the set with these ordinals; why it is refused, if it is. */
  apply(start: number, replicas: number): string | undefined {
    return this.simulation.api.apply(setDocument(this.preview, { start, replicas }));
  }
  patch(spec: Parameters<Simulation['api']['patch']>[3]): void {
    const { namespace, name } = this.preview;
    this.simulation.api.patch('StatefulSet', namespace, name, { spec });
  }

  /** Here the telling begins: what there is. */
  begin(): Before {
    this.simulation.settle();
    this.#told = this.cluster.log.length;
    const { namespace } = this.preview;
    const { pods } = this;
    const used = new Set(pods.flatMap(({ meta }) => this.names.claimsOf(meta.name)));
    const claims = this.cluster
      .all('PersistentVolumeClaim')
      .filter(({ meta }) => meta.namespace === namespace && this.names.podOf(meta.name) !== undefined)
      .map(({ meta }) => meta.name);
    this.#idle = new Set(claims.filter((claim) => !used.has(claim)));
    this.#revisions = this.cluster.all('ControllerRevision').length;
    return {
      pods: pods.map(({ meta, status }) => ({
        name: meta.name,
        phase: status.isReady ? 'ready' : 'starting',
        ...(this.name === 'update' ? { revision: 'old' as const } : {}),
      })),
      claims,
      records: pods
        .filter(({ status }) => status.isReady || (this.#isPublished && status.hasAddress))
        .flatMap(({ meta }) => this.names.domainOf(meta.name) ?? []),
    };
  }

  /** Lets things take their course, and adds what happened to the steps. `field`: what somebody changed, and `why`. */
  follow(field?: ScenarioStep['field'], why = '', state?: 'by-hand'): void {
    this.simulation.settle();
    const first = field && { action: 'apply' as const, target: this.preview.name, pod: undefined, revision: undefined };
    const log = this.cluster.log.slice(this.#told).flatMap((entry) => this.#own(entry));
    this.#told = this.cluster.log.length;
    const happenings = stepsOf(log, this.#claims, first, this.#happenings);
    this.#happenings.push(...happenings);
    for (const each of happenings)
      this.#add(each, each.action === 'apply' ? why : this.#why(each, state), {
        ...(each.action === 'apply' && field ? { field } : {}),
        ...(state === undefined ? {} : { state }),
      });
  }

  /** Adds what never happens, all of it as one step. Returns its number. */
  stop(hindrances: readonly Pick<ScenarioStep & { pod: string }, 'action' | 'target' | 'why' | 'pod'>[]): number {
    const step = (this.steps.at(-1)?.step ?? 0) + 1;
    for (const { action, target, why, pod } of hindrances) {
      const after = this.#happenings.findLast((each) => each.pod === pod && each.step < step)?.step;
      const happening = { step, action, target, pod, revision: undefined, after: after === undefined ? [] : [after] };
      this.#happenings.push(happening);
      this.#add(happening, why, { state: 'stuck' });
    }
    return step;
  }

  #add(happening: Happening, why: string, more: Partial<ScenarioStep>): void {
    const { step, action, target, after, pod, revision } = happening;
    const dns = more.state === 'stuck' ? undefined : this.#dns(happening);
    this.steps.push({
      step,
      action,
      target,
      after,
      why,
      ...(pod === undefined ? {} : { pod }),
      ...(revision === undefined ? {} : { revision: this.#isOld(revision) ? 'old' : 'new' }),
      ...(dns ? { dns } : {}),
      ...more,
    });
  }
  /** One of the versions that were there before. */
  #isOld(revision: string): boolean {
    return this.name === 'update' && Number(/@(\d+)$/.exec(revision)?.[1]) <= this.#revisions;
  }

  #why(happening: Happening, state: 'by-hand' | undefined): string {
    const { action, target } = happening;
    if (state === 'by-hand') {
      if (action === 'delete-pod') return `Only you can go on: kubectl delete pod ${target}.`;
      if (action === 'create-pod') return 'Now it is made from the repaired template.';
      if (action === 'wait-ready') return `The set is whole again. ${whyOf(happening, this.#subject)}`;
    }
    return whyOf(happening, this.#subject);
  }

  get #subject(): Subject {
    const isOrdered = this.preview.statefulSet.podManagementPolicy === 'OrderedReady';
    return {
      preview: this.preview,
      isOrdered,
      name: this.name,
      cascade: this.options.cascade ?? '',
      claim: (claim) => this.names.claimPreview(claim),
      isFirst: (pod, action) => this.#happenings.find((each) => each.action === action)?.target === pod,
      waitedFor: ({ after }) =>
        this.#happenings.find(
          ({ step, action }) => after.includes(step) && (action === 'wait-ready' || action === 'wait-gone'),
        )?.target,
      next: ({ step, pod }) =>
        isOrdered ? this.#happenings.find((each) => each.after.includes(step) && each.pod !== pod)?.pod : undefined,
    };
  }

  /** The entry, if it is about a Pod or a claim of the set, without the namespace. */
  #own(entry: LogEntry): readonly LogEntry[] {
    const { prefix } = this.names;
    if (!entry.target.startsWith(prefix)) return [];
    const target = entry.target.slice(prefix.length);
    const isOwn = entry.event.startsWith('pod-') ? this.names.isPod(target) : this.names.podOf(target) !== undefined;
    return isOwn ? [{ ...entry, target }] : [];
  }

  get #isPublished(): boolean {
    return this.preview.governance.service?.publishNotReadyAddresses ?? false;
  }
  /** Names that begin to resolve with a step: as soon as the Pod has an address where not-ready ones are published. */
  #dns({ action, target }: Happening): ScenarioStep['dns'] {
    const isPod = action === 'create-pod' || action === 'wait-ready' || action === 'delete-pod';
    const name = isPod ? this.names.domainOf(target) : undefined;
    if (name === undefined) return undefined;
    if (action === 'delete-pod') return { remove: [name] };
    return (action === 'create-pod') === this.#isPublished ? { add: [name] } : undefined;
  }
}
