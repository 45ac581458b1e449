/** What a plan comes down to, in a sentence or two. */
import type { ClaimFate, Effects, PodFate } from './told.ts';
import { counted, countOf, inWords } from './words.ts';

/** What becomes of Pods and claims, in the order in which it happens: `Two Pods are added, then three restart, one at a time.` */
export function effectSentence(effects: Effects): string {
  const count = (fate: PodFate) => countOf(effects.pods.filter((each) => each.fate === fate));
  const clauses = effects.order.map((fate, i) => {
    const pods = i === 0 ? counted(count(fate), 'Pod') : inWords(count(fate));
    const isOne = count(fate) === 1;
    if (fate === 'new') return `${pods} ${isOne ? 'is' : 'are'} added`;
    if (fate === 'leaves')
      return `${pods} ${isOne ? 'leaves' : `leave${isDownwards(effects) ? ', highest first' : ''}`}`;
    const pace = effects.atOnce < 2 ? 'one at a time' : `up to ${inWords(effects.atOnce)} at a time`;
    return `${pods} ${isOne ? 'restarts' : `restart, ${pace}`}`;
  });
  const pods = clauses.length === 0 ? '' : `${capital(clauses.join(', then '))}.`;
  const held = count('held');
  const kept =
    held === 0 ? '' : `${capital(counted(held, 'Pod'))} ${held === 1 ? 'goes' : 'go'} on in the old version.`;
  return [pods, kept, ...claimSentences(effects)].filter((each) => each !== '').join(' ');
}

/** Pods out of range go from the highest ordinal down. */
const isDownwards = ({ pods }: Effects) => countOf(pods.filter(({ fate }) => fate === 'leaves')) > 1;

function claimSentences({ claims, deletedBy }: Effects): readonly string[] {
  const count = (fate: ClaimFate) => countOf(claims.filter((each) => each.fate === fate));
  const [orphaned, deleted] = [count('orphaned'), count('deleted')];
  return [
    ...(orphaned > 0
      ? [`${capital(counted(orphaned, 'claim'))} ${orphaned === 1 ? 'stays' : 'stay'} without a Pod.`]
      : []),
    ...(deleted > 0
      ? [`${capital(counted(deleted, 'claim'))} ${deleted === 1 ? 'is' : 'are'} deleted: ${deletedBy} is Delete.`]
      : []),
  ];
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
