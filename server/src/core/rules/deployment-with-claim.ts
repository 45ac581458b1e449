import { appendDocument, type Edit, insertKey, removeItem, removeKey, replaceScalar } from '../edit.ts';
import { noProvisioner, provisionerOf } from '../known/provisioners.ts';
import { readSelector } from '../labels.ts';
import { isPlaceholder, type PersistentVolumeClaim, type Workload } from '../manifest.ts';
import { asObject, headlessService, nameBeside } from '../objects.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName, printObject } from '../words.ts';
import type { Workspace } from '../workspace.ts';
import { type Field, type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'deployment-with-claim',
  kinds: ['Workload'],
  effect: 'risky',
  severity: 'warning',
  summary: 'A Deployment whose Pods share a claim that only one node at a time can mount.',
  why: `All Pods of a Deployment mount the same claim, and \`ReadWriteOnce\` lets one node at a time mount it: a Pod on another node stays in
ContainerCreating. That also holds for a single replica, because a rolling update starts the new Pod before it ends the old one. With one replica, use
the strategy \`Recreate\`; with more, a StatefulSet, whose claim template gives each Pod a volume of its own. New claims start empty: move the data.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: web-data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: web-data
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,

  *check(deployment, workspace) {
    if (deployment.kind !== 'Deployment') return;
    const count = mostPods(deployment, workspace);
    if (count === undefined || count === 0 || (count === 1 && !startsBeforeItEnds(deployment))) return;
    const volumes = sharedVolumes(deployment, workspace);
    for (const { claimName, claim, mode } of volumes) {
      const name = `"${claimName.value}"`;
      const owner = printObject(deployment);
      const [limit, others] =
        mode.value === 'ReadWriteOnce'
          ? ['one node at a time can mount', 'on other nodes']
          : ['one Pod at a time can use', 'besides the first'];
      yield {
        at: claimName,
        message:
          count > 1
            ? `The ${count} Pods of ${owner} share claim ${name}, which ${limit} (${mode.value}): those ${others} do not start.`
            : `An update of ${owner} starts the new Pod before the old one ends, but both need claim ${name}, which ${limit} (${mode.value}): ${
                mode.value === 'ReadWriteOnce'
                  ? 'on another node, the new one does not start'
                  : 'the new one does not start'
              }.`,
        related: [{ at: mode, message: `Claim ${printName(claim)} is ${mode.value}` }],
        fixes: [...(count > 1 ? [] : recreate(deployment)), ...convert(deployment, volumes, workspace)],
      };
    }
  },
});

interface SharedVolume {
  /** The item of `volumes`. */
  readonly volume: Field;
  readonly claimName: Located<string>;
  readonly claim: PersistentVolumeClaim;
  readonly mode: Located<string>;
}

/** The volumes that are claims in scope which allow nothing but one node, or one Pod. */
function sharedVolumes(deployment: Workload, workspace: Workspace): readonly SharedVolume[] {
  return deployment.pods.field.get('spec', 'volumes').items.flatMap((volume) => {
    const claimName = volume.get('persistentVolumeClaim', 'claimName').string;
    if (!claimName || isPlaceholder(claimName.value)) return [];
    const [claim] = workspace.named('PersistentVolumeClaim', claimName.value, deployment);
    const modes = claim?.field.get('spec', 'accessModes').items.map(({ string }) => string) ?? [];
    const [mode] = modes;
    if (!claim || !mode || workspace.isPartial(claim) || isOnSharedDisk(claim, deployment, workspace)) return [];
    if (!modes.every((each) => each && /^ReadWriteOnce(?:Pod)?$/.test(each.value))) return [];
    return [{ volume, claimName, claim, mode }];
  });
}

/** Network file systems are mounted by any number of nodes, whatever the claim says: nothing is attached there. */
function isOnSharedDisk({ claim }: PersistentVolumeClaim, deployment: Workload, workspace: Workspace): boolean {
  const name = claim.storageClassName?.value;
  const byHand = claim.field.get('spec', 'volumeName').text;
  const volumes = [
    ...(name === undefined ? [] : workspace.persistentVolumesOfClass(name, deployment)),
    ...(byHand === undefined ? [] : workspace.named('PersistentVolume', byHand, deployment)),
  ];
  return (
    provisionerOf(workspace, deployment, claim)?.known.isFileServer ||
    volumes.some(({ field }) =>
      ['nfs', 'cephfs', 'azureFile', 'glusterfs'].some((kind) => field.get('spec', kind).exists),
    )
  );
}

/** The written count, or what an autoscaler makes of it at least. Undefined when something fills it in later. */
function mostPods(deployment: Workload, workspace: Workspace): number | undefined {
  const replicas = deployment.field.get('spec', 'replicas');
  const written = replicas.exists && replicas.scalar !== null ? replicas.number?.value : 1;
  if (written === undefined) return undefined;
  return Math.max(written, ...workspace.autoscalersOf(deployment).map(({ minReplicas }) => minReplicas));
}

/** A rolling update, with room for one Pod more. */
function startsBeforeItEnds({ field }: Workload): boolean {
  const strategy = field.get('spec', 'strategy');
  const type = strategy.get('type').text ?? 'RollingUpdate';
  return type === 'RollingUpdate' && !/^0%?$/.test(strategy.get('rollingUpdate', 'maxSurge').text ?? '');
}

function recreate({ field }: Workload): readonly Fix[] {
  const spec = field.get('spec');
  const strategy = spec.get('strategy');
  const type = strategy.get('type');
  const rolling = strategy.get('rollingUpdate');
  const isRolling = rolling.exists && rolling.scalar !== null;
  const edits: Edit[] = !strategy.exists
    ? [insertKey(spec, 'strategy', { type: 'Recreate' }, 'replicas')]
    : [
        ...(isRolling ? [removeKey(rolling)] : []),
        type.exists ? replaceScalar(type, 'Recreate') : insertKey(strategy, 'type', 'Recreate'),
      ];
  const title = isRolling
    ? 'Remove rollingUpdate, and set the strategy to Recreate: the old Pod ends before the new one starts'
    : 'Set the strategy to Recreate: the old Pod ends before the new one starts';
  // An insertion beside the only entry would go with it.
  return isRolling && !type.exists ? [] : [{ title, safe: false, edits }];
}

/** What stands in a Deployment's spec and not in a StatefulSet's. */
const onlyInDeployments = ['strategy', 'paused', 'progressDeadlineSeconds'];

/**
 * The same template under a StatefulSet: its volumes of these claims become claim templates of their names. The old claims stay,
 * because they hold the data.
 */
function convert(deployment: Workload, shared: readonly SharedVolume[], workspace: Workspace): readonly Fix[] {
  const { field, name, apiVersion, pods } = deployment;
  const spec = field.get('spec');
  // For more claims there would be too few volumes.
  if (shared.some(({ claim }) => isBoundToHandMade(claim, deployment, workspace))) return [];
  const volumes = pods.field.get('spec', 'volumes');
  const names = shared.flatMap(({ volume }) => volume.get('name').string?.value ?? []);
  const areAll = shared.length === volumes.items.length;
  if (!name || apiVersion !== 'apps/v1' || names.length < shared.length) return [];
  if ([spec, volumes, field.get('kind')].some((each) => !each.exists)) return [];
  if (volumes.isFlow && shared.length > 1 && !areAll) return [];
  // What is bound to the Deployment by name would be left behind.
  if (
    workspace.autoscalersOf(deployment).length > 0 ||
    workspace.named('StatefulSet', name.value, deployment).length > 0
  )
    return [];
  const service = headlessServiceFor(deployment, name, workspace);
  if (!service) return [];
  const templates = shared.map(({ claim }, i) => ({ metadata: { name: names[i] }, spec: claimSpecOf(claim) }));
  const removals = [
    ...onlyInDeployments.flatMap((key) => (spec.get(key).exists ? [removeKey(spec.get(key))] : [])),
    ...(areAll ? [removeKey(volumes)] : shared.map(({ volume }) => removeItem(volume))),
  ];
  return [
    {
      title: `Remove the shared claim: make "${writtenName(name)}" a StatefulSet with claim template "${names.join('", "')}", which starts empty, and headless Service "${service.name}"`,
      safe: false,
      edits: [
        replaceScalar(field.get('kind'), 'StatefulSet'),
        insertKey(spec, 'serviceName', service.name, spec.get('replicas').exists ? 'replicas' : 'selector'),
        ...removals,
        aheadOf(removals, insertKey(spec, 'volumeClaimTemplates', templates)),
        ...service.edits,
      ],
    },
  ];
}

/** Text that would be added behind lines that go comes in front of them. */
function aheadOf(removals: readonly Edit[], addition: Edit): Edit {
  let result = addition;
  for (const removal of removals.toReversed()) {
    if (removal.kind !== 'replace' || result.kind !== 'replace') continue;
    const { start, end } = removal.span;
    if (result.span.start <= start || result.span.start > end || removal.document.text[start - 1] !== '\n') continue;
    const lineEnd = start - (removal.document.text[start - 2] === '\r' ? 2 : 1);
    result = { ...result, span: { start: lineEnd, end: lineEnd } };
  }
  return result;
}

/** Of a class whose volumes somebody makes by hand, one by one. */
function isBoundToHandMade({ claim }: PersistentVolumeClaim, deployment: Workload, workspace: Workspace): boolean {
  const name = claim.storageClassName?.value;
  if (name === undefined) return false;
  const { provisioner } = workspace.storageClass(name, deployment) ?? {};
  return provisioner === noProvisioner || workspace.persistentVolumesOfClass(name, deployment).length > 0;
}

/** The headless Service that selects these Pods already, and no others, or a new one. */
function headlessServiceFor(
  deployment: Workload,
  name: Located<string>,
  workspace: Workspace,
): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  const { pods, field } = deployment;
  const chosen = workspace
    .servicesSelecting(pods.labels, deployment)
    .find(
      ({ isHeadless, name, selector }) =>
        isHeadless &&
        name &&
        selector &&
        workspace.podsSelectedBy(selector, deployment).every((owner) => owner === deployment),
    );
  if (chosen?.name) return { name: writtenName(chosen.name), edits: [] };
  const free = ['', '-headless']
    .map((ending) => nameBeside(name, ending))
    .find(({ built }) => workspace.servicesNamed(built, deployment).length === 0)?.written;
  const selector = readSelector(field.get('spec', 'selector'));
  return free === undefined
    ? undefined
    : { name: free, edits: [appendDocument(field.document.uri, headlessService(free, { ...deployment, selector }))] };
}

/** Without the one volume that only one claim can have. */
function claimSpecOf({ field }: PersistentVolumeClaim): object {
  const spec = Object.entries(asObject(field.get('spec')) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(spec.filter(([key]) => key !== 'volumeName'));
}
