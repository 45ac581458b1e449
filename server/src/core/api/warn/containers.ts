/** Single containers. Source: pkg/api/pod/warnings.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Container, EnvVar, EphemeralContainer } from '../types.ts';
import { wholeBytes } from './sizes.ts';

export function containerWarnings(check: Check, at: Path, container: Container | EphemeralContainer): void {
  for (const list of ['limits', 'requests'] as const)
    for (const resource of ['memory', 'ephemeral-storage'])
      wholeBytes(check, at.child('resources', list).key(resource), container.resources?.[list]?.[resource]);
  hidden(check, at.child('env'), container.env);
}

/** A variable of the same name again, unless it is made of the one before. */
function hidden(check: Check, at: Path, env: readonly EnvVar[] = []): void {
  const seen = new Set<string>();
  env.forEach(({ name = '', value = '', valueFrom }, i) => {
    const reference = `$(${name})`;
    const isMadeOfIt = !valueFrom && value !== reference && value.includes(reference);
    if (seen.has(name) && !isMadeOfIt)
      check.warn(
        at.index(i).child('name'),
        `"${name}" is defined above already: this one wins, and kubectl apply loses one of the two when either changes.`,
      );
    seen.add(name);
  });
}
