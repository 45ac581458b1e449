import type { Resource } from '../manifest.ts';
import { folderOf } from '../paths.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'duplicate-resource',
  kinds: ['Resource'],
  effect: 'risky',
  severity: 'warning',
  summary: 'Two objects have the same kind, namespace and name.',
  why: `Applying both leaves one object: the later document overwrites the earlier one, field by field, and which of two files comes later is their
names' order. In a kustomization the build stops. It is a **warning** inside of one file or one kustomization, and a **hint** for two files
of one folder, which may be alternatives.`,
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  selector:
    app: nginx
  ports:
    - port: 80
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
---
apiVersion: v1
kind: Service
metadata:
  name: nginx-client
spec:
  selector:
    app: nginx
  ports:
    - port: 80
`,

  *check(resource, workspace) {
    if (!resource.name || resource.type === 'Kustomization' || !resource.field.get('metadata').exists) return;
    const twin = workspace.namesakes(resource).find((other) => isTwin(resource, other, workspace));
    if (!twin?.name) return;
    const isCertain =
      twin.field.document.uri === resource.field.document.uri || workspace.shareKustomization(resource, twin);
    // Between two files it is said once, in the second of them.
    if (!isCertain && resource.field.document.uri < twin.field.document.uri) return;
    // Two files that repeat each other are variants: one hint says it for both of them.
    if (!isCertain && hasTwinBefore(resource, twin, workspace)) return;
    yield {
      at: resource.name,
      severity: isCertain ? 'warning' : 'hint',
      message: messageOf(resource, twin, workspace),
      related: [{ at: twin.name, message: `The other ${resource.kind} "${resource.name.value}"` }],
    };
  },
});

/** Whether an object further up in its file has a twin in the same other file. */
function hasTwinBefore(resource: Resource, twin: Resource, workspace: Workspace): boolean {
  const other = twin.field.document.uri;
  return workspace
    .objectsBefore(resource)
    .some((before) =>
      workspace
        .namesakes(before)
        .some(
          (each) =>
            each.field.document.uri === other && isTwin(before, each, workspace) && before.type !== 'Kustomization',
        ),
    );
}

function messageOf(resource: Resource, twin: Resource, workspace: Workspace): string {
  const name = `${resource.kind} "${resource.name?.value}"`;
  if (twin.field.document.uri === resource.field.document.uri)
    return `There is another ${name} ${isBefore(resource, twin, workspace) ? 'below, which overwrites this one' : 'above, which this one overwrites'} when both are applied.`;
  return workspace.shareKustomization(resource, twin)
    ? `Another file of this kustomization has ${name}, too: kustomize refuses to build both.`
    : `Another file of this folder has ${name}, too: applied together, one overwrites the other.`;
}

/** Same written namespace (or none in both), whole, and where both are applied together. */
function isTwin(resource: Resource, other: Resource, workspace: Workspace): boolean {
  if (resource.namespace?.value !== other.namespace?.value || workspace.isPartial(other)) return false;
  // A namespace that is written, but cannot be read, may be any.
  if (!resource.namespace && (hasNamespace(resource) || hasNamespace(other))) return false;
  const [uri, otherUri] = [resource.field.document.uri, other.field.document.uri];
  return (
    uri === otherUri ||
    workspace.shareKustomization(resource, other) ||
    (folderOf(uri) === folderOf(otherUri) && !uri.includes('untitled:'))
  );
}
const hasNamespace = ({ field }: Resource) => field.get('metadata', 'namespace').exists;

function isBefore(a: Resource, b: Resource, workspace: Workspace): boolean {
  const [x, y] = [a.field.document, b.field.document];
  if (x === y) return a.field.span.start < b.field.span.start;
  return workspace.positionOf(x) < workspace.positionOf(y);
}
