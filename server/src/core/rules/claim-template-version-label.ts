import { removeKey } from '../edit.ts';
import { isPlaceholder } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'claim-template-version-label',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  summary: 'A label or annotation of a claim template holds a version.',
  why: `Claim templates of a StatefulSet cannot be changed, their labels and annotations as little as their size: the next version's value is refused
with the whole update, and \`helm upgrade\` fails. Leave versions out before the first release. On a StatefulSet that exists, taking the
label out is refused, too: delete it with \`--cascade=orphan\`, which leaves Pods and claims running, and apply it anew.`,
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
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          app: nginx
          helm.sh/chart: web-1.2.3
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
        labels:
          app: nginx
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet) {
    for (const { name, field } of statefulSet.claimTemplates)
      for (const list of ['labels', 'annotations'])
        for (const entry of field.get('metadata', list).entries.filter(holdsVersion)) {
          const labels = entry.parent?.entries ?? [];
          yield {
            at: entry,
            message: `Claim templates cannot be changed: an update that sets another "${entry.step}" in "${name?.value ?? ''}" is refused.`,
            fixes: [
              {
                title: `Remove "${entry.step}" from the claim template`,
                safe: false,
                edits: [removeKey(labels.length === 1 && entry.parent ? entry.parent : entry)],
              },
            ],
          };
        }
  },
});

/** `helm.sh/chart: web-1.2.3`, `version: 1.29`; a `version: v1` is a name more often than a version. */
function holdsVersion({ step, text = '' }: Field): boolean {
  const key = String(step).replace(/^.*\//, '');
  if (isPlaceholder(text)) return false;
  return (
    (/^(?:helm[-_.]?)?chart(?:[-_.]?version)?$/i.test(key) && /\d/.test(text)) ||
    (/^(?:app[-_.]?)?version$/i.test(key) && /\d\.\d/.test(text))
  );
}
