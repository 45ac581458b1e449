import { type Edit, insertItem, insertItemBefore, replaceEntry, replaceScalar } from '../edit.ts';
import { flagIdentity, type Identity, isConstantIdentity, variableIdentity } from '../known/identities.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import { mountsOf, podVolumeNamed } from '../mounts.ts';
import { ordinalsOf } from '../names/addresses.ts';
import { environmentOf, expand, fromPod, isUnknown, ownPod, variablesOf } from '../names/expansion.ts';
import { type Text, textsIn } from '../names/host-names.ts';
import { defineRule, type Fix, type Related } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Field, Located } from '../yaml.ts';

export default defineRule({
  id: 'identity-not-per-pod',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'error',
  summary: 'All Pods of a StatefulSet are told the same identity.',
  why: `The template is the same for all Pods. An id, a node name or an advertised address that is written out in it makes all members the
same one: the second broker is refused, or clients are sent to the wrong one. What differs has to come from the Pod: its name
(\`metadata.name\`) or its ordinal (the label \`apps.kubernetes.io/pod-index\`) through the downward API, or a script that looks at \`$HOSTNAME\`.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-index-label',
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
          image: registry.example/broker:4.1
          ports:
            - containerPort: 9092
          env:
            - name: KAFKA_NODE_ID
              value: "1"
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
          image: registry.example/broker:4.1
          ports:
            - containerPort: 9092
          env:
            - name: KAFKA_NODE_ID
              valueFrom:
                fieldRef:
                  fieldPath: metadata.labels['apps.kubernetes.io/pod-index']
`,

  *check(statefulSet, workspace) {
    const ordinals = ordinalsOf(statefulSet, workspace);
    if (!ordinals || ordinals.first === ordinals.last) return;
    const count = ordinals.last - ordinals.first + 1;
    for (const { at, name, value, identity, related, fixes } of constantsIn(statefulSet, workspace)) {
      yield {
        at,
        // Whether the same address twice is refused is a matter of the program's version.
        severity: identity === 'addresses' ? 'warning' : 'error',
        message: `${name} is "${value}" in all ${count} Pods of "${statefulSet.name?.value ?? ''}": ${consequences[identity]}`,
        related,
        fixes,
      };
    }
  },
});

const consequences: Readonly<Record<Identity, string>> = {
  ordinal: 'members need ids of their own.',
  number: 'members need ids of their own: the ordinal plus one, say, which a shell or an init container can set.',
  name: 'members need names of their own.',
  node: 'nodes need names of their own.',
  addresses: 'all of them send others to the same place.',
};

interface Constant {
  readonly at: Located<unknown> | Field;
  readonly name: string;
  readonly value: string;
  readonly identity: Identity;
  readonly related: readonly Related<Located<unknown> | Field>[];
  readonly fixes: readonly Fix[];
}

function* constantsIn(statefulSet: StatefulSet, workspace: Workspace): Iterable<Constant> {
  for (const container of statefulSet.pods.containers) {
    if (container.isInit || runsMountedScript(container)) continue;
    const texts = textsIn(statefulSet).filter((text) => text.container === container);
    const scripts = texts.filter(({ list }) => list !== undefined).map(({ value }) => value);
    // A script that sets the variable makes something of it.
    const isSet = (name: string) => scripts.some((script) => new RegExp(`(?<![-\\w.])${name}=`).test(script));
    const last = new Map(variablesOf(container).map((variable) => [variable.name, variable]));
    for (const text of texts) {
      const found = text.list ? flagIn(container, text) : { identity: variableIdentity(text.key), value: text.value };
      const isHidden = !text.list && last.get(text.key)?.field.step !== text.field.parent?.step;
      const constant = found.identity && constantValue(found.identity, found.value, text.variables);
      if (!found.identity || constant === undefined || isHidden) continue;
      if (!text.list && isSet(text.key)) continue;
      const { identity } = found;
      const fixes = text.list ? [] : fixesOf(statefulSet, container, text, identity);
      yield {
        at: text.field,
        name: text.list ? `--${text.key}` : text.key,
        value: constant,
        identity,
        related: [],
        fixes,
      };
    }
    for (const found of fromConfigMaps(statefulSet, container, workspace)) if (!isSet(found.name)) yield found;
    yield* fromOptionFiles(statefulSet, container, workspace);
  }
}

