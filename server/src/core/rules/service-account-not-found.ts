import { bringObject, replaceScalar } from '../edit.ts';
import { isPlaceholder } from '../manifest.ts';
import { type Missing, missingObject } from '../missing-object.ts';
import { serviceAccount } from '../objects.ts';
import { defineRule } from '../rule.ts';
import type { PodOwner } from '../workspace.ts';
import { type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'service-account-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A ServiceAccount that the Pods need is not in the files.',
  why: `The StatefulSet is accepted, but none of its Pods is: the API server refuses each one that names a ServiceAccount which its namespace does not
have, and only an event says so. It is an **error** when the name is a slip of one that stands beside it, a **warning** when others stand
beside it, and **information** when there is none: then the cluster may well have it. Each namespace has one named \`default\`.`,
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  bad: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web-reader
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
      serviceAccountName: web-raeder
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web-reader
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
      serviceAccountName: web-reader
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(owner, workspace) {
    const name = accountOf(owner);
    if (!name) return;
    const missing = missingObject(workspace, owner, 'ServiceAccount', name.value);
    if (!missing) return;
    const { evidence, meant, elsewhere } = missing;
    // Of other workloads only what is certain, and only where there are StatefulSets at all.
    if (owner.type !== 'StatefulSet' && (evidence !== 'certain' || !workspace.hasStatefulSets(owner))) return;
    const { uri } = owner.field.document;
    yield {
      at: name,
      severity: severities[evidence],
      message: messageOf(owner, name.value, missing),
      related: [
        ...(meant ? [{ at: meant, message: `ServiceAccount "${meant.value}"` }] : []),
        ...(elsewhere?.namespace ? [{ at: elsewhere.namespace, message: `ServiceAccount "${name.value}"` }] : []),
      ],
      fixes: [
        ...(meant
          ? [
              {
                title: `Use ServiceAccount "${writtenName(meant)}"`,
                safe: true, // without it there are no Pods at all
                edits: [replaceScalar(name.field, writtenName(meant))],
              },
            ]
          : []),
        ...bringObject(
          workspace,
          uri,
          `ServiceAccount "${writtenName(name)}"`,
          `${writtenName(name)}-serviceaccount`,
          serviceAccount(writtenName(name), owner),
        ).map((fix) => ({ ...fix, safe: false })),
      ],
    };
  },
});

const severities = { certain: 'error', likely: 'warning', possible: 'information' } as const;

/** `serviceAccount` is the old spelling; the new one wins. */
function accountOf({ pods }: PodOwner): Located<string> | undefined {
  const spec = pods.field.get('spec');
  const name = [spec.get('serviceAccountName').string, spec.get('serviceAccount').string].find((each) => each?.value);
  return name && !isPlaceholder(name.value) ? name : undefined;
}

function messageOf(owner: PodOwner, name: string, { evidence, meant, elsewhere, beside }: Missing): string {
  const effect = owner.kind === 'Pod' ? 'the Pod is refused.' : 'no Pod is created.';
  if (meant) return `There is no ServiceAccount "${name}"; did you mean "${meant.value}"? Without it, ${effect}`;
  if (elsewhere)
    return `ServiceAccount "${name}" is in namespace "${elsewhere.namespace?.value}", and Pods use only those of their own, "${owner.namespace?.value}". Unless it is there, too, ${effect}`;
  const names = beside.map(({ value }) => value);
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  return evidence === 'likely'
    ? `ServiceAccount "${name}" is not among those beside this ${owner.kind} (${shown}). Unless the cluster has it, ${effect}`
    : `ServiceAccount "${name}" is not in these files; the cluster may have it. If not, ${effect}`;
}
