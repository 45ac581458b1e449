/** Ids, names and addresses that all Pods of a set are told alike: in variables, flags, ConfigMaps and option files. */
import {
  flagIdentity,
  type Identity,
  isConstantIdentity,
  isOfGalera,
  isServerId,
  optionIdentity,
  ownScripts,
  variableIdentity,
} from '../known/identities.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import type { Fix, Place, Related } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';
import { environmentOf, expand, isUnknown, variablesOf } from './expansion.ts';
import { placeWithin, type Text, textsIn } from './host-names.ts';
import { fixesOf } from './identity-fixes.ts';
import { filesOf } from './mounted-files.ts';

export interface Constant {
  readonly at: Place;
  readonly name: string;
  readonly value: string;
  readonly identity: Identity;
  readonly related: readonly Related[];
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
    if (text.list) {
      yield* inWords(container, text);
      continue;
    }
    const identity = variableIdentity(text.key);
    const isHidden = last.get(text.key)?.field.step !== text.field.parent?.step;
    const value = identity && constantValue(identity, text.value, text.variables);
    if (!identity || value === undefined || isHidden || isSet(text.key)) continue;
    const fixes = fixesOf(statefulSet, container, text, identity);
    yield { at: text.field, name: text.key, value, identity, related: [], fixes };
  }
  for (const found of fromConfigMaps(statefulSet, container, workspace)) if (!isSet(found.name)) yield found;
  yield* fromOptionFiles(statefulSet, container, workspace);
}

/** The value after expansion, where it is surely the same in all Pods and may not be. */
function constantValue(identity: Identity, value: string, variables: ReadonlyMap<string, string>): string | undefined {
  const { text } = expand(value.trim(), variables);
  return isUnknown(text) || /[$`{<]/.test(text) || !isConstantIdentity(identity, text) ? undefined : text;
}

/** In an item of the command or its arguments. */
function* inWords(container: Container, text: Text): Iterable<Constant> {
  const found = flagIn(container, text);
  const value = found?.identity && constantValue(found.identity, found.value, text.variables);
  if (!found?.identity || value === undefined) yield* inScript(container, text);
  else yield { at: text.field, name: found.name, value, identity: found.identity, related: [], fixes: [] };
}

/** `--name=etcd0`, the item behind `--name`, or an option behind Kafka's `--override`. */
function flagIn(container: Container, { value, key }: Text) {
  const words = /^--?[\w.-]+=(.*)$/s.exec(value)?.[1] ?? (value.startsWith('-') ? '' : value);
  const identity = flagIdentity(container, key);
  if (identity || key !== 'override') return { name: `--${key}`, identity, value: words };
  const [, name = '', option = ''] = /^([\w.]+)=(.*)$/s.exec(words) ?? [];
  return { name, identity: optionIdentity(container, '.properties', name), value: option };
}

/** A flag in the words of a shell that decides nothing, which is there once. */
function* inScript(container: Container, text: Text): Iterable<Constant> {
  if (!/\s/.test(text.value) || /\b(?:if|case|for|while|hostname)\b|&&|\|\|/i.test(text.value)) return;
  const flags = /(?<!\S)--(?:override[= ]([\w.]+)|([\w-]+))[= ](["']?)(?!-)([^\s"']+)\3(?!\S)/g;
  for (const { 0: words, 1: option, 2: flag, 4: written = '', index } of text.value.matchAll(flags)) {
    const identity = option ? optionIdentity(container, '.properties', option) : flagIdentity(container, flag ?? '');
    const value = identity && constantValue(identity, written, text.variables);
    const name = option ?? flag ?? '';
    if (!identity || value === undefined || text.value.split(name).length > 2) continue;
    const at = placeWithin(text, { start: index, end: index + words.length });
    yield { at, name: option ? name : `--${name}`, value, identity, related: [], fixes: [] };
  }
}

/** The program is a script from a volume, which nobody can see from here. */
function runsMountedScript(container: Container): boolean {
  const paths = container.field.get('volumeMounts').items.flatMap((mount) => mount.get('mountPath').text ?? []);
  // `--data-dir=/var/lib/etcd` and a file of options run nothing there.
  const isBelow = (word: string, path: string) =>
    word
      .split(/[\s;&|()]+/)
      .some((part) => part.startsWith(path) && !/\.(?:properties|cnf|ini|conf|ya?ml)$/.test(part));
  return wordsOf(container).some(
    (word) => paths.some((path) => isBelow(word, path)) || /\.sh\b/.test(word.replaceAll(ownScripts, '')),
  );
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

/**
 * Lines like `server-id = 1` in a mounted `my.cnf`, where neither a variable nor the command nor an init container sets another.
 */
function* fromOptionFiles(statefulSet: StatefulSet, container: Container, workspace: Workspace): Iterable<Constant> {
  const inits = statefulSet.pods.containers.filter(({ isInit }) => isInit);
  const scripts = [container, ...inits].flatMap(wordsOf).join('\n');
  if (inits.some(runsMountedScript)) return;
  const variables = [...environmentOf(container).keys()].map(variableIdentity);
  const isSet = (option: string, identity: Identity) =>
    variables.includes(identity) || new RegExp(option.replaceAll(/[-_.]/g, '[-_.]')).test(scripts);
  for (const { at, file } of filesOf(container, statefulSet, workspace)) {
    for (const [, option = '', value = ''] of (file.text ?? '').matchAll(/^[ \t]*([\w.-]+)[ \t]*=[ \t]*(\S+)/gm)) {
      const identity = optionIdentity(container, String(file.step), option);
      const constant = identity && constantValue(identity, value, new Map());
      if (!identity || constant === undefined || isSet(option, identity)) continue;
      const related = [{ at: file, message: `"${file.step}" in ConfigMap "${at.text}"` }];
      yield { at, name: option, value: constant, identity, related, fixes: [] };
    }
  }
}
