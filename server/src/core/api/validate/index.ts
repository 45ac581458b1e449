/** The checks of each type of object, by its name in the schema. One file for each kind stands beside this one. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import { statefulSet } from './stateful-set.ts';

export const validators: Readonly<Record<string, (check: Check, at: Path, object: never) => void>> = {
  StatefulSet: statefulSet,
};
