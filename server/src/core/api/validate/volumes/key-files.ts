/** Volumes that are made of ConfigMaps, Secrets, and what the Pod knows of itself. Source: pkg/apis/core/validation/validation.go. */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type {
  ConfigMapVolumeSource,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  SecretVolumeSource,
} from '../../types.ts';
import { fieldRef, fieldsOfFile, resourceFieldRef } from '../field-refs.ts';
import { filePath } from '../local-paths.ts';
import { isEmpty, required } from '../values.ts';

export function configMap(check: Check, at: Path, { name, defaultMode, items }: ConfigMapVolumeSource): void {
  required(check, at.child('name'), name, 'The volume does not say which ConfigMap it holds.');
  fileMode(check, at.child('defaultMode'), defaultMode);
  keysToPaths(check, at.child('items'), items);
}

export function secret(check: Check, at: Path, { secretName, defaultMode, items }: SecretVolumeSource): void {
  required(check, at.child('secretName'), secretName, 'The volume does not say which Secret it holds.');
  fileMode(check, at.child('defaultMode'), defaultMode);
  keysToPaths(check, at.child('items'), items);
}

/** Which keys become which files. */
export function keysToPaths(check: Check, at: Path, items: readonly KeyToPath[] = []): void {
  items.forEach(({ key, path, mode }, i) => {
    const item = at.index(i);
    required(check, item.child('key'), key, 'It is not said which key becomes this file.');
    required(check, item.child('path'), path, 'The file has no path.');
    filePath(check, item.child('path'), path ?? '');
    fileMode(check, item.child('mode'), mode);
  });
}

/** The permissions of a file. */
export function fileMode(check: Check, path: Path, mode: number | undefined): void {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return;
  // 644 was meant to be octal, as chmod reads it.
  const isOctal = /^[0-7]{3}$/.test(`${mode}`);
  const meaning = isOctal ? ` As chmod would read it, it is written 0${mode}.` : '';
  check.invalid(path, `${mode} is no mode of a file: 0 to 0777 (511 in decimal).${meaning}`, {
    repairs: isOctal ? [{ kind: 'replace', value: Number.parseInt(`${mode}`, 8) }] : [],
  });
}

export function downwardAPI(check: Check, at: Path, { defaultMode, items = [] }: DownwardAPIVolumeSource): void {
  fileMode(check, at.child('defaultMode'), defaultMode);
  items.forEach((file, i) => {
    downwardAPIFile(check, at.unnamed('items').unnamed(i), file);
  });
}

/** One file. The server does not say which: its paths end before `items`. */
export function downwardAPIFile(check: Check, at: Path, file: DownwardAPIVolumeFile): void {
  required(check, at.child('path'), file.path, 'The file has no path.');
  if (!isEmpty(file.path)) filePath(check, at.child('path'), file.path);
  if (file.fieldRef) {
    fieldRef(check, at.child('fieldRef'), file.fieldRef, fieldsOfFile);
    if (file.resourceFieldRef)
      check.invalid(at, 'The file has two contents, fieldRef and resourceFieldRef: one of them has to go.');
  } else if (file.resourceFieldRef) resourceFieldRef(check, at.child('resourceFieldRef'), file.resourceFieldRef, true);
  else check.required(at, 'The file has no content: a fieldRef or resourceFieldRef is missing.');
  fileMode(check, at.child('mode'), file.mode);
}
