import { knowClass } from '../config.ts';
import { isDnsSubdomain } from '../dns-label.ts';
import { bringObject, replaceScalar } from '../edit.ts';
import type { ClaimSpec, Resource } from '../manifest.ts';
import { missingClass } from '../missing-class.ts';
import { storageClass } from '../objects.ts';
import { defineRule, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import { writtenName } from '../yaml.ts';

export default defineRule({
  id: 'storage-class-not-found',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A claim names a StorageClass that is neither in the files nor known.',
  why: `A claim whose class does not exist stays Pending for ever, and its Pod with it; nothing is refused. Classes mostly come with the cluster,
so this is only **information** while the files hold no StorageClass at all. Name the classes of your cluster in \`ordinal.storageClasses\`
(or a platform: \`eks\`, \`gke\`, \`aks\`, \`k3s\`, …), and a slip becomes an **error**.`,
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: fats
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,
  good: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: fast
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,

  *check(resource, workspace) {
    if (resource.type === 'PersistentVolumeClaim') yield* checkClaim(resource.claim, resource, workspace);
    else for (const template of resource.claimTemplates) yield* checkClaim(template, resource, workspace);
  },
});

const severities = { certain: 'error', likely: 'warning', possible: 'information' } as const;

function* checkClaim(
  { storageClassName, isBoundByHand }: ClaimSpec,
  resource: Resource,
  workspace: Workspace,
): Iterable<Report> {
  if (!storageClassName || storageClassName.value === '' || isBoundByHand || workspace.isOpen(resource)) return;
  const { value, field } = storageClassName;
  const missing = missingClass(workspace, resource, value);
  if (!missing) return;
  const { evidence, meant, candidates } = missing;
  // What can be no name, api-invalid refuses.
  if (evidence === 'possible' && !isDnsSubdomain(value)) return;
  yield {
    at: storageClassName,
    severity: severities[evidence],
    message: {
      certain: meant
        ? `There is no StorageClass "${value}": the claims stay Pending, and the Pods with them. Did you mean "${meant}"?`
        : `StorageClass "${value}" is neither in these files nor among the known ones: the claims stay Pending, and the Pods with them.`,
      likely: `StorageClass "${value}" is not among those in these files (${candidates.slice(0, 3).join(', ')}): unless the cluster has it, the claims stay Pending, and the Pods with them.`,
      possible: `StorageClass "${value}" is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.`,
    }[evidence],
    related: workspace
      .storageClassesInScope(resource)
      .flatMap(({ name }) => (name && writtenName(name) === meant ? [name] : []))
      .map((name) => ({ at: name, message: `StorageClass "${meant}"` })),
    fixes: [
      ...(meant ? [meant] : evidence === 'likely' ? candidates.slice(0, 3) : []).map((name) => ({
        title: `Use StorageClass "${name}"`,
        safe: name === meant,
        edits: [replaceScalar(field, name)],
      })),
      ...bringObject(
        workspace,
        field.document.uri,
        `StorageClass "${writtenName(storageClassName)}"`,
        `${writtenName(storageClassName)}-storageclass`,
        storageClass(writtenName(storageClassName)),
      ).map((fix) => ({ ...fix, safe: false })),
      ...(meant ? [] : knowClass(workspace, field.document.uri, value)),
    ],
  };
}
