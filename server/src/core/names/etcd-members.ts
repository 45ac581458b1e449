/** Members of etcd: the names that its list of peers has for them, and members that are told no name at all. */
import { addItem, type Edit } from '../edit.ts';
import { imageName } from '../known/images.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import type { Fix, Place } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Field, Span } from '../yaml.ts';
import { type PodAddress, podAddressesIn, podName } from './addresses.ts';
import { fromPod, hasOpaqueEnvironment, variablesOf } from './expansion.ts';
import { editWithin, placeWithin, type Text, textsIn } from './host-names.ts';

/** The name before an address in the list: `etcd-0` of `etcd-0=http://etcd-0.etcd:2380`; undefined where there is none. */
export function memberAt({ name }: PodAddress): (Span & { readonly member: string }) | undefined {
  const start = Math.max(0, name.start - 300);
  const before = name.text.value.slice(start, name.start);
  // The nearest key may be the name of the member itself: `infra-a=http://…`.
  const isListed =
    [name.key, name.text.key].some((key) => /initial.?cluster$/i.test(key)) ||
    /initial.?cluster[=\s]\s*["']?\S*$/i.test(before);
  const match = isListed ? /([\w.-]+)=https?:\/\/$/.exec(before) : null;
  const [, member] = match ?? [];
  if (!match || member === undefined) return undefined;
  const from = start + match.index;
  return { member, start: from, end: from + member.length };
}

/** A list of members in a template that names none of them. */
export interface Nameless {
  /** The list, or the flag that gives it. */
  readonly at: Place;
  readonly fixes: readonly Fix[];
}

/**
 * Where etcd is told who is in the cluster, but not who it is: each member then calls itself "default".
 * Source: https://etcd.io/docs/v3.6/op-guide/configuration/
 */
export function* namelessMembersIn(statefulSet: StatefulSet, workspace: Workspace): Iterable<Nameless> {
  for (const container of statefulSet.pods.containers) {
    const texts = textsIn(statefulSet).filter((text) => text.container === container);
    if (container.isInit || !runsEtcd(container, texts) || mayBeNamed(container, texts)) continue;
    const text = texts.findLast((each) => each.value.trim() !== '' && listIn(each));
    const span = text && listIn(text);
    if (span) yield { at: placeWithin(text, span), fixes: namedAsPods(statefulSet, container, text, workspace) };
  }
}

/** An image whose program is etcd itself, or a command that starts it. */
function runsEtcd({ image, field }: Container, texts: readonly Text[]): boolean {
  const reference = image?.value ?? '';
  if (imageName(reference) !== 'etcd' || /bitnami/.test(reference)) return false;
  const isOwn = /(?:^|\/)(?:coreos|etcd-development)\/etcd|^(?:registry\.k8s\.io|k8s\.gcr\.io)\/etcd/.test(reference);
  if (!field.get('command').exists) return isOwn;
  return texts.some(
    ({ list, value }) => list && list.parent?.step !== 'exec' && /(?:^|[\s/;&])etcd(?:\s|$)/.test(value),
  );
}

/** By a flag, a variable or a file; or something that cannot be seen from here may do so. */
function mayBeNamed(container: Container, texts: readonly Text[]): boolean {
  const { field } = container;
  const variables = ['ETCD_NAME', 'ETCD_CONFIG_FILE'];
  const isFilledIn = (words: Field) => words.items.some(({ text }) => text === undefined);
  if (hasOpaqueEnvironment(container) || ['command', 'args'].some((key) => isFilledIn(field.get(key)))) return true;
  if (field.get('env').items.some((item) => variables.includes(item.get('name').text ?? ''))) return true;
  return texts.some(
    ({ list, value }) =>
      list !== undefined &&
      (/(?<![\w-])--?(?:name|config-file)(?![\w-])|ETCD_NAME|\.sh\b|\{\{/.test(value) ||
        // `etcd $ETCD_ARGS`
        /(?:^|\s)["']?\$[({]?\w*(?:ARGS?|OPT(?:ION)?S|FLAGS)\b|["']?\$[@*]/i.test(value)),
  );
}

/** Where the list stands in a text: behind its variable or its flag, or, in a script, the flag. */
function listIn({ key, list, value }: Text): Span | undefined {
  const all = { start: 0, end: value.length };
  if (!list) return key === 'ETCD_INITIAL_CLUSTER' ? all : undefined;
  if (key === 'initial-cluster') return /^--?initial-cluster$/.test(value) ? undefined : all;
  const flag = /(?<![\w-])--?initial-cluster(?=[=\s])/.exec(value);
  return flag ? { start: flag.index, end: flag.index + flag[0].length } : undefined;
}

/** Each member goes by the name of its Pod, which is then the one that the list has to have for it. */
function namedAsPods(statefulSet: StatefulSet, container: Container, text: Text, workspace: Workspace): readonly Fix[] {
  const edits: (Edit | undefined)[] = [];
  let count = 0;
  for (const address of podAddressesIn(statefulSet, workspace)) {
    const found = address.name.text === text && address.ordinal !== undefined ? memberAt(address) : undefined;
    if (!found || address.ordinal === undefined) continue;
    count++;
    const pod = podName(statefulSet, address.ordinal);
    if (found.member !== pod) edits.push(editWithin(text, found, pod));
  }
  const known = edits.filter((edit) => edit !== undefined);
  // Of a list that is not read to the letter, nobody knows whom it names.
  const all = [...text.value.matchAll(/[\w.-]=https?:\/\//g)].length;
  if (count === 0 || count !== all || known.length < edits.length) return [];
  if (variablesOf(container).some(({ field }) => field.isShared)) return [];
  const name = addItem(container.field, 'env', fromPod('ETCD_NAME', 'metadata.name'));
  return [{ title: 'Name each member as its Pod', safe: false, edits: [name, ...known] }];
}
