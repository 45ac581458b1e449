import { isServiceName, serviceNameFrom } from '../dns-label.ts';
import { bringObject, insertKey, replaceScalar } from '../edit.ts';
import type { StatefulSet } from '../manifest.ts';
import { addressesOf, writtenName as writtenHost } from '../names/addresses.ts';
import { placeWithin } from '../names/host-names.ts';
import { headlessService } from '../objects.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import { writtenName } from '../yaml.ts';

export default defineRule({
  id: 'service-name-unset',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'information',
  misses: ['serviceName'],
  summary: 'The StatefulSet has no `spec.serviceName`, so its Pods have no DNS names.',
  why: `Without \`serviceName\` a Pod still has its host name (\`web-0\`), but no DNS name of its own: other Pods can reach it by its
address only, which changes with every restart. The field is optional and cannot be added later without deleting the StatefulSet
(its Pods can stay: \`kubectl delete --cascade=orphan\`). It is a **warning** when DNS names of its Pods are used somewhere.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
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
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
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
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
`,

  *check(statefulSet, workspace) {
    if (statefulSet.serviceName || statefulSet.hasOpaqueServiceName || workspace.isOpen(statefulSet)) return;
    const field = statefulSet.field.get('spec', 'serviceName');
    const name = statefulSet.name?.value ?? '';
    const [used, ...others] = addressesOf(statefulSet, workspace);
    yield {
      severity: used ? 'warning' : 'information',
      effect: used ? 'broken' : 'advice',
      at: field.exists
        ? field
        : { document: field.document, span: statefulSet.field.get('spec').keySpan ?? field.span, path: field.path },
      message: `No serviceName: the Pods of "${name}" have host names, but no DNS names${used ? `; "${writtenHost(used.name)}" does not resolve` : ''}.`,
      related: (used ? [used, ...others] : []).slice(0, 3).map((address) => ({
        at: placeWithin(address.name.text, address.name),
        message: `"${writtenHost(address.name)}" is used here`,
      })),
      fixes: [...repointings(statefulSet, workspace), ...creations(statefulSet, used?.second?.text, workspace)],
    };
  },
});

function setName(statefulSet: StatefulSet, name: string) {
  const spec = statefulSet.field.get('spec');
  const field = spec.get('serviceName');
  return field.exists ? replaceScalar(field, name) : insertKey(spec, 'serviceName', name);
}

function repointings(statefulSet: StatefulSet, workspace: Workspace): readonly Fix[] {
  const chosen = workspace
    .servicesSelecting(statefulSet.pods.labels, statefulSet)
    .find(({ isHeadless, name }) => isHeadless && name);
  if (!chosen?.name) return [];
  return [
    {
      title: `Set serviceName: ${writtenName(chosen.name)}`,
      safe: false,
      edits: [setName(statefulSet, writtenName(chosen.name))],
    },
  ];
}

function creations(statefulSet: StatefulSet, used: string | undefined, workspace: Workspace): readonly Fix[] {
  if (!statefulSet.name) return [];
  // The Service that names of its Pods speak of already, else one of its own name.
  const wanted = used !== undefined && isServiceName(used) ? used : serviceNameFrom(writtenName(statefulSet.name));
  const isTaken = (name: string) => workspace.servicesNamed(name, statefulSet).length > 0;
  const name =
    isTaken(wanted) || (used === undefined && isTaken(statefulSet.name.value))
      ? serviceNameFrom(writtenName(statefulSet.name), '-headless')
      : wanted;
  if (name !== wanted && (isTaken(name) || isTaken(`${statefulSet.name.value}-headless`))) return [];
  const { uri } = statefulSet.field.document;
  return bringObject(
    workspace,
    uri,
    `headless Service "${name}"`,
    `${name}-service`,
    headlessService(name, statefulSet),
  ).map(({ title, edits }) => ({
    title,
    safe: false,
    edits: [setName(statefulSet, name), ...edits],
  }));
}
