/** The environment of containers. Source: pkg/apis/core/validation/validation.go (ValidateEnv, ValidateEnvFrom). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  SecretKeySelector,
} from '../types.ts';
import { fieldRef, fieldsOfEnv, resourceFieldRef } from './field-refs.ts';
import { withoutBacksteps } from './local-paths.ts';
import { configKey, dnsLabel, dnsSubdomain, envName, named } from './names.ts';
import { isEmpty, required } from './values.ts';

export function env(check: Check, at: Path, variables: readonly EnvVar[] = []): void {
  variables.forEach(({ name, value, valueFrom }, i) => {
    const path = at.index(i);
    if (required(check, path.child('name'), name, 'The variable has no name.'))
      named(check, path.child('name'), name, envName);
    if (valueFrom) source(check, path.child('valueFrom'), valueFrom, !isEmpty(value));
  });
}

function source(check: Check, at: Path, from: EnvVarSource, hasValue: boolean): void {
  // Up to 1.34 the server loses a fileKeyRef before it looks.
  const fileKeyRef = check.isSince('1.35') ? from.fileKeyRef : undefined;
  const { fieldRef: field, resourceFieldRef: resource, configMapKeyRef, secretKeyRef } = from;
  if (field) fieldRef(check, at.child('fieldRef'), field, fieldsOfEnv);
  if (resource) resourceFieldRef(check, at.child('resourceFieldRef'), resource, false);
  if (configMapKeyRef) keyRef(check, at.child('configMapKeyRef'), configMapKeyRef, 'ConfigMap');
  if (secretKeyRef) keyRef(check, at.child('secretKeyRef'), secretKeyRef, 'Secret');
  if (fileKeyRef) fileKey(check, at.child('fileKeyRef'), fileKeyRef);
  const sources = [field, resource, configMapKeyRef, secretKeyRef, fileKeyRef].filter((each) => each !== undefined);
  if (sources.length === 0)
    check.invalid(
      at,
      `valueFrom says nothing: it takes one of fieldRef, resourceFieldRef, configMapKeyRef${check.isSince('1.35') ? ', secretKeyRef and fileKeyRef' : ' and secretKeyRef'}.`,
    );
  else if (hasValue)
    check.invalid(at, 'The variable has a value already: it is either "value" or "valueFrom", not both.', {
      repairs: [{ kind: 'remove' }],
    });
  else if (sources.length > 1) check.invalid(at, 'The variable has two sources: only one of them can stand here.');
}

function keyRef(
  check: Check,
  at: Path,
  { name, key }: ConfigMapKeySelector | SecretKeySelector,
  kind: 'ConfigMap' | 'Secret',
): void {
  // An empty name is "invalid" to the server, not "required".
  if (isEmpty(name)) check.invalid(at.child('name'), `The name of the ${kind} is missing.`);
  else named(check, at.child('name'), name, dnsSubdomain);
  if (required(check, at.child('key'), key, `The key of the ${kind} is missing.`))
    named(check, at.child('key'), key, configKey);
}

function fileKey(check: Check, at: Path, { key, volumeName, path }: FileKeySelector): void {
  if (required(check, at.child('key'), key, 'The name of the variable in the file is missing.'))
    named(check, at.child('key'), key, envName);
  if (required(check, at.child('volumeName'), volumeName, 'The volume that the file is in is missing.'))
    named(check, at.child('volumeName'), volumeName, dnsLabel);
  if (required(check, at.child('path'), path, 'The path of the file is missing.'))
    withoutBacksteps(check, at.child('path'), path);
}

export function envFrom(check: Check, at: Path, sources: readonly EnvFromSource[] = []): void {
  sources.forEach(({ prefix, configMapRef, secretRef }, i) => {
    const path = at.index(i);
    if (!isEmpty(prefix)) named(check, path.child('prefix'), prefix, envName);
    if (configMapRef) whole(check, path.child('configMapRef', 'name'), configMapRef.name, 'ConfigMap');
    if (secretRef) whole(check, path.child('secretRef', 'name'), secretRef.name, 'Secret');
    // The server does not say which of the list it means.
    if (!configMapRef && !secretRef)
      check.invalid(at.unnamed(i), 'This takes its variables from nowhere: name a configMapRef or a secretRef.');
    else if (configMapRef && secretRef)
      check.invalid(
        at.unnamed(i),
        'An item takes its variables from one place: make two of configMapRef and secretRef.',
      );
  });
}

function whole(check: Check, path: Path, name: string | undefined, kind: string): void {
  if (required(check, path, name, `The name of the ${kind} is missing.`)) named(check, path, name, dnsSubdomain);
}
