/** What the API server reads as a quantity. Source: apimachinery pkg/api/resource/quantity.go, and recorded answers. */

/** A number is not even needed: `Gi` is 0. Blanks around it are passed over. */
export function isQuantity(text: string): boolean {
  const match = /^([+-]?)([0-9]*\.?[0-9]*)([a-zA-Z]*|[eE][+-]?[0-9]+)$/.exec(text.trim());
  if (!match || text.trim() === '') return false;
  const [, , , suffix = ''] = match;
  return /^(?:|n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?[0-9]+)$/.test(suffix);
}

/** What a text was probably meant for: `10GB` is 10G, `512 mi` is 512Mi, `0.5c` half a core. Undefined where that is anybody's guess. */
export function meantQuantity(text: string): string | undefined {
  const match = /^([+-]?[0-9]+(?:[.,][0-9]+)?)\s*([a-zA-Z]*)$/.exec(text.trim());
  if (!match) return undefined;
  const [, number = '', unit = ''] = match;
  const letters = unit.replace(/(?:bytes?|b)$|^(?:v?cpus?|c|cores?)$/i, '');
  const near = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].find(
    (each) => each.toLowerCase() === letters.toLowerCase(),
  );
  const meant = near === undefined ? undefined : number.replace(',', '.') + near;
  return meant !== undefined && meant !== text && isQuantity(meant) ? meant : undefined;
}
