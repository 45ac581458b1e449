import { type Edit, removeKey, replaceEntry } from '../edit.ts';
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

  *check({ claimTemplates }) {
    for (const { name, field } of claimTemplates) {
      const lists = ['labels', 'annotations'].map((list) => field.get('metadata', list).entries.filter(holdsVersion));
      const [first, ...others] = lists.flat();
      if (!first) continue;
      const keys = lists.flat().map(({ step }) => `"${step}"`);
      yield {
        at: first,
        message: `Claim templates cannot be changed: an update that sets another ${keys.join(' or ')} in "${name?.value ?? ''}" is refused.`,
        related: others.map((entry) => ({ at: entry, message: `"${entry.step}" is refused as well` })),
        fixes: [
          {
            title: `Remove ${keys.join(' and ')} from the claim template`,
            safe: false,
            edits: lists.flatMap(removals),
          },
        ],
      };
    }
  },
});

/** The entries taken out of the mapping that they are in, which goes with its last one. */
function removals(entries: readonly Field[]): readonly Edit[] {
  const [first, ...others] = entries;
  const mapping = first?.parent;
  if (!first || !mapping) return [];
  const rest = mapping.entries.filter(({ step }) => !entries.some((entry) => entry.step === step));
  if (rest.length === 0) return [removeKey(mapping)];
  // In brackets, each would take the comma of the other.
  return mapping.isFlow && others.length > 0
    ? [replaceEntry(mapping, String(mapping.step), Object.fromEntries(rest.map(({ step, scalar }) => [step, scalar])))]
    : entries.map(removeKey);
}

/** `helm.sh/chart: web-1.2.3`, `version: 1.29`; a `version: v1` is a name more often than a version. */
function holdsVersion({ step, text = '' }: Field): boolean {
  const key = String(step).replace(/^.*\//, '');
  if (isPlaceholder(text)) return false;
  return (
    (/^(?:helm[-_.]?)?chart(?:[-_.]?version)?$/i.test(key) && /\d/.test(text)) ||
    (/^(?:app[-_.]?)?version$/i.test(key) && /\d\.\d/.test(text))
  );
}
