import { removeKey } from '../edit.ts';
import { isOwned, type StatefulSet } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import type { PodOwner } from '../workspace.ts';

export default defineRule({
  id: 'selector-version-label',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  summary: "The selector holds a label that changes with each version, and a StatefulSet's selector never can.",
  why: `\`spec.selector\` cannot be changed. When it asks for the version of the chart or of the application, the next release is refused, and the
set has to be deleted (its Pods can stay, with \`--cascade=orphan\`) and made anew. Keep such labels in \`metadata\` and in the template, and
select by what never changes. A label that tells this set from another one in the files is left alone.`,
  source: 'https://helm.sh/docs/chart_best_practices/labels/',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
      helm.sh/chart: nginx-15.1.0
  template:
    metadata:
      labels:
        app: nginx
        helm.sh/chart: nginx-15.1.0
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
        helm.sh/chart: nginx-15.1.0
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet, workspace) {
    const { selector, name } = statefulSet;
    if (!selector.labels.isKnown) return;
    for (const [key, label] of selector.labels.values) {
      if (!isVersioned(key, label.value)) continue;
      // `reviews-v2` with `version: v2`: one set for each version, on purpose.
      if (name?.value.split('-').includes(label.value)) continue;
      const rest = new Map([...selector.labels.values].filter(([other]) => other !== key));
      const others = { ...selector, labels: { ...selector.labels, values: rest } };
      if (workspace.podsSelectedBy(others, statefulSet).some((owner) => isAnother(owner, statefulSet))) continue;
      yield {
        at: label,
        message: `The selector asks for ${key}=${label.value}, and it can never be changed: the first release with another version is refused.`,
        fixes:
          rest.size > 0 && !label.field.isShared
            ? [{ title: `Remove "${key}" from the selector`, safe: false, edits: [removeKey(label.field)] }]
            : [],
      };
    }
  },
});

/** Not the set itself, in a variant of the file, nor a Pod of it that was saved from a cluster. */
const isAnother = (owner: PodOwner, { kind, name }: StatefulSet) =>
  (owner.kind !== kind || owner.name?.value !== name?.value) && !isOwned(owner);

/** `v1` says which of two designs this is, and may stay for ever; a version of several parts, or a chart with one, does not. */
function isVersioned(key: string, value: string): boolean {
  if (
    !/^(?:helm\.sh\/chart|chart|app\.kubernetes\.io\/version|version|chart-version|app-version|appVersion|release-version)$/.test(
      key,
    )
  )
    return false;
  return /\d+[._]\d+|^v?\d{2,}$/.test(value) || /^(?:helm\.sh\/chart|app\.kubernetes\.io\/version)$/.test(key);
}
