import { isMeantIn } from '../api/meant.ts';
import { nearest } from '../did-you-mean.ts';
import { isServiceName } from '../dns-label.ts';
import { bringObject, replaceScalar } from '../edit.ts';
import { selects } from '../labels.ts';
import type { Service, StatefulSet } from '../manifest.ts';
import { addressesOf, isUnderService } from '../names/addresses.ts';
import { headlessService } from '../objects.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName } from '../words.ts';
import { inSameNamespace, type Workspace } from '../workspace.ts';
import { type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'service-not-found',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'warning',
  summary: '`spec.serviceName` names no Service in sight.',
  why: `Each Pod takes its DNS name, \`web-0.nginx.shop.svc.cluster.local\`, from the governing Service. The API server does not look
whether that Service exists: the Pods run, and their names do not resolve.

It is an **error** when the files hold the Service that was meant (one that selects these Pods, or a name one slip away), a **warning**
when there are Services beside the set but none of this name, and **information** when the Service may simply be elsewhere.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx-headless
spec:
  clusterIP: None
  selector:
    app: nginx
---
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
`,

  *check(statefulSet, workspace) {
    const { serviceName } = statefulSet;
    if (!serviceName || workspace.isOpen(statefulSet)) return;
    const { service, elsewhere } = workspace.governingService(statefulSet);
    if (service || elsewhere) return; // the latter is service-in-other-namespace

    const siblings = workspace.siblingServices(statefulSet);
    if (siblings.some((each) => !each.name && isMeantIn(each, ['name', 'metadata'], workspace))) return;
    const meant = meantService(statefulSet, serviceName, workspace);
    const hasSiblings = siblings.length > 0 && !workspace.hasOpaqueServices(statefulSet);
    const name = serviceName.value;
    yield {
      at: serviceName,
      severity: meant ? 'error' : hasSiblings ? 'warning' : 'information',
      message: meant
        ? `There is no Service "${name}", so no Pod of ${printName(statefulSet)} gets a DNS name. Did you mean "${meant.name?.value}"${isChosen(meant, statefulSet) ? ', which selects these Pods' : ''}?`
        : hasSiblings
          ? `There is no Service "${name}" in these files, so no Pod of ${printName(statefulSet)} gets a DNS name.`
          : `Service "${name}" is not in these files; the cluster may have it. If not, no Pod of ${printName(statefulSet)} gets a DNS name.`,
      related: meant ? [{ at: meant.name ?? meant.field, message: `Service "${meant.name?.value}"` }] : [],
      fixes: [
        ...fixesTo(meant, statefulSet, serviceName, workspace),
        ...creations(statefulSet, serviceName, meant, workspace),
      ],
    };
  },
});

/** By meaning first (a headless Service that selects these Pods), then by a slip of the keyboard, beside it, that leads to no other Pods. */
function meantService(statefulSet: StatefulSet, { value }: Located<string>, workspace: Workspace): Service | undefined {
  // Elsewhere in the workspace, other sets carry the same labels.
  const siblings = workspace.siblingServices(statefulSet);
  const chosen = workspace
    .servicesSelecting(statefulSet.pods.labels, statefulSet)
    .filter((service) => service.isHeadless && service.name && siblings.includes(service));
  const candidates = siblings.filter(
    (service) =>
      service.name !== undefined &&
      inSameNamespace(service, statefulSet) &&
      (!service.selector || isChosen(service, statefulSet)),
  );
  const nameOf = ({ name }: Service) => name?.value ?? '';
  return nearest(value, chosen, nameOf) ?? chosen[0] ?? nearest(value, candidates, nameOf);
}
const isChosen = ({ selector }: Service, { pods }: StatefulSet) =>
  selector !== undefined && selects(selector, pods.labels);

/** A set that runs cannot change its serviceName, so neither is safe. Texts that go by the name of the set's say that the Service is misspelt. */
function fixesTo(
  meant: Service | undefined,
  statefulSet: StatefulSet,
  serviceName: Located<string>,
  workspace: Workspace,
): readonly Fix[] {
  if (!meant?.name) return [];
  const change: Fix = {
    title: `Change serviceName to "${writtenName(meant.name)}"`,
    safe: false,
    edits: [replaceScalar(serviceName.field, writtenName(meant.name))],
  };
  const rename = renaming(meant, meant.name, statefulSet, serviceName, workspace);
  const isNamed = addressesOf(statefulSet, workspace).some(isUnderService);
  return isNamed ? [...rename, change] : [change, ...rename];
}

/** Only for a slip, in a Service that nobody knows by the name that it has. */
function renaming(
  service: Service,
  name: Located<string>,
  statefulSet: StatefulSet,
  serviceName: Located<string>,
  workspace: Workspace,
): readonly Fix[] {
  const isSlip = nearest(serviceName.value, [name.value], (each) => each) !== undefined;
  if (!isSlip || !isChosen(service, statefulSet) || !isServiceName(serviceName.value)) return [];
  if (workspace.setsGovernedBy(service).length > 0 || workspace.routesTo(service).length > 0) return [];
  const written = writtenName(serviceName);
  return [{ title: `Rename Service to "${written}"`, safe: false, edits: [replaceScalar(name.field, written)] }];
}

function creations(
  statefulSet: StatefulSet,
  serviceName: Located<string>,
  meant: Service | undefined,
  workspace: Workspace,
): readonly Fix[] {
  const { field } = serviceName;
  const value = writtenName(serviceName);
  // `nginx.shop.svc.cluster.local` is the address of one; as a name the API server refuses it.
  const [name = ''] = value.split('.');
  const isOffered = name !== value && meant?.name && writtenName(meant.name) === name;
  if (!isServiceName(name) || isOffered) return [];
  const objects = bringObject(
    workspace,
    field.document.uri,
    `headless Service "${name}"`,
    `${name}-service`,
    headlessService(name, statefulSet),
  );
  if (name === value) return objects.map((fix) => ({ ...fix, safe: false }));
  const edits = [replaceScalar(field, name)];
  return workspace.servicesNamed(name, statefulSet).some((service) => inSameNamespace(service, statefulSet))
    ? [{ title: `Change serviceName to "${name}"`, safe: false, edits }]
    : objects.map((fix) => ({ title: `${fix.title}, and use it`, safe: false, edits: [...edits, ...fix.edits] }));
}
