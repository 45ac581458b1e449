import { addItem, replaceScalar } from '../edit.ts';
import { isOpaqueList, isPlaceholder, type StatefulSet } from '../manifest.ts';
import { danglingMounts, meantVolume, volumesOf } from '../mounts.ts';
import { claimTemplate } from '../objects.ts';
import { defineRule, type Fix } from '../rule.ts';
import { isSince } from '../settings.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'volume-mount-not-found',
  kinds: ['StatefulSet'],
  effect: 'rejected',
  severity: 'error',
  misses: ['volumes', 'volumeClaimTemplates', 'name', 'metadata'],
  summary: 'A container mounts a volume that is neither a claim template nor a volume of the Pod.',
  why: `A mount takes its volume by name from \`volumeClaimTemplates\` and from the template's \`volumes\`. From Kubernetes 1.34 the API server refuses
a StatefulSet whose mount names neither; before, it accepted the set and refused each Pod, so the set stayed at 0 Pods with \`FailedCreate\` events.`,
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/',
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
            - name: dta
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

  *check(statefulSet, workspace) {
    const { pods, claimTemplates } = statefulSet;
    const known = volumesOf(statefulSet);
    // A name that something fills in later may be any of those asked for.
    if (claimTemplates.some(({ name }) => !name) || known.some(({ value }) => isPlaceholder(value))) return;
    const lists = [statefulSet.field.get('spec', 'volumeClaimTemplates'), pods.field.get('spec', 'volumes')];
    if (lists.some(isOpaqueList)) return;
    const isRejected = isSince(workspace.settingsOf(statefulSet.field.document.uri), '1.34');
    for (const mount of danglingMounts(statefulSet)) {
      if (isPlaceholder(mount.value)) continue;
      yield {
        at: mount,
        effect: isRejected ? 'rejected' : 'stuck',
        hasNoPods: true,
        message: `No claim template and no volume is named "${mount.value}": ${
          isRejected
            ? 'the API server refuses the StatefulSet (before 1.34 it accepted it and refused every Pod).'
            : 'the StatefulSet is accepted, but each of its Pods is refused (from 1.34 the StatefulSet is).'
        }`,
        related: known.slice(0, 3).map((volume) => ({ at: volume, message: `"${volume.value}" exists` })),
        fixes: fixesOf(statefulSet, mount),
        api: isRejected ? [{ type: 'Not found', field: mount.field.path }] : [],
      };
    }
  },
});

function fixesOf(statefulSet: StatefulSet, mount: Located<string>): readonly Fix[] {
  const meant = meantVolume(statefulSet, mount);
  return [
    ...(meant
      ? [{ title: `Mount "${meant.value}"`, safe: false, edits: [replaceScalar(mount.field, meant.value)] }]
      : []),
    // Beside a template that waits for this very mount, another one would be one too many.
    ...(meant && isIdle(statefulSet, meant) ? [] : additions(statefulSet, mount)),
  ];
}

const isIdle = ({ pods }: StatefulSet, volume: Located<string>) =>
  !pods.containers.some(({ mounts }) => mounts.some(({ value }) => value === volume.value));

function additions(statefulSet: StatefulSet, mount: Located<string>): readonly Fix[] {
  const isDevice = mount.field.parent?.parent?.step === 'volumeDevices';
  return [
    {
      title: `Add claim template "${mount.value}"`,
      safe: false,
      edits: [
        addItem(
          statefulSet.field.get('spec'),
          'volumeClaimTemplates',
          claimTemplate(mount.value, { volumeMode: isDevice ? 'Block' : 'Filesystem' }),
        ),
      ],
    },
    ...(isDevice
      ? []
      : [
          {
            title: `Add emptyDir volume "${mount.value}"`,
            safe: false,
            edits: [addItem(statefulSet.pods.field.get('spec'), 'volumes', { name: mount.value, emptyDir: {} })],
          },
        ]),
  ];
}
