/** What Pods of Linux and of Windows cannot have. Source: pkg/apis/core/validation/validation.go (validateOS and after it). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PodSecurityContext, PodSpec, SecurityContext } from '../types.ts';
import { containersOf } from './containers-of.ts';
import { isEmpty, listed, meant } from './values.ts';

/** `spec.os`, and the fields that it excludes. */
export function operatingSystem(check: Check, at: Path, spec: PodSpec): void {
  if (!spec.os) return;
  const { name } = spec.os;
  const allowed = ['linux', 'windows'];
  if (isEmpty(name)) check.required(at.child('os', 'name'), `The name of the system is missing: ${listed(allowed)}.`);
  else if (!allowed.includes(name))
    // The server names os, not its name.
    check.report(
      'Unsupported value',
      at.child('os').unnamed('name'),
      `"${name}" is not allowed here: it must be ${listed(allowed)}.`,
      {
        repairs: meant(name, allowed),
      },
    );
  else if (name === 'linux') linux(check, at, spec);
  else windows(check, at, spec);
}

function linux(check: Check, at: Path, spec: PodSpec): void {
  const places = [
    { path: at, context: spec.securityContext },
    ...containersOf(at, spec).map(({ container, path }) => ({ path, context: container.securityContext })),
  ];
  for (const { path, context } of places)
    if (context?.windowsOptions)
      check.forbidden(
        path.child('securityContext', 'windowsOptions'),
        'windowsOptions are not for a Pod of Linux (os.name).',
        {
          repairs: [{ kind: 'remove' }],
        },
      );
}

const ofPod: readonly (keyof PodSecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const ofContainer: readonly (keyof SecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function windows(check: Check, at: Path, spec: PodSpec): void {
  const forbid = (path: Path) =>
    check.forbidden(path, `${path.step} is not for a Pod of Windows (os.name).`, { repairs: [{ kind: 'remove' }] });
  if (spec.hostUsers !== undefined && check.isSince('1.33')) forbid(at.child('hostUsers'));
  if (spec.hostPID) forbid(at.child('hostPID'));
  if (spec.hostIPC) forbid(at.child('hostIPC'));
  if (spec.shareProcessNamespace !== undefined) forbid(at.child('shareProcessNamespace'));
  for (const name of ofPod)
    if (isSet(check, spec.securityContext?.[name], name)) forbid(at.child('securityContext', name));
  for (const { container, path } of containersOf(at, spec))
    for (const name of ofContainer)
      if (container.securityContext?.[name] !== undefined) forbid(path.child('securityContext', name));
}

function isSet(check: Check, value: unknown, name: keyof PodSecurityContext): boolean {
  if (value === undefined) return false;
  if (name === 'sysctls') return Array.isArray(value) && value.length > 0;
  return check.isSince('1.33') || (name !== 'supplementalGroupsPolicy' && name !== 'seLinuxChangePolicy');
}
