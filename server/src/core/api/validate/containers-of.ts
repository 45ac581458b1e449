/** All containers of a Pod with their places, in the server's order: init containers, containers, ephemeral ones. */
import type { Path } from '../path.ts';
import type { Container, EphemeralContainer, PodSpec } from '../types.ts';

export interface Placed {
  readonly container: Container | EphemeralContainer;
  readonly path: Path;
}

export function containersOf(at: Path, spec: PodSpec): readonly Placed[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  return lists.flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ container, path: at.child(list).index(i) })),
  );
}