/** The value after expansion, where it is surely the same in all Pods and may not be. */
function constantValue(identity: Identity, value: string, variables: ReadonlyMap<string, string>): string | undefined {
  const { text } = expand(value.trim(), variables);
  return isUnknown(text) || /[$`{<]/.test(text) || !isConstantIdentity(identity, text) ? undefined : text;
}

/** `--name=etcd0`, or the item behind `--name`. */
function flagIn(
  container: Container,
  { value, key }: Text,
): { readonly identity: Identity | undefined; readonly value: string } {
  const words = /^--?[\w.-]+=(.*)$/s.exec(value)?.[1] ?? (value.startsWith('-') ? '' : value);
  return { identity: flagIdentity(container, key), value: words };
}

/** The program is a script from a volume, which nobody can see from here. */
function runsMountedScript(container: Container): boolean {
  const paths = container.field.get('volumeMounts').items.flatMap((mount) => mount.get('mountPath').text ?? []);
  // `--data-dir=/var/lib/etcd` runs nothing there.
  const isBelow = (word: string, path: string) => word.split(/[\s;&|()]+/).some((part) => part.startsWith(path));
  return wordsOf(container).some((word) => paths.some((path) => isBelow(word, path)) || /\.sh\b/.test(word));
}

/** The command and its arguments. */
const wordsOf = ({ field }: Container) =>
  ['command', 'args'].flatMap((list) => field.get(list).items.flatMap((item) => item.text ?? []));

/** Variables that come from a ConfigMap are the same in all Pods by nature. */
function* fromConfigMaps(statefulSet: StatefulSet, container: Container, workspace: Workspace): Iterable<Constant> {
  const inEnv = environmentOf(container);
  const make = (at: Field, name: string, configMap: string, key: string): Constant | undefined => {
    const identity = variableIdentity(name);
    if (!identity) return undefined;
    const value = workspace.named('ConfigMap', configMap, statefulSet)[0]?.field.get('data', key);
    const constant = value?.text === undefined ? undefined : constantValue(identity, value.text, new Map());
    if (!value || constant === undefined) return undefined;
    return {
      at,
      name,
      value: constant,
      identity,
      related: [{ at: value, message: `In ConfigMap "${configMap}"` }],
      fixes: [],
    };
  };
  for (const item of container.field.get('env').items) {
    const source = item.get('valueFrom', 'configMapKeyRef');
    const [name, configMap, key] = [item.get('name').text, source.get('name').text, source.get('key')];
    if (name === undefined || configMap === undefined || key.text === undefined) continue;
    const found = make(key, name, configMap, key.text);
    if (found) yield found;
  }
  for (const item of container.field.get('envFrom').items) {
    const at = item.get('configMapRef', 'name');
    if (at.text === undefined || item.get('prefix').exists) continue;
    for (const key of workspace.named('ConfigMap', at.text, statefulSet)[0]?.field.get('data').entries ?? []) {
      const name = String(key.step);
      const found = inEnv.has(name) ? undefined : make(at, name, at.text, name);
      if (found) yield found;
    }
  }
}

/** Lines like `server-id = 1` in a mounted `my.cnf`, where neither the command nor an init container sets another. */
function* fromOptionFiles(statefulSet: StatefulSet, container: Container, workspace: Workspace): Iterable<Constant> {
  const inits = statefulSet.pods.containers.filter(({ isInit }) => isInit);
  const scripts = [container, ...inits].flatMap(wordsOf).join('\n');
  if (inits.some(runsMountedScript)) return;
  for (const { name } of mountsOf(container)) {
    const at = podVolumeNamed(statefulSet, name.value)?.field.get('configMap', 'name');
    const configMap = at?.text === undefined ? undefined : workspace.named('ConfigMap', at.text, statefulSet)[0];
    for (const file of configMap?.field.get('data').entries ?? []) {
      const [, option = '', value = ''] = /^[ \t]*(server[-_]id)[ \t]*=[ \t]*(\S+)/m.exec(file.text ?? '') ?? [];
      const identity = /\.(?:cnf|ini)$/.test(String(file.step)) ? flagIdentity(container, option) : undefined;
      const constant = identity && constantValue(identity, value, new Map());
      if (!at || !identity || constant === undefined || /server[-_]id/.test(scripts)) continue;
      const related = [{ at: file, message: `"${file.step}" in ConfigMap "${at.text}"` }];
      yield { at, name: option, value: constant, identity, related, fixes: [] };
    }
  }
}

// ---- fixes ----

function fixesOf(
  statefulSet: StatefulSet,
  container: Container,
  { field, key, value }: Text,
  identity: Identity,
): readonly Fix[] {
  const fix = (title: string, ...edits: readonly Edit[]): readonly Fix[] => [{ title, safe: false, edits }];
  const from = (fieldPath: string) => replaceEntry(field, 'valueFrom', { fieldRef: { fieldPath } });
  switch (identity) {
    case 'number':
      if (statefulSet.start === 0) return []; // the first ordinal is 0, which is no id there
      return fix(`Take ${key} from the Pod's ordinal`, from("metadata.labels['apps.kubernetes.io/pod-index']"));
    case 'ordinal':
      return fix(`Take ${key} from the Pod's ordinal`, from("metadata.labels['apps.kubernetes.io/pod-index']"));
    case 'name':
      return fix(`Take ${key} from the Pod's name`, from('metadata.name'));
    case 'node':
    case 'addresses': {
      const service = statefulSet.serviceName?.value;
      const item = field.parent;
      if (service === undefined || !item) return [];
      const variables = variablesOf(container);
      const known = variables.find(
        (variable) => variable.value === ownPod && variable.field.span.start < item.span.start,
      );
      const host = `$(${known?.name ?? 'POD_NAME'}).${service}`;
      const words = identity === 'node' ? value.replace(/@.*/, `@${host}`) : withHost(value, host);
      if (!known && variables.some(({ name }) => name === 'POD_NAME')) return [];
      const long = { name: 'RABBITMQ_USE_LONGNAME', value: 'true' };
      const needsLong = identity === 'node' && !variables.some(({ name }) => name === long.name);
      return fix(
        `Write ${words}`,
        ...(known ? [] : [insertItemBefore(item, fromPod('POD_NAME', 'metadata.name'))]),
        replaceScalar(field, words),
        ...(needsLong && item.parent ? [insertItem(item.parent, long)] : []),
      );
    }
  }
}

/** With the Pod's own host wherever one is named that is not this machine. */
function withHost(value: string, host: string): string {
  const others = value.replaceAll(/(:\/\/)(?!localhost|127\.|0\.0\.0\.0)[\w.-]+/g, `$1${host}`);
  return others === value ? value.replaceAll(/(:\/\/)[\w.-]+/g, `$1${host}`) : others;
}
