import { removeKey } from '../edit.ts';
import type { StatefulSet } from '../manifest.ts';
import { replicasOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';
import { isSince } from '../settings.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'max-unavailable-dropped',
  kinds: ['StatefulSet'],
  effect: 'ignored',
  severity: 'information',
  summary: '`maxUnavailable`, which Kubernetes before 1.37 drops.',
  why: `\`rollingUpdate.maxUnavailable\` of a StatefulSet stands behind the feature gate MaxUnavailableStatefulSet, which is on by default from
1.37 (and was in 1.35.0). Where it is off, the API server drops the value without a word, and a rolling update replaces one Pod after the other. Either the cluster has the gate
switched on (silence this, then), or the line promises a speed that does not come.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods',
  bad: `
#- .ordinal.yaml
kubernetesVersion: "1.36"
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 5
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 2
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
#- .ordinal.yaml
kubernetesVersion: "1.37"
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 5
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 2
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet, workspace) {
    const settings = workspace.settingsOf(statefulSet.field.document.uri);
    const at = statefulSet.field.get('spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable');
    if (isSince(settings, '1.37') || !isMoreThanOne(at, statefulSet, workspace)) return;
    yield {
      at,
      message: `Kubernetes ${settings.kubernetes} drops maxUnavailable: ${at.text} (its feature gate is off by default): the Pods are replaced one after the other.`,
      fixes: [{ title: `Remove maxUnavailable: ${at.text}`, safe: false, edits: [removeKey(outermost(at))] }],
    };
  },
});

/** One at a time is what happens anyway. A percentage is rounded down, but never to 0. */
function isMoreThanOne(field: Field, statefulSet: StatefulSet, workspace: Workspace): boolean {
  if (field.number) return field.number.value > 1;
  const percent = /^([0-9]+)%$/.exec(field.text ?? '')?.[1];
  if (percent === undefined) return false;
  const most = replicasOf(statefulSet, workspace)?.most;
  return most === undefined || Math.floor((Number(percent) * most) / 100) > 1;
}

/** The field, or the mapping above that would be left empty without it. */
function outermost(field: Field): Field {
  const { parent } = field;
  return parent && parent.step !== 'spec' && parent.entries.length === 1 ? outermost(parent) : field;
}
