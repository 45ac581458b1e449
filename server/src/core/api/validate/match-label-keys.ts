/**
 * Keys of labels whose values the server takes from the Pod itself (matchLabelKeys, mismatchLabelKeys).
 * Source: pkg/apis/core/validation/validation.go (ValidateMatchLabelKeysAndMismatchLabelKeys), pkg/registry/core/pod/strategy.go.
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { LabelSelector, StringMap } from '../types.ts';
import { named, qualifiedName } from './names.ts';

interface Keys {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
}

/** `podLabels`: those of the Pod, with which the server extends the selector before it looks; undefined in a template. */
export function matchLabelKeys(check: Check, at: Path, keys: Keys, podLabels: StringMap<string> | undefined): void {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = keys;
  names(check, at.child('matchLabelKeys'), matchLabelKeys, labelSelector);
  names(check, at.child('mismatchLabelKeys'), mismatchLabelKeys, labelSelector);
  // The server leaves the name of the list out.
  for (const i of chosenTwice(labelSelector, matchLabelKeys, podLabels))
    check.invalid(
      at.unnamed('matchLabelKeys').index(i),
      `"${matchLabelKeys[i]}" is in the labelSelector already: in matchLabelKeys it would be asked for twice.`,
    );
  matchLabelKeys.forEach((key, i) => {
    if (mismatchLabelKeys.includes(key))
      check.invalid(
        at.child('matchLabelKeys').index(i),
        `"${key}" is in mismatchLabelKeys, too: no Pod can have the same value and another one.`,
      );
  });
}

function names(check: Check, at: Path, keys: readonly string[], selector: LabelSelector | undefined): void {
  if (keys.length > 0 && !selector) {
    check.forbidden(at, 'These keys extend the labelSelector, and there is none.');
    return;
  }
  keys.forEach((key, i) => {
    named(check, at.index(i), key, qualifiedName);
  });
}

/** Indexes of keys that an expression asks for although something before it in the selector does. */
function chosenTwice(
  selector: LabelSelector | undefined,
  keys: readonly string[],
  podLabels: StringMap<string> | undefined,
): readonly number[] {
  if (!selector || keys.length === 0) return [];
  const chosen = new Set(Object.keys(selector.matchLabels ?? {}));
  const extended = keys.filter((key) => podLabels?.[key] !== undefined);
  const expressions = [...(selector.matchExpressions ?? []).map(({ key = '' }) => key), ...extended];
  return expressions.flatMap((key) => {
    const i = keys.lastIndexOf(key);
    const isTwice = i >= 0 && chosen.has(key);
    chosen.add(key);
    return isTwice ? [i] : [];
  });
}

/** As matchLabelKeys of topologySpreadConstraints were looked at up to 1.33. */
export function matchLabelKeysOfOld(check: Check, at: Path, { labelSelector, matchLabelKeys = [] }: Keys): void {
  if (matchLabelKeys.length === 0) return;
  if (!labelSelector) check.forbidden(at, 'These keys extend the labelSelector, and there is none.');
  const chosen = new Set([
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map(({ key = '' }) => key),
  ]);
  matchLabelKeys.forEach((key, i) => {
    named(check, at.index(i), key, qualifiedName);
    if (chosen.has(key))
      check.invalid(
        at.index(i),
        `"${key}" is in the labelSelector already: in matchLabelKeys it would be asked for twice.`,
      );
  });
}
