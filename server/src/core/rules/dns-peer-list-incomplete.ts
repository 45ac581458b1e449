import type { Resource, StatefulSet } from '../manifest.ts';
import {
  addressers,
  computesNames,
  describePods,
  isUnderService,
  ordinalsOf,
  podAddressesIn,
  podName,
} from '../names/addresses.ts';
import {
  asManyAsListed,
  type Comparison,
  compare,
  type PeerList,
  peerListsIn,
  placeOfList,
  rewritten,
  titleOf,
} from '../names/peer-lists.ts';
import { misspeltStrangers, type Stranger } from '../names/strangers.ts';
import { defineRule } from '../rule.ts';
import type { Severity } from '../settings.ts';

export default defineRule({
  id: 'dns-peer-list-incomplete',
  kinds: addressers,
  effect: 'broken',
  severity: 'warning',
  summary: 'A list of the Pods of a StatefulSet does not name exactly those that there are.',
  why: `Members that are missing in a list of peers are left out or refused (\`member count is unequal\`, \`My id 2 not in the peer list\`);
members that are listed twice count twice when a majority is sought. The list and \`replicas\` have to change together.

Seeds and bootstrap servers need not be complete. Members that do not exist are \`dns-unknown-pod\`.`,
  source: 'https://kubernetes.io/docs/tutorials/stateful-application/zookeeper/',
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
            - name: PEERS
              value: web-0.nginx:8080,web-1.nginx:8080
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
            - name: PEERS
              value: web-0.nginx:8080,web-1.nginx:8080,web-2.nginx:8080
`,

  *check(resource, workspace) {
    if (podAddressesIn(resource, workspace).length < 2) return;
    const misspelt = [...misspeltStrangers(resource, workspace)];
    for (const list of peerListsIn(resource, workspace)) {
      const { statefulSet } = list;
      const ordinals = ordinalsOf(statefulSet, workspace);
      if (!ordinals || !list.members.some(isUnderService) || computesNames(resource, statefulSet)) continue;
      const comparison = compare(list, ordinals);
      // A Pod in the place of another: that is dns-unknown-pod.
      if (comparison.extra.length > 0 || misspelt.some((stranger) => isBeside(stranger, list))) continue;
      const severity = severityOf(list, comparison, resource);
      if (!severity) continue;
      const replicas = statefulSet.field.get('spec', 'replicas');
      const edit = rewritten(list, ordinals);
      yield {
        at: placeOfList(list),
        severity,
        message: `${sentences(statefulSet, comparison)} ${describePods(statefulSet, ordinals)}.`,
        related: [
          {
            at: replicas.exists ? replicas : (statefulSet.name ?? statefulSet.field),
            message: describePods(statefulSet, ordinals),
          },
        ],
        fixes: [
          ...(edit
            ? [
                {
                  title: titleOf(list, ordinals),
                  safe: false,
                  edits: [edit],
                },
              ]
            : []),
          ...asManyAsListed(list, ordinals.first),
        ],
      };
    }
  },
});

/** A name in the same value that is meant to be one of the list's. */
const isBeside = ({ name: { text }, statefulSet }: Stranger, { members: [first], ...list }: PeerList) =>
  statefulSet === list.statefulSet && (text.list ?? text) === (first?.name.text.list ?? first?.name.text);

/** Undefined where the list may well be as it is. */
function severityOf(
  { members: [first, second] }: PeerList,
  comparison: Comparison,
  resource: Resource,
): Severity | undefined {
  if (!first || !second) return undefined;
  const { missing, twice } = comparison;
  if (twice.length > 0) return 'warning';
  if (missing.length === 0) return undefined;
  const { key, text } = first.name;
  const between = second.name.text === text ? text.value.slice(first.name.end, second.name.start) : '';
  const isMembership =
    /initial.?cluster|zoo.?servers|voters|raft|members|partner|initial.?masters?/i.test(key) ||
    /server\.\d+\s*=$/.test(first.name.text.value.slice(0, first.name.start)) ||
    /-\d+=|server\.\d+=|\d@|::\d/.test(between);
  if (isMembership) return 'warning';
  if (/seed|bootstrap|contact/i.test(`${key} ${text.key}`)) return undefined;
  // Somebody who joins or connects needs some of them, not all.
  const isClient = resource.type !== 'StatefulSet' || resource !== first.statefulSet;
  return isClient || /join|route|broker|connect|ur[il]/i.test(key) ? 'information' : 'warning';
}

function sentences(statefulSet: StatefulSet, { missing, twice }: Comparison): string {
  const names = (ordinals: readonly number[]) => {
    const shown = ordinals.slice(0, 5).map((ordinal) => podName(statefulSet, ordinal));
    return ordinals.length > 5 ? `${shown.slice(0, 4).join(', ')} and ${ordinals.length - 4} others` : shown.join(', ');
  };
  const said = [
    missing.length > 0 ? `lacks ${names(missing)}` : '',
    twice.length > 0 ? `names ${names(twice)} twice` : '',
  ].filter((part) => part !== '');
  return `The list ${said.join(', and ')}:`;
}
