/** Deployments and DaemonSets that exist. Source: pkg/registry/apps/deployment/strategy.go, pkg/registry/apps/daemonset/strategy.go. */
import { differences } from '../../difference.ts';
import type { DaemonSet, Deployment } from '../../types.ts';
import type { Update } from './index.ts';
import { command, putBack } from './way-out.ts';

export const deployment: Update<Deployment> = { check: fixedSelector('deployment') };
export const daemonSet: Update<DaemonSet> = { check: fixedSelector('daemonset') };

function fixedSelector(kind: string): Update<Deployment | DaemonSet>['check'] {
  return (check, at, now, was) => {
    const path = at.child('spec', 'selector');
    const [place] = differences(
      'LabelSelector',
      path,
      now.spec?.selector ?? {},
      was.spec?.selector ?? {},
      check.kubernetes,
    );
    if (!place) return;
    check.invalid(
      path.standingAt(place),
      `The selector of what exists cannot be changed: its Pods would be left to themselves. Delete it (${command(`delete ${kind}`, now.metadata)}), and apply it again.`,
      { repairs: place.steps.length === path.steps.length ? putBack(was.spec?.selector) : [] },
    );
  };
}
