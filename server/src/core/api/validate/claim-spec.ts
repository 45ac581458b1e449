/**
 * What a PersistentVolumeClaim asks for: in claims, in templates of StatefulSets, in ephemeral volumes.
 * Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimSpec), pkg/api/persistentvolumeclaim/util.go.
 */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PersistentVolumeClaimSpec, TypedLocalObjectReference, TypedObjectReference } from '../types.ts';
import { labelSelector } from './label-selector.ts';
import { dnsLabel, dnsSubdomain, named } from './names.ts';
import { amount } from './resources.ts';
import { isEmpty, listed, meant, oneOf } from './values.ts';

const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
/** How people shorten them. */
const short: Readonly<Record<string, string>> = {
  ROX: 'ReadOnlyMany',
  RWX: 'ReadWriteMany',
  RWO: 'ReadWriteOnce',
  RWOP: 'ReadWriteOncePod',
};
export const volumeModes = ['Block', 'Filesystem'];

/** Whose `spec` it is: a claim's own, or that of a template, which the server does not touch. */
interface Owner {
  readonly isClaim?: boolean;
}

export function claimSpec(
  check: Check,
  at: Path,
  spec: PersistentVolumeClaimSpec = {},
  { isClaim = false }: Owner = {},
): void {
  accessModes(check, at.child('accessModes'), spec.accessModes);
  if (spec.selector) labelSelector(check, at.child('selector'), spec.selector);
  storage(check, at.child('resources'), spec.resources?.requests?.storage);
  if (!isEmpty(spec.storageClassName)) named(check, at.child('storageClassName'), spec.storageClassName, dnsSubdomain);
  oneOf(check, at.child('volumeMode'), spec.volumeMode, volumeModes);
  (isClaim ? claimSources : templateSources)(check, at, spec);
  // Before 1.34 the field is off by default and forgotten.
  if (check.isSince('1.34') && !isEmpty(spec.volumeAttributesClassName))
    named(check, at.child('volumeAttributesClassName'), spec.volumeAttributesClassName, dnsSubdomain);
}

/** The access modes of a claim or volume. The server names the list, never the item. */
export function accessModes(check: Check, at: Path, list: readonly string[] = []): void {
  if (list.length === 0) check.required(at, `There is no access mode: ${listed(modes)}.`);
  list.forEach((mode, i) => {
    if (modes.includes(mode)) return;
    const full = short[mode.trim().toUpperCase()];
    check.report('Unsupported value', at.unnamed(i), `"${mode}" is no access mode: ${listed(modes)}.`, {
      repairs: full === undefined ? meant(mode, modes) : [{ kind: 'replace', value: full }],
    });
  });
  if (list.includes('ReadWriteOncePod') && list.some((mode) => mode !== 'ReadWriteOncePod' && modes.includes(mode)))
    check.forbidden(at, '"ReadWriteOncePod" lets one Pod have the volume: it takes no other mode beside it.');
}

function storage(check: Check, at: Path, request: string | undefined): void {
  const path = at.unnamed('requests').key('storage');
  if (request === undefined) check.required(path, 'The claim does not say how much it asks for: requests.storage.');
  else if (amount(request) <= 0) check.invalid(path, `A claim asks for more than nothing, and this is "${request}".`);
}

/** In a template, `dataSource` and `dataSourceRef` are looked at as they stand. */
function templateSources(check: Check, at: Path, { dataSource, dataSourceRef }: PersistentVolumeClaimSpec): void {
  const [source, ref] = [at.child('dataSource'), at.child('dataSourceRef')];
  if (dataSource) reference(check, dataSource, source);
  if (dataSourceRef) {
    reference(check, dataSourceRef, ref);
    if (!isEmpty(dataSourceRef.namespace)) named(check, ref.child('namespace'), dataSourceRef.namespace, dnsLabel);
  }
  if (!dataSource || !dataSourceRef) return;
  if (!isEmpty(dataSourceRef.namespace))
    check.invalid(at.unnamed('dataSource'), 'With a namespace in dataSourceRef, dataSource must not be there.');
  else if (!isSame(dataSource, dataSourceRef))
    check.invalid(at.unnamed('dataSource'), 'dataSource and dataSourceRef must say the same; one of them is enough.');
}

const isSame = (source: TypedLocalObjectReference, ref: TypedObjectReference) =>
  source.apiGroup === ref.apiGroup &&
  (source.kind ?? '') === (ref.kind ?? '') &&
  (source.name ?? '') === (ref.name ?? '');

/**
 * In a claim itself, the server forgets references to other namespaces, and what `dataSource` never was meant for, and then
 * fills in the one of the two fields from the other.
 */
function claimSources(check: Check, at: Path, spec: PersistentVolumeClaimSpec): void {
  const dataSourceRef = isEmpty(spec.dataSourceRef?.namespace) ? spec.dataSourceRef : undefined;
  const dataSource = dataSourceRef || isClaimOrSnapshot(spec.dataSource) ? spec.dataSource : undefined;
  const [source, ref] = [at.child('dataSource'), at.child('dataSourceRef')];
  if (dataSource && dataSourceRef) templateSources(check, at, { dataSource, dataSourceRef });
  else if (dataSource) reference(check, dataSource, source, ref);
  else if (dataSourceRef) reference(check, dataSourceRef, ref, source);
}

export const isClaimOrSnapshot = ({ apiGroup, kind }: TypedLocalObjectReference = {}) =>
  isEmpty(apiGroup)
    ? kind === 'PersistentVolumeClaim'
    : apiGroup === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot';

/** What the claim is filled from; all that is wrong is wrong at `copy`, too. */
function reference(check: Check, ref: TypedLocalObjectReference, at: Path, copy?: Path): void {
  const copied = (error: FieldError | undefined, place: Path | undefined) => {
    if (error && place) check.report(error.type, place, error.message, { follows: error });
  };
  const { name, kind, apiGroup } = ref;
  if (isEmpty(name))
    copied(check.required(at.child('name'), 'The name of the source is missing.'), copy?.child('name'));
  const missing = isEmpty(kind) ? check.required(at.child('kind'), 'The kind of the source is missing.') : undefined;
  copied(missing, copy?.child('kind'));
  if (!isEmpty(apiGroup)) copied(named(check, at.child('apiGroup'), apiGroup, dnsSubdomain), copy?.child('apiGroup'));
  else if (kind !== 'PersistentVolumeClaim') {
    const message = `Without an apiGroup only a PersistentVolumeClaim can be the source, not "${kind ?? ''}".`;
    const error = check.invalid(at, message, { follows: missing });
    if (copy) check.invalid(copy, message, { follows: missing ?? error });
  }
}
