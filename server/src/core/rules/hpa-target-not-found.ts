import { nearest } from '../did-you-mean.ts';
import { type Edit, replaceScalar } from '../edit.ts';
import { type Autoscaler, isPlaceholder, type Resource } from '../manifest.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import { inSameNamespace, type Workspace } from '../workspace.ts';
import { type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'hpa-target-not-found',
  kinds: ['HorizontalPodAutoscaler'],
  effect: 'broken',
  severity: 'warning',
  summary: 'The workload that a HorizontalPodAutoscaler is to scale does not exist.',
  why: `An autoscaler finds its target by API group, kind and name, in its own namespace. Nothing checks it when it is applied: without the target it
stays at \`unable to get the target's current scale\` and scales nothing. It is an **error** when the workload of that name
beside it has another kind, or one has almost that name; only **information** when there is no StatefulSet beside it, and for other kinds.`,
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  maxReplicas: 5
---
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
`,
  good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: StatefulSet
    name: web
  maxReplicas: 5
---
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
`,

  *check(autoscaler, workspace) {
    const { kind, name, field } = autoscaler.target;
    const apiVersion = field.get('apiVersion').text ?? 'apps/v1';
    // Other groups have a StatefulSet, too.
    if (!name || !scalable.includes(kind) || !/^apps\//.test(apiVersion) || workspace.isOpen(autoscaler)) return;
    const wanted = { kind, name };
    if (targetsNamed(name.value, kind, autoscaler, workspace).length > 0) return;
    const report =
      otherKind(wanted, autoscaler, workspace) ??
      elsewhere(wanted, autoscaler, workspace) ??
      missing(wanted, autoscaler, workspace);
    if (report) yield report;
  },
});

const scalable = ['StatefulSet', 'Deployment', 'ReplicaSet'];

interface Wanted {
  readonly kind: string;
  readonly name: Located<string>;
}

function targetsNamed(name: string, kind: string, from: Resource, workspace: Workspace): readonly Resource[] {
  return kind === 'StatefulSet'
    ? workspace.named('StatefulSet', name, from)
    : workspace.named('Workload', name, from).filter((workload) => workload.kind === kind);
}

/** As it is written: what a build puts before names, it puts before those only that are of the right kind. */
const isNamed = ({ name }: Resource, text: string) =>
  name !== undefined && [name.value, writtenName(name)].includes(text);

/** One of that name stands beside it, as another kind: that one was meant. */
function otherKind({ kind, name }: Wanted, autoscaler: Autoscaler, workspace: Workspace): Report | undefined {
  const [found] = scalable.flatMap((each) =>
    workspace
      .siblingsOfKind(each, autoscaler)
      .filter((other) => isNamed(other, name.value) && inSameNamespace(other, autoscaler)),
  );
  if (!found?.name) return undefined;
  const at = autoscaler.target.field.get('kind');
  return {
    at,
    severity: 'error',
    message: `"${name.value}" is a ${found.kind}, not a ${kind}: the autoscaler finds nothing to scale.`,
    related: [{ at: found.name, message: `${found.kind} "${name.value}"` }],
    fixes: [{ title: `Set kind: ${found.kind}`, safe: false, edits: [replaceScalar(at, found.kind)] }],
  };
}

/** One of that kind and name is in another namespace only. */
function elsewhere({ kind, name }: Wanted, autoscaler: Autoscaler, workspace: Workspace): Report | undefined {
  const found = workspace
    .siblingsOfKind(kind, autoscaler)
    .find((other) => other.name?.value === name.value && !inSameNamespace(other, autoscaler));
  if (!found?.namespace || !found.name || !autoscaler.namespace) return undefined;
  return {
    at: name,
    message: `${kind} "${name.value}" is in namespace "${found.namespace.value}", and an autoscaler scales only in its own, "${autoscaler.namespace.value}": it finds nothing to scale.`,
    related: [{ at: found.name, message: `${kind} "${name.value}"` }],
    fixes: [
      {
        title: `Move the autoscaler to namespace "${found.namespace.value}"`,
        safe: false,
        edits: [replaceScalar(autoscaler.namespace.field, found.namespace.value)],
      },
    ],
  };
}

/** Deployments are told of with half a voice: nobody keeps all of them beside their StatefulSets. */
function missing({ kind, name }: Wanted, autoscaler: Autoscaler, workspace: Workspace): Report | undefined {
  const candidates = scalable.flatMap((each) =>
    workspace.siblingsOfKind(each, autoscaler).filter((other) => inSameNamespace(other, autoscaler) && other.name),
  );
  const slip = nearest(name.value, candidates, (candidate) => (candidate.name ? writtenName(candidate.name) : ''));
  const sameKind = candidates.filter((candidate) => candidate.kind === kind);
  const meant = slip ?? (sameKind.length === 1 ? sameKind[0] : undefined);
  // A name that something fills in later may be this one.
  const isOpaque = workspace.siblingsOfKind(kind, autoscaler).some((other) => !other.name);
  const isAmongOthers = !isOpaque && sameKind.length > 0;
  if (!slip && !isAmongOthers && kind !== 'StatefulSet') return undefined;
  return {
    at: name,
    severity: slip ? 'error' : isAmongOthers && kind === 'StatefulSet' ? 'warning' : 'information',
    message: slip
      ? `There is no ${kind} "${name.value}", and the autoscaler finds nothing to scale. Did you mean ${slip.kind === kind ? '' : `${slip.kind} `}"${slip.name?.value}"?`
      : isAmongOthers
        ? `No ${kind} "${name.value}" is among those in these files (${listed(sameKind)}): unless the cluster has it, the autoscaler finds nothing to scale.`
        : `No ${kind} "${name.value}" is in these files: unless the cluster has it, the autoscaler finds nothing to scale.`,
    related: meant?.name ? [{ at: meant.name, message: `${meant.kind} "${meant.name.value}"` }] : [],
    fixes: meant ? fixesOf(autoscaler, meant) : [],
  };
}

function fixesOf({ target }: Autoscaler, meant: Resource): readonly Fix[] {
  const { name, kind, field } = target;
  if (!name || !meant.name || isPlaceholder(meant.name.value)) return [];
  const edits: Edit[] = [replaceScalar(name.field, writtenName(meant.name))];
  if (meant.kind !== kind) edits.push(replaceScalar(field.get('kind'), meant.kind));
  return [{ title: `Scale ${meant.kind} "${writtenName(meant.name)}"`, safe: false, edits }];
}

const listed = (resources: readonly Resource[]) =>
  [...new Set(resources.map(({ name }) => `"${name?.value ?? ''}"`))].slice(0, 3).join(', ');
