import { nearest } from '../did-you-mean.ts';
import { type Edit, replaceScalar, replaceText } from '../edit.ts';
import { readSelector, type Selector, selects } from '../labels.ts';
import { isPlaceholder, type PodTemplate, type StatefulSet } from '../manifest.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import { printName } from '../words.ts';
import type { Field, Located } from '../yaml.ts';

export default defineRule({
  id: 'anti-affinity-mismatch',
  kinds: ['StatefulSet'],
  effect: 'ignored',
  severity: 'warning',
  summary: 'An anti-affinity or a spread constraint that was meant for the own Pods, and does not choose them.',
  why: `A term of \`podAntiAffinity\` keeps a Pod away from those that its \`labelSelector\` chooses, and a \`topologySpreadConstraint\` counts those. When the
Pods' own labels are not among them, it has no effect on how the members of this set are placed: all of them may land on one node. A term that chooses
another workload on purpose is left alone; so is an anti-affinity that looks nothing like the own labels.`,
  source:
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zookeeper
spec:
  replicas: 3
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: zookeeper
      containers:
        - name: zookeeper
          image: zookeeper:3.9
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zookeeper
spec:
  replicas: 3
  selector:
    matchLabels:
      app: zk
  template:
    metadata:
      labels:
        app: zk
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: zk
      containers:
        - name: zookeeper
          image: zookeeper:3.9
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet, workspace) {
    const { labels } = statefulSet.pods;
    if (!labels.isKnown) return;
    const terms = termsOf(statefulSet);
    // The members are kept apart already; the other terms are about others.
    if (terms.some(({ isSpread, selector }) => !isSpread && selects(selector, labels))) return;
    for (const { selector, isSpread } of terms) {
      const wrong = wrongIn(selector, statefulSet);
      const [first] = wrong;
      if (!first || workspace.podsSelectedBy(selector, statefulSet).length > 0) continue;
      if (!isSpread && !wrong.every((each) => isMeant(each, statefulSet))) continue;
      yield report(first, wrong, isSpread, statefulSet);
    }
  },
});

interface Term {
  readonly selector: Selector;
  /** A topologySpreadConstraint. */
  readonly isSpread: boolean;
}

/** The anti-affinities and spread constraints of a set, about its own Pods or those of others. */
export function termsOf({ pods }: Pick<StatefulSet, 'pods'>): readonly Term[] {
  const spec = pods.field.get('spec');
  const affinity = spec.get('affinity', 'podAntiAffinity');
  const terms = [
    ...affinity.get('requiredDuringSchedulingIgnoredDuringExecution').items,
    ...affinity.get('preferredDuringSchedulingIgnoredDuringExecution').items.map((item) => item.get('podAffinityTerm')),
  ].filter((term) => !term.get('namespaces').exists && !term.get('namespaceSelector').exists);
  const constraints = spec.get('topologySpreadConstraints').items;
  return [
    ...terms.map((term) => ({ selector: simplified(term.get('labelSelector')), isSpread: false })),
    ...constraints.map((each) => ({ selector: simplified(each.get('labelSelector')), isSpread: true })),
  ];
}

/** The selector with each `In` of one value as the label that it amounts to. */
function simplified(field: Field): Selector {
  const selector = readSelector(field);
  const values = new Map(selector.labels.values);
  const expressions = selector.expressions.filter(({ key, operator, values: accepted }, i) => {
    const value = field.get('matchExpressions', i, 'values', 0).string;
    if (operator !== 'In' || accepted.length !== 1 || !value) return true;
    values.set(key, value);
    return false;
  });
  return { field, expressions, labels: { ...selector.labels, values } };
}

/** A label that the selector asks for and the own Pods do not have. */
interface Wrong {
  readonly key: string;
  readonly asked: Located<string>;
  /** What the Pods carry; undefined: no such label. */
  readonly own: Located<string> | undefined;
}

/** Empty where something cannot be read, or is asked for in a way that has no one answer. */
function wrongIn({ labels, expressions, field }: Selector, { pods }: StatefulSet): readonly Wrong[] {
  const rest = { field, expressions, labels: { ...labels, values: new Map() } };
  if (!labels.isKnown || !selects(rest, pods.labels)) return [];
  const wrong = [...labels.values]
    .map(([key, asked]) => ({ key, asked, own: pods.labels.values.get(key) }))
    .filter(({ asked, own }) => asked.value !== own?.value);
  return wrong.some(({ asked }) => isPlaceholder(asked.value)) ? [] : wrong;
}

/** The value is a slip of the own one, or another of the set's own names: it was meant for its own Pods. */
function isMeant({ key, asked, own }: Wrong, { name, serviceName, pods }: StatefulSet): boolean {
  if (own && nearest(asked.value, [own], ({ value }) => value) !== undefined) return true;
  const others = [...pods.labels.values].filter(([other]) => other !== key).map(([, { value }]) => value);
  return [name?.value, serviceName?.value, ...others].includes(asked.value);
}

function report(first: Wrong, wrong: readonly Wrong[], isSpread: boolean, statefulSet: StatefulSet): Report {
  const { pods } = statefulSet;
  const asked = `${first.key}: ${first.asked.value}`;
  const set = `those of ${printName(statefulSet)}`;
  const carried = first.own ? `carry ${first.key}: ${first.own.value}` : `have no label "${first.key}"`;
  return {
    at: first.asked,
    message: isSpread
      ? `This constraint counts the Pods with ${asked}, but ${set} ${carried}: it does not spread them.`
      : `This term keeps Pods away from those with ${asked}, but ${set} ${carried}: it does not keep them apart.`,
    related: [{ at: first.own ?? pods.labels.field, message: 'The labels of the Pods' }],
    fixes: fixesOf(wrong, pods),
  };
}

/** The own value for each label; or, for one that the Pods do not have at all, the own label that has the value. */
function fixesOf(wrong: readonly Wrong[], { labels }: PodTemplate): readonly Fix[] {
  const repairs = wrong.flatMap(({ asked, own, key }): readonly { text: string; edit: Edit }[] => {
    if (own) return [{ text: `${key}: ${own.value}`, edit: replaceScalar(asked.field, own.value) }];
    const other = [...labels.values].find(([, { value }]) => value === asked.value)?.[0];
    return other === undefined || asked.field.isShared
      ? []
      : [{ text: `${other}: ${asked.value}`, edit: renameKey(asked.field, other) }];
  });
  if (repairs.length < wrong.length) return [];
  const title = `Choose ${repairs.map(({ text }) => text).join(', ')}`;
  return [{ title, safe: false, edits: repairs.map(({ edit }) => edit) }];
}

/** The key of a label, which stands before it in `matchLabels`, and beside it in an expression. */
function renameKey(value: Field, key: string): Edit {
  if (typeof value.step === 'number') return replaceScalar(value.parent?.parent?.get('key') ?? value, key);
  return replaceText(value.document, value.keySpan ?? value.span, key);
}
