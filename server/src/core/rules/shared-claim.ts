import { addItem, removeItem } from '../edit.ts';
import { knownContainers } from '../known/images.ts';
import { isPlaceholder, type PersistentVolumeClaim, type StatefulSet } from '../manifest.ts';
import { hasOpaqueVolumes, mountsOf, type PodVolume, podVolumes, templateNamed } from '../mounts.ts';
import { claimTemplate } from '../objects.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';

export default defineRule({
  id: 'shared-claim',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  summary: 'All replicas mount one claim that only one node can use.',
  why: `A claim under \`volumes\` is one claim for all Pods. With \`ReadWriteOnce\` only the Pods of one node can have it: the others stay in
\`ContainerCreating\`, and those beside each other write over the same files. With \`ReadWriteOncePod\` all Pods but one stay \`Pending\`
(**error**). Members of a database that share their data directory destroy it, whatever the access mode is. A claim that is not in the
files is **information**: it may be \`ReadWriteMany\`. A claim template makes a claim for each Pod; what the old claim holds has to be copied by hand.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: web-data
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: web-data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 10Gi
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet, workspace) {
    if (statefulSet.replicas < 2) return;
    for (const volume of podVolumes(statefulSet)) {
      const claimName = volume.field.get('persistentVolumeClaim', 'claimName').string;
      // A template of that name takes the volume's place.
      if (!claimName || isPlaceholder(claimName.value) || templateNamed(statefulSet, volume.name.value)) continue;
      const claims = workspace.named('PersistentVolumeClaim', claimName.value, statefulSet);
      const [claim] = claims;
      const verdict = verdictOn(statefulSet, volume, claims);
      if (!verdict || (!claim && workspace.isOpen(statefulSet))) continue;
      yield {
        at: claimName,
        ...verdict,
        related: claim ? [{ at: claim.claim.name ?? claim.field, message: `Claim "${claimName.value}"` }] : [],
        fixes: hasOpaqueVolumes(statefulSet) ? [] : [claimForEach(statefulSet, volume, claim)],
      };
    }
  },
});

function verdictOn(
  statefulSet: StatefulSet,
  volume: PodVolume,
  claims: readonly PersistentVolumeClaim[],
): Pick<Report, 'severity' | 'effect' | 'message'> | undefined {
  const claimName = volume.field.get('persistentVolumeClaim', 'claimName').text ?? '';
  const all = `All ${statefulSet.replicas} Pods of "${statefulSet.name?.value ?? ''}"`;
  const modes = claims[0]?.claim.accessModes.join(' and ');
  if (claims.length > 0 && claims.every((claim) => isFor(claim, oncePod)))
    return {
      severity: 'error',
      effect: 'stuck',
      message: `${all} mount the one claim "${claimName}" (${modes}): one Pod gets it, the others stay Pending.`,
    };
  if (claims.length > 0 && claims.every((claim) => isFor(claim, once, oncePod)))
    return {
      message: `${all} mount the one claim "${claimName}" (${modes}): Pods on another node cannot start, those on the same node share its files.`,
    };
  if (holdsDatabase(statefulSet, volume))
    return { message: `${all} keep their data in the one claim "${claimName}": they write over the same files.` };
  if (claims.length > 0) return undefined;
  return {
    severity: 'information',
    message: `${all} mount the one claim "${claimName}", which is not in these files: unless it is ReadWriteMany, only the Pods of one node can start.`,
  };
}

const [once, oncePod] = ['ReadWriteOnce', 'ReadWriteOncePod'];
const isFor = ({ claim: { accessModes } }: PersistentVolumeClaim, ...modes: readonly string[]) =>
  accessModes.length > 0 && accessModes.every((mode) => modes.includes(mode));

/** A known database has its data there, and no directory for each Pod. */
const holdsDatabase = ({ pods }: StatefulSet, volume: PodVolume) =>
  knownContainers(pods).some(({ container, known }) =>
    mountsOf(container).some(
      ({ name, path, field }) =>
        known.isDatabase &&
        name.value === volume.name.value &&
        !field.get('subPathExpr').exists &&
        known.dataPaths.includes(path?.value ?? ''),
    ),
  );

function claimForEach(
  statefulSet: StatefulSet,
  { name, field }: PodVolume,
  claim: PersistentVolumeClaim | undefined,
): Fix {
  // Shared by many is what the template is there to end.
  const like = claim && { ...claim.claim, accessModes: [isFor(claim, oncePod) ? oncePod : once] };
  const claimName = field.get('persistentVolumeClaim', 'claimName').text;
  return {
    title: `Remove volume "${name.value}" and add claim template "${name.value}", a claim for each Pod; the data of "${claimName}" stay there`,
    safe: false,
    edits: [
      removeItem(field),
      addItem(statefulSet.field.get('spec'), 'volumeClaimTemplates', claimTemplate(name.value, like)),
    ],
  };
}
