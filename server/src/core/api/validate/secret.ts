/** Secret. Source: pkg/apis/core/validation/validation.go (ValidateSecret). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Secret } from '../types.ts';
import { bytesOf, decodedBytesOf, mostData } from './config-map.ts';
import { metadata } from './metadata.ts';
import { configKey, dnsSubdomain, named } from './names.ts';
import { isEmpty } from './values.ts';

export function secret(check: Check, at: Path, object: Secret): void {
  const { data = {}, stringData = {} } = object;
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  // Text takes the place of what stands in `data` under its key, and the server then calls it `data`.
  const texts = at.unnamed('stringData').named('data');
  for (const key of Object.keys(stringData)) named(check, texts.key(key), key, configKey);
  const encoded = Object.fromEntries(Object.entries(data).filter(([key]) => !Object.hasOwn(stringData, key)));
  for (const key of Object.keys(encoded)) named(check, at.child('data').key(key), key, configKey);
  const bytes = bytesOf(stringData) + decodedBytesOf(encoded);
  if (bytes > mostData)
    check.tooLong(
      at.child('data'),
      `The values have ${bytes} bytes together: ${mostData} (1 MiB) are the most that a Secret holds.`,
    );
  typed(check, at, object);
}

/** What certain types must hold. */
function typed(check: Check, at: Path, object: Secret): void {
  const { type, data = {}, stringData = {} } = object;
  const path = at.child('data');
  const has = (key: string) => Object.hasOwn(stringData, key) || Object.hasOwn(data, key);
  const need = (key: string) => {
    if (!has(key)) check.required(path.key(key), `A Secret of type ${type} needs the key "${key}".`);
  };
  switch (type) {
    case 'kubernetes.io/service-account-token': {
      const account = 'kubernetes.io/service-account.name';
      if (isEmpty(object.metadata?.annotations?.[account]))
        check.required(
          at.child('metadata', 'annotations').key(account),
          `A Secret of type ${type} needs the annotation "${account}", which names its ServiceAccount.`,
        );
      return;
    }
    case 'kubernetes.io/dockercfg':
      json(check, at, object, '.dockercfg');
      return;
    case 'kubernetes.io/dockerconfigjson':
      json(check, at, object, '.dockerconfigjson');
      return;
    case 'kubernetes.io/basic-auth': {
      if (has('username') || has('password')) return;
      const follows = check.required(path.key('username'), `A Secret of type ${type} needs "username" or "password".`);
      check.required(path.key('password'), 'One of both is enough.', { follows });
      return;
    }
    case 'kubernetes.io/ssh-auth':
      if (isEmpty(stringData['ssh-privatekey'] ?? data['ssh-privatekey']))
        check.required(
          path.key('ssh-privatekey'),
          `A Secret of type ${type} needs the key "ssh-privatekey", and not empty.`,
        );
      return;
    case 'kubernetes.io/tls':
      need('tls.crt');
      need('tls.key');
  }
}

function json(check: Check, at: Path, { type, data = {}, stringData = {} }: Secret, key: string): void {
  const path = at.child('data').key(key);
  const text = stringData[key] ?? (data[key] === undefined ? undefined : decoded(data[key]));
  if (text === undefined) {
    check.required(path, `A Secret of type ${type} needs the key "${key}".`);
    return;
  }
  if (isJsonObject(text)) return;
  const written = Object.hasOwn(stringData, key) ? at.unnamed('stringData').named('data').key(key) : path;
  check.invalid(written, `"${key}" has to be JSON, as docker login writes it: { "auths": … }.`);
}

const decoded = (base64: string) => {
  try {
    return new TextDecoder().decode(
      Uint8Array.from(atob(base64.replaceAll(/[\r\n]/g, '')), (char) => char.charCodeAt(0)),
    );
  } catch {
    return '';
  }
};

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
