import { quoted } from '../preview.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'forced-rollback-trap',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'information',
  summary: 'An image was changed, and a Pod that never becomes Ready would block every way back.',
  why: `Ordinal compares with what was: in the editor with the last commit, on the command line with \`--since REV\` or \`--against PATH\`.

With \`podManagementPolicy: OrderedReady\`, which is the default, a StatefulSet waits for each Pod to be Ready before it does anything else. When
the new image does not start, it waits for that Pod, and neither a better image nor the old one (\`kubectl rollout undo\`) reaches it: put the
good image back **and** delete the Pod that hangs, \`kubectl delete pod NAME\`. It comes back with the image that the set then has.

Before: try the image on one Pod alone with \`updateStrategy.rollingUpdate.partition\` set to the highest ordinal, and lower it when that Pod is
Ready. Watch with \`kubectl rollout status\`. A set with \`podManagementPolicy: Parallel\` does not wait; that field cannot be changed later.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback',
  bad: `
#- web.yaml (as it was)
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
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
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
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
          image: nginx:1.31
`,
  good: `
#- web.yaml (as it was)
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
  podManagementPolicy: Parallel
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
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
  podManagementPolicy: Parallel
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
          image: nginx:1.31
`,

  *check(statefulSet, workspace) {
    const { name, namespace, pods, replicas, start, podManagementPolicy, updateStrategy } = statefulSet;
    const { type, partition } = updateStrategy;
    // Nothing waits, or nothing rolls.
    if (!name || podManagementPolicy === 'Parallel' || type === 'OnDelete' || partition >= replicas) return;
    const was = workspace.before(statefulSet);
    if (!was) return;
    const [image, ...more] = pods.containers.flatMap(({ name, image }) => {
      const old = was.pods.containers.find((each) => each.name === name)?.image;
      return image && old && image.value !== old.value ? [image] : [];
    });
    if (!image) return;

    const pod = (ordinal: number) => `${name.value}-${ordinal}`;
    const [highest, lowest] = [pod(start + replicas - 1), pod(start + partition)];
    const n = namespace ? ` -n ${quoted(namespace.value)}` : '';
    yield {
      at: image,
      message: `The new image starts with Pod "${highest}"${highest === lowest ? '' : `, and goes down to "${lowest}"`}. If that Pod never becomes Ready, the set waits for it for ever: putting the old image back helps only once the Pod is deleted.`,
      related: [
        { at: image, message: `When it sticks: kubectl delete pod${n} ${quoted(highest)}` },
        ...more.map((at) => ({ at, message: 'Changed, too' })),
      ],
    };
  },
});
