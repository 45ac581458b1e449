import { removeKey } from '../edit.ts';
import { autoscalerOf } from '../replicas.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'hpa-owns-replicas',
  kinds: ['StatefulSet'],
  effect: 'risky',
  severity: 'warning',
  summary: '`replicas` in a StatefulSet whose Pods an autoscaler counts: each apply sets the number back.',
  why: `A HorizontalPodAutoscaler writes \`spec.replicas\`, and so does everyone who applies a manifest that holds it. Each deployment then scales the
set to the number in the file, which may delete members that the load needs, until the autoscaler comes by again. Leave the number out of the file.
With \`kubectl apply\` and a set that is already running, take it out of the last-applied configuration first (\`kubectl apply edit-last-applied\`):
a number that only goes from the file falls back to 1 once.`,
  source:
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
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
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: web
  minReplicas: 3
  maxReplicas: 6
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
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
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: web
  minReplicas: 3
  maxReplicas: 6
`,

  *check(statefulSet, workspace) {
    const at = statefulSet.field.get('spec', 'replicas');
    if (!at.number || !statefulSet.name) return;
    const autoscaler = autoscalerOf(statefulSet, workspace);
    if (!autoscaler) return;
    const bounds = autoscaler.field.get('spec');
    const [least, most] = [bounds.get('minReplicas').text ?? '1', bounds.get('maxReplicas').text];
    // It has nothing to move.
    if (least === most && at.text === most) return;
    yield {
      at,
      message: `Each apply sets "${statefulSet.name.value}" back to ${at.text}, and the autoscaler "${autoscaler.name?.value ?? ''}" moves it again${
        most === undefined ? '' : ` (between ${least} and ${most})`
      }.`,
      related: [{ at: autoscaler.target.name ?? autoscaler.target.field, message: 'The autoscaler of this set' }],
      fixes: [{ title: `Remove replicas: ${at.text}`, safe: false, edits: [removeKey(at)] }],
    };
  },
});
