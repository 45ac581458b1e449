/** A set that is in none of the files any more: what goes on, and what deleting it does. */
import { deleteSet } from '../kubectl.ts';
import type { StatefulSet } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import { start } from './compared.ts';
import { asTheyAre, effectsOf } from './effects.ts';
import { FewPods, mostPlayed } from './few-pods.ts';
import { deletedClaims, leftClaims } from './notes.ts';
import { servicePairs, sideOf } from './sides.ts';
import type { Plan } from './told.ts';
import { Trial } from './trial.ts';
import { counted } from './words.ts';

/** Undefined where it never ran, or cannot be read. */
export function gonePlan(past: Workspace, set: StatefulSet): Plan | undefined {
  const was = sideOf(past, set);
  if (!was) return undefined;
  const { name, namespace } = was.preview;
  const few = new FewPods([{ start: set.start, replicas: set.replicas, partition: 0 }], mostPlayed);
  const trial = new Trial(namespace, name, past.settingsOf(set.field.document.uri));
  if (
    !start(
      trial,
      was,
      servicePairs(undefined, was).map((each) => ({ ...each, was: each.now })),
      few,
    )
  )
    return undefined;
  const before = trial.settle();
  trial.simulation.api.delete('StatefulSet', namespace, name);
  trial.settle();
  const byHand = effectsOf(trial, few, before, 1);
  return {
    name,
    namespace,
    state: 'gone',
    set,
    sentence: `It is in none of the files any more. Applying them leaves it running, with ${counted(set.replicas, 'Pod')}.`,
    changes: [],
    refused: [],
    effects: asTheyAre(set),
    manual: [
      {
        title: 'Delete it if it is not to run any more; what prunes (Argo CD, Flux, kubectl apply --prune) does so',
        command: deleteSet(set),
      },
      ...deletedClaims(was, byHand),
      ...leftClaims(set, [byHand]),
    ],
    byHand,
  };
}
