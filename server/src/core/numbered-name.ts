export interface NumberedName {
  readonly stem: string;
  readonly ordinal: number;
}

/**
 * `web-0` → `web` and 0: how StatefulSets name their Pods and claims. Undefined for any other name; `web-01` is none.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#ordinal-index
 */
export function numberedName(name: string): NumberedName | undefined {
  const [, stem, digits] = /^(.+)-(0|[1-9]\d*)$/.exec(name) ?? [];
  return stem === undefined ? undefined : { stem, ordinal: Number(digits) };
}
