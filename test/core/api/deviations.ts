/** Recorded cases in which Ordinal answers otherwise than the server, each with its reason. */
export const deviations: ReadonlyMap<string, string> = new Map([
  [
    'c33af595798',
    'no kind: the server takes it from the address, but kubectl refuses it, and a file without one is no object here',
  ],
]);
