import { nearest } from '../did-you-mean.ts';
import { replaceScalar } from '../edit.ts';
import { knownProvisioner, type ServedName, servedNames } from '../known/provisioners.ts';
import { isPlaceholder, type StorageClass } from '../manifest.ts';
import { folderOf } from '../paths.ts';
import { defineRule } from '../rule.ts';
import type { PodOwner, Workspace } from '../workspace.ts';

export default defineRule({
  id: 'provisioner-not-deployed',
  kinds: ['StorageClass'],
  effect: 'stuck',
  severity: 'warning',
  summary: 'A StorageClass names another provisioner than the one that is deployed beside it.',
  why: `A provisioner serves the classes that name it, letter by letter. The NFS provisioners take their name from their Deployment (\`PROVISIONER_NAME\`,
or the argument \`-provisioner\`): where the class says something else, its claims wait for ever for "the external provisioner", and nothing is refused.`,
  source: 'https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner#manually',
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: nfs-client
provisioner: example.com/nfs
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nfs-client-provisioner
spec:
  selector:
    matchLabels:
      app: nfs-client-provisioner
  template:
    metadata:
      labels:
        app: nfs-client-provisioner
    spec:
      containers:
        - name: nfs-client-provisioner
          image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2
          env:
            - name: PROVISIONER_NAME
              value: k8s-sigs.io/nfs-subdir-external-provisioner
`,
  good: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: nfs-client
provisioner: k8s-sigs.io/nfs-subdir-external-provisioner
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: nfs-client-provisioner
spec:
  selector:
    matchLabels:
      app: nfs-client-provisioner
  template:
    metadata:
      labels:
        app: nfs-client-provisioner
    spec:
      containers:
        - name: nfs-client-provisioner
          image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2
          env:
            - name: PROVISIONER_NAME
              value: k8s-sigs.io/nfs-subdir-external-provisioner
`,

  *check(storageClass, workspace) {
    const provisioner = storageClass.field.get('provisioner');
    const name = provisioner.text ?? '';
    if (name === '' || isPlaceholder(name) || name.startsWith('kubernetes.io/') || workspace.isOpen(storageClass))
      return;
    const served = workspace
      .provisioningWorkloads(storageClass)
      .flatMap((workload) => servedNames(workload.pods).map((each) => ({ ...each, workload })));
    if (served.some(({ value }) => value === undefined || value === name)) return;
    const slip = nearest(name, served, ({ value = '' }) => value);
    const meant = slip ?? orphan(storageClass, name, served, workspace);
    if (meant?.value === undefined) return;
    const { value, field, before, workload } = meant;
    const what = `${workload.kind} "${workload.name?.value ?? ''}"`;
    yield {
      at: provisioner,
      severity: slip ? 'error' : 'warning',
      message: `${what} makes volumes for "${value}", not for "${name}": claims of class "${storageClass.name?.value ?? ''}" stay Pending.`,
      related: [{ at: field, message: `${what} is "${value}"` }],
      fixes: [
        { title: `Set provisioner: ${value}`, safe: false, edits: [replaceScalar(provisioner, value)] },
        {
          title: `Set ${before || 'PROVISIONER_NAME: '}${name}`,
          safe: false,
          edits: [replaceScalar(field, `${before}${name}`)],
        },
      ],
    };
  },
});

/** The only provisioner deployed beside a class, when no class names it and this one may well mean it: its own is none that comes with a cluster. */
function orphan(
  storageClass: StorageClass,
  name: string,
  served: readonly (ServedName & { readonly workload: PodOwner })[],
  workspace: Workspace,
) {
  const known = knownProvisioner(name);
  if (known && !known.hasChosenName) return undefined;
  const beside = served.filter(
    ({ workload }) =>
      folderOf(workload.field.document.uri) === folderOf(storageClass.field.document.uri) ||
      workspace.shareKustomization(workload, storageClass),
  );
  const [only] = beside;
  const isNamed = workspace.storageClassesInScope(storageClass).some(({ provisioner }) => provisioner === only?.value);
  return beside.length === 1 && !isNamed ? only : undefined;
}
