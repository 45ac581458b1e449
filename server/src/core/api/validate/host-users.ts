/** What Pods with users of their own cannot have. Source: pkg/apis/core/validation/validation.go (validateHostUsers). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PodSpec } from '../types.ts';
import { containersOf } from './containers-of.ts';

/** Up to 1.32 the server loses `hostUsers`: then the users are those of the node. */
export const sharesUsers = (check: Check, { hostUsers }: PodSpec): boolean =>
  hostUsers !== false || !check.isSince('1.33');

/** `at` is the place of the Pod's spec. */
export function ownUsers(check: Check, at: Path, spec: PodSpec): void {
  if (sharesUsers(check, spec)) return;
  const why = (field: string) => `hostUsers: false gives the Pod users of its own: ${field} cannot go with them.`;
  const remove = { repairs: [{ kind: 'remove' }] } as const;
  if (spec.hostNetwork) check.forbidden(at.child('hostNetwork'), why('hostNetwork'), remove);
  // The server writes these two with a capital letter.
  if (spec.hostPID) check.forbidden(at.named('HostPID').standingAt(at.child('hostPID')), why('hostPID'), remove);
  if (spec.hostIPC) check.forbidden(at.named('HostIPC').standingAt(at.child('hostIPC')), why('hostIPC'), remove);
  if (!check.isSince('1.34')) return;
  for (const { container, path } of containersOf(at, spec))
    if ((container.volumeDevices ?? []).length > 0) check.forbidden(path.child('volumeDevices'), why('a device'));
}
