/**
 * Annotations of Pods that mean something to the server, and the fields that took their place.
 * Source: pkg/apis/core/validation/validation.go (ValidatePodSpecificAnnotations and what is named after annotations there).
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { AppArmorProfile, PodSpec, SeccompProfile, StringMap, Toleration } from '../types.ts';
import { containersOf } from './containers-of.ts';
import { descendingPath } from './local-paths.ts';
import { tolerations } from './tolerations.ts';
import { isEmpty } from './values.ts';

const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
const mirror = 'kubernetes.io/config.mirror';
const tolerationsKey = 'scheduler.alpha.kubernetes.io/tolerations';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** What the annotations say; `at` is the map. */
export function podAnnotations(check: Check, at: Path, annotations: StringMap<string> = {}, spec: PodSpec): void {
  if (annotations[mirror] !== undefined && isEmpty(spec.nodeName))
    check.invalid(at.key(mirror), 'The mirror of a Pod of a node says which one, by nodeName.');
  if (!isEmpty(annotations[tolerationsKey])) tolerationsIn(check, at, annotations[tolerationsKey]);
  const cost = annotations[deletionCost];
  if (cost !== undefined && !isInt32(cost))
    check.invalid(at.key(deletionCost), `"${cost}" is no cost of deletion: a whole number that fits into 32 bits.`);
  const names = new Set(containersOf(at, spec).map(({ container }) => container.name ?? ''));
  for (const [key, value] of Object.entries(annotations)) {
    if (key === seccompOfPod || key.startsWith(seccompOfContainer)) seccomp(check, at, key, value);
    if (key.startsWith(appArmor)) appArmorProfile(check, at.key(key), key.slice(appArmor.length), value, names);
  }
}

function isInt32(text: string): boolean {
  const number = Number(text);
  return /^(?:-[0-9]+|0|[1-9][0-9]*)$/.test(text) && number >= -(2 ** 31) && number < 2 ** 31;
}

function tolerationsIn(check: Check, at: Path, json: string): void {
  const place = at.unnamed(tolerationsKey);
  const list = parsed(json);
  if (!list) check.invalid(place, 'This is no JSON list of tolerations. Better write them into spec.tolerations.');
  else tolerations(check, at.named(tolerationsKey).standingAt(place), list);
}

function parsed(json: string): readonly Toleration[] | undefined {
  try {
    const list: unknown = JSON.parse(json);
    if (list === null) return [];
    return Array.isArray(list) &&
      list.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
      ? list
      : undefined;
  } catch {
    return undefined;
  }
}

/** The server gives the key as if it were a field. */
function seccomp(check: Check, at: Path, key: string, profile: string): void {
  const path = at.named(key).standingAt(at.key(key));
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith('localhost/')) descendingPath(check, path, profile.slice('localhost/'.length));
  else check.invalid(path, `"${profile}" is no profile: runtime/default, unconfined, or localhost/ and a file.`);
}

function appArmorProfile(
  check: Check,
  path: Path,
  container: string,
  profile: string,
  names: ReadonlySet<string>,
): void {
  if (!names.has(container)) check.invalid(path, `The Pod has no container "${container}".`);
  else if (!['', 'runtime/default', 'unconfined'].includes(profile) && !profile.startsWith('localhost/'))
    check.invalid(path, `"${profile}" is no profile: runtime/default, unconfined, or localhost/ and a name.`);
}

/** Annotations of old and the fields of today may not say different things; `at` is the place of the spec. */
export function annotationsAndFields(check: Check, at: Path, annotations: StringMap<string> = {}, spec: PodSpec): void {
  const ofPod = spec.securityContext ?? {};
  seccompAgrees(check, at.child('securityContext', 'seccompProfile'), annotations[seccompOfPod], ofPod.seccompProfile);
  for (const { container, path } of containersOf(at, spec)) {
    const own = container.securityContext ?? {};
    const place = path.child('securityContext');
    const name = container.name ?? '';
    const note = annotations[`${seccompOfContainer}${name}`];
    seccompAgrees(check, place.child('seccompProfile'), note, own.seccompProfile);
    if (spec.os?.name !== 'windows')
      appArmorAgrees(
        check,
        place.child('appArmorProfile'),
        annotations[`${appArmor}${name}`],
        own.appArmorProfile ?? ofPod.appArmorProfile,
      );
  }
}

const seccompWords: Readonly<Record<string, readonly string[]>> = {
  Unconfined: ['unconfined'],
  RuntimeDefault: ['runtime/default', 'docker/default'],
};
const appArmorWords: Readonly<Record<string, readonly string[]>> = {
  Unconfined: ['unconfined'],
  RuntimeDefault: ['runtime/default'],
};

const seccompAgrees = (check: Check, at: Path, note: string | undefined, profile: SeccompProfile | undefined) =>
  agrees(check, at, note, profile, seccompWords);
const appArmorAgrees = (check: Check, at: Path, note: string | undefined, profile: AppArmorProfile | undefined) =>
  agrees(check, at, note, profile, appArmorWords);

function agrees(
  check: Check,
  at: Path,
  note: string | undefined,
  profile: SeccompProfile | AppArmorProfile | undefined,
  words: Readonly<Record<string, readonly string[]>>,
): void {
  if (note === undefined || !profile) return;
  const { type = '', localhostProfile } = profile;
  const differs = `The annotation of the same purpose says "${note}": the two have to agree.`;
  if (type === 'Localhost') {
    if (!note.startsWith('localhost/')) check.forbidden(at.child('type'), differs);
    else if (note.slice('localhost/'.length) !== localhostProfile)
      check.forbidden(at.child('localhostProfile'), differs);
  } else if (words[type] && !words[type].includes(note)) check.forbidden(at.child('type'), differs);
}
