import { nearest } from '../did-you-mean.ts';
import { setKey } from '../edit.ts';
import type { Resource, StatefulSet } from '../manifest.ts';
import {
  addressers,
  computesNames,
  describePods,
  isFinal,
  isUnderService,
  type Ordinals,
  ordinalsOf,
  podAddressesIn,
  podName,
  reportOf,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { isUnknown } from '../names/expansion.ts';
import { type HostName, hostNamesIn, podParts } from '../names/host-names.ts';
import { type PeerList, peerListsIn, rewritten, titleOf } from '../names/peer-lists.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'dns-unknown-pod',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'The DNS name of a Pod that no StatefulSet makes.',
  why: `A set of 3 replicas makes \`web-0\`, \`web-1\` and \`web-2\` (counted from \`ordinals.start\`), and no others. The name of another Pod
does not resolve: whoever waits for it waits for ever.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#ordinal-index',
  bad: `
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
          ports:
            - containerPort: 8080
          env:
            - name: PRIMARY_HOST
              value: web-3.nginx
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
          ports:
            - containerPort: 8080
          env:
            - name: PRIMARY_HOST
              value: web-2.nginx
`,

  *check(resource, workspace) {
    const slips = [...beyond(resource, workspace), ...misspelt(resource, workspace)];
    for (const group of together(slips)) {
      const [{ name, words, statefulSet, ordinal, ordinals }] = group;
      const pod = name.labels[0].text;
      const list = peerListsIn(resource, workspace).find(({ members }) => members.some((each) => each.name === name));
      const report = reportOf(
        group,
        `There is no Pod "${pod}", so "${writtenName(name)}" does not resolve: ${ordinals ? describePods(statefulSet, ordinals) : `under "${name.labels[1]?.text}" are the Pods of "${statefulSet.name?.value}"`}.`,
        [
          {
            at: ordinals ? replicasOf(statefulSet) : (statefulSet.name ?? statefulSet.field),
            message: ordinals ? describePods(statefulSet, ordinals) : `StatefulSet "${statefulSet.name?.value}"`,
          },
        ],
        `Write "${words}" for "${pod}"`,
      );
      // In a list, the nearest Pod is most likely there already.
      const fixes = list && ordinals ? listed(list, ordinals) : (report.fixes ?? []);
      yield { ...report, fixes: [...fixes, ...more(statefulSet, ordinal, ordinals)] };
    }
  },
});

interface PodSlip extends Slip {
  readonly statefulSet: StatefulSet;
  readonly ordinal: number | undefined;
  /** Where the ordinal is what is wrong: those that there are. */
  readonly ordinals: Ordinals | undefined;
}

/** A Pod of a known set, under its Service, that the set does not make. */
function* beyond(resource: Resource, workspace: Workspace): Iterable<PodSlip> {
  for (const address of podAddressesIn(resource, workspace)) {
    const { name, statefulSet, pod, ordinal } = address;
    if (ordinal === undefined || !isUnderService(address) || computesNames(resource, statefulSet)) continue;
    const ordinals = ordinalsOf(statefulSet, workspace);
    if (
      !ordinals ||
      (ordinal >= ordinals.first && ordinal <= ordinals.last && pod.text === podName(statefulSet, ordinal))
    )
      continue;
    const words = podName(statefulSet, Math.min(Math.max(ordinal, ordinals.first), ordinals.last));
    yield { name, span: pod, words, kind: pod.text, statefulSet, ordinal, ordinals };
  }
}

/** The name of no set, under the Service of a known one. */
function* misspelt(resource: Resource, workspace: Workspace): Iterable<PodSlip> {
  for (const name of hostNamesIn(resource)) {
    const [pod, service] = name.labels;
    if (!service || isUnknown(pod.text) || pod.text === '' || service.text === '') continue;
    const set = podParts(pod.text)?.set;
    if (set !== undefined && workspace.setsNamed(set, resource).length > 0) continue;
    const statefulSet = meantSet(name, resource, workspace);
    if (!statefulSet) continue;
    const ordinals = ordinalsOf(statefulSet, workspace);
    const digits = /\d{1,9}$/.exec(pod.text)?.[0];
    if (!ordinals || digits === undefined || workspace.servicesNamed(pod.text, resource).length > 0) continue;
    const ordinal = Math.min(Math.max(Number(digits), ordinals.first), ordinals.last);
    const words = podName(statefulSet, ordinal);
    yield { name, span: pod, words, kind: pod.text, statefulSet, ordinal: undefined, ordinals: undefined };
  }
}

/** The set whose name is a slip away; else the only one under this Service, when it is sure that nobody else is. */
function meantSet(name: HostName, resource: Resource, workspace: Workspace): StatefulSet | undefined {
  const [pod, service, third] = name.labels;
  if (!service || (name.hasSvc && !third)) return undefined;
  const where = third && !isUnknown(third.text) ? third.text : resource.namespace?.value;
  const under = workspace.setsUnder(service.text, resource).filter((each) => {
    const namespace = each.namespace?.value;
    return where === undefined || namespace === undefined || namespace === where;
  });
  if (under.length === 0 || !under.every((each) => isFinal(each, workspace))) return undefined;
  const stem = pod.text.replace(/-?\d+$/, '');
  const slip =
    nearest(stem, under, (each) => each.name?.value ?? '') ?? under.find((each) => each.name?.value === stem);
  if (slip) return slip;
  const [only] = under;
  const found = only && workspace.governingService(only).service;
  const isSure = name.hasSvc || name.port !== undefined;
  if (!only || !found?.selector || !isSure || !podParts(pod.text) || workspace.isOpen(resource)) return undefined;
  const selected = workspace.podsSelectedBy(found.selector, found);
  return selected.length === 1 && selected[0] === only && under.length === 1 ? only : undefined;
}

const replicasOf = ({ field, name }: StatefulSet) => {
  const replicas = field.get('spec', 'replicas');
  return replicas.exists ? replicas : (name?.field ?? field);
};

function listed(list: PeerList, ordinals: Ordinals): readonly Fix[] {
  const edit = rewritten(list, ordinals);
  return edit ? [{ title: titleOf(list, ordinals), safe: false, edits: [edit] }] : [];
}

/** More Pods, when a few more would do. */
function more(statefulSet: StatefulSet, ordinal: number | undefined, ordinals: Ordinals | undefined): readonly Fix[] {
  if (ordinal === undefined || !ordinals || ordinal <= ordinals.last || ordinal > ordinals.last + 8) return [];
  const replicas = ordinal - ordinals.first + 1;
  return [
    {
      title: `Set replicas: ${replicas} of "${statefulSet.name?.value}"`,
      safe: false,
      edits: [setKey(statefulSet.field.get('spec'), 'replicas', replicas)],
    },
  ];
}
