/** ConfigMaps and Secrets whose data changed although the template did not: no Pod is restarted for that. */
import { canonical, type JsonObject, objectAt } from '../cluster/plain-json.ts';
import { restartSet } from '../kubectl.ts';
import { isGenerated, type StatefulSet } from '../manifest.ts';
import { type Reference, referencesOf } from '../references.ts';
import { documentOf } from '../scenario/world.ts';
import type { Workspace } from '../workspace.ts';
import type { Change, Effects, ManualStep } from './told.ts';

/** One that the Pods of a set read, with the keys that are read and changed. */
export interface ChangedData {
  readonly name: string;
  readonly changes: readonly Change[];
  /** Some of it is read into the environment. */
  readonly isEnv: boolean;
}

export function changedData(workspace: Workspace, set: StatefulSet): readonly ChangedData[] {
  const references = referencesOf(set.pods).filter(({ use }) => use !== 'pull');
  const names = new Map(references.map((each) => [`${each.kind} ${each.name.value}`, each]));
  return [...names].flatMap(
    ([
      name,
      {
        kind,
        name: { value },
      },
    ]) => {
      const [now] = workspace.named(kind, value, set);
      const was = now && !isGenerated(now) ? workspace.before(now) : undefined;
      if (!now || !was) return [];
      const read = references.filter((each) => each.kind === kind && each.name.value === value);
      const [is, before] = [dataOf(documentOf(now)), dataOf(documentOf(was))];
      const keys = [...new Set([...Object.keys(before), ...Object.keys(is)])].filter(
        (key) => isRead(read, key) && canonical(is[key] ?? null) !== canonical(before[key] ?? null),
      );
      if (keys.length === 0) return [];
      const shown = (data: JsonObject, key: string) =>
        !Object.hasOwn(data, key) ? undefined : kind === 'Secret' ? '(not shown)' : lineOf(String(data[key]));
      const changes = keys.map((key) => ({
        field: `${name}: ${key}`,
        from: shown(before, key),
        to: shown(is, key),
        at: now.data.get(key) ?? now.name?.field ?? now.field,
      }));
      return [{ name, changes, isEnv: read.some(({ use }) => use === 'env') }];
    },
  );
}

const isRead = (references: readonly Reference[], key: string) =>
  references.some(({ keys }) => keys.length === 0 || keys.some(({ value }) => value === key));

function dataOf(document: JsonObject): JsonObject {
  return { ...objectAt(document, 'data'), ...objectAt(document, 'binaryData'), ...objectAt(document, 'stringData') };
}

/** Files are long: what changed in them, a diff tells. */
const lineOf = (text: string) => (text.includes('\n') ? `(${text.split('\n').length} lines)` : text.slice(0, 120));

/** What goes on with the old data until somebody restarts it. */
export function oldData(set: StatefulSet, { pods }: Effects, data: readonly ChangedData[]): readonly ManualStep[] {
  if (!pods.some(({ fate }) => fate === 'same' || fate === 'held')) return [];
  const command = set.updateStrategy.type === 'OnDelete' ? {} : { command: restartSet(set) };
  return data.map(({ name, isEnv }) => ({
    title: isEnv
      ? `${name} is read into the environment when a Pod starts: the Pods go on with the old values until they are restarted`
      : `${name} changes in the files of running Pods after a minute or two, but not where it is mounted by subPath. Restart the Pods if they read it only once`,
    ...command,
  }));
}
