/** What real control planes did is what is played here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Condensed, condense, missesOf, type Recording } from './recordings.ts';

const recorded = readFileSync(new URL('recorded.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Condensed => JSON.parse(line));

test.each(recorded.map((each) => [`${each.id} (${each.kubernetes})`, each] as const))('%s', (_, condensed) => {
  expect(missesOf(condensed)).toEqual([]);
});

/** Of the others the names are asked for where the folder is. */
const isAboutNames = /^(?:service|dns|hostname|host-network|set-other|create-(?:publish|ordered|stuck)|seed)/;
const folder = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/behaviour`;
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];

// The recordings are not part of this repository; `vitest -u` takes over what they say.
describe.skipIf(files.length === 0)(`recordings (${folder})`, () => {
  test('are those that are played here', async () => {
    const lines = files.sort().map((file) => JSON.stringify(condense(readRecording(file), isAboutNames.test(file))));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('recorded.jsonl');
  });

  test.each(files.filter((file) => !isAboutNames.test(file)))('%s, with its names', (file) => {
    expect(missesOf(condense(readRecording(file)))).toEqual([]);
  });

  test('an older version does the same where nothing else was recorded', () => {
    const same = files.filter((file) => !files.includes(file.replace('.json', '.1.33.json'))).map(readRecording);
    const deviating = same
      .filter(({ kubernetes, gates }) => kubernetes === '1.37' && !gates)
      .filter((recording) => missesOf({ ...condense(recording), kubernetes: '1.33' }).length > 0);
    expect(deviating.map(({ id }) => id)).toEqual([]);
  });
});

function readRecording(file: string): Recording {
  return JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
}
