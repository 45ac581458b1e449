import { addItem, type Edit, replaceText } from '../edit.ts';
import { type Container, isOpaqueList } from '../manifest.ts';
import { mountsOf } from '../mounts.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'sub-path-not-expanded',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'warning',
  summary: 'A `$(VARIABLE)` in `subPath`, where it is not expanded.',
  why: `\`subPath\` is taken as it is written: all Pods use one directory that is literally named \`$(POD_NAME)\`, each over the files of the
others where they share the volume. \`subPathExpr\` expands variables of the container's \`env\`. It is **information** where the
container has no such variable: something may fill it in before the cluster sees it.`,
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath-expanded-environment',
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
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          volumeMounts:
            - name: logs
              mountPath: /var/log/nginx
              subPath: $(POD_NAME)
      volumes:
        - name: logs
          hostPath:
            path: /var/log/web
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
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          volumeMounts:
            - name: logs
              mountPath: /var/log/nginx
              subPathExpr: $(POD_NAME)
      volumes:
        - name: logs
          hostPath:
            path: /var/log/web
`,

  *check(statefulSet) {
    for (const container of statefulSet.pods.containers)
      for (const { field } of mountsOf(container)) {
        const subPath = field.get('subPath').string;
        const variables = [...(subPath?.value ?? '').matchAll(/\$\(([A-Za-z_][-.\w]*)\)/g)].flatMap(
          ([, name]) => name ?? [],
        );
        if (!subPath || variables.length === 0) continue;
        const missing = variables.filter((name) => !isDefined(container, name));
        yield {
          at: subPath,
          severity: missing.length === 0 ? 'warning' : 'information',
          message: `subPath expands no variables: in every Pod the directory is literally named "${subPath.value}".`,
          fixes: fixesOf(container, subPath, missing),
        };
      }
  },
});

const isDefined = ({ field }: Container, name: string) =>
  field.get('env').items.some((item) => item.get('name').text === name);

function fixesOf(container: Container, { field }: Located<string>, missing: readonly string[]): readonly Fix[] {
  const { keySpan, document, parent } = field;
  if (!keySpan || field.isShared || parent?.get('subPathExpr').exists) return [];
  // A variable that the container lacks would keep it from starting.
  const definitions = missing.flatMap((name) => definitionOf(container, name) ?? []);
  if (definitions.length < missing.length) return [];
  return [
    {
      title: ['Use subPathExpr', ...missing.map((name) => `define ${name}`)].join(' and '),
      safe: false,
      edits: [replaceText(document, keySpan, 'subPathExpr'), ...definitions],
    },
  ];
}

/** What the usual names stand for. */
const podFields: Readonly<Record<string, string>> = {
  POD_NAME: 'metadata.name',
  MY_POD_NAME: 'metadata.name',
  HOSTNAME: 'metadata.name',
  POD_NAMESPACE: 'metadata.namespace',
  MY_POD_NAMESPACE: 'metadata.namespace',
  NODE_NAME: 'spec.nodeName',
};
function definitionOf({ field }: Container, name: string): Edit | undefined {
  const fieldPath = podFields[name];
  if (fieldPath === undefined || isOpaqueList(field.get('env'))) return undefined;
  return addItem(field, 'env', { name, valueFrom: { fieldRef: { fieldPath } } });
}
