import { nearest } from '../did-you-mean.ts';
import { type Edit, insertItem, insertItemBefore, insertKey, moveItemBefore } from '../edit.ts';
import type { Container } from '../manifest.ts';
import {
  downwardPath,
  fromPod,
  hasOpaqueEnvironment,
  type Reference,
  referencesIn,
  runsShell,
  type Variable,
  variablesOf,
} from '../names/expansion.ts';
import { editWithin, placeWithin, type Text, textsIn } from '../names/host-names.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { PodOwner, Workspace } from '../workspace.ts';

export default defineRule({
  id: 'env-used-before-defined',
  kinds: ['StatefulSet', 'Workload'],
  effect: 'broken',
  severity: 'warning',
  summary: '`$(NAME)` stands where no such variable is defined yet.',
  why: `In \`env\`, \`$(NAME)\` becomes the value of a variable that stands *above* in the same list (or comes from \`envFrom\`); in \`command\` and
\`args\`, of any variable of the container. All else reaches the program as it is written, \`$(NAME)\` and all, and nothing complains.
\`\${NAME}\` is the shell's way: without a shell, it is no variable either.`,
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
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
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          env:
            - name: ADDRESS
              value: $(POD_NAME).nginx
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
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
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: ADDRESS
              value: $(POD_NAME).nginx
`,

  *check(owner, workspace) {
    for (const container of owner.pods.containers) {
      const variables = variablesOf(container);
      if (variables.some(({ field }) => field.isShared)) continue;
      for (const text of textsIn(owner)) {
        if (text.container !== container || text.value.length > 20_000) continue;
        const user = text.list ? undefined : text.field.parent;
        const before = user
          ? variables.slice(
              0,
              variables.findIndex(({ field }) => field.step === user.step),
            )
          : variables;
        for (const reference of referencesIn(text.value))
          if (!before.some(({ name }) => name === reference.name))
            yield* unresolved({ owner, container, text, reference, before, variables }, workspace);
        yield* ofShell(container, text, variables);
      }
    }
  },
});

interface Use {
  readonly owner: PodOwner;
  readonly container: Container;
  readonly text: Text;
  readonly reference: Reference;
  /** The variables that the text sees. */
  readonly before: readonly Variable[];
  readonly variables: readonly Variable[];
}

function* unresolved(use: Use, workspace: Workspace): Iterable<Report> {
  const { owner, container, text, reference, variables } = use;
  const { name } = reference;
  if (!isVariable(text) || hasOpaqueEnvironment(container)) return;
  const later = variables.find((variable) => variable.name === name);
  if (later && text.key === name) return; // itself, which somebody else may have filled in
  if (!later && !isMeant(use, workspace)) return;
  yield {
    at: placeWithin(text, reference),
    severity: later || isSure(use) ? 'warning' : 'information',
    message: later
      ? `$(${name}) stays as it is written: "${name}" is defined below "${text.key}", and a value sees only what stands above it.`
      : `$(${name}) stays as it is written: container "${container.name}" of "${owner.name?.value ?? ''}" has no variable "${name}".`,
    related: later ? [{ at: later.field.get('name'), message: `"${name}" is defined here` }] : [],
    fixes: later ? reordered(use, later) : [...renamed(use), ...defined(use)],
  };
}

/** Kubernetes expands values, command and arguments; not the commands of probes and hooks. */
const isVariable = ({ list }: Text) => list === undefined || list.parent?.step !== 'exec';

/** A variable, not a command of a shell, one that kustomize fills in, or one that Kubernetes makes for each Service. */
function isMeant({ owner, container, text, reference: { name } }: Use, workspace: Workspace): boolean {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name) || /_SERVICE_(?:HOST|PORT)|_PORT(?:_\d+_|$)/.test(name)) return false;
  if (text.list && runsShell(container)) return false;
  return !workspace.kustomizationsOf(owner).some(({ field }) => field.get('vars').items.length > 0);
}

/** What else is written shows that a variable of this container is meant, not a placeholder of some tool. */
function isSure(use: Use): boolean {
  const { owner, text, reference, variables } = use;
  return (
    slip(use) !== undefined ||
    downwardPath(reference.name) !== undefined ||
    referencesIn(text.value).some(({ name }) => variables.some((variable) => variable.name === name)) ||
    owner.pods.containers.some((each) => variablesOf(each).some(({ name }) => name === reference.name))
  );
}

const slip = ({ variables, reference }: Use) => nearest(reference.name, variables, ({ name }) => name);

function reordered({ text, before }: Use, later: Variable): readonly Fix[] {
  const user = text.field.parent;
  const needs = referencesIn(later.field.get('value').text ?? '');
  // What it needs itself must stand above, too.
  if (!user || !needs.every(({ name }) => before.some((variable) => variable.name === name))) return [];
  return [{ title: `Move "${later.name}" above "${text.key}"`, safe: false, edits: moveItemBefore(later.field, user) }];
}

function renamed(use: Use): readonly Fix[] {
  const { text, reference } = use;
  const meant = slip(use)?.name;
  const isAbove = use.before.some(({ name }) => name === meant);
  const edit = meant === undefined || !isAbove ? undefined : editWithin(text, reference, `$(${meant})`);
  return edit ? [{ title: `Write $(${meant})`, safe: false, edits: [edit] }] : [];
}

function defined({ container, text, reference: { name } }: Use): readonly Fix[] {
  const path = downwardPath(name);
  if (path === undefined) return [];
  const item = fromPod(name, path);
  const env = container.field.get('env');
  const user = text.list ? undefined : text.field.parent;
  const edit: Edit = user
    ? insertItemBefore(user, item)
    : env.kind === 'sequence'
      ? insertItem(env, item)
      : insertKey(container.field, 'env', [item]);
  return [{ title: `Define "${name}" from ${path}`, safe: false, edits: [edit] }];
}

/** `${NAME}` or `$NAME` of a variable that there is, in arguments that no shell reads. */
function* ofShell(container: Container, text: Text, variables: readonly Variable[]): Iterable<Report> {
  if (!text.list || !isVariable(text) || runsShell(container)) return;
  for (const { 0: written, 1: braced, 2: plain, index } of text.value.matchAll(
    /(?<!\$)\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))/g,
  )) {
    const name = braced ?? plain ?? '';
    if (!variables.some((variable) => variable.name === name)) continue;
    const span = { start: index, end: index + written.length };
    const edit = editWithin(text, span, `$(${name})`);
    const isProgram = container.field.get('command').exists;
    yield {
      at: placeWithin(text, span),
      severity: isProgram ? 'warning' : 'information',
      message: isProgram
        ? `${written} reaches the program as it is written: no shell reads it. Kubernetes' own way is $(${name}).`
        : `${written} reaches the image's entrypoint as it is written; unless that is a shell, it stays so. Kubernetes' own way is $(${name}).`,
      fixes: edit ? [{ title: `Write $(${name})`, safe: false, edits: [edit] }] : [],
    };
  }
}
