/** A reference to an object by kind and name. Source: pkg/apis/autoscaling/validation (ValidateCrossVersionObjectReference). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { CrossVersionObjectReference } from '../types.ts';
import { named, pathSegment } from './names.ts';
import { required } from './values.ts';

export function objectReference(check: Check, at: Path, { kind, name }: CrossVersionObjectReference): void {
  if (required(check, at.child('kind'), kind, 'The kind of the object is missing.'))
    named(check, at.child('kind'), kind, pathSegment);
  if (required(check, at.child('name'), name, 'The name of the object is missing.'))
    named(check, at.child('name'), name, pathSegment);
}
