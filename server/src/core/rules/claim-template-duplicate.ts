import { removeItem, replaceScalar } from '../edit.ts';
import { type ClaimTemplate, isPlaceholder, type StatefulSet } from '../manifest.ts';
import { danglingMounts, templateNamed } from '../mounts.ts';
import { defineRule, type Fix } from '../rule.ts';

export default defineRule({
  id: 'claim-template-duplicate',
  kinds: ['StatefulSet'],
  effect: 'ignored',
  severity: 'warning',
  summary: 'Two claim templates have the same name.',
  why: `The API server accepts it, and the controller keeps one template for each name: the last one. What the others ask for is dropped without
a word. On a StatefulSet that exists, claim templates cannot be changed: delete it with \`--cascade=orphan\` and apply it anew.`,
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
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
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
            storage: 10Gi
`,

  *check(statefulSet) {
    for (const template of statefulSet.claimTemplates) {
      const { name } = template;
      if (!name) continue;
      const last = templateNamed(statefulSet, name.value);
      if (!last?.name || last.field.span.start === template.field.span.start) continue;
      yield {
        at: name,
        message: `Another claim template below is named "${name.value}", too: only the last one counts, this one is dropped.`,
        related: [{ at: last.name, message: `This "${name.value}" counts` }],
        fixes: fixesOf(statefulSet, template, name.value),
      };
    }
  },
});

function fixesOf(statefulSet: StatefulSet, template: ClaimTemplate, name: string): readonly Fix[] {
  const dangling = danglingMounts(statefulSet).map(({ value }) => value);
  const [missing, ...others] = new Set(dangling.filter((each) => !isPlaceholder(each)));
  return [
    // The one mount that has no volume was meant to have this one.
    ...(missing !== undefined && others.length === 0 && template.name
      ? [
          {
            title: `Rename this one to "${missing}"`,
            safe: false,
            edits: [replaceScalar(template.name.field, missing)],
          },
        ]
      : []),
    { title: `Remove this claim template "${name}"`, safe: false, edits: [removeItem(template.field)] },
  ];
}
