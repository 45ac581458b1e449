/**
 * The documents of the corpus that a real API server refused: refused.txt, a line for each. It is written from what was recorded
 * (admission/corpus.jsonl below ORDINAL_CONFORMANCE), for a clone that has nothing else.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isExcerpt } from '../../server/src/core/api/excerpt.ts';
import { type Resource, resourcesOf } from '../../server/src/core/manifest.ts';
import { documentAt } from '../../server/src/core/position.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import { isOfThatCluster } from '../core/api/that-cluster.mjs';

/** A document of a file, by the number of one of its lines, or an item of a List in it. */
export interface Refused {
  readonly file: string;
  readonly line: number;
  readonly item: number | undefined;
}

const recording = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/admission/corpus.jsonl`;
export const isRecorded = existsSync(recording);

interface Recorded extends Refused {
  readonly answers: readonly {
    readonly versions: readonly string[];
    readonly accepted: boolean;
    readonly errors?: readonly { readonly type: string; readonly detail?: string }[];
  }[];
}

/** What refused.txt has to hold, from what servers of that version answered. */
export function refusedBy(version: string): string {
  const isRefused = ({ answers }: Recorded) =>
    answers.some((answer) => answer.versions.includes(version) && !answer.accepted && !isOfThatCluster(answer));
  return readFileSync(recording, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text): Recorded => JSON.parse(text))
    .filter(isRefused)
    .map((each) => `${printed(each)}\n`)
    .join('');
}

export const printed = ({ file, line, item }: Refused): string =>
  `${file}:${line}${item === undefined ? '' : ` items[${item}]`}`;

/** What refused.txt holds, by file. */
export function refused(): ReadonlyMap<string, readonly Refused[]> {
  const byFile = new Map<string, Refused[]>();
  for (const text of readFileSync(new URL('refused.txt', import.meta.url), 'utf8').split('\n')) {
    const [, file = '', line, item] = /^(.*):(\d+)(?: items\[(\d+)\])?$/.exec(text) ?? [];
    if (line === undefined) continue;
    const each = { file, line: Number(line), item: item === undefined ? undefined : Number(item) };
    byFile.set(file, [...(byFile.get(file) ?? []), each]);
  }
  return byFile;
}

/** The object that is meant, as it stands in its file; undefined where none is read. */
export function resourceAt(workspace: Workspace, { file, line, item }: Refused): Resource | undefined {
  const manifest = workspace.manifest(file);
  const document = manifest && documentAt(manifest, line - 1)?.document;
  const path = item === undefined ? '' : `items[${item}]`;
  return document && resourcesOf(document).find(({ field }) => field.path === path);
}

/** Whether it goes to the server as it stands: no patch, no template, no part of an object, and nothing else is built of it. */
export function isWhole(workspace: Workspace, resource: Resource): boolean {
  const { document } = resource.field;
  return (
    document.problems.length === 0 &&
    workspace.isDeployed(resource) &&
    !workspace.isChartTemplate(document.uri) &&
    !workspace.isPatch(resource) &&
    !isExcerpt(resource)
  );
}
