import { setKey } from '../edit.ts';
import {
  addressers,
  describePods,
  ordinalsOf,
  podName,
  reportOf,
  type Slip,
  together,
  writtenName,
} from '../names/addresses.ts';
import { podParts } from '../names/host-names.ts';
import {
  asManyAsListed,
  compare,
  isNumbered,
  type PeerList,
  peerListsIn,
  rewritten,
  titleOf,
} from '../names/peer-lists.ts';
import { misspeltStrangers, renamedStrangers, type Stranger, strangersBeyond } from '../names/strangers.ts';
import { remember } from '../remember.ts';
import { replicasField } from '../replicas.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';

export default defineRule({
  id: 'dns-unknown-pod',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'The DNS name of a Pod that no StatefulSet makes.',
  why: `A set of 3 replicas makes \`web-0\`, \`web-1\` and \`web-2\` (counted from \`ordinals.start\`), and no others. The name of another Pod
does not resolve: whoever waits for it waits for ever.

A kustomization with \`namePrefix\` or \`nameSuffix\` gives sets and Services other names, but changes no texts: there, the overlay has to
write the new names itself, or put them together from variables.`,
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
    const lists = peerListsIn(resource, workspace);
    const inLists = new Map<PeerList, Stranger[]>();
    const others: Stranger[] = [...misspeltStrangers(resource, workspace)];
    for (const stranger of strangersBeyond(resource, workspace)) {
      const list = lists.find(({ members }) => members.some(({ name }) => name === stranger.name));
      (list ? remember(inLists, list, (): Stranger[] => []) : others).push(stranger);
    }
    for (const [list, strangers] of inLists) {
      const [first, ...more] = strangers;
      if (first) yield listed(list, [first, ...more], workspace);
    }
    for (const group of together(renamedStrangers(resource, workspace))) {
      const [{ name, statefulSet }] = group;
      const keeps = podParts(name.labels[0].text)?.set;
      const message = `The kustomization names the set "${statefulSet.name?.value}"; this text keeps "${keeps}", so "${writtenName(name)}" does not resolve.`;
      // What stands in a base is right there.
      yield { ...reportOf(group, message, relatedOf(group[0]), ''), severity: 'error', fixes: [] };
    }
    for (const group of together(others)) {
      const report = reportOf(group, sentence(group), relatedOf(group[0]), titleFor(group));
      yield withMore(report, more(group[0], workspace));
    }
  },
});

/** All strangers of a list in one finding, for they have one cause. */
function listed(list: PeerList, strangers: readonly [Stranger, ...Stranger[]], workspace: Workspace): Report {
  const ordinals = ordinalsOf(list.statefulSet, workspace);
  const comparison = ordinals && compare(list, ordinals);
  // As many as are missing: each is most likely a slip for one of those. Otherwise the nearest Pod is there already.
  const { missing = [], extra = [] } = comparison ?? {};
  const isHole = missing.length === extra.length;
  const meant = (stranger: Stranger): Stranger => {
    if (!extra.includes(stranger.ordinal ?? -1)) return stranger;
    const ordinal = isHole ? missing[extra.indexOf(stranger.ordinal ?? -1)] : undefined;
    return { ...stranger, words: ordinal === undefined ? undefined : podName(list.statefulSet, ordinal) };
  };
  const [first, ...others] = strangers;
  const slips = [meant(first), ...others.map(meant)] as const;
  const { fixes = [], ...report } = reportOf(slips, sentence(strangers), relatedOf(first), titleFor(slips));
  const message = podsOf(strangers).length > 1 ? sentence(strangers) : report.message;
  const edit = ordinals && rewritten(list, ordinals);
  const anew: readonly Fix[] = edit ? [{ title: titleOf(list, ordinals), safe: false, edits: [edit] }] : [];
  // Where an id or a name stands before each host (`web-2=http://web-2…`), both have to change.
  const both = isNumbered(list) ? [...anew, ...fixes] : [...fixes, ...anew];
  return withMore({ ...report, message, fixes: both }, ordinals ? asManyAsListed(list, ordinals.first) : []);
}

function sentence(strangers: readonly [Stranger, ...Stranger[]]): string {
  const [{ name, statefulSet, ordinals }] = strangers;
  const where = ordinals
    ? describePods(statefulSet, ordinals)
    : `under "${name.labels[1]?.text}" are the Pods of "${statefulSet.name?.value}"`;
  const pods = podsOf(strangers);
  return pods.length > 1
    ? `There are no Pods ${enumerate(pods)}, so their names do not resolve: ${where}.`
    : `There is no Pod ${enumerate(pods)}, so "${writtenName(name)}" does not resolve: ${where}.`;
}

const podsOf = (slips: readonly Slip[]) => [...new Set(slips.map(({ name }) => name.labels[0].text))];
const titleFor = (slips: readonly Slip[]) =>
  `Write ${enumerate([...new Set(slips.map(({ words = '' }) => words))])} for ${enumerate(podsOf(slips))}`;

function enumerate(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  if (quoted.length > 5) return `${quoted.slice(0, 4).join(', ')} and ${quoted.length - 4} others`;
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}` : quoted.join('');
}

const relatedOf = ({ statefulSet, ordinals }: Stranger) => [
  {
    at: ordinals ? replicasField(statefulSet) : (statefulSet.name ?? statefulSet.field),
    message: ordinals ? describePods(statefulSet, ordinals) : `StatefulSet "${statefulSet.name?.value}"`,
  },
];

/** More Pods are the second thing to think of, never the only one. */
const withMore = (report: Report, more: readonly Fix[]): Report =>
  report.fixes?.length ? { ...report, fixes: [...report.fixes, ...more] } : report;

/** More Pods, when a few more would do. */
function more({ statefulSet, ordinal }: Stranger, workspace: Workspace): readonly Fix[] {
  const ordinals = ordinalsOf(statefulSet, workspace);
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
