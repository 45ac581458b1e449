import { setKey } from '../edit.ts';
import { knownProvisioner, noProvisioner } from '../known/provisioners.ts';
import { isPlaceholder, type StorageClass } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'volume-binding-immediate',
  kinds: ['StorageClass'],
  effect: 'risky',
  severity: 'warning',
  summary: 'Volumes that only one zone or node can reach are made before the Pod has a node.',
  why: `With \`volumeBindingMode: Immediate\`, which is what an absent mode means, the volume is made as soon as the claim is, in a zone or on a node that
knows nothing of the Pod's affinities, taints and other volumes. A Pod with two such claims may get them in two zones, and is never scheduled
("didn't match PersistentVolume's node affinity"). With \`WaitForFirstConsumer\` the Pod is scheduled first. The mode of a class cannot be
changed: delete the class and create it anew; volumes and claims do not notice.`,
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode',
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
`,
  good: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
`,

  *check(storageClass, workspace) {
    const { field, name } = storageClass;
    const mode = field.get('volumeBindingMode');
    if (storageClass.bindingMode !== 'Immediate' || isPlaceholder(mode.text ?? '')) return;
    const where = boundTo(storageClass, workspace);
    if (!where) return;
    const { needsNode, volumes, place } = where;
    yield {
      at: mode.exists ? mode : field.get('provisioner'),
      effect: needsNode ? 'stuck' : 'risky',
      // Who writes it may have a reason; who leaves it out mostly does not know.
      severity: mode.exists && !needsNode ? 'information' : 'warning',
      message: needsNode
        ? `Class "${name?.value ?? ''}" binds at once, but ${volumes} are made on the node that the Pod was given: claims stay Pending.`
        : `Class "${name?.value ?? ''}" binds at once: ${volumes} can be used ${place} only, and are made before it is known where the Pod can run.`,
      fixes: [
        {
          title: 'Set volumeBindingMode: WaitForFirstConsumer',
          safe: false,
          edits: [setKey(field, 'volumeBindingMode', 'WaitForFirstConsumer', 'provisioner')],
        },
      ],
    };
  },
});

/** What makes the volumes of a class bound to a place; undefined when nothing does, or when the class itself says which place. */
function boundTo(storageClass: StorageClass, workspace: Workspace) {
  const { provisioner = '', name } = storageClass;
  if (provisioner === noProvisioner) {
    const isLocal = workspace
      .persistentVolumesOfClass(name?.value ?? '', storageClass)
      .some(({ field }) => field.get('spec', 'local').exists || field.get('spec', 'nodeAffinity').exists);
    return name && isLocal ? { needsNode: false, volumes: 'its local volumes', place: 'on one node' } : undefined;
  }
  const known = knownProvisioner(provisioner);
  if (!known || (known.reach !== 'node' && known.reach !== 'zone')) return undefined;
  if (known.reach === 'zone' && staysInItsZone(storageClass)) return undefined;
  return {
    needsNode: known.needsNode,
    volumes: `${known.title} volumes`,
    place: known.reach === 'node' ? 'on one node' : 'in one zone',
  };
}

/** One zone is named, or the disks are kept in several. */
function staysInItsZone({ field }: StorageClass): boolean {
  const allowed = field
    .get('allowedTopologies')
    .items.flatMap((term) => term.get('matchLabelExpressions').items)
    .flatMap((expression) => expression.get('values').items);
  const parameters = field.get('parameters').entries.map(({ step, text = '' }) => [String(step), text] as const);
  return (
    allowed.length === 1 ||
    parameters.some(([key, text]) => /^(?:zones?|availability)$/i.test(key) && !text.includes(',')) ||
    // Azure's blobs of old are no disks of a zone.
    parameters.some(([key, text]) => /^kind$/i.test(key) && /^(?:dedicated|shared)$/i.test(text)) ||
    parameters.some(([key]) => /^storageAccount$/i.test(key)) ||
    parameters.some(([, text]) => /_ZRS$|^regional-pd$|-high-availability$/i.test(text))
  );
}
