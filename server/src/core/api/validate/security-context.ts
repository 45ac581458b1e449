/**
 * As whom containers run and what they may do.
 * Source: pkg/apis/core/validation/validation.go (validatePodSpecSecurityContext, ValidateSecurityContext).
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  AppArmorProfile,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
  Sysctl,
} from '../types.ts';
import { descendingPath } from './local-paths.ts';
import { userId } from './ranges.ts';
import { oneOf, required } from './values.ts';
import { windowsOptions } from './windows-options.ts';

/** What holds for all containers of a Pod; `at` is the place of the Pod's spec. */
export function podSecurityContext(check: Check, at: Path, spec: PodSpec): void {
  const context: PodSecurityContext = spec.securityContext ?? {};
  const path = at.child('securityContext');
  userId(check, path.child('fsGroup'), context.fsGroup);
  userId(check, path.child('runAsUser'), context.runAsUser);
  userId(check, path.child('runAsGroup'), context.runAsGroup);
  (context.supplementalGroups ?? []).forEach((group, i) => {
    userId(check, path.child('supplementalGroups').index(i), group);
  });
  if (spec.shareProcessNamespace && spec.hostPID)
    // Up to 1.36 the server looks for the field where it keeps it itself.
    check.invalid(
      check.isSince('1.37')
        ? at.child('shareProcessNamespace')
        : at.named('securityContext').named('shareProcessNamespace').unnamed('shareProcessNamespace'),
      'shareProcessNamespace and hostPID exclude each other: the processes of the node are seen already.',
      { repairs: [{ kind: 'remove' }] },
    );
  sysctls(check, path.child('sysctls'), context.sysctls, spec);
  oneOf(check, path.child('fsGroupChangePolicy'), context.fsGroupChangePolicy, ['Always', 'OnRootMismatch']);
  seccompProfile(check, path.child('seccompProfile'), context.seccompProfile);
  windowsOptions(check, path.child('windowsOptions'), context.windowsOptions);
  appArmorProfile(check, path.child('appArmorProfile'), context.appArmorProfile);
  // Versions before lose these fields.
  if (check.isSince('1.33')) {
    oneOf(check, path.child('supplementalGroupsPolicy'), context.supplementalGroupsPolicy, ['Merge', 'Strict']);
    const policies = check.isSince('1.37') ? ['MountOption', 'Recursive'] : ['Recursive'];
    oneOf(check, path.child('seLinuxChangePolicy'), context.seLinuxChangePolicy, policies);
  }
}

/** What holds for one container; `hostUsers`: whether the users of the Pod are those of the node. */
export function securityContext(
  check: Check,
  at: Path,
  context: SecurityContext | undefined,
  hostUsers: boolean,
): void {
  if (!context) return;
  userId(check, at.child('runAsUser'), context.runAsUser);
  userId(check, at.child('runAsGroup'), context.runAsGroup);
  procMount(check, at.child('procMount'), context.procMount, hostUsers);
  seccompProfile(check, at.child('seccompProfile'), context.seccompProfile);
  if (context.allowPrivilegeEscalation === false) escalation(check, at, context);
  windowsOptions(check, at.child('windowsOptions'), context.windowsOptions);
  appArmorProfile(check, at.child('appArmorProfile'), context.appArmorProfile);
}

/** Up to 1.32 the server puts "Default" in the place of all others. */
function procMount(check: Check, path: Path, mount: string | undefined, hostUsers: boolean): void {
  if (mount === undefined || !check.isSince('1.33')) return;
  oneOf(check, path, mount, ['Default', 'Unmasked']);
  if (mount === 'Unmasked' && hostUsers)
    check.invalid(path, 'procMount Unmasked is for Pods with users of their own: hostUsers must be false.');
}

/** The server names the whole of the context. */
function escalation(check: Check, at: Path, { privileged, capabilities }: SecurityContext): void {
  const place = at.unnamed('allowPrivilegeEscalation');
  if (privileged)
    check.invalid(place, 'A privileged container has all rights already: allowPrivilegeEscalation cannot be false.', {
      repairs: [{ kind: 'replace', value: true }, { kind: 'remove' }],
    });
  if (capabilities?.add?.includes('CAP_SYS_ADMIN'))
    check.invalid(place, 'CAP_SYS_ADMIN is as good as all rights: allowPrivilegeEscalation cannot be false.');
}

const profiles = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function seccompProfile(check: Check, at: Path, profile: SeccompProfile | undefined): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  if (required(check, at.child('type'), type, `The type is missing: ${profiles.join(', ')}.`))
    oneOf(check, at.child('type'), type, profiles);
  const path = at.child('localhostProfile');
  if (type !== 'Localhost') {
    if (localhostProfile !== undefined)
      check.invalid(path, 'A localhostProfile goes with type Localhost only.', { repairs: [{ kind: 'remove' }] });
  } else if (localhostProfile === undefined)
    check.required(path, 'Type Localhost needs the file of the profile on the node.');
  else descendingPath(check, path, localhostProfile);
}

function appArmorProfile(check: Check, at: Path, profile: AppArmorProfile | undefined): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  const path = at.child('localhostProfile');
  if (required(check, at.child('type'), type, `The type is missing: ${profiles.join(', ')}.`))
    oneOf(check, at.child('type'), type, profiles);
  if (type === 'RuntimeDefault' || type === 'Unconfined') {
    if (localhostProfile !== undefined)
      check.invalid(path, 'A localhostProfile goes with type Localhost only.', { repairs: [{ kind: 'remove' }] });
  } else if (type === 'Localhost') appArmorOfNode(check, path, localhostProfile);
}

const encoder = new TextEncoder();

function appArmorOfNode(check: Check, path: Path, name: string | undefined): void {
  if (name === undefined || name === '') {
    check.required(path, 'Type Localhost needs the name of a profile on the node.');
    return;
  }
  if (name.trim() !== name)
    check.invalid(path, `"${name}" has blanks around it.`, { repairs: [{ kind: 'replace', value: name.trim() }] });
  if (encoder.encode(name).length > 4095) check.tooLong(path, 'The name of the profile is longer than 4095 bytes.');
}

const sysctlPattern = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;

function sysctls(check: Check, at: Path, list: readonly Sysctl[] = [], spec: PodSpec): void {
  const names = new Set<string>();
  list.forEach(({ name = '' }, i) => {
    const path = at.index(i).child('name');
    if (name === '') check.required(path, 'The sysctl has no name.');
    else if (name.length > 253 || !sysctlPattern.test(name))
      check.invalid(path, `"${name}" is no name of a sysctl, such as net.core.somaxconn.`);
    else if (names.has(name)) check.duplicate(path, `"${name}" is set above already.`);
    names.add(name);
    const owner = namespaceOf(name);
    if (owner !== undefined && spec[owner])
      check.invalid(path, `With ${owner} the Pod has "${name}" of the node, and may not set it.`);
  });
}

/** The namespace of the node that a sysctl belongs to, by the field that shares it; undefined for all others. */
function namespaceOf(name: string): 'hostNetwork' | 'hostIPC' | undefined {
  const separator = /[./]/.exec(name)?.[0];
  const dotted = separator === '/' ? name.replaceAll(/[./]/g, (each) => (each === '/' ? '.' : '/')) : name;
  if (dotted.startsWith('net.')) return 'hostNetwork';
  return dotted === 'kernel.sem' || /^(?:kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(dotted) ? 'hostIPC' : undefined;
}
