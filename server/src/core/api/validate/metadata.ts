/** What all objects have in common. Source: apimachinery pkg/api/validation/objectmeta.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ObjectMeta, OwnerReference, StringMap } from '../types.ts';
import { labels } from './label-selector.ts';
import { dnsLabel, type Grammar, named, qualifiedName } from './names.ts';
import { isEmpty, listed } from './values.ts';

/**
 * `metadata` of an object that is created; the grammar of names is the kind's own. Policy's kinds alone leave out what pkg/apis/core
 * asks of finalizers.
 */
export function metadata(
  check: Check,
  at: Path,
  meta: ObjectMeta = {},
  grammar: Grammar,
  checkFinalizer: (check: Check, at: Path, text: string, item: Path) => unknown = coreFinalizer,
): void {
  if (isEmpty(meta.name) && isEmpty(meta.generateName)) check.required(at.child('name'), 'The object has no name.');
  // Of a prefix, the end that the server adds makes a name: a dash or dot there is fine.
  if (!isEmpty(meta.generateName)) named(check, at.child('generateName'), trimmed(meta.generateName), grammar);
  if (!isEmpty(meta.name)) named(check, at.child('name'), meta.name, grammar);
  if (!isEmpty(meta.namespace)) named(check, at.child('namespace'), meta.namespace, dnsLabel);
  if ((meta.generation ?? 0) < 0) check.invalid(at.child('generation'), 'A generation is never negative.');
  labels(check, at.child('labels'), meta.labels);
  annotations(check, at.child('annotations'), meta.annotations);
  (meta.ownerReferences ?? []).forEach((owner, i) => {
    // Up to 1.36 the server does not say which of the owners it means.
    const owners = at.child('ownerReferences');
    ownerReference(check, check.isSince('1.37') ? owners.index(i) : owners.unnamed(i), owner);
  });
  const controllers = (meta.ownerReferences ?? []).filter(({ controller }) => controller === true);
  if (controllers.length > 1)
    check.invalid(at.child('ownerReferences'), 'Only one owner may be the controller of an object.');
  (meta.finalizers ?? []).forEach((text, i) => {
    checkFinalizer(check, at.child('finalizers').unnamed(i), text, at.child('finalizers').index(i));
  });
}

/** `metadata` of an object of the whole cluster: a namespace that stands there is forgotten. */
export function clusterMetadata(check: Check, at: Path, meta: ObjectMeta = {}, grammar: Grammar): void {
  const { namespace, ...own } = meta;
  metadata(check, at, own, grammar);
}

const trimmed = (prefix: string) => (/[-.]$/.test(prefix) ? `${prefix.slice(0, -1)}a` : prefix);

const mostBytes = 256 * 1024;

/** Keys are compared in lower case; what the values say is free, up to 256 KiB together. */
export function annotations(check: Check, at: Path, map: StringMap<string> | undefined): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(map ?? {})) {
    named(check, at.unnamed(key), key.toLowerCase(), qualifiedName);
    bytes += new TextEncoder().encode(key + value).length;
  }
  if (bytes > mostBytes)
    check.tooLong(at, `The annotations have ${bytes} bytes together: ${mostBytes} (256 KiB) are allowed.`);
}

function ownerReference(check: Check, at: Path, { apiVersion = '', kind, name, uid }: OwnerReference): void {
  const missing = (field: string, message: string) =>
    check.report(check.isSince('1.37') ? 'Required value' : 'Invalid value', at.child(field), message);
  if (isEmpty(apiVersion)) missing('apiVersion', 'The owner needs its apiVersion.');
  else if (!/^(?:[^/]*\/)?[^/]+$/.test(apiVersion))
    check.invalid(
      at.child('apiVersion'),
      `"${apiVersion}" is no apiVersion: a version, or a group, "/" and a version.`,
    );
  if (isEmpty(kind)) missing('kind', 'The owner needs its kind.');
  if (isEmpty(name)) missing('name', 'The owner needs its name.');
  if (isEmpty(uid)) missing('uid', 'The owner needs the uid that the cluster gave it.');
  if (apiVersion === 'v1' && kind === 'Event') check.invalid(at, 'An Event cannot own anything.');
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

export const finalizer = (check: Check, at: Path, text: string) => named(check, at, text, qualifiedName);

/** One without a prefix is one of Kubernetes' own. The server calls the place by another name when it says that. */
export function coreFinalizer(check: Check, at: Path, text: string, item: Path): void {
  const follows = finalizer(check, at, text);
  if (text.includes('/') || standardFinalizers.includes(text)) return;
  check.invalid(
    item,
    `"${text}" is no finalizer of Kubernetes (${listed(standardFinalizers)}), and any other needs a prefix: "example.com/${text}".`,
    { follows },
  );
}
