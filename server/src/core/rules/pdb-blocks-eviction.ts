import { insertKey, replaceScalar, replaceText } from '../edit.ts';
import type { PodDisruptionBudget } from '../manifest.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule, type Fix, type Place } from '../rule.ts';
import { printName } from '../words.ts';
import type { PodOwner, Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'pdb-blocks-eviction',
  kinds: ['PodDisruptionBudget'],
  effect: 'risky',
  severity: 'warning',
  misses: ['maxUnavailable', 'minAvailable'],
  summary: 'A PodDisruptionBudget that allows no eviction at all: every drain of a node waits for ever.',
  why: `A budget leaves room for \`minAvailable\` Pods less than there are, or for \`maxUnavailable\` of them; percentages are rounded up. With no room
left, each eviction is answered with 429: \`kubectl drain\` and node upgrades hang until somebody deletes the Pod or the budget. Rolling updates do not
ask budgets. \`maxUnavailable: 1\` always leaves room for one, whatever the replicas are; it means a short outage for a workload with one Pod.`,
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 3
  selector:
    matchLabels:
      app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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

  *check(budget, workspace) {
    const owners = ownersOf(budget, workspace);
    if (owners.length === 0 || owners.some((owner) => workspace.isCutOff(owner))) return;
    const pods = podsOf(owners, workspace);
    if (pods?.count === 0) return;
    const blocked = blockedBy(budget, pods);
    if (!blocked) return;
    yield {
      at: blocked.at,
      message: `${blocked.reason}: no Pod may be evicted${
        pods?.isLeast
          ? ' while the autoscaler is at its minimum, and draining a node that runs one waits as long'
          : ', and draining a node that runs one waits for ever'
      }.`,
      related: (pods?.counts ?? []).slice(0, 3),
      fixes: fixesOf(budget),
    };
  },
});

/** The workloads that the budget means; of several with one name, as of copies in other folders, the nearest. */
function ownersOf(budget: PodDisruptionBudget, workspace: Workspace): readonly PodOwner[] {
  const names = new Set<string>();
  return workspace.podsSelectedBy(budget.selector, budget).filter(({ kind, name, field }) => {
    const id = `${kind} ${name?.value}`;
    // A drain leaves the Pods of a DaemonSet where they are; and a Pod that something made may be one of them.
    const isMade = field.get('metadata', 'ownerReferences').exists;
    return kind !== 'DaemonSet' && !isMade && !names.has(id) && names.add(id);
  });
}

interface Pods {
  readonly count: number;
  /** An autoscaler may make it more. */
  readonly isLeast: boolean;
  /** "web" has 3 Pods */
  readonly text: string;
  readonly counts: readonly { readonly at: Field; readonly message: string }[];
}

/** All the Pods that the budget counts; undefined when one workload does not say how many it has. */
function podsOf(owners: readonly PodOwner[], workspace: Workspace): Pods | undefined {
  const known = owners.flatMap((owner) => {
    const replicas = replicasOf(owner, workspace);
    return replicas ? [{ owner, replicas }] : [];
  });
  if (known.length < owners.length) return undefined;
  const count = known.reduce((sum, { replicas }) => sum + replicas.least, 0);
  const names = known.map(({ owner }) => printName(owner));
  const isLeast = known.some(({ replicas }) => replicas.most > replicas.least);
  return {
    count,
    isLeast,
    text: `${names.length > 2 ? `${names[0]} and ${names.length - 1} others have` : names.length === 2 ? `${names.join(' and ')} have` : `${names[0]} has`} ${
      isLeast ? 'at least ' : ''
    }${count} ${count === 1 ? 'Pod' : 'Pods'}`,
    counts: known
      .filter(({ replicas }) => replicas.field.exists)
      .map(({ replicas: { field, least, autoscaler } }) => ({
        at: field,
        message: `${autoscaler ? 'minReplicas' : 'replicas'}: ${least}`,
      })),
  };
}

function blockedBy(budget: PodDisruptionBudget, pods: Pods | undefined): { at: Place; reason: string } | undefined {
  const { minAvailable, maxUnavailable } = budget;
  if (minAvailable.exists && maxUnavailable.exists) return undefined; // refused
  if (maxUnavailable.exists)
    return maxUnavailable.scalar === 0 || /^0+%$/.test(maxUnavailable.text ?? '')
      ? { at: maxUnavailable, reason: `maxUnavailable: ${maxUnavailable.text} leaves no room` }
      : undefined;
  if (!minAvailable.exists) {
    const at = budget.field.get('spec', 'selector');
    const key = at.keySpan && { document: at.document, span: at.keySpan, path: at.path };
    return { at: key ?? at, reason: 'Neither minAvailable nor maxUnavailable is set, which leaves no room' };
  }
  const percent = /^([0-9]+)%$/.exec(minAvailable.text ?? '')?.[1];
  if (percent !== undefined && Number(percent) === 100)
    return { at: minAvailable, reason: 'minAvailable: 100% leaves no room' };
  const wanted = percent === undefined ? minAvailable.number?.value : pods && share(Number(percent), pods.count);
  if (wanted === undefined || !pods || wanted < pods.count) return undefined;
  const rounded = percent === undefined ? '' : `, which is ${wanted} after rounding up`;
  return { at: minAvailable, reason: `minAvailable is ${minAvailable.text}${rounded}, and ${pods.text}` };
}
const share = (percent: number, count: number) => Math.ceil((percent * count) / 100);

function fixesOf({ field, minAvailable, maxUnavailable }: PodDisruptionBudget): readonly Fix[] {
  if (maxUnavailable.exists)
    return [{ title: 'Set maxUnavailable: 1', safe: false, edits: [replaceScalar(maxUnavailable, 1)] }];
  if (minAvailable.isShared) return []; // it stands elsewhere, and not for this budget alone
  const { keySpan, valueSpan } = minAvailable;
  const edit =
    keySpan && valueSpan
      ? replaceText(field.document, { start: keySpan.start, end: valueSpan.end }, 'maxUnavailable: 1')
      : insertKey(field.get('spec'), 'maxUnavailable', 1);
  return [{ title: 'Set maxUnavailable: 1', safe: false, edits: [edit] }];
}
