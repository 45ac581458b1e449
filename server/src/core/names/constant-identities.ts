/** Ids, names and addresses that all Pods of a set are told alike: in variables, flags, ConfigMaps and option files. */
import {
  flagIdentity,
  type Identity,
  isConstantIdentity,
  isOfGalera,
  isServerId,
  variableIdentity,
} from '../known/identities.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import { mountsOf, podVolumeNamed } from '../mounts.ts';
import type { Fix, Related } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Field, Located } from '../yaml.ts';
import { environmentOf, expand, isUnknown, variablesOf } from './expansion.ts';
import { type Text, textsIn } from './host-names.ts';
import { fixesOf } from './identity-fixes.ts';

export interface Constant {
  readonly at: Located<unknown> | Field;
  readonly name: string;
  readonly value: string;
  readonly identity: Identity;
  readonly related: readonly Related<Located<unknown> | Field>[];
  readonly fixes: readonly Fix[];
}

/** What is written out in the template, or comes from a ConfigMap of the scope, where members need something of their own. */
export function* constantsIn(statefulSet: StatefulSet, workspace: Workspace): Iterable<Constant> {
  for (const container of statefulSet.pods.containers) {
    if (container.isInit || runsMountedScript(container)) continue;
    for (const constant of constantsOf(container, statefulSet, workspace))
      if (!isServerId(constant.name) || !runsGalera(container, statefulSet, workspace)) yield constant;
  }
}

function* constantsOf(container: Container, statefulSet: StatefulSet, workspace: Workspace): Iterable<Constant> {
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

/** Its image, its variables, its command or a file that is mounted says so. */
function runsGalera(container: Container, statefulSet: StatefulSet, workspace: Workspace): boolean {
  return (
    isOfGalera(container.image?.value ?? '') ||
    textsIn(statefulSet).some((text) => text.container === container && isOfGalera(`${text.key}=${text.value}`)) ||
    filesOf(container, statefulSet, workspace).some(({ file }) => isOfGalera(file.text ?? ''))
  );
}

/** Lines like `server-id = 1` in a mounted `my.cnf`, where neither the command nor an init container sets another. */
function* fromOptionFiles(statefulSet: StatefulSet, container: Container, workspace: Workspace): Iterable<Constant> {
  const inits = statefulSet.pods.containers.filter(({ isInit }) => isInit);
  const scripts = [container, ...inits].flatMap(wordsOf).join('\n');
  if (inits.some(runsMountedScript)) return;
  for (const { at, file } of filesOf(container, statefulSet, workspace)) {
    const [, option = '', value = ''] = /^[ \t]*(server[-_]id)[ \t]*=[ \t]*(\S+)/m.exec(file.text ?? '') ?? [];
    const identity = /\.(?:cnf|ini)$/.test(String(file.step)) ? flagIdentity(container, option) : undefined;
    const constant = identity && constantValue(identity, value, new Map());
    if (!identity || constant === undefined || /server[-_]id/.test(scripts)) continue;
    const related = [{ at: file, message: `"${file.step}" in ConfigMap "${at.text}"` }];
    yield { at, name: option, value: constant, identity, related, fixes: [] };
  }
}

/** The files of ConfigMaps that are mounted in a container; `at` names the ConfigMap. */
function filesOf(
  container: Container,
  statefulSet: StatefulSet,
  workspace: Workspace,
): readonly { readonly at: Field; readonly file: Field }[] {
  return [...new Set(mountsOf(container).map(({ name }) => name.value))].flatMap((name) => {
    const at = podVolumeNamed(statefulSet, name)?.field.get('configMap', 'name');
    const configMap = at?.text === undefined ? undefined : workspace.named('ConfigMap', at.text, statefulSet)[0];
    return at && configMap ? configMap.field.get('data').entries.map((file) => ({ at, file })) : [];
  });
}
