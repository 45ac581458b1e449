/** Namespace. Source: pkg/apis/core/validation/validation.go (ValidateNamespace). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Namespace } from '../types.ts';
import { coreFinalizer, metadata } from './metadata.ts';
import { dnsLabel, labelValue } from './names.ts';

export function namespace(check: Check, at: Path, object: Namespace): void {
  // A namespace written in one is passed over.
  metadata(check, at.child('metadata'), { ...object.metadata, namespace: '' }, dnsLabel);
  // The server writes the name into a label as well.
  const name = object.metadata?.name ?? '';
  const label = labelValue(name, check);
  if (label !== undefined)
    check.invalid(at.child('metadata').unnamed('name').named('labels'), `"${name}" ${label}.`, {
      follows: check.errors.find(({ path }) => `${path}` === `${at.child('metadata', 'name')}`),
    });
  (object.spec?.finalizers ?? []).forEach((text, i) => {
    const item = at.child('spec', 'finalizers').unnamed(i);
    coreFinalizer(check, item, text, item);
  });
}
