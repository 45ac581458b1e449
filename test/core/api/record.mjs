// Writes recorded/*.jsonl: recorded answers of real API servers in compact form, for a clone that has nothing else.
//
//   node test/core/api/record.mjs [FOLDER]
//
// FOLDER (or $ORDINAL_CONFORMANCE) holds admission/create.jsonl, yaml.jsonl and update.jsonl. Of each kind of mistake in each field,
// whatever its indexes, the first few stay; each with what the servers of which versions find wrong, without their words.
// What a server refused because of its own cluster is left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance';
const keep = { create: 1, yaml: 1, update: 1 };

for (const [name, most] of Object.entries(keep)) {
  const seen = new Map();
  const cases = readFileSync(`${folder}/admission/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ kind, mutation, field = '', answers }) => {
      const errors = answers.map(({ errors = [] }) => [...new Set(errors.map(({ type }) => type))].join());
      const what = [
        kind,
        mutation,
        field
          .replaceAll(/\[\d+\]/g, '')
          .split('.')
          .slice(0, 5)
          .join('.'),
        errors,
      ].join(' ');
      seen.set(what, (seen.get(what) ?? 0) + 1);
      // Mistakes of one kind in fields of one type are the same mistake: those of StatefulSets are looked at closely.
      const general = [kind, mutation, errors].join(' ');
      seen.set(general, (seen.get(general) ?? 0) + 1);
      return seen.get(what) <= most && seen.get(general) <= 2 * most;
    });
  writeFileSync(
    fileURLToPath(new URL(`recorded/${name}.jsonl`, import.meta.url)),
    cases.map((each) => `${JSON.stringify(compact(each))}\n`).join(''),
  );
  console.log(`${name}: ${cases.length} cases`);
}

function compact({ id, yaml, old, verb, answers }) {
  return {
    id,
    ...(old === undefined ? {} : { old, verb }),
    yaml,
    answers: answers
      .filter(({ skipped }) => !skipped)
      .map(({ versions, accepted, code, errors = [], unstable }) => ({
        versions: versions.join(' '),
        ...(accepted ? { accepted } : { code, errors: errors.map(({ type, field }) => [type, field]) }),
        ...(unstable ? { unstable: true } : {}),
      })),
  };
}
