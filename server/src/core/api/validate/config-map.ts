/** ConfigMap. Source: pkg/apis/core/validation/validation.go (ValidateConfigMap). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { ConfigMap, StringMap } from '../types.ts';
import { metadata } from './metadata.ts';
import { configKey, dnsSubdomain, named } from './names.ts';

const encoder = new TextEncoder();
export const mostData = 1024 * 1024;

export function configMap(check: Check, at: Path, { metadata: meta, data = {}, binaryData = {} }: ConfigMap): void {
  metadata(check, at.child('metadata'), meta, dnsSubdomain);
  for (const key of Object.keys(data)) {
    named(check, at.child('data').key(key), key, configKey);
    if (Object.hasOwn(binaryData, key))
      check.invalid(at.child('data').key(key), `"${key}" stands in "binaryData", too: a key has one value.`);
  }
  for (const key of Object.keys(binaryData)) named(check, at.child('binaryData').key(key), key, configKey);
  const bytes = bytesOf(data) + decodedBytesOf(binaryData);
  if (bytes > mostData)
    check.tooLong(
      at,
      `The values have ${bytes} bytes together: ${mostData} (1 MiB) are the most that a ConfigMap holds.`,
    );
}

/** Of text as it is stored. */
export const bytesOf = (data: StringMap<string>): number =>
  Object.values(data).reduce((sum, value) => sum + encoder.encode(value).length, 0);

/** Of base64 when it is decoded. */
export const decodedBytesOf = (data: StringMap<string>): number =>
  Object.values(data).reduce((sum, value) => {
    const plain = value.replaceAll(/[\r\n]/g, '');
    return sum + (plain.length / 4) * 3 - (/=*$/.exec(plain)?.[0].length ?? 0);
  }, 0);
