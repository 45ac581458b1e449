/** A Secret that exists. Source: pkg/apis/core/validation/validation.go (ValidateSecretUpdate). */
import type { Secret } from '../../types.ts';
import { fixedData } from './fixed-data.ts';
import type { Update } from './index.ts';
import { command, putBack } from './way-out.ts';

export const secret: Update<Secret> = {
  check(check, at, now, was) {
    const type = ({ type }: Secret) => type || 'Opaque';
    if (type(now) !== type(was))
      check.invalid(
        at.child('type'),
        `The type of a Secret that exists cannot be changed from "${type(was)}" to "${type(now)}". Delete it (${command('delete secret', now.metadata)}) and apply it again, or give it another name.`,
        { repairs: putBack(was.type) },
      );
    if (was.immutable === true) fixedData(check, at, 'secret', now, values(now), values(was), 'data');
  },
};

/** Text wins, and is told apart from what looks the same in base64 only by what it comes to. */
function values({ data = {}, stringData = {} }: Secret): Readonly<Record<string, string>> {
  const encoded = Object.entries(stringData).map(([key, text]) => [key, encode(text)]);
  return { ...data, ...Object.fromEntries(encoded) };
}

const encode = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
