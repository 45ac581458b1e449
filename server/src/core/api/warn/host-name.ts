/** Names that become hostnames. Source: pkg/registry (WarningsOnCreate of Pods, and of what names its Pods after itself). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ObjectMeta } from '../types.ts';
import { dnsLabel } from '../validate/names.ts';

export function hostName(check: Check, at: Path, { name = '', generateName = '' }: ObjectMeta = {}): void {
  const field = name === '' ? 'generateName' : 'name';
  const text = name === '' ? `${generateName}0` : name;
  const wrong = dnsLabel(text, check);
  if (wrong !== undefined)
    check.warn(
      at.child('metadata', field),
      `"${name || generateName}" ${wrong}. Hostnames of Pods are made of it, and programs stumble over those.`,
    );
}
