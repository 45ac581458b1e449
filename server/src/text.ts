/** Bytes → text, the same on a disk and in a browser. */

/** No manifest is this large; API objects end at 1.5 MB. */
export const maxBytes = 16 * 1024 * 1024;

/** No ConfigMap and no Secret holds more: https://kubernetes.io/docs/concepts/configuration/configmap/ */
export const maxPlainBytes = 1024 * 1024;

export const tooLarge = (bytes: number, most = maxBytes): string =>
  `${(bytes / 1024 / 1024).toFixed(1)} MiB; files of more than ${most / 1024 / 1024} MiB are not read`;

/**
 * UTF-8, or UTF-16 with a byte order mark. Bytes that are neither become U+FFFD, and a NUL stays one: both are then
 * reported at their place as what YAML refuses.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly hasMark: boolean } {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const hasMark = encoding !== 'utf-8' || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
  return { text: new TextDecoder(encoding).decode(bytes), hasMark };
}
