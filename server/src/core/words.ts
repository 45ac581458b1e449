/** Words that several messages share. */
import type { Resource } from './manifest.ts';

/** `"web"`; in words where there is no name yet. */
export const printName = ({ name, kind }: Resource): string => (name ? `"${name.value}"` : `this ${kind}`);
/** `Service "web"`; in words where there is no name yet. */
export const printObject = ({ name, kind }: Resource): string => (name ? `${kind} "${name.value}"` : `this ${kind}`);
