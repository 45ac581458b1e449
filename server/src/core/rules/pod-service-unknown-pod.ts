import { nearest } from '../did-you-mean.ts';
import { replaceScalar, setKey } from '../edit.ts';
import { isPlaceholder, type Service, type StatefulSet } from '../manifest.ts';
import { podName } from '../names/addresses.ts';
import { type NumberedName, numberedName } from '../numbered-name.ts';
import { replicasField } from '../replicas.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import { printName, printObject } from '../words.ts';
import { inSameNamespace, type Workspace } from '../workspace.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'pod-service-unknown-pod',
  kinds: ['Service'],
  effect: 'broken',
  severity: 'warning',
  summary: 'A Service for one Pod selects a Pod that its StatefulSet does not make.',
  why: `Each Pod of a StatefulSet carries its own name in the label \`statefulset.kubernetes.io/pod-name\`: \`<set>-<ordinal>\`, from \`ordinals.start\` on, as many as
\`replicas\`. A Service that selects any other value has no endpoints. A value that is no such name at all is an **error**.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  clusterIP: None
  selector:
    app: kafka
---
apiVersion: v1
kind: Service
metadata:
  name: kafka-3
spec:
  selector:
    statefulset.kubernetes.io/pod-name: kafka-3
  ports:
    - port: 9092
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  serviceName: kafka
  replicas: 3
  selector:
    matchLabels:
      app: kafka
  template:
    metadata:
      labels:
        app: kafka
    spec:
      containers:
        - name: kafka
          image: example.com/broker:4.1.0
          ports:
            - containerPort: 9092
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  clusterIP: None
  selector:
    app: kafka
---
apiVersion: v1
kind: Service
metadata:
  name: kafka-2
spec:
  selector:
    statefulset.kubernetes.io/pod-name: kafka-2
  ports:
    - port: 9092
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  serviceName: kafka
  replicas: 3
  selector:
    matchLabels:
      app: kafka
  template:
    metadata:
      labels:
        app: kafka
    spec:
      containers:
        - name: kafka
          image: example.com/broker:4.1.0
          ports:
            - containerPort: 9092
`,

  *check(service, workspace) {
    const pod = service.selector?.labels.values.get('statefulset.kubernetes.io/pod-name');
    if (!pod || isPlaceholder(pod.value) || service.isExternalName) return;
    // Somebody may give Pods this label by hand.
    if (service.selector && workspace.podsSelectedBy(service.selector, service).length > 0) return;
    const numbered = numberedName(pod.value);
    if (!numbered) {
      yield unlikeAnyPod(service, pod, workspace);
      return;
    }
    const sets = workspace.named('StatefulSet', numbered.stem, service);
    if (sets.length > 0) yield* outOfRange(service, pod, numbered.ordinal, sets, workspace);
    else yield* ofUnknownSet(service, pod, numbered, workspace);
  },
});

function unlikeAnyPod(service: Service, pod: Located<string>, workspace: Workspace): Report {
  const [statefulSet] = workspace.named('StatefulSet', pod.value, service);
  return {
    at: pod,
    severity: 'error',
    message: `"${pod.value}" is no name of a StatefulSet's Pod: those end in an ordinal, ${
      statefulSet ? `as "${podName(statefulSet, statefulSet.start)}"` : '-0, -1 and so on'
    }, so ${printObject(service)} reaches nobody.`,
    related: statefulSet ? [{ at: statefulSet.name ?? statefulSet.field, message: podsOf(statefulSet) }] : [],
    fixes: statefulSet && statefulSet.replicas > 0 ? select(pod, podName(statefulSet, statefulSet.start)) : [],
  };
}

function* outOfRange(
  service: Service,
  pod: Located<string>,
  ordinal: number,
  sets: readonly StatefulSet[],
  workspace: Workspace,
): Iterable<Report> {
  const [statefulSet] = sets;
  if (!statefulSet || sets.some((set) => hasOpenRange(set, workspace) || isMade(set, ordinal))) return;
  const { start, replicas, field } = statefulSet;
  yield {
    at: pod,
    message: `Pod "${pod.value}" does not exist: ${podsOf(statefulSet)}, so ${printObject(service)} reaches nobody.`,
    related: [{ at: replicasField(statefulSet), message: podsOf(statefulSet) }],
    fixes: [
      ...(replicas > 0 ? select(pod, podName(statefulSet, ordinal < start ? start : start + replicas - 1)) : []),
      // One more is a plan; many more are a slip.
      ...(ordinal >= start && ordinal - start <= replicas + 2
        ? [
            {
              title: `Set replicas: ${ordinal - start + 1} of ${printObject(statefulSet)}`,
              safe: false,
              edits: [setKey(field.get('spec'), 'replicas', ordinal - start + 1)],
            },
          ]
        : []),
    ],
  };
}

/** Only with counter-evidence: a set beside it whose name is a slip away, or whose other labels the selector chooses. */
function* ofUnknownSet(
  service: Service,
  pod: Located<string>,
  { stem: name, ordinal: wanted }: NumberedName,
  workspace: Workspace,
): Iterable<Report> {
  if (workspace.isOpen(service)) return;
  const beside = workspace
    .siblingsOfKind('StatefulSet', service)
    .filter((set): set is StatefulSet => set.type === 'StatefulSet' && inSameNamespace(set, service));
  if (beside.some((set) => !set.name || workspace.isCutOff(set))) return;
  const meant =
    nearest(name, beside, (set) => set.name?.value ?? '') ?? beside.find((set) => sharesLabels(set, service));
  if (!meant) return;
  const ordinal = isMade(meant, wanted) ? wanted : meant.start;
  yield {
    at: pod,
    message: `No StatefulSet "${name}" makes a Pod "${pod.value}"; ${podsOf(meant)}, so ${printObject(service)} reaches nobody.`,
    related: [{ at: meant.name ?? meant.field, message: podsOf(meant) }],
    fixes: meant.replicas > 0 ? select(pod, podName(meant, ordinal)) : [],
  };
}

/** The selector asks for labels besides the Pod's name, and the set's Pods carry all of them. */
function sharesLabels({ pods }: StatefulSet, { selector }: Service): boolean {
  const others = [...(selector?.labels.values ?? [])].filter(([key]) => key !== 'statefulset.kubernetes.io/pod-name');
  return others.length > 0 && others.every(([key, { value }]) => pods.labels.values.get(key)?.value === value);
}

/** Somebody else decides how many Pods there are: a fragment, an autoscaler, what fills in a placeholder. */
function hasOpenRange(statefulSet: StatefulSet, workspace: Workspace): boolean {
  const spec = statefulSet.field.get('spec');
  const isOpaque = [spec.get('replicas'), spec.get('ordinals', 'start')].some((field) => field.exists && !field.number);
  return isOpaque || workspace.isCutOff(statefulSet) || workspace.autoscalersOf(statefulSet).length > 0;
}

const isMade = ({ start, replicas }: StatefulSet, ordinal: number) => ordinal >= start && ordinal < start + replicas;

function podsOf(statefulSet: StatefulSet): string {
  const { start, replicas } = statefulSet;
  const first = podName(statefulSet, start);
  const all =
    replicas === 0
      ? 'no Pods'
      : replicas === 1
        ? `one Pod, "${first}"`
        : `the Pods "${first}" to "${podName(statefulSet, start + replicas - 1)}"`;
  return `${printName(statefulSet)} has ${all}`;
}

function select(pod: Located<string>, name: string): readonly Fix[] {
  return [{ title: `Select Pod "${name}"`, safe: false, edits: [replaceScalar(pod.field, name)] }];
}
