/** Manifests are half-typed most of the time. Whatever stands in them, nothing throws, and every edit of every fix falls into its file. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import { applyEdits, fileEdit } from '../../server/src/core/edit.ts';
import { readManifest } from '../../server/src/core/manifest.ts';
import { textOf } from '../../server/src/core/position.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { disableLine, disableObject } from '../../server/src/core/suppression.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import type { Span } from '../../server/src/core/yaml.ts';
import { findingJson, previewJson } from '../../server/src/json.ts';
import { filesIn, workspaceOf } from '../harness.ts';

const examples = rules.flatMap(({ id, bad, good }) =>
  Object.entries({ bad, good }).flatMap(([which, example]) =>
    [...filesIn(example)].map(([path, text]) => ({ name: `${id}, ${which}, ${path}`, text })),
  ),
);

/** Everything that an editor or a command line would ask of a file. */
function ask(workspace: Workspace): void {
  const findings = Findings.of(workspace, rules).advance();
  for (const { rule, error } of findings.failures) throw new Error(`${rule} failed`, { cause: error });
  for (const [uri, manifest] of workspace.manifests) {
    const text = textOf(manifest);
    for (const finding of findings.of(uri)) {
      findingJson(workspace, finding);
      const edits = [...finding.fixes.flatMap((fix) => fix.edits), disableLine(finding), disableObject(finding)];
      for (const edit of edits) {
        const resolved = edit && fileEdit(workspace, edit);
        if (!resolved || resolved.create || resolved.uri !== uri) continue;
        expectWithin(resolved, text);
        applyEdits(text, [resolved]);
      }
      expectWithin(finding.at.span, finding.at.document.text);
    }
    previewJson(workspace, uri, (other) => findings.of(other));
  }
}

/** An `expect` for each of half a million would take longer than all that is tested here. */
function expectWithin({ start, end }: Span, text: string): void {
  if (start > end || end > text.length) expect.fail(`${start} to ${end} is no span of ${text.length} characters`);
}

/** More of them find more: `ORDINAL_RUNS=20000 npx vitest run --project unit test/core`. */
const runs = Number(process.env.ORDINAL_RUNS ?? 200);
/** Of the places inside of a word, one in so many is looked at; all of them with more runs. */
const stride = runs > 200 ? 1 : 3;
const isInsideWord = (text: string, at: number) => /^\w\w$/.test(text.slice(at - 1, at + 1));

const alone = (text: string) => workspaceOf(new Map([['manifest.yaml', text]]));

describe('every prefix is read, and checked and previewed wherever a line is new', () => {
  // Most lines of the examples stand in many of them; half of one is typed the same way everywhere.
  const seen = new Set<string>();
  test.each(examples)('$name', ({ text }) => {
    let manifest = readManifest('manifest.yaml', '');
    for (let end = 0; end <= text.length; end++) {
      const prefix = text.slice(0, end);
      manifest = readManifest('manifest.yaml', prefix, manifest);
      const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
      if (line !== '' && (seen.has(line) || (isInsideWord(text, end) && line.length % stride > 0))) continue;
      seen.add(line);
      ask(workspaceOf(new Map()).with(new Map([['manifest.yaml', manifest]])));
    }
  });
});

describe('random damage does not throw', () => {
  const text = fc.constantFrom(...examples.map((example) => example.text));
  const scrap = fc.oneof(
    fc.constantFrom('', '\n', '\r\n', '\r', '\t', '---\n', '...\n', '%YAML 1.1\n', ': ', '- ', '? ', '#', '"', "'"),
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      '|',
      '>-',
      '&a ',
      '*a',
      '<<: *a\n',
      '!!int ',
      '!<x> ',
      '\\',
      '{{ x }}',
      '$(x)',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const damage = fc.array(fc.tuple(fc.nat(2000), fc.nat(20), scrap), { minLength: 1, maxLength: 6 });
  const damaged = fc.tuple(text, damage).map(([text, damage]) =>
    damage.reduce((text, [at, length, scrap]) => {
      const start = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, start) + scrap + text.slice(start + length);
    }, text),
  );

  test('in one file', () => {
    fc.assert(
      fc.property(damaged, (text) => ask(alone(text))),
      { numRuns: runs },
    );
  });

  test('in manifests, kustomizations, settings and charts together', () => {
    const kustomization = fc.constantFrom(
      'resources: [a.yaml, .., ./b, "%zz", "\\u0000"]\n',
      'patches: [{ path: a.yaml }]\n',
    );
    fc.assert(
      fc.property(damaged, damaged, kustomization, scrap, (a, b, kustomization, scrap) => {
        const files = [
          ['a.yaml', a],
          ['b/b.yaml', b],
          ['kustomization.yaml', kustomization + scrap],
          ['.ordinal.yaml', `rules: { name-too-long: off }${scrap}\nstorageClasses: ${scrap}\n`],
          ['Chart.yaml', scrap],
        ] as const;
        ask(workspaceOf(new Map(files)));
      }),
      { numRuns: runs / 4 },
    );
  });

  test('in Windows and old Macintosh files', () => {
    fc.assert(
      fc.property(damaged, fc.constantFrom('\r\n', '\r'), (text, eol) =>
        ask(alone(`\uFEFF${text.replaceAll('\n', eol)}`)),
      ),
      { numRuns: runs / 4 },
    );
  });
});

test('a fix that is made still leaves a file that can be asked', () => {
  const workspaces = examples.map(({ text }) => alone(text));
  for (const workspace of workspaces) {
    const findings = Findings.of(workspace, rules).advance();
    for (const [uri, manifest] of workspace.manifests)
      for (const finding of findings.of(uri))
        for (const { edits } of finding.fixes) {
          const resolved = edits.flatMap((edit) => fileEdit(workspace, edit) ?? []).filter((edit) => edit.uri === uri);
          const next = readManifest(uri, applyEdits(textOf(manifest), resolved), manifest);
          ask(workspace.with(new Map([[uri, next]])));
        }
  }
});
