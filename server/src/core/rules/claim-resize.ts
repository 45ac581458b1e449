import { replaceScalar, setKey } from '../edit.ts';
import { apply, deleteSet, growClaims } from '../kubectl.ts';
import type { ClaimSpec, ClaimTemplate, PersistentVolumeClaim, StatefulSet, StorageClass } from '../manifest.ts';
import { sizeChange } from '../quantity.ts';
import { type ApiError, defineRule, type Fix, type Report } from '../rule.ts';
import { isSince } from '../settings.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'claim-resize',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'rejected',
  severity: 'error',
  summary: 'The size or the class of a claim was changed.',
  why: `Ordinal compares with what was: in the editor with the last commit, on the command line with \`--since REV\` or \`--against PATH\`.

The claim templates of a StatefulSet that exists cannot be changed: the API server refuses the update, up to Kubernetes 1.36 without saying
which field it means. To grow the volumes, (1) raise \`spec.resources.requests.storage\` of each claim, which needs a class with
\`allowVolumeExpansion: true\`; (2) delete the set alone, \`kubectl delete statefulset NAME --cascade=orphan\`, which leaves Pods and claims where
they are; (3) apply the set again with the new size, so that later ordinals get it, too. Some drivers grow the file system only when the Pod
starts anew.

A claim never becomes smaller, and keeps its class for ever. Volumes made by hand do not grow at all.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims',
  bad: `
#- web.yaml (as it was)
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
          volumeMounts:
            - name: www
              mountPath: /usr/share/nginx/html
  volumeClaimTemplates:
    - metadata:
        name: www
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
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
          volumeMounts:
            - name: www
              mountPath: /usr/share/nginx/html
  volumeClaimTemplates:
    - metadata:
        name: www
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 5Gi
`,
  good: `
#- claim.yaml (as it was)
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
#- claim.yaml
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
      storage: 5Gi
