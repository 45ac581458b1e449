import { addItem } from '../edit.ts';
import { type ClaimTemplate, isOpaqueList, isPlaceholder, type StatefulSet } from '../manifest.ts';
import { danglingMounts, meantVolume } from '../mounts.ts';
import { defineRule, type Fix } from '../rule.ts';

export default defineRule({
  id: 'claim-template-unmounted',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  misses: ['initContainers', 'containers', 'volumeMounts', 'volumeDevices', 'name'],
  summary: 'No container mounts a claim template.',
  why: `The claim is made and its volume is attached to the Pod, but no container sees it: what the application writes goes to the container's
own layer and is gone with the Pod. Nothing in the API asks for the mount.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates',
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

  *check(statefulSet) {
    const mounted = new Set(statefulSet.pods.containers.flatMap(({ mounts }) => mounts.map(({ value }) => value)));
    // A mount, or a container, that something fills in later may be the one.
    const spec = statefulSet.pods.field.get('spec');
    const lists = statefulSet.pods.containers.flatMap(({ field }) => [
      field.get('volumeMounts'),
      field.get('volumeDevices'),
    ]);
    if ([spec.get('initContainers'), spec.get('containers'), ...lists].some(isOpaqueList)) return;
    if ([...mounted].some(isPlaceholder)) return;
    // A mount with a slip in its name is another finding, and its repair is this one's, too.
    const meant = new Set(danglingMounts(statefulSet).map((mount) => meantVolume(statefulSet, mount)?.value));
    for (const template of statefulSet.claimTemplates) {
      const { name } = template;
      if (!name || mounted.has(name.value) || meant.has(name.value)) continue;
      yield {
        at: name,
        message: `No container mounts "${name.value}": each Pod gets the volume, but what it writes is lost with the Pod.`,
        fixes: mountIn(statefulSet, template),
      };
    }
  },
});

/** In the first container that is not an init container: the one that the Pod is about. */
function mountIn({ pods }: StatefulSet, { name, field }: ClaimTemplate): readonly Fix[] {
  const container = pods.containers.find((each) => each.field.parent?.step === 'containers')?.field;
  if (!container || !name) return [];
  const isBlock = field.get('spec', 'volumeMode').text === 'Block';
  const key = isBlock ? 'volumeDevices' : 'volumeMounts';
  const list = container.get(key);
  const taken = new Set(list.items.map((mount) => mount.get(isBlock ? 'devicePath' : 'mountPath').text));
  const wanted = `${isBlock ? '/dev' : ''}/${name.value}`;
  const path = [wanted, `${wanted}-data`, `${wanted}-volume`].find((each) => !taken.has(each)) ?? wanted;
  const item = isBlock ? { name: name.value, devicePath: path } : { name: name.value, mountPath: path };
  if (list.exists && list.kind === 'mapping') return [];
  return [
    {
      title: `Mount "${name.value}" at ${path} in container "${container.get('name').text ?? ''}"`,
      safe: false,
      edits: [addItem(container, key, item)],
    },
  ];
}
