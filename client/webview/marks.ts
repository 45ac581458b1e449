/** How good the answer is that a set gives. */
import type { StatefulSetJson } from '../../server/src/protocol.ts';
import { hasDnsNames, type Mark } from './states.ts';

/** The worst of its problems, as far as it spoils the answer; else whether its Pods have names. */
export function markOf(set: StatefulSetJson): Mark {
  const { problems, stuck, service, pods } = set;
  if (stuck !== undefined) return 'error';
  const worst = (['error', 'warning'] as const).find((severity) => problems.some((each) => each.severity === severity));
  if (worst) return worst;
  if (pods.count === 0) return 'information';
  if (hasDnsNames(set)) return 'ok';
  return service.state === 'unseen' ? 'information' : 'warning';
}
