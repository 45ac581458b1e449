import { removeItem, replaceScalar } from '../edit.ts';
import { podVolumes, templateNamed } from '../mounts.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'claim-template-shadows-volume',
  kinds: ['StatefulSet'],
  effect: 'ignored',
  severity: 'warning',
  summary: 'A volume of the Pod has the name of a claim template.',
  why: `The controller puts the claim in the place of the volume in every Pod; the volume that is written is dropped without a word, and not even
checked. A volume that names a claim of the template's own name is a habit of some manifests, and is not reported.`,
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
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
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

  *check(statefulSet) {
    for (const volume of podVolumes(statefulSet)) {
      const name = volume.name.value;
      const template = templateNamed(statefulSet, name);
      if (!template?.name) continue;
      if (volume.field.get('persistentVolumeClaim', 'claimName').text === name) continue;
      const isContent = /^(?:configMap|secret|projected|downwardAPI)$/.test(volume.source);
      const other = `${name}-${volume.source === 'secret' ? 'secret' : 'config'}`;
      yield {
        at: volume.name,
        message: `The claim template "${name}" takes the place of this ${volume.source} volume: it is dropped.`,
        related: [{ at: template.name, message: `Claim template "${name}"` }],
        fixes: [
          // What it holds is wanted somewhere: under a name of its own it can be mounted.
          ...(isContent && !statefulSet.pods.volumes.some(({ value }) => value === other)
            ? [
                {
                  title: `Rename the volume to "${other}"`,
                  safe: false,
                  edits: [replaceScalar(volume.name.field, other)],
                },
              ]
            : []),
          { title: `Remove volume "${name}"`, safe: false, edits: [removeItem(volume.field)] },
        ],
      };
    }
  },
});