#- class.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
`,

  *check(resource, workspace) {
    if (resource.type === 'PersistentVolumeClaim') {
      const was = workspace.before(resource);
      if (was) yield* checkClaim(resource, was, workspace);
      return;
    }
    for (const was of workspace.before(resource)?.claimTemplates ?? []) {
      const template = resource.claimTemplates.find(({ name }) => name && name.value === was.name?.value);
      if (template) yield* checkTemplate(template, was, resource, workspace);
    }
  },
});

// ---- the template of a set ----

function* checkTemplate(
  template: ClaimTemplate,
  was: ClaimTemplate,
  set: StatefulSet,
  workspace: Workspace,
): Iterable<Report> {
  const { storage, name } = template;
  const [size, before] = [storage.text, was.storage.text];
  const claims = `Claim template "${name?.value}"`;
  const refused = `the API server refuses that for a StatefulSet "${set.name?.value}" that exists`;
  const api = [templateError(set, workspace)];
  const change = sizeChange(storage, was.storage);
  if (change === 'grown') {
    yield {
      at: storage,
      message: `${claims} asks for ${size}, and asked for ${before} before: ${refused}. Grow its claims themselves, delete the set without its Pods, and apply it again.`,
      related: steps(template, set).map((message) => ({ at: storage, message })),
      fixes: [putBack(storage, before)],
      api,
    };
    const problem = cannotGrow(template, set, workspace);
    if (problem)
      yield {
        at: storage,
        effect: 'stuck',
        severity: 'warning',
        message: `The claims of template "${name?.value}" cannot grow to ${size}: ${problem.reason}.`,
        related: problem.storageClass?.name
          ? [{ at: problem.storageClass.name, message: `StorageClass "${problem.storageClass.name.value}"` }]
          : [],
        fixes: [...problem.fixes, putBack(storage, before)],
      };
  }
  if (change === 'shrunk')
    yield {
      at: storage,
      message: `${claims} asks for ${size}, and asked for ${before} before: ${refused}. A claim never becomes smaller; only one made anew, and empty, would be.`,
      fixes: [putBack(storage, before)],
      api,
    };
  if (isOtherClass(template, was)) {
    const written = template.storageClassName;
    yield {
      at: written ?? name ?? template.field,
      message: `${claims} ${classText(template)}, and ${classText(was, true)} before: ${refused}. A claim keeps its class for ever; only one made anew, and empty, gets the other.`,
      fixes: written && was.storageClassName ? [putBack(written.field, was.storageClassName.value)] : [],
      api,
    };
  }
}

/** What the server answers. Up to 1.36 it names no field. */
function templateError({ field }: StatefulSet, workspace: Workspace): ApiError {
  return isSince(workspace.settingsOf(field.document.uri), '1.37')
    ? { type: 'Invalid value', field: 'spec.volumeClaimTemplates' }
    : { type: 'Forbidden', field: 'spec' };
}

/** How the claims of a running set grow, as commands to be copied. */
function steps(template: ClaimTemplate, set: StatefulSet): readonly string[] {
  return [growClaims(template, set), deleteSet(set, 'orphan'), apply(set)]
    .filter((command) => command !== undefined)
    .map((command, i) => `${i + 1}. ${command}`);
}

// ---- a claim that is written by hand ----

function* checkClaim(
  { claim, ...resource }: PersistentVolumeClaim,
  { claim: was }: PersistentVolumeClaim,
  workspace: Workspace,
): Iterable<Report> {
  const { storage } = claim;
  const [size, before] = [storage.text, was.storage.text];
  const name = `PersistentVolumeClaim "${resource.name?.value}"`;
  const change = sizeChange(storage, was.storage);
  const problem = change === 'grown' ? cannotGrow(claim, { ...resource, claim }, workspace) : undefined;
  if (problem)
    yield {
      at: storage,
      message: `${name} asks for ${size}, and asked for ${before} before: once it is bound, the API server refuses that, because ${problem.reason}.`,
      related: problem.storageClass?.name
        ? [{ at: problem.storageClass.name, message: `StorageClass "${problem.storageClass.name.value}"` }]
        : [],
      fixes: [...problem.fixes, putBack(storage, before)],
      api: [{ type: 'admission', field: '' }],
    };
  // A claim that failed to grow may be lowered again, down to what it has.
  if (change === 'shrunk')
    yield {
      at: storage,
      severity: 'warning',
      message: `${name} asks for ${size}, and asked for ${before} before: a claim never becomes smaller than its volume, and the API server refuses it.`,
      fixes: [putBack(storage, before)],
      api: [{ type: 'Forbidden', field: 'spec.resources.requests.storage' }],
    };
  // One that was not written may have become any.
  if (claim.storageClassName && was.storageClassName && isOtherClass(claim, was))
    yield {
      at: claim.storageClassName,
      message: `${name} ${classText(claim)}, and ${classText(was, true)} before: a claim keeps its class for ever, and the API server refuses another.`,
      fixes: [putBack(claim.storageClassName.field, was.storageClassName.value)],
      api: [{ type: 'Forbidden', field: 'spec' }],
    };
}

// ---- both ----

function isOtherClass(now: ClaimSpec, was: ClaimSpec): boolean {
  return !now.hasOpaqueClass && !was.hasOpaqueClass && now.storageClassName?.value !== was.storageClassName?.value;
}
function classText({ storageClassName }: ClaimSpec, isPast = false): string {
  if (!storageClassName) return isPast ? 'named none' : 'names no class';
  return `${isPast ? 'named' : 'names'} ${isPast ? '' : 'class '}"${storageClassName.value}"`;
}

interface Growth {
  /** Why the volumes keep their size, as the rest of a sentence. */
  readonly reason: string;
  readonly storageClass: StorageClass | undefined;
  readonly fixes: readonly Fix[];
}

/** Undefined when they can, or when the files do not say. */
function cannotGrow(
  { storageClassName, hasOpaqueClass }: ClaimSpec,
  resource: StatefulSet | PersistentVolumeClaim,
  workspace: Workspace,
): Growth | undefined {
  if (hasOpaqueClass) return undefined;
  if (storageClassName?.value === '')
    return { reason: 'volumes without a class are made by hand, and do not grow', storageClass: undefined, fixes: [] };
  const defaults = storageClassName ? [] : workspace.storageClassesInScope(resource).filter((each) => each.isDefault);
  const storageClass = storageClassName
    ? workspace.storageClass(storageClassName.value, resource)
    : defaults.length === 1
      ? defaults[0]
      : undefined;
  if (!storageClass || workspace.isPartial(storageClass)) return undefined;
  const name = storageClass.name?.value;
  if (storageClass.provisioner === 'kubernetes.io/no-provisioner')
    return { reason: `volumes of StorageClass "${name}" are made by hand, and do not grow`, storageClass, fixes: [] };
  if (storageClass.allowsExpansion) return undefined;
  return {
    reason: `StorageClass "${name}" does not say allowVolumeExpansion: true`,
    storageClass,
    fixes: [
      {
        title: `Set allowVolumeExpansion: true in StorageClass "${name}"`,
        safe: false,
        edits: [setKey(storageClass.field, 'allowVolumeExpansion', true)],
      },
    ],
  };
}

const putBack = (field: Field, value: string | undefined): Fix => ({
  title: `Put back ${value === '' ? '""' : value}`,
  safe: false,
  edits: [replaceScalar(field, value ?? '')],
});
