import { nearest } from '../did-you-mean.ts';
import { serviceNameFrom } from '../dns-label.ts';
import { bringObject, type Edit, insertKeys, removeKey, replaceEntry, replaceScalar } from '../edit.ts';
import { mismatches, printLabels, type Selector, selects } from '../labels.ts';
import type { Service, StatefulSet } from '../manifest.ts';
import { chosenLabels, headlessService } from '../objects.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printName } from '../words.ts';
import type { Workspace } from '../workspace.ts';
import { type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'service-selector-mismatch',
  kinds: ['StatefulSet'],
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

  *check(statefulSet, workspace) {
    const { service } = workspace.governingService(statefulSet);
    const { serviceName, pods } = statefulSet;
    const { selector } = service ?? {};
    if (!serviceName || !service || !selector?.labels.isKnown || selector.labels.values.size === 0) return;
    if (service.isExternalName || !pods.labels.isKnown || selects(selector, pods.labels)) return;

    const set = printName(statefulSet);
    const carried = printLabels(pods.labels);
    const wrong = mismatches(selector, pods.labels);
    const atSelector = wrong.length === 1 && wrong[0] ? wrong[0] : selector.field;
    const own = workspace
      .siblingServices(statefulSet)
      .find((each) => each.type === 'Service' && each.isHeadless && each.name && choosesPods(each, statefulSet));
    // The Service is there for others, or another one is there for this set: then its name is wrong, not the selector.
    const isOfOthers = workspace.podsSelectedBy(selector, service).length > 0;
    const isName = own !== undefined || isOfOthers;
    yield {
      at: isName ? serviceName : atSelector,
      message: `Service "${serviceName.value}" selects ${printLabels(selector.labels)}, but the Pods of ${set} carry ${carried === '' ? 'no labels' : carried}: it reaches none of them, and none gets a DNS name.`,
      related: [
        ...(isName ? [{ at: atSelector, message: `Service "${serviceName.value}" selects other Pods` }] : []),
        {
          at: pods.labels.field.exists ? pods.labels.field : pods.field,
          message: `Labels of the Pods of ${set}`,
        },
        ...(isName ? [] : [{ at: serviceName, message: `${set} is governed by this Service` }]),
      ],
      fixes: [
        ...(own?.name
          ? [
              {
                title: `Change serviceName to "${writtenName(own.name)}"`,
                safe: true,
                edits: [replaceScalar(serviceName.field, writtenName(own.name))],
              },
            ]
          : []),
        ...(isOfOthers
          ? []
          : (repair(selector, wrong, statefulSet, own === undefined, workspace) ??
            selectPods(selector, statefulSet, own === undefined))),
        ...(isOfOthers && !own ? another(statefulSet, serviceName, workspace) : []),
      ],
    };
  },
});

const choosesPods = ({ selector }: Service, { pods }: StatefulSet) =>
  selector !== undefined && selector.labels.values.size > 0 && selects(selector, pods.labels);

/** Each wrong label as the Pods carry it; undefined where they carry nothing like it, or where others would be chosen, too. */
function repair(
  selector: Selector,
  wrong: readonly Located<string>[],
  statefulSet: StatefulSet,
  safe: boolean,
  workspace: Workspace,
): readonly Fix[] | undefined {
  const values = new Map(selector.labels.values);
  const edits: Edit[] = [];
  for (const { field, value } of wrong) {
    const key = String(field.step);
    const carried = statefulSet.pods.labels.values;
    const meant = carried.has(key) ? key : nearest(key, carried.keys(), (each) => each);
    const own = meant === undefined ? undefined : carried.get(meant);
    if (meant === undefined || !own || (meant !== key && (own.value !== value || values.has(meant)))) return undefined;
    values.delete(key);
    values.set(meant, own);
    edits.push(meant === key ? replaceScalar(field, own.value) : replaceEntry(field, meant, own.value));
  }
  const repaired = { ...selector, labels: { ...selector.labels, values } };
  if (workspace.podsSelectedBy(repaired, statefulSet).some((owner) => owner !== statefulSet)) return undefined;
  return [{ title: `Select ${printLabels(repaired.labels)}`, safe, edits }];
}

function selectPods({ field, labels }: Selector, statefulSet: StatefulSet, safe: boolean): readonly Fix[] {
  const wanted = Object.entries(chosenLabels(statefulSet));
  if (wanted.length === 0) return [];
  const wrong = wanted.filter(([key, value]) => labels.values.has(key) && labels.values.get(key)?.value !== value);
  const absent = wanted.filter(([key]) => !labels.values.has(key));
  const extra = [...labels.values].flatMap(([key, { field: entry }]) =>
    wanted.some(([each]) => each === key) ? [] : [entry],
  );
  // A line that is one too many becomes one that is missing, so that its comment stays.
  const renamed = absent.slice(0, extra.length);
  const added = Object.fromEntries(absent.slice(extra.length));
  return [
    {
      title: `Select ${wanted.map(([key, value]) => `${key}=${value}`).join(',')}`,
      safe,
      edits: [
        ...wrong.map(([key, value]) => replaceScalar(field.get(key), value)),
        ...renamed.flatMap(([key, value], i) => (extra[i] ? [replaceEntry(extra[i], key, value)] : [])),
        ...extra.slice(renamed.length).map(removeKey),
        ...(Object.keys(added).length > 0 ? [insertKeys(field, added)] : []),
      ],
    },
  ];
}

function another(statefulSet: StatefulSet, serviceName: Located<string>, workspace: Workspace): readonly Fix[] {
  const name = serviceNameFrom(writtenName(statefulSet.name ?? serviceName), '-headless');
  if (workspace.servicesNamed(name, statefulSet).length > 0) return [];
  return bringObject(
    workspace,
    serviceName.field.document.uri,
    `headless Service "${name}"`,
    `${name}-service`,
    headlessService(name, statefulSet),
  ).map(({ title, edits }) => ({
    title: `${title}, and use it`,
    safe: false,
    edits: [replaceScalar(serviceName.field, name), ...edits],
  }));
}
