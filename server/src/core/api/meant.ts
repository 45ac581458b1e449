/** What fields that nobody knows are meant for: what they hold is not missing, although it cannot be seen. */
import type { Resource } from '../manifest.ts';
import type { Workspace } from '../workspace.ts';
import { answerTo } from './answer.ts';

/**
 * Whether an object has a misspelt or misplaced field that is probably one of these (`containers`, `serviceName`), wherever it
 * stands: what a rule then misses may be there.
 */
export function isMeantIn(resource: Resource, names: readonly string[], workspace: Workspace): boolean {
  const { kubernetes } = workspace.settingsOf(resource.field.document.uri);
  return answerTo(resource, kubernetes).some(
    ({ error: { type, path, repairs } }) =>
      type === 'unknown field' &&
      repairs.some((repair) => names.includes(repair.kind === 'rename' ? repair.key : `${path.step ?? ''}`)),
  );
}
