import { type Edit, replaceScalar, replaceText } from '../edit.ts';
import { mismatches, printLabels, selects } from '../labels.ts';
import type { Service, StatefulSet } from '../manifest.ts';
import { chosenLabels } from '../objects.ts';
import { defineRule } from '../rule.ts';
import { writeFlow, writeYaml } from '../yaml.ts';

export default defineRule({
  id: 'service-selector-mismatch',
  kinds: ['Service'],
  effect: 'broken',
  severity: 'error',
  summary: "The governing Service's selector does not choose the Pods of the set.",
  why: `A governing Service gives a DNS name to the Pods that its selector chooses, and to no others. When the selector names a label
that the Pods do not carry, the Service has no endpoints: each Pod resolves its own name (from its /etc/hosts) and nobody else's.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    name: nginx
---
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
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
---
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
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(service, workspace) {
    const { selector } = service;
    if (!selector?.labels.isKnown || selector.labels.values.size === 0 || service.isExternalName) return;
    const sets = workspace
      .setsGovernedBy(service)
      .filter((set) => !workspace.isPartial(set) && set.pods.labels.isKnown);
    // A Service that several sets name may be right for one of them.
    if (sets.length === 0 || sets.some(({ pods }) => selects(selector, pods.labels))) return;
    const [statefulSet] = sets;
    if (!statefulSet) return;

    const { pods, name } = statefulSet;
    const wrong = mismatches(selector, pods.labels);
    const carried = printLabels(pods.labels);
    yield {
      at: wrong.length === 1 && wrong[0] ? wrong[0] : selector.field,
      message: `Service "${service.name?.value}" selects ${printLabels(selector.labels)}, but the Pods of "${name?.value}" carry ${carried === '' ? 'no labels' : carried}: it reaches none of them, and none gets a DNS name.`,
      related: [
        {
          at: pods.labels.field.exists ? pods.labels.field : pods.field,
          message: `Labels of the Pods of "${name?.value}"`,
        },
        ...(statefulSet.serviceName
          ? [{ at: statefulSet.serviceName, message: `"${name?.value}" is governed by this Service` }]
          : []),
      ],
      fixes: selectPods(service, statefulSet),
    };
  },
});

function selectPods({ selector }: Service, statefulSet: StatefulSet) {
  const labels = chosenLabels(statefulSet);
  if (!selector || Object.keys(labels).length === 0 || selector.field.isShared) return [];
  const title = `Select ${Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')}`;
  return [{ title, safe: true, edits: [selectorEdit(selector, labels)] }];
}

/** One value where one value is wrong; otherwise the whole selector. */
function selectorEdit(
  { field, labels }: NonNullable<Service['selector']>,
  wanted: Readonly<Record<string, string>>,
): Edit {
  const keys = [...labels.values.keys()];
  const differing = keys.filter((key) => labels.values.get(key)?.value !== wanted[key]);
  const [only] = differing;
  const value = only === undefined ? undefined : wanted[only];
  if (keys.length === Object.keys(wanted).length && differing.length === 1 && only !== undefined && value !== undefined)
    return replaceScalar(field.get(only), value);
  const { document, span } = field;
  if (field.isFlow) return replaceText(document, span, writeFlow(wanted));
  const indent = span.start - (document.text.lastIndexOf('\n', span.start - 1) + 1);
  const eol = document.text.includes('\r\n') ? '\r\n' : '\n';
  const last = field.entries.at(-1);
  const end = last?.valueSpan?.end ?? span.end;
  return replaceText(
    document,
    { start: span.start, end },
    writeYaml(wanted)
      .trimEnd()
      .replaceAll('\n', eol + ' '.repeat(indent)),
  );
}
