import { bringObject, replaceScalar } from '../edit.ts';
import { isPlaceholder } from '../manifest.ts';
import { type Missing, missingObject } from '../missing-object.ts';
import { podVolumes, templateNamed } from '../mounts.ts';
import { claim } from '../objects.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { PodOwner, Workspace } from '../workspace.ts';
import { type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'claim-not-found',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A claim that the Pods mount is not in the files.',
  why: `Nothing is refused, but no Pod is given a node before the claim is there: it stays Pending ("persistentvolumeclaim not found"). It is an
**error** when the name is a slip of a claim that stands beside it, and a **warning** when others stand beside it, or when it is in another
namespace. Nothing is said where the files hold no claims at all: many are made by hand. Claims that a StatefulSet makes count as well.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes',
  bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: postgres-data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgres
spec:
  serviceName: postgres
  selector:
    matchLabels:
      app: postgres
  template:
    metadata:
      labels:
        app: postgres
    spec:
      containers:
        - name: postgres
          image: postgres:17
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: postgres-dat
`,
  good: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: postgres-data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgres
spec:
  serviceName: postgres
  selector:
    matchLabels:
      app: postgres
  template:
    metadata:
      labels:
        app: postgres
    spec:
      containers:
        - name: postgres
          image: postgres:17
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: postgres-data
`,

  *check(owner, workspace) {
    const names = claimNamesOf(owner);
    for (const name of new Set(names.map(({ value }) => value))) {
      const [first, ...others] = names.filter(({ value }) => value === name);
      const missing = first && missingClaim(name, owner, workspace);
      if (missing) yield report(first, others, owner, missing, workspace);
    }
  },
});

/** Of the volumes, where no claim template takes their place. */
const claimNamesOf = (owner: PodOwner): readonly Located<string>[] =>
  podVolumes(owner).flatMap(({ name, field }) => {
    const claimName = field.get('persistentVolumeClaim', 'claimName').string;
    const isReplaced = owner.type === 'StatefulSet' && templateNamed(owner, name.value);
    return claimName && claimName.value !== '' && !isPlaceholder(claimName.value) && !isReplaced ? [claimName] : [];
  });

function missingClaim(name: string, owner: PodOwner, workspace: Workspace): Missing | undefined {
  if (workspace.isPartial(owner) || workspace.setsClaiming(name, owner).length > 0) return undefined;
  // https://github.com/kubevirt/containerized-data-importer: it makes a claim of its own name.
  if (workspace.namedOther('DataVolume', name, owner).length > 0) return undefined;
  const missing = missingObject(workspace, owner, 'PersistentVolumeClaim', name);
  if (!missing || missing.evidence === 'possible') return undefined;
  // Of other workloads only what is certain, and only where there are StatefulSets at all.
  const isToldOf = owner.type === 'StatefulSet' || (missing.evidence === 'certain' && workspace.hasStatefulSets(owner));
  return isToldOf ? missing : undefined;
}

function report(
  name: Located<string>,
  others: readonly Located<string>[],
  owner: PodOwner,
  missing: Missing,
  workspace: Workspace,
): Report {
  const { meant, elsewhere } = missing;
  return {
    at: name,
    severity: meant ? 'error' : 'warning',
    message: messageOf(owner, name.value, missing),
    related: [
      ...(meant ? [{ at: meant, message: `Claim "${meant.value}"` }] : []),
      ...(elsewhere?.namespace
        ? [{ at: elsewhere.namespace, message: `Claim "${name.value}" of another namespace` }]
        : []),
      ...others.slice(0, 3).map((at) => ({ at, message: 'Also named here' })),
    ],
    fixes: [
      ...candidates(missing, owner, workspace).map((each) => ({
        title: `Use claim "${writtenName(each)}"`,
        safe: false, // the cluster may have the other one, with data in it
        edits: [name, ...others].map(({ field }) => replaceScalar(field, writtenName(each))),
      })),
      ...creations(name, owner, workspace),
    ],
  };
}

/** The one that was meant, else those that nobody mounts. */
function candidates({ meant, elsewhere, beside }: Missing, owner: PodOwner, workspace: Workspace) {
  if (meant || elsewhere) return meant ? [meant] : [];
  return beside.filter(({ value }) => workspace.workloadsMounting(value, owner).length === 0).slice(0, 3);
}

function creations(name: Located<string>, owner: PodOwner, workspace: Workspace): readonly Fix[] {
  const written = writtenName(name);
  const { uri } = owner.field.document;
  return bringObject(workspace, uri, `claim "${written}"`, `${written}-claim`, claim(written, owner)).map((fix) => ({
    ...fix,
    safe: false,
  }));
}

function messageOf(owner: PodOwner, name: string, { meant, elsewhere, beside }: Missing): string {
  const effect = owner.kind === 'Pod' ? 'the Pod stays Pending.' : 'the Pods stay Pending.';
  if (meant) return `There is no claim "${name}"; did you mean "${meant.value}"? Without it, ${effect}`;
  if (elsewhere)
    return `Claim "${name}" is in namespace "${elsewhere.namespace?.value}", and Pods mount only those of their own, "${owner.namespace?.value}". Unless it is there, too, ${effect}`;
  const names = [...new Set(beside.map(({ value }) => value))];
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  return `Claim "${name}" is not among those beside this ${owner.kind} (${shown}). Unless the cluster has it, ${effect}`;
}
