/** The same thing as a Deployment: what a StatefulSet gives its Pods that a Deployment does not. */
import { type Preview, podName, serviceDomain } from './preview.ts';

/** What is lost: what it is about, what the set has, and what the Deployment would have. */
export interface Loss {
  readonly what: string;
  readonly asStatefulSet: string;
  readonly asDeployment: string;
}

/**
 * What would be lost if the Pods of a set came from a Deployment. Only what this set has: without claims no disks are lost.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#using-statefulsets
 */
export function asDeployment(preview: Preview): readonly Loss[] {
  const { statefulSet, name, governance, claims } = preview;
  const first = podName(preview, statefulSet.start);
  const domain = serviceDomain(preview);
  const losses: Loss[] = [
    {
      what: 'Host names',
      asStatefulSet: `${first} is ${first} again after every restart.`,
      asDeployment: `${name}-<hash>-<random>: a new name each time.`,
    },
  ];
  if (governance.state === 'headless' && domain !== undefined)
    losses.push({
      what: 'DNS names',
      asStatefulSet: `Each Pod has its own: ${first}.${governance.name}.`,
      asDeployment: `None for a Pod; ${governance.name} answers with all addresses, in any order.`,
    });
  if (claims.length > 0) losses.push(disks(preview, first));
  return [...losses, start(preview), update(preview, first)];
}

function disks({ claims, statefulSet }: Preview, first: string): Loss {
  const [claim] = claims;
  const isShared = claims.every(({ template }) => template.accessModes.includes('ReadWriteMany'));
  return {
    what: claims.length === 1 ? 'A disk for each Pod' : 'Disks for each Pod',
    asStatefulSet: `${first} always gets ${claim?.name}-${first} back.`,
    asDeployment: isShared
      ? 'One claim that all Pods write into.'
      : statefulSet.replicas > 1
        ? `One claim for all Pods; with ${claim?.template.accessModes.join(', ') || 'its access mode'} those on other nodes stay Pending.`
        : 'One claim, written by hand.',
  };
}

function start({ statefulSet }: Preview): Loss {
  return {
    what: 'Order of start and end',
    asStatefulSet:
      statefulSet.podManagementPolicy === 'Parallel'
        ? 'All at once; scaling down ends the highest ordinal.'
        : 'One after the other; scaling down ends the highest ordinal first.',
    asDeployment: 'All at once; scaling down ends any of them.',
  };
}

function update({ statefulSet }: Preview, first: string): Loss {
  const { type, partition } = statefulSet.updateStrategy;
  return {
    what: 'At most one of each',
    asStatefulSet:
      type === 'OnDelete'
        ? 'You choose when each Pod is replaced, and never two of one name run.'
        : `The old ${first} is gone before the new one starts${partition > 0 ? `; partition ${partition} holds back the Pods below it` : ''}.`,
    asDeployment: 'New Pods start beside the old ones: for a while there are more than asked for.',
  };
}
