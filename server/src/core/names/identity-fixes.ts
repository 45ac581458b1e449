/** How members are told what is their own: from the Pod, in the place of what is written out. */
import { type Edit, insertItem, insertItemBefore, replaceEntry, replaceScalar } from '../edit.ts';
import type { Identity } from '../known/identities.ts';
import type { Container, StatefulSet } from '../manifest.ts';
import type { Fix } from '../rule.ts';
import type { Field } from '../yaml.ts';
import { fromPod, ownPod, type Variable, variablesOf } from './expansion.ts';
import type { Text } from './host-names.ts';

/** None where the template alone cannot say it. */
export function fixesOf(
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
      return fix(
        `Write ${words}`,
        ...(known ? [] : [insertItemBefore(item, fromPod('POD_NAME', 'metadata.name'))]),
        replaceScalar(field, words),
        ...(identity === 'node' && item.parent ? withLongNames(item.parent, variables) : []),
      );
    }
  }
}

/** RabbitMQ takes a host with dots only then. */
function withLongNames(env: Field, variables: readonly Variable[]): readonly Edit[] {
  const long = { name: 'RABBITMQ_USE_LONGNAME', value: 'true' };
  const written = variables.find(({ name }) => name === long.name);
  if (!written) return [insertItem(env, long)];
  const value = written.field.get('value');
  return value.text === undefined || /^(?:true|1)$/.test(value.text) ? [] : [replaceScalar(value, long.value)];
}

/** With the Pod's own host wherever one is named that is not this machine. */
function withHost(value: string, host: string): string {
  const others = value.replaceAll(/(:\/\/)(?!localhost|127\.|0\.0\.0\.0)[\w.-]+/g, `$1${host}`);
  return others === value ? value.replaceAll(/(:\/\/)[\w.-]+/g, `$1${host}`) : others;
}
