import { answerTo } from '../api/answer.ts';
import { insertKey, insertKeyFirst, insertKeys, replaceScalar } from '../edit.ts';
import { asWritten, type Labels, mismatches, printLabels, selects } from '../labels.ts';
import type { StatefulSet } from '../manifest.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import { termsOf } from './anti-affinity-mismatch.ts';

export default defineRule({
  id: 'selector-mismatch',
  kinds: ['StatefulSet'],
  effect: 'rejected',
  severity: 'error',
  misses: ['labels', 'matchLabels', 'metadata'],
  summary: "The StatefulSet's selector does not choose the Pods of its own template.",
  why: `\`spec.selector\` says which Pods the StatefulSet counts as its own. It must choose what \`spec.template\` makes, or the API server refuses
the object. The template may carry more labels than the selector asks for. The selector cannot be changed later.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-selector',
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
  template:
    metadata:
      labels:
        app: ngnix
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
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet, workspace) {
    const { selector } = statefulSet;
    const pods = { ...statefulSet.pods, labels: asWritten(statefulSet.pods.labels) };
    const isEmpty = selector.labels.values.size === 0 && selector.expressions.length === 0;
    // With something wrong in the selector itself, the server does not get as far as the template.
    const { kubernetes } = workspace.settingsOf(statefulSet.field.document.uri);
    const refusals = answerTo(statefulSet, kubernetes);
    if (refusals.some(({ error }) => error.path.steps[1] === 'selector')) return;
    if (isEmpty || !selector.labels.isKnown || !pods.labels.isKnown || selects(selector, pods.labels)) return;
    const [wrong] = mismatches(selector, pods.labels);
    const key = String(wrong?.field.step ?? '');
    const carried = pods.labels.values.get(key);
    const labels = pods.labels.field;
    const asked =
      selector.expressions.length > 0 && !wrong
        ? 'an expression that they do not fulfil'
        : printLabels(selector.labels);
    yield {
      at: carried ?? wrong ?? selector.field,
      message: `The selector asks for ${asked}, but the template's labels are ${printLabels(pods.labels) || 'empty'}: the API server refuses the StatefulSet.`,
      related: carried
        ? [{ at: wrong ?? selector.field, message: `The selector asks for ${key}=${wrong?.value}` }]
        : [{ at: labels.exists ? labels : pods.field, message: 'Labels of the template' }],
      fixes: fixesOf({ ...statefulSet, pods }, workspace),
      api: [{ type: 'Invalid value', field: 'spec.template.metadata.labels' }],
    };
  },
});

/** The template follows the selector, unless more Services, budgets and own terms choose Pods by the template's labels. */
function fixesOf(statefulSet: StatefulSet, workspace: Workspace): readonly Fix[] {
  const { selector, pods } = statefulSet;
  const wrong = mismatches(selector, pods.labels);
  const labels = pods.labels.field;
  const metadata = pods.field.get('metadata');
  if (wrong.length === 0) return [];
  const wanted = Object.fromEntries(wrong.map(({ value, field }) => [String(field.step), value]));
  const missing = Object.entries(wanted).filter(([key]) => !labels.get(key).exists);
  const repairs = Object.entries(wanted).filter(([key]) => labels.get(key).exists);
  const canInsert = labels.kind === 'mapping';
  const isThere = canInsert || metadata.kind === 'mapping';
  const canAdd = pods.field.kind === 'mapping' && !metadata.exists;
  const template: Fix[] =
    isThere || canAdd
      ? [
          {
            title: `Give the template ${printed(wanted)}`,
            safe: false,
            edits: canInsert
              ? [
                  ...repairs.map(([key, value]) => replaceScalar(labels.get(key), value)),
                  ...(missing.length > 0 ? [insertKeys(labels, Object.fromEntries(missing))] : []),
                ]
              : [
                  isThere
                    ? insertKey(metadata, 'labels', wanted)
                    : insertKeyFirst(pods.field, 'metadata', { labels: wanted }),
                ],
          },
        ]
      : [];
  const carried = wrong.flatMap(({ field }) => pods.labels.values.get(String(field.step)) ?? []);
  const own: Fix[] =
    carried.length === wrong.length && selector.expressions.length === 0
      ? [
          {
            title: `Let the selector ask for ${printed(Object.fromEntries(carried.map(({ value, field }) => [String(field.step), value])))}`,
            safe: false,
            edits: wrong.map(({ field }) =>
              replaceScalar(field, pods.labels.values.get(String(field.step))?.value ?? ''),
            ),
          },
        ]
      : [];
  return isFollowed(statefulSet, workspace) ? [...own, ...template] : [...template, ...own];
}

/** Whether others choose the Pods by what the template carries, rather than by what the selector asks for. */
function isFollowed(statefulSet: StatefulSet, workspace: Workspace): boolean {
  const { selector, pods } = statefulSet;
  const asked = { ...pods.labels, values: new Map([...pods.labels.values, ...selector.labels.values]) };
  const choosing = (labels: Labels) => [
    ...workspace.servicesSelecting(labels, statefulSet),
    ...workspace.budgetsSelecting(labels, statefulSet),
    ...termsOf(statefulSet).filter(({ selector }) => selects(selector, labels)),
  ];
  return choosing(pods.labels).length > choosing(asked).length;
}
const printed = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
