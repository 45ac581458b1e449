/** What all objects have in common. Source: apimachinery pkg/api/validation/objectmeta.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ObjectMeta, OwnerReference, StringMap } from '../types.ts';
import { labels } from './label-selector.ts';
import { dnsLabel, type Grammar, named, qualifiedName } from './names.ts';
import { isEmpty } from './values.ts';

/** `metadata` of an object that is created; the grammar of names is the kind's own. */
export function metadata(check: Check, at: Path, meta: ObjectMeta = {}, grammar: Grammar): void {
  if (isEmpty(meta.name) && isEmpty(meta.generateName)) check.required(at.child('name'), 'The object has no name.');
  // Of a prefix, the end that the server adds makes a name: a dash or dot there is fine.
  if (!isEmpty(meta.generateName)) named(check, at.child('generateName'), trimmed(meta.generateName), grammar);
  if (!isEmpty(meta.name)) named(check, at.child('name'), meta.name, grammar);
  if (!isEmpty(meta.namespace)) named(check, at.child('namespace'), meta.namespace, dnsLabel);
  if ((meta.generation ?? 0) < 0) check.invalid(at.child('generation'), 'A generation is never negative.');
  labels(check, at.child('labels'), meta.labels);
  annotations(check, at.child('annotations'), meta.annotations);
  (meta.ownerReferences ?? []).forEach((owner, i) => {
    ownerReference(check, at.child('ownerReferences').index(i), owner);
  });
  const controllers = (meta.ownerReferences ?? []).filter(({ controller }) => controller === true);
  if (controllers.length > 1)
    check.invalid(at.child('ownerReferences'), 'Only one owner may be the controller of an object.');
  (meta.finalizers ?? []).forEach((finalizer, i) => {
    named(check, at.child('finalizers').unnamed(i), finalizer, qualifiedName);
  });
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

function ownerReference(check: Check, at: Path, { apiVersion, kind, name, uid }: OwnerReference): void {
  if (isEmpty(apiVersion)) check.invalid(at.child('apiVersion'), 'The owner needs its apiVersion.');
  if (isEmpty(kind)) check.invalid(at.child('kind'), 'The owner needs its kind.');
  if (isEmpty(name)) check.invalid(at.child('name'), 'The owner needs its name.');
  if (isEmpty(uid)) check.invalid(at.child('uid'), 'The owner needs the uid that the cluster gave it.');
}
