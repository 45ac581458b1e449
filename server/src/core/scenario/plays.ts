/** What is done in each scenario, and how it ends. */
import { quoted } from '../preview.ts';
import { plural } from '../words.ts';
import type { Range } from './range.ts';
import type { Stage } from './stage.ts';
import { stuckAt, waitingOf } from './stuck.ts';
import type { Outcome, ScenarioName } from './told.ts';

type Play = (stage: Stage, range: Range) => Outcome;
export const plays: Readonly<Record<ScenarioName, Play>> = {
  create,
  recreate: create,
  scale,
  update,
  delete: remove,
};

export const refused = (refusal: string): Outcome => ({
  state: 'refused',
  sentence: `Refused by the API server: ${refusal}.`,
});
const complete = (sentence: string): Outcome => ({ state: 'complete', sentence });

function create(stage: Stage, { start, replicas: played }: Range): Outcome {
  const { replicas } = stage.preview.statefulSet;
  const refusal = stage.apply(start, played);
  if (refusal !== undefined) return refused(refusal);
  stage.follow();
  const stuck = stuckAt(stage);
  if (stuck) return stuck;
  if (replicas === 0) return complete('Nothing to do: replicas is 0.');
  if (stage.name === 'create')
    return complete(replicas === 1 ? 'The Pod is Ready.' : `All ${plural(replicas, 'Pod')} Ready.`);
  if (stage.preview.claims.length === 0) return complete('Every Pod comes back under its name, with a new IP address.');
  return complete(
    stage.hasIdleClaims
      ? 'Every Pod finds its old claim by its ordinal: same data, new IP address.'
      : 'whenDeleted is Delete: the claims went with the set, so every Pod begins with an empty one.',
  );
}

function scale(stage: Stage, { target }: Range): Outcome {
  const { replicas, retention } = stage.preview.statefulSet;
  const to = stage.options.to ?? replicas;
  stage.patch({ replicas: target });
  stage.follow('replicas', `replicas goes from ${replicas.toLocaleString('en')} to ${to.toLocaleString('en')}.`);
  const stuck = stuckAt(stage);
  if (stuck) return stuck;
  if (to === replicas) return complete('Nothing changes.');
  if (to > replicas) return complete(`${plural(to - replicas, 'Pod')} more.`);
  const gone = replicas - to;
  return complete(`${plural(gone, 'Pod')} gone${disks(stage, gone, retention.whenScaled, ', ')}.`);
}

/** `, 2 claims kept`; empty for a set without claims. */
function disks({ preview }: Stage, pods: number, policy: 'Retain' | 'Delete', before: string): string {
  const count = pods * preview.claims.length;
  return count === 0 ? '' : `${before}${plural(count, 'claim')} ${policy === 'Delete' ? 'deleted' : 'kept'}`;
}

function update(stage: Stage, range: Range): Outcome {
  const { namespace, name, statefulSet } = stage.preview;
  const { fails } = stage.options;
  // As `kubectl rollout restart` does; or with an image that cannot be pulled.
  if (fails === undefined)
    stage.patch({ template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' } } } });
  else stage.simulation.act({ do: 'set-image', namespace, set: name, image: 'broken' });
  stage.follow(
    'template',
    'A changed spec.template makes a new revision. Changing replicas, strategy or retention does not.',
  );
  const stuck = stuckAt(
    stage,
    fails === undefined ? undefined : (pod) => `${fails} ${pod} never becomes Ready, and the rollout does not go on.`,
  );
  if (stuck) return fails === undefined ? stuck : rollBack(stage, range);
  if (statefulSet.updateStrategy.type === 'OnDelete')
    return { state: 'by-hand', sentence: 'OnDelete: nothing happens until you delete a Pod yourself.' };
  return complete(updated(stage));
}

function updated({ preview: { name, statefulSet } }: Stage): string {
  const { replicas, start, updateStrategy } = statefulSet;
  const { partition } = updateStrategy;
  if (replicas === 0) return 'Nothing to update: replicas is 0.';
  if (partition >= replicas)
    return `Nothing is updated: partition ${partition} holds back all ${plural(replicas, 'Pod')}.`;
  if (partition === 0) return replicas === 1 ? 'The Pod is updated.' : `All ${plural(replicas, 'Pod')} updated.`;
  const [first, last] = [`${name}-${start + partition}`, `${name}-${start + replicas - 1}`];
  const count = replicas - partition;
  const pods = count === 1 ? last : `${last} ${count === 2 ? 'and' : 'to'} ${first}`;
  return `${pods} updated. partition ${partition} holds back the first ${plural(partition, 'Pod')}.`;
}

/** The template is put back; where that does not reach the Pod that hangs, somebody has to delete it. */
function rollBack(stage: Stage, { start, replicas }: Range): Outcome {
  const { namespace, name, statefulSet } = stage.preview;
  stage.apply(start, replicas);
  stage.follow('template', 'You put the old template back and apply again.');
  const stuck = stuckAt(
    stage,
    (pod) =>
      `The controller still waits for ${pod} to be Ready before it does anything else, so the repaired template never reaches it (kubernetes#67250).`,
  );
  if (!stuck) return complete('Putting the template back repairs it: the Pods that did not start are replaced.');
  const pod = waitingOf(stage)?.pod ?? name;
  stage.simulation.api.delete('Pod', namespace, pod);
  stage.follow(undefined, '', 'by-hand');
  return {
    state: 'stuck',
    ...(stuck.step === undefined ? {} : { step: stuck.step }),
    sentence: `Stuck at ${pod} until you delete it by hand.`,
    command: `kubectl delete pod ${quoted(pod)}${statefulSet.namespace ? ` -n ${quoted(namespace)}` : ''}`,
  };
}

function remove(stage: Stage): Outcome {
  const { namespace, name, statefulSet } = stage.preview;
  const { cascade = 'background' } = stage.options;
  const { whenDeleted, whenScaled } = statefulSet.retention;
  if (cascade === 'scale' && statefulSet.replicas > 0) {
    stage.patch({ replicas: 0 });
    stage.follow('replicas', 'You set replicas to 0 first, for an ordered shutdown.');
  }
  stage.simulation.api.delete('StatefulSet', namespace, name, cascade === 'scale' ? 'background' : cascade);
  stage.follow('set', deletions[cascade]);
  if (cascade === 'orphan')
    return complete('Only the StatefulSet is gone. Its Pods go on running; a new set of the same name adopts them.');
  const policy =
    cascade === 'scale' && whenScaled === 'Delete' ? 'Delete' : cascade === 'scale' ? 'Retain' : whenDeleted;
  return complete(
    `No Pods left.${disks(stage, statefulSet.replicas, policy, ' ')}${stage.preview.claims.length > 0 && statefulSet.replicas > 0 ? '.' : ''}`,
  );
}
const deletions = {
  background: 'You delete the StatefulSet.',
  foreground: 'Deleted with --cascade=foreground: the StatefulSet stays until its Pods are gone.',
  orphan: 'Deleted with --cascade=orphan.',
  scale: 'Then you delete the StatefulSet.',
} as const;
