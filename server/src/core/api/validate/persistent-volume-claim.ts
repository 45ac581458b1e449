/** PersistentVolumeClaim. Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaim). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PersistentVolumeClaim } from '../types.ts';
import { claimSpec } from './claim-spec.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';

export function persistentVolumeClaim(check: Check, at: Path, object: PersistentVolumeClaim): void {
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  claimSpec(check, at.child('spec'), object.spec, { isClaim: true });
}
