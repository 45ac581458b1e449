/**
 * What real API servers of seven versions answered, and what Ordinal says: the same verdict, and the same field errors.
 * A part of the recordings lives beside this file (record.mjs makes it); all of them are asked where ORDINAL_CONFORMANCE is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../server/src/core/api/answer.ts';
import { listed } from '../../../server/src/core/api/report.ts';
import { typeOfKind } from '../../../server/src/core/api/schema.ts';
import { check } from '../../../server/src/core/check.ts';
import { readManifest, resourcesOf } from '../../../server/src/core/manifest.ts';
import apiVersionRemoved from '../../../server/src/core/rules/api-version-removed.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import type { Document } from '../../../server/src/core/yaml.ts';
import { workspaceOf } from '../../harness.ts';
import { deviations } from './deviations.ts';

type Errors = readonly (readonly [type: string, field: string])[];
interface Case {
  readonly id: string;
  /** What the server has when it is sent; absent for what is new to it. */
  readonly old?: string;
  readonly yaml: string;
  readonly answers: readonly {
    readonly versions: string;
    readonly accepted?: boolean;
    readonly code?: number;
    readonly errors?: Errors;
    readonly unstable?: boolean;
  }[];
}
type Answer = Case['answers'][number];

const linesOf = (file: string | URL) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const part = (name: string): readonly Case[] =>
  linesOf(new URL(`recorded/${name}.jsonl`, import.meta.url)).map((line) => JSON.parse(line));

const folder = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/admission`;
/** All recordings, in the compact form. */
function* whole(name: string): Iterable<Case> {
  for (const line of linesOf(`${folder}/${name}.jsonl`)) {
    const { id, old, yaml, answers } = JSON.parse(line);
    yield {
      id,
      ...(old === undefined ? {} : { old }),
      yaml,
      answers: answers
        .filter(({ skipped }: { skipped?: boolean }) => !skipped)
        .map(
          (answer: { versions: string[]; errors?: { type: string; field: string }[] }): Answer => ({
            ...answer,
            versions: answer.versions.join(' '),
            errors: (answer.errors ?? []).map(({ type, field }) => [type, field]),
          }),
        ),
    };
  }
}

interface Said {
  readonly isRefused: boolean;
  readonly errors: Errors;
}

/** What the checks of the API alone say. */
function saidBy(document: Document, version: KubernetesVersion, old?: Document): Said {
  if (document.problems.length > 0) return { isRefused: true, errors: [['yaml syntax', '']] };
  const resources = resourcesOf(document);
  const inList = [...listed(document)];
  const refusals = resources
    .flatMap((resource, i) => answerTo(resource, version, old && resourcesOf(old)[i]))
    .filter(({ error }) => error.effect === 'rejected');
  const isServed = resources.every(({ apiVersion, kind }) => typeOfKind(apiVersion, kind) !== undefined);
  const unserved = isServed
    ? []
    : check(workspaceOf(new Map([['m.yaml', document.text]]), { kubernetes: version }), [apiVersionRemoved]);
  return {
    isRefused: refusals.length + unserved.length + inList.length > 0,
    errors: [
      ...refusals.flatMap(({ answers }) => answers.map(({ type, path }) => [type, `${path}`] as const)),
      ...[...unserved, ...inList].flatMap(({ api = [] }) => api.map(({ type, field }) => [type, field] as const)),
    ],
  };
}

/** The server's own stages: a 400 names nothing of what comes after decoding, and of wrong types the first. */
function isSame(answer: Answer, said: Said): boolean {
  if (said.isRefused === Boolean(answer.accepted)) return false;
  if (answer.accepted || answer.unstable) return true;
  const wanted = new Set((answer.errors ?? []).map(words));
  const given = said.errors.map(words);
  const covers = (want: string) => given.some((each) => each === want || each.startsWith(`${want}.`));
  const isMore = (each: string) => ![...wanted].some((want) => each === want || each.startsWith(`${want}.`));
  return [...wanted].every(covers) && !given.some(isMore);
}

/** Where the server names no field, or another one for the same place. */
function words([type, field]: Errors[number]): string {
  if (['bad quantity', 'decoding', 'no such API', 'admission'].includes(type) || field === '') return type;
  if (type === 'duplicate key')
    return `${type} ${field
      .split(/[.[\]]/)
      .filter(Boolean)
      .at(-1)}`;
  return type === 'wrong type' ? `${type} ${field.replaceAll(/\[[^\]]*\]/g, '')}` : `${type} ${field}`;
}

function missesIn(cases: Iterable<Case>): readonly string[] {
  const misses: string[] = [];
  for (const { id, old, yaml, answers } of cases) {
    // The server reads the first document alone.
    const [document] = readManifest('m.yaml', yaml).documents;
    const [before] = old === undefined ? [] : readManifest('m.yaml', old).documents;
    if (!document || deviations.has(id)) continue;
    for (const answer of answers)
      for (const version of answer.versions.split(' ')) {
        const said = saidBy(document, version as KubernetesVersion, before);
        if (isSame(answer, said)) continue;
        const wanted = answer.accepted ? 'accepted' : (answer.errors ?? []).map(words).join(', ');
        misses.push(`${id} in ${version}: ${wanted}; here ${said.errors.map(words).join(', ') || 'accepted'}`);
      }
  }
  return misses;
}

test.each(['create', 'yaml', 'update'])('%s: what the project keeps of the recordings', (name) => {
  expect(missesIn(part(name))).toEqual([]);
});

test('what the newest version takes, no rule calls refused', () => {
  const accused = [...part('create'), ...part('yaml')].flatMap(({ id, yaml, answers }) => {
    const isTaken = answers.some(({ versions, accepted }) => accepted && versions.endsWith('1.37'));
    if (!isTaken || deviations.has(id)) return [];
    const refused = check(workspaceOf(new Map([['m.yaml', yaml]])), rules).filter(
      ({ effect }) => effect === 'rejected',
    );
    return refused.map(({ rule, message }) => `${id} ${rule}: ${message}`);
  });
  expect(accused).toEqual([]);
});

describe.skipIf(!existsSync(folder))(`all recordings (${folder})`, () => {
  test.each(['create', 'yaml', 'update'])('%s', (name) => {
    expect(missesIn(whole(name))).toEqual([]);
  });
});
