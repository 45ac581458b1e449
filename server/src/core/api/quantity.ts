/** What the API server reads as a quantity. Source: apimachinery pkg/api/resource/quantity.go, and recorded answers. */

/** A number is not even needed: `Gi` is 0. Blanks around it are passed over. */
export function isQuantity(text: string): boolean {
  const match = /^([+-]?)([0-9]*\.?[0-9]*)([a-zA-Z]*|[eE][+-]?[0-9]+)$/.exec(text.trim());
  if (!match || text.trim() === '') return false;
  const [, , , suffix = ''] = match;
  return /^(?:|n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?[0-9]+)$/.test(suffix);
}
