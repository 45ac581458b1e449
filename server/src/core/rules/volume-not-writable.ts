import { insertKey } from '../edit.ts';
import { userOf } from '../known/images.ts';
import { provisionerOf } from '../known/provisioners.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import { hasOpaqueVolumes, mountsOf, templateNamed } from '../mounts.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'volume-not-writable',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'information',
  misses: ['securityContext', 'fsGroup', 'runAsUser'],
  summary: 'A container that is not root mounts a claim template, and nothing makes the volume writable for it.',
  why: `A new volume belongs to root, and only root may write to it: the container fails with \`Permission denied\` and is started again and again.
\`fsGroup\` in the Pod's \`securityContext\` has the node hand the volume to a group that the container is in. Some provisioners make their
volumes writable for everybody, and NFS exports keep the owner that the server gives them, so this is **information**. It is not said
where an init container changes the owner or the mode.`,
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
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
      securityContext:
        runAsUser: 1000
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
      securityContext:
        runAsUser: 1000
        fsGroup: 1000
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
            storage: 10Gi
`,

  *check(statefulSet, workspace) {
    const { pods } = statefulSet;
    const context = pods.field.get('spec', 'securityContext');
    if (hasOpaqueVolumes(statefulSet) || context.get('fsGroup').exists) return;
    if (context.exists && context.kind !== 'mapping' && context.scalar !== null) return;
    if (pods.containers.some(handsOver)) return;
    for (const container of pods.containers.filter(({ isInit }) => !isInit)) {
      const user = userFor(statefulSet, container);
      const mount = mountsOf(container).find(({ name, field }) => {
        const template = templateNamed(statefulSet, name.value);
        return (
          template &&
          !field.get('readOnly').boolean?.value &&
          !provisionerOf(workspace, statefulSet, template)?.known.givesDirectories
        );
      });
      if (!user || !mount) continue;
      yield {
        at: mount.name,
        message: `Container "${container.name}" runs as user ${user.id}, and a new volume belongs to root: without fsGroup it may not write to "${mount.name.value}".`,
        related: user.at ? [{ at: user.at, message: `User ${user.id}` }] : [],
        fixes: setGroup(statefulSet, user.group),
      };
      return; // one group does for the Pod
    }
  },
});

/** An init container, or a start as root, that changes the owner or the mode of what is there. */
const handsOver = ({ isInit, field, name }: Container) =>
  /ch(?:own|mod|grp)|permission/i.test(
    [name, ...['command', 'args'].flatMap((list) => field.get(list).items.flatMap(({ text }) => text ?? []))].join(' '),
  ) ||
  (isInit && /permission|chown/i.test(field.get('image').text ?? ''));

interface User {
  readonly id: number;
  readonly group: number;
  readonly at: Located<unknown> | undefined;
}

/** Who a container runs as, when that is known and not root: its own word, the Pod's, the image's. */
function userFor({ pods }: StatefulSet, container: Container): User | undefined {
  const contexts = [container.field, pods.field.get('spec')].map((field) => field.get('securityContext'));
  const written = (key: string) => contexts.map((context) => context.get(key)).find(({ exists }) => exists);
  const user = written('runAsUser');
  const group = written('runAsGroup')?.number?.value;
  const id = user ? user.number?.value : userOf(container);
  if (id === undefined || id === 0) return undefined;
  // Root's group is no group to hand data to.
  return { id, group: group || id, at: user?.number ?? container.image };
}

function setGroup({ pods }: StatefulSet, group: number): readonly Fix[] {
  const spec = pods.field.get('spec');
  const context = spec.get('securityContext');
  const edit = context.exists
    ? insertKey(context, 'fsGroup', group)
    : insertKey(spec, 'securityContext', { fsGroup: group });
  return [{ title: `Set fsGroup: ${group} for the Pods`, safe: false, edits: [edit] }];
}
