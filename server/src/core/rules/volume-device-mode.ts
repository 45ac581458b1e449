import { replaceScalar, setKey } from '../edit.ts';
import { type ClaimSpec, isPlaceholder, type StatefulSet } from '../manifest.ts';
import { devicesOf, hasOpaqueVolumes, type Mount, mountsOf, podVolumeNamed, templateNamed } from '../mounts.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'volume-device-mode',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'error',
  summary: 'A block volume in `volumeMounts`, or a file system in `volumeDevices`.',
  why: `A claim with \`volumeMode: Block\` gives a raw device, which a container takes through \`volumeDevices\`; \`Filesystem\`, the default, gives
a directory for \`volumeMounts\`. The API server does not compare the two. The node does: it mounts nothing, and the Pod stays in
\`ContainerCreating\`.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
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
        volumeMode: Block
        resources:
          requests:
            storage: 10Gi
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          volumeDevices:
            - name: data
              devicePath: /dev/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        volumeMode: Block
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet, workspace) {
    if (hasOpaqueVolumes(statefulSet)) return;
    for (const container of statefulSet.pods.containers) {
      for (const mount of mountsOf(container)) yield* checkMode(statefulSet, mount, 'Filesystem', workspace);
      for (const device of devicesOf(container)) yield* checkMode(statefulSet, device, 'Block', workspace);
    }
  },
});

type Mode = 'Filesystem' | 'Block';

function* checkMode(statefulSet: StatefulSet, mount: Mount, used: Mode, workspace: Workspace): Iterable<Report> {
  const claims = claimsBehind(statefulSet, mount.name.value, workspace);
  const other = used === 'Block' ? 'Filesystem' : 'Block';
  const [claim] = claims;
  if (!claim || claims.some(({ volumeMode }) => isPlaceholder(volumeMode) || volumeMode !== other)) return;
  const mode = claim.field.get('spec', 'volumeMode');
  yield {
    at: mount.name,
    message:
      used === 'Filesystem'
        ? `"${mount.name.value}" is a raw device (volumeMode: Block), which cannot be mounted as a directory: the Pods stay in ContainerCreating.`
        : `"${mount.name.value}" is a file system${mode.exists ? ' (volumeMode: Filesystem)' : ' (volumeMode is not Block)'}, not a device: the Pods stay in ContainerCreating.`,
    related: [{ at: mode.exists ? mode : (claim.name ?? claim.field), message: `The claim is ${other}` }],
    fixes: fixesOf(statefulSet, mount, claim, used),
  };
}

/** What the claim asks for: of a template, of the Pod's own volume, or of the claims that a volume may name. */
function claimsBehind(statefulSet: StatefulSet, name: string, workspace: Workspace): readonly ClaimSpec[] {
  const template = templateNamed(statefulSet, name);
  if (template) return [template];
  const claimName = podVolumeNamed(statefulSet, name)?.field.get('persistentVolumeClaim', 'claimName').text;
  if (claimName === undefined) return [];
  return workspace
    .named('PersistentVolumeClaim', claimName, statefulSet)
    .filter((claim) => !workspace.isPartial(claim))
    .map(({ claim }) => claim);
}

/** Only where all containers use it this way: else one of them would be wrong afterwards. */
function fixesOf({ pods }: StatefulSet, { name }: Mount, claim: ClaimSpec, used: Mode): readonly Fix[] {
  const usedOtherwise = pods.containers
    .flatMap((container) => (used === 'Block' ? mountsOf(container) : devicesOf(container)))
    .some((mount) => mount.name.value === name.value);
  const spec = claim.field.get('spec');
  if (usedOtherwise || spec.kind !== 'mapping') return [];
  const mode = spec.get('volumeMode');
  return [
    {
      title: `Set volumeMode: ${used} for "${claim.name?.value ?? name.value}"`,
      safe: false,
      edits: [mode.exists ? replaceScalar(mode, used) : setKey(spec, 'volumeMode', used)],
    },
  ];
}
