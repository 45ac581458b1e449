/** A StorageClass that exists. Source: pkg/apis/storage/validation/validation.go (ValidateStorageClassUpdate). */
import { differences } from '../../difference.ts';
import type { StorageClass } from '../../types.ts';
import type { Update } from './index.ts';
import { command, putBack } from './way-out.ts';

const fixed = ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'] as const;

export const storageClass: Update<StorageClass> = {
  passesOver: ({ path }) => /^(?:parameters|provisioner|reclaimPolicy|volumeBindingMode)\b/.test(`${path}`),
  check(check, at, now, was) {
    for (const field of fixed) {
      const [place] = differences(
        'StorageClass',
        at,
        { [field]: now[field] },
        { [field]: was[field] },
        check.kubernetes,
      );
      if (!place) continue;
      const isForbidden = field !== 'volumeBindingMode' && !check.isSince('1.36');
      check.report(
        isForbidden ? 'Forbidden' : 'Invalid value',
        at.child(field).standingAt(place),
        `"${field}" of a StorageClass that exists cannot be changed. Delete the class (${command('delete storageclass', { name: now.metadata?.name ?? '' })}) and apply it again, or give it another name: volumes that exist stay as they are.`,
        { repairs: place.steps.length === 1 ? putBack(was[field]) : [] },
      );
    }
  },
};
