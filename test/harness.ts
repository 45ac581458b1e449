/**
 * Manifests that carry their own expectations. `#- path` starts a file; `# ^^^ severity: message` labels the line above.
 * The markers are comments, so a fixture is itself a manifest. No markers means no findings.
 */
import { expect } from 'vitest';
import { check } from '../server/src/core/check.ts';
import { applyEdits, type FileEdit, fileEdit } from '../server/src/core/edit.ts';
import { rangeOf, textOf } from '../server/src/core/position.ts';
import type { Finding, Fix, Rule } from '../server/src/core/rule.ts';
import type { Settings } from '../server/src/core/settings.ts';
import type { Workspace } from '../server/src/core/workspace.ts';
import { exampleWorkspace } from '../server/src/docs.ts';

const fileMark = /^#- (.+)$/;
const findingMark = /^\s*#\s*(?:<|\^+)(?: .*)?$/;
const defaultFile = 'manifest.yaml';

/** A fixture's files, by path. */
export function filesIn(fixture: string): ReadonlyMap<string, string> {
  const files = new Map<string, string[]>();
  let path = defaultFile;
  for (const line of fixture.replace(/^\n/, '').split('\n')) {
    const next = fileMark.exec(line)?.[1];
    path = next ?? path;
    const lines = files.get(path) ?? [];
    files.set(path, next === undefined ? [...lines, line] : lines);
  }
  return new Map([...files].map(([path, lines]) => [path, lines.join('\n')]));
}

/** A Workspace of these files, in one folder. `web.yaml (as it was)` is the file before. */
export const workspaceOf: (files: ReadonlyMap<string, string>, settings?: Partial<Settings>) => Workspace =
  exampleWorkspace;

/** Runs one rule, or a few, on a fixture and compares where it reports what with the fixture's markers. */
export function checkFindings(rules: Rule | readonly Rule[], fixture: string, settings: Partial<Settings> = {}): void {
  const plain = new Map(
    [...filesIn(fixture)].map(([path, text]) => [
      path,
      text
        .split('\n')
        .filter((line) => !findingMark.test(line))
        .join('\n'),
    ]),
  );
  const workspace = workspaceOf(plain, settings);
  const findings = check(workspace, [rules].flat());
  const marked = [...plain].map(
    ([path, text]) =>
      [
        path,
        mark(
          text,
          findings.filter(({ at }) => at.document.uri === path),
          workspace,
        ),
      ] as const,
  );
  expect(print(marked)).toBe(print([...filesIn(fixture)]));
}

function mark(text: string, findings: readonly Finding[], workspace: Workspace): string {
  const lines = text.split('\n');
  const marks = new Map<number, string[]>();
  for (const { at, severity, message } of findings) {
    const { start, end } = rangeOf(workspace.manifest(at.document.uri), at.document, at.span);
    const width =
      end.line === start.line
        ? Math.max(1, end.character - start.character)
        : Math.max(1, (lines[start.line]?.length ?? 1) - start.character);
    // A comment starts with `#`, so what stands at column 0 is marked by `<`.
    const pointer = start.character === 0 ? '#<' : `#${' '.repeat(start.character - 1)}${'^'.repeat(width)}`;
    marks.set(start.line, [...(marks.get(start.line) ?? []), `${pointer} ${severity}: ${message}`]);
  }
  return lines.flatMap((line, i) => [line, ...(marks.get(i) ?? [])]).join('\n');
}

const print = (files: readonly (readonly [string, string])[]) =>
  files.map(([path, text]) => (files.length === 1 && path === defaultFile ? text : `#- ${path}\n${text}`)).join('\n');

/** What the files are after a fix. */
export function applyFix(
  files: ReadonlyMap<string, string>,
  workspace: Workspace,
  { edits }: Fix,
): ReadonlyMap<string, string> {
  const result = new Map(files);
  const resolved = edits.flatMap((edit): FileEdit[] => {
    const inFile = fileEdit(workspace, edit);
    expect(inFile, 'an edit falls into the workspace').toBeDefined();
    return inFile ? [inFile] : [];
  });
  for (const uri of new Set(resolved.map(({ uri }) => uri))) {
    const manifest = workspace.manifest(uri);
    result.set(
      uri,
      applyEdits(
        manifest ? textOf(manifest) : '',
        resolved.filter((edit) => edit.uri === uri),
      ),
    );
  }
  return result;
}

/** Applies the first fix, or the one with this title, of the rule's first finding, and compares the files; and whether it is `safe`, where that is told. */
export function checkFix(
  rule: Rule,
  before: string,
  after: string,
  { title, settings = {}, safe }: { title?: string; settings?: Partial<Settings>; safe?: boolean } = {},
): void {
  const files = filesIn(before);
  const workspace = workspaceOf(files, settings);
  const [finding] = check(workspace, [rule]);
  const fix = finding?.fixes.find((each) => title === undefined || each.title === title);
  expect(
    fix?.title,
    `a fix of ${finding?.message ?? 'nothing'}: ${finding?.fixes.map((each) => each.title).join(' | ')}`,
  ).toBe(title ?? fix?.title ?? 'a fix');
  if (safe !== undefined) expect(fix?.safe, `${fix?.title} is safe`).toBe(safe);
  if (fix) expect(print([...applyFix(files, workspace, fix)])).toBe(print([...filesIn(after)]));
}
