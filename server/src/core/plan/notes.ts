/** What else a reader of a plan has to know: what waits for a person, and what may. */
import { deletePods } from '../kubectl.ts';
import type { StatefulSet } from '../manifest.ts';
import type { Side } from './sides.ts';
import type { Effects, ManualStep } from './told.ts';
import { countOf, listedNames, listedPods } from './words.ts';

/** Pods that stay in the old version on purpose. */
export function held({ name, updateStrategy }: StatefulSet, { pods }: Effects): readonly ManualStep[] {
  const ranges = pods.filter(({ fate }) => fate === 'held');
  if (ranges.length === 0 || updateStrategy.type === 'OnDelete') return [];
  const isOne = countOf(ranges) === 1;
  return [
    {
      title: `partition ${updateStrategy.partition} holds ${listedPods({ name }, ranges)} back in the old version. Lower it when the new one has proved itself; ${isOne ? 'it restarts' : 'they restart'} then`,
    },
  ];
}

/** OrderedReady waits for a Pod that does not get Ready, whatever else is changed. See the rule forced-rollback-trap. */
export function trap(now: StatefulSet, was: StatefulSet, { restarts }: Effects): readonly ManualStep[] {
  const [first] = restarts;
  if (!first || now.podManagementPolicy === 'Parallel' || now.updateStrategy.type === 'OnDelete') return [];
  const hasOtherImage = now.pods.containers.some(({ name, image }) => {
    const old = was.pods.containers.find((each) => each.name === name)?.image;
    return image && old && image.value !== old.value;
  });
  if (!hasOtherImage) return [];
  const pod = listedPods(now, [{ from: first.from, to: first.from }]);
  return [
    {
      title: `If ${pod} never becomes Ready, the set waits for it for ever: put the old image back, and delete that Pod`,
      command: deletePods(now, first.from, first.from),
    },
  ];
}

/** Claims that go, and what goes with them. */
export function deletedClaims({ set, preview }: Side, { claims, deletedBy }: Effects): readonly ManualStep[] {
  return preview.claims.flatMap(({ name: template, storageClass }) => {
    const ranges = claims.filter((each) => each.template === template && each.fate === 'deleted');
    if (ranges.length === 0) return [];
    const isOne = countOf(ranges) === 1;
    const disks =
      storageClass?.reclaimPolicy === 'Delete'
        ? `, and ${isOne ? 'its disk' : 'their disks'}, too: class ${storageClass.name?.value} reclaims with Delete`
        : '';
    return [
      {
        title: `${listedNames(`${template}-${set.name?.value}-`, '', ranges)} ${isOne ? 'is' : 'are'} deleted, because ${deletedBy} is Delete${disks}. Copy what you need before`,
      },
    ];
  });
}

/** Claims that stay without a Pod cost money and hold data; nobody deletes them unasked. */
export function leftClaims({ name }: StatefulSet, effects: readonly Effects[]): readonly ManualStep[] {
  const orphaned = effects.flatMap(({ claims }) => claims.filter(({ fate }) => fate === 'orphaned'));
  if (orphaned.length === 0) return [];
  const claims = [...new Set(orphaned.map(({ template }) => template))].map((template) =>
    listedNames(
      `${template}-${name?.value}-`,
      '',
      orphaned.filter((each) => each.template === template),
    ),
  );
  const isOne = countOf(orphaned) === 1;
  return [
    {
      title: `The claim${isOne ? '' : 's'} ${claims.join(', ')} keep${isOne ? 's its disk' : ' their disks'}. Delete ${isOne ? 'it' : 'them'} yourself if the data is not needed`,
    },
  ];
}
