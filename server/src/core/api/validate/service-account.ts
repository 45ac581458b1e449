/** ServiceAccount. Source: pkg/apis/core/validation/validation.go (ValidateServiceAccount). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ServiceAccount } from '../types.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';

export const serviceAccount = (check: Check, at: Path, object: ServiceAccount): void =>
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
