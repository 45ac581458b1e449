/** Numbers that have to lie between two others. Source: apimachinery pkg/util/validation (IsInRange, IsValidPortNum, …). */
import type { Check, FieldError } from '../field-error.ts';
import type { Path } from '../path.ts';
import { named, portName } from './names.ts';

const largest = 2 ** 31 - 1;

/** A number from `low` to `high`, both included; absent is fine. */
export function between(
  check: Check,
  path: Path,
  value: number | undefined,
  low: number,
  high: number,
): FieldError | undefined {
  if (value === undefined || (value >= low && value <= high)) return undefined;
  return check.invalid(path, `${value} is out of range: a whole number from ${low} to ${high} is allowed.`);
}

/** A number greater than 0; absent counts as 0. */
export function positive(check: Check, path: Path, value = 0): FieldError | undefined {
  return value > 0 ? undefined : check.invalid(path, `${value} is too small: it must be 1 or more.`);
}

/** The id of a user or group of Linux; absent is fine. */
export const userId = (check: Check, path: Path, value: number | undefined): FieldError | undefined =>
  between(check, path, value, 0, largest);

export const portNumber = (check: Check, path: Path, value: number | undefined): FieldError | undefined =>
  between(check, path, value, 1, 65535);

/** A port by its number, or by the name that a container gave it. Absent is port 0, which nobody has. */
export function portNumberOrName(check: Check, path: Path, port: number | string | undefined): FieldError | undefined {
  if (port === undefined)
    return check.invalid(path, 'The port is missing: its number, or the name of a port of the container.');
  if (typeof port === 'number') return portNumber(check, path, port);
  const number = Number(port);
  if (/^\d+$/.test(port) && number >= 1 && number <= 65535)
    return check.invalid(
      path,
      `"${port}" in quotes is the name of a port, and names need a letter. Without quotes it is the number.`,
      {
        repairs: [{ kind: 'replace', value: number }],
      },
    );
  return named(check, path, port, portName);
}
