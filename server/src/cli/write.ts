/** Writing files of a disk so that there is never half a file, and nothing but the fix is different. */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from '../files.ts';
import { decodeText } from '../text.ts';

/** Puts `text` in the place of `before`, in the file's own encoding. Answers why not, or undefined when it is done. */
export function rewriteFile(path: string, before: string, text: string): string | undefined {
  try {
    // The file itself, not the link to it, gets another content.
    const target = realpathSync(path);
    const bytes = readFileSync(target);
    if (decodeText(bytes).text !== before) return 'changed while it was looked at; not written';
    const encoded = encodedLike(bytes, text);
    if (typeof encoded === 'string') return encoded;
    replaceFile(target, encoded, statSync(target));
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** Makes a new file. Never overwrites one. */
export function createFile(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

function replaceFile(path: string, bytes: Uint8Array, like: Stats): void {
  const temporary = besides(path);
  try {
    writeFileSync(temporary, bytes, { flag: 'wx', mode: like.mode });
    giveTo(temporary, like);
    renameSync(temporary, path);
  } catch (error) {
    remove(temporary);
    throw error;
  }
}

/** The owner and the mode that the file had; the umask took some of that away. Not every file system knows of them. */
function giveTo(path: string, { uid, gid, mode }: Stats): void {
  try {
    chownSync(path, uid, gid);
  } catch {
    // Only root gives files away.
  }
  try {
    chmodSync(path, mode);
  } catch {
    // The file can be replaced all the same.
  }
}

const besides = (path: string) => join(dirname(path), `.ordinal-${randomUUID()}.tmp`);

function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const words =
    code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
      ? 'no permission'
      : code === 'EEXIST'
        ? 'it exists already'
        : reasonOf(error);
  return `cannot be written: ${words}`;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or has been renamed.
  }
}

/** `text` in the encoding of `bytes`, byte order mark included. In words, why that would lose something. */
export function encodedLike(bytes: Uint8Array, text: string): Uint8Array | string {
  const encode = encodingOf(bytes);
  return encode(decodeText(bytes).text).equals(bytes)
    ? encode(text)
    : 'holds bytes that are not UTF-8, which would be lost; not written';
}

/** How the file's text becomes its bytes again, byte order mark included. */
function encodingOf(bytes: Uint8Array): (text: string) => Buffer {
  const starts = (...mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xfe)) return (text) => Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (starts(0xfe, 0xff)) return (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  const mark = starts(0xef, 0xbb, 0xbf) ? '\uFEFF' : '';
  return (text) => Buffer.from(mark + text, 'utf8');
}
