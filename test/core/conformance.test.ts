/** What real API servers accept as YAML is no problem here. The recordings are not part of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Document } from '../../server/src/core/yaml.ts';

interface Recording {
  readonly id: string;
  readonly mutation: string;
  readonly yaml: string;
  readonly answers: readonly {
    readonly accepted: boolean;
    readonly errors?: readonly { readonly type: string; readonly detail?: string }[];
  }[];
}

/** Recordings where Ordinal deviates, with the reason. */
const deviations: ReadonlyMap<string, string> = new Map();

/** Refused as YAML, and read without a word here: none of it is what people write by mistake. */
const unseen = [
  /^directive: yaml: found incompatible YAML document/, // %YAML 1.2
  /^tagged value: yaml: cannot decode !!str/, // !!int in front of text
  /^colon in value: .*mapping values are not allowed/, // `labels: {app: web}: more`
];

const file = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/admission/yaml.jsonl`;
const recordings: readonly Recording[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Recording => JSON.parse(line))
  : [];

describe.skipIf(recordings.length === 0)(`recordings of API servers (${file})`, () => {
  test('what every version accepts has no problems', () => {
    const refused = recordings
      .filter(({ id, answers }) => answers.every(({ accepted }) => accepted) && !deviations.has(id))
      .map(({ id, yaml }) => ({ id, yaml, problems: new Document('', yaml).problems }))
      .filter(({ problems }) => problems.length > 0);
    expect(refused).toEqual([]);
  });

  test('deviations are still such', () => {
    for (const { id, yaml } of recordings)
      if (deviations.has(id)) expect(new Document('', yaml).problems, deviations.get(id)).not.toEqual([]);
  });

  test('what no version can read as YAML has a problem', () => {
    const missed = recordings
      .flatMap(({ mutation, yaml, answers }) => {
        const [error] = answers[0]?.errors ?? [];
        const isRefused = error?.type === 'yaml syntax' && new Document('', yaml).problems.length === 0;
        return isRefused ? [`${mutation}: ${error.detail}`] : [];
      })
      .filter((miss) => !unseen.some((pattern) => pattern.test(miss)));
    expect(missed).toEqual([]);
  });
});
