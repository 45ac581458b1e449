import { addItem, type Edit, insertKey, removeItem, replaceScalar } from '../edit.ts';
import { variable } from '../environment.ts';
import {
  dataPathOf,
  declaredVolume,
  isFromKnownMaker,
  isPostgres,
  knownContainers,
  ownDataPaths,
  postgresVersion,
} from '../known/images.ts';
import { type Container, isPlaceholder, type StatefulSet } from '../manifest.ts';
import {
  hasOpaqueVolumes,
  isAtOrBelow,
  type Mount,
  mountsOf,
  type PodVolume,
  podVolumeNamed,
  podVolumes,
} from '../mounts.ts';
import { claimTemplate } from '../objects.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'data-on-ephemeral-volume',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  misses: [
    'initContainers',
    'containers',
    'volumeMounts',
    'volumeDevices',
    'volumes',
    'volumeClaimTemplates',
    'name',
    'mountPath',
  ],
  summary: 'A database keeps its data where they do not outlive the Pod.',
  why: `An \`emptyDir\` goes with its Pod: with a drain, an eviction or a rollout. A \`hostPath\` stays behind on the node when the Pod moves, and
all Pods of one node share it. What is written where no volume is mounted goes with the container already, and so does what lies in a
directory that the image declares a VOLUME when the mount is above it: containerd puts an empty volume of its own there. A claim
template gives each Pod a volume that follows it. For caches it is **information**.`,
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: mongo
          image: mongo:8.0
          volumeMounts:
            - name: data
              mountPath: /data/db
      volumes:
        - name: data
          emptyDir: {}
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: mongo
          image: mongo:8.0
          volumeMounts:
            - name: data
              mountPath: /data/db
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet, workspace) {
    // A template that no container mounts may be meant for them: claim-template-unmounted says so.
    if (hasOpaqueVolumes(statefulSet) || hasIdleTemplate(statefulSet)) return;
    const told = new Set<unknown>();
    for (const { container, known } of knownContainers(statefulSet.pods)) {
      if (!known.isDatabase || holdsNoData(container)) continue;
      const mounts = mountsOf(container);
      const lasting = mounts.filter(({ name }) => isLasting(podVolumeNamed(statefulSet, name.value)));
      const report =
        lasting.length > 0
          ? belowTheMount(statefulSet, container, lasting, workspace)
          : (onPassingVolume(statefulSet, container) ?? onNoVolume(statefulSet, container));
      // Helpers beside a database share its volume; it is said once.
      if (!report || told.has(report.at.value)) continue;
      told.add(report.at.value);
      yield known.isCache ? { ...report, severity: 'information' } : report;
    }
  },
});

const hasIdleTemplate = ({ claimTemplates, pods }: StatefulSet) =>
  claimTemplates.some(
    ({ name }) => !pods.containers.some(({ mounts }) => mounts.some((mount) => mount.value === name?.value)),
  );

type Ephemeral = Report & { readonly at: Located<string> };

/** Members that only coordinate, ingest or vote. */
const holdsNoData = ({ field }: Container) =>
  field.get('env').items.some((item) => {
    const value = item.get('value').text ?? '';
    const isRoles = /node[._]roles?$/i.test(item.get('name').text ?? '');
    return value === 'arbiter' || (isRoles && !/data|master/.test(value));
  });

/** Undefined is a claim template. */
const isLasting = (volume: PodVolume | undefined) =>
  !/^(?:emptyDir|hostPath|configMap|secret|projected|downwardAPI|gitRepo|image)$/.test(volume?.source ?? '');

/** An emptyDir or hostPath is mounted at the data's path, or above it and nothing between. */
function onPassingVolume(statefulSet: StatefulSet, container: Container): Ephemeral | undefined {
  for (const dataPath of ownDataPaths(container)) {
    const [mount] = mountsOf(container)
      .filter(({ path }) => path && path.value !== '/' && isAtOrBelow(dataPath, path.value))
      .sort((a, b) => (b.path?.value.length ?? 0) - (a.path?.value.length ?? 0));
    const volume = mount && podVolumeNamed(statefulSet, mount.name.value);
    if (!mount?.path || !volume || !/^(?:emptyDir|hostPath)$/.test(volume.source)) continue;
    if (volume.source === 'hostPath' && isBoundToNode(statefulSet)) continue;
    return {
      at: volume.name,
      message: `"${container.name}" keeps its data in ${dataPath}, which is ${
        volume.source === 'emptyDir'
          ? 'an emptyDir: they are lost whenever the Pod is deleted.'
          : 'a directory of the node: they stay behind when the Pod moves, and Pods on one node share them.'
      }`,
      related: [{ at: mount.path, message: `Mounted at ${mount.path.value}` }],
      fixes: [claimInstead(statefulSet, container, mount, volume)],
    };
  }
  return undefined;
}

/** The Pod finds the same node, and so the same directory, again. */
function isBoundToNode({ pods }: StatefulSet): boolean {
  const spec = pods.field.get('spec');
  return [spec.get('nodeSelector'), spec.get('nodeName'), spec.get('affinity', 'nodeAffinity')].some(
    ({ exists }) => exists,
  );
}

