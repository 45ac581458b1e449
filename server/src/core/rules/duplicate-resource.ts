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
  why: `Applying both leaves one object: the later document overwrites the earlier one, field by field (or is refused, for what cannot be changed: most of
a Pod, a claim or a StorageClass), and which of two files comes later is their
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
    // It is said once, in the later of the two.
    const twin = workspace
      .namesakes(resource)
      .find((other) => isTwin(resource, other, workspace) && workspace.standsBefore(other, resource));
    if (!twin?.name) return;
    const isCertain = workspace.areAppliedTogether(resource, twin);
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
  const { kind } = resource;
  const name = `${kind} "${resource.name?.value}"`;
  const isFixed = hardlyChanges.has(kind);
  if (twin.field.document.uri === resource.field.document.uri)
    return `There is another ${name} above, which this one overwrites when both are applied${
      isFixed ? `; where a ${kind} cannot be changed, this one is refused` : ''
    }.`;
  return workspace.shareKustomization(resource, twin)
    ? `Another file of this kustomization has ${name}, too: kustomize refuses to build both.`
    : `Another file of this folder has ${name}, too: applied together, one overwrites the other${isFixed ? ' or is refused' : ''}.`;
}

/** Most of what these say cannot be changed once they are there. */
const hardlyChanges = new Set(['Pod', 'Job', 'PersistentVolume', 'PersistentVolumeClaim', 'StorageClass']);

/** Same written namespace (or none in both), whole, and where both are applied together. */
function isTwin(resource: Resource, other: Resource, workspace: Workspace): boolean {
  if (resource.namespace?.value !== other.namespace?.value || workspace.isPartial(other)) return false;
  // A namespace that is written, but cannot be read, may be any.
  if (!resource.namespace && (hasNamespace(resource) || hasNamespace(other))) return false;
  const [uri, otherUri] = [resource.field.document.uri, other.field.document.uri];
  return (
    workspace.areAppliedTogether(resource, other) ||
    (folderOf(uri) === folderOf(otherUri) && !uri.includes('untitled:'))
  );
}
const hasNamespace = ({ field }: Resource) => field.get('metadata', 'namespace').exists;
