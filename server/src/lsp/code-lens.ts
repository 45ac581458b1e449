import type { CodeLens } from 'vscode-languageserver';
import type { Workspace } from '../core/workspace.ts';
import { placeJson, statefulSetsIn } from '../json.ts';

/** Above each StatefulSet, what it will make; a click opens the preview. */
export function codeLenses(workspace: Workspace, uri: string): CodeLens[] {
  const manifest = workspace.manifest(uri);
  if (!manifest) return [];
  const lines = new Set<number>();
  return (
    statefulSetsIn(workspace, manifest)
      .filter(({ field }) => field.document.uri === uri)
      .filter((statefulSet) => !workspace.isPartial(statefulSet))
      // Of a set that several kustomizations build, the first one.
      .filter(({ field }) => {
        const { line } = placeJson(workspace, field.get('kind')).range.start;
        return !lines.has(line) && lines.add(line);
      })
      .map((statefulSet) => {
        const { field, name, replicas, claimTemplates } = statefulSet;
        const claims = replicas * claimTemplates.length;
        return {
          range: placeJson(workspace, field.get('kind')).range,
          command: {
            title: [count(replicas, 'Pod'), ...(claimTemplates.length ? [count(claims, 'claim')] : []), 'preview'].join(
              ' · ',
            ),
            command: 'ordinal.preview',
            arguments: [uri, name?.value],
          },
        };
      })
  );
}

const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