/** No volume anywhere in the Pod could hold them, and nothing but the image says what is run. */
function onNoVolume(statefulSet: StatefulSet, container: Container): Ephemeral | undefined {
  if (!container.image || container.field.get('command').exists) return undefined;
  if (statefulSet.claimTemplates.length > 0 || podVolumes(statefulSet).some(mayHoldData)) return undefined;
  // Who builds an image anew may have moved them.
  const path = isFromKnownMaker(container) ? dataPathOf(container) : undefined;
  return {
    at: container.image,
    message: `"${container.name}" keeps ${
      path === undefined
        ? 'data, and the Pod has no volume for them'
        : `its data in ${path}, where no volume is mounted`
    }: they are lost with the container.`,
    fixes: path === undefined ? [] : mountedClaim(statefulSet, container, path),
  };
}
const mayHoldData = (volume: PodVolume) => isLasting(volume) || /^(?:emptyDir|hostPath)$/.test(volume.source);

/** The image's own VOLUME lies over the volume that is mounted above it. */
function belowTheMount(
  statefulSet: StatefulSet,
  container: Container,
  lasting: readonly Mount[],
  workspace: Workspace,
): Ephemeral | undefined {
  const declared = declaredVolume(container);
  if (declared === undefined || container.field.get('command').exists) return undefined;
  if (isPostgres(container) && postgresVersion(container) === undefined) return undefined;
  if (mountsOf(container).some(({ path }) => path && isAtOrBelow(path.value, declared))) return undefined;
  const mount = lasting.find(({ path }) => path && isAtOrBelow(declared, path.value));
  if (!mount?.path || isMovedTo(container, mount.path.value, declared, statefulSet, workspace)) return undefined;
  return {
    at: mount.path,
    message: `The image of "${container.name}" declares ${declared} a VOLUME: on containerd it is a volume of its own below this mount, and the data in it are lost with the container.`,
    fixes: mount.isPart ? [] : [mountThere(mount, mount.path, declared)],
  };
}

/** What runtimes that make no volume of their own have written so far stays where it is looked for. */
function mountThere({ field }: Mount, path: Located<string>, declared: string): Fix {
  const subPath = declared.slice(path.value.length).replace(/^\/+/, '');
  return {
    title: `Mount subPath "${subPath}" at ${declared}`,
    safe: false,
    edits: [replaceScalar(path.field, declared), insertKey(field, 'subPath', subPath)],
  };
}

/** Whether the container is told, or may be told, to keep its data elsewhere below the mount. */
function isMovedTo(
  container: Container,
  mount: string,
  declared: string,
  statefulSet: StatefulSet,
  workspace: Workspace,
): boolean {
  const pgdata = isPostgres(container) ? variable(container, 'PGDATA', statefulSet, workspace) : undefined;
  if (pgdata === 'unknown') return true;
  const texts = [
    pgdata?.text,
    ...container.field.get('args').items.map(({ text }) => text),
    ...container.field.get('env').items.map((item) => item.get('value').text),
  ];
  return texts.some(
    (text = '') =>
      isPlaceholder(text) ||
      // A file of settings that is not read here.
      /^--?(?:f|conf|config)\b|\.(?:conf|cnf|ya?ml)$/.test(text) ||
      [...text.matchAll(/(?:\/[-.\w]+)+/g)].some(
        ([path]) => isAtOrBelow(path, mount) && path !== mount && !isAtOrBelow(path, declared),
      ),
  );
}

function claimInstead(statefulSet: StatefulSet, container: Container, mount: Mount, volume: PodVolume): Fix {
  const name = volume.name.value;
  return {
    title: `Remove ${volume.source} volume "${name}" and add claim template "${name}"`,
    safe: false,
    edits: [
      ...whereItLasts(container, mount),
      removeItem(volume.field),
      addItem(statefulSet.field.get('spec'), 'volumeClaimTemplates', claimTemplate(name)),
    ],
  };
}

/** The root of a new disk is not empty, and initdb wants an empty directory; the image's own VOLUME must not lie over it. */
function whereItLasts(container: Container, mount: Mount): readonly Edit[] {
  const declared = declaredVolume(container);
  const { path } = mount;
  if (declared !== undefined && path && path.value !== declared && isAtOrBelow(declared, path.value))
    return mount.isPart ? [] : mountThere(mount, path, declared).edits;
  return isPostgres(container) && !mount.isPart && mount.path?.value === '/var/lib/postgresql/data'
    ? [insertKey(mount.field, 'subPath', 'pgdata')]
    : [];
}

function mountedClaim(statefulSet: StatefulSet, container: Container, path: string): readonly Fix[] {
  const taken = new Set([
    ...statefulSet.pods.volumes.map(({ value }) => value),
    ...statefulSet.pods.containers.flatMap(({ mounts }) => mounts.map(({ value }) => value)),
  ]);
  const list = container.field.get('volumeMounts');
  if (taken.has('data') || (list.exists && list.kind === 'mapping')) return [];
  const subPath = isPostgres(container) && path.endsWith('/data') ? { subPath: 'pgdata' } : {};
  return [
    {
      title: `Add claim template "data", mounted at ${path}`,
      safe: false,
      edits: [
        addItem(container.field, 'volumeMounts', { name: 'data', mountPath: path, ...subPath }),
        addItem(statefulSet.field.get('spec'), 'volumeClaimTemplates', claimTemplate('data')),
      ],
    },
  ];
}
