/** The command line in this process: a folder with files in it, words, and what came of them. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import type { Output } from '../../server/src/cli/shell.ts';
import type { Rule } from '../../server/src/core/rule.ts';
import { asItWas } from '../../server/src/docs.ts';
import type { FindingJson } from '../../server/src/protocol.ts';
import { filesIn } from '../harness.ts';

const example = (name: string) => readFileSync(new URL(`../../examples/web/${name}`, import.meta.url), 'utf8');

/** The pair that Ordinal began with: a Service whose targetPort nobody has, and the set that it governs. */
export const pair = {
  'handless-service.yaml': example('handless-service.yaml'),
  'statefulset-web.yaml': example('statefulset-web.yaml'),
} as const;

export interface Folder {
  readonly path: string;
  write(name: string, content: string | Uint8Array): void;
  read(name: string): string;
  /** What `ordinal` with these words answers here. */
  ordinal(words: string | readonly string[], surroundings?: Surroundings): Promise<Answer>;
}
interface Surroundings {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Columns of the terminal that both outputs are; without it they are pipes. */
  readonly terminal?: number;
}
export interface Answer {
  /** Undefined where the process would go on. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}
/** What `check --format json` prints. */
export interface Report {
  readonly version: number;
  readonly kubernetes: string;
  readonly findings: readonly FindingJson[];
  readonly statistics?: readonly unknown[];
  readonly summary: Readonly<Record<string, number>> & { readonly unreadable: readonly string[] };
}

/** A temporary folder with these files, or those of a fixture (`#- path` starts one). It goes with the test. */
export function folderOf(files: string | Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'ordinal-')));
  onTestFinished(() => rmSync(path, { recursive: true }));
  const folder: Folder = {
    path,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    ordinal: (words, surroundings) => ordinal(path, words, surroundings),
  };
  for (const [name, content] of typeof files === 'string' ? filesIn(files) : Object.entries(files))
    folder.write(name, content);
  return folder;
}

/** A folder with what a rule is for, and the words that find it: against the files as they were, where it has some. */
export function exampleOf({ id, bad, severity, isOffByDefault }: Rule): {
  readonly folder: Folder;
  readonly words: string;
} {
  const files = [...filesIn(bad)];
  const old = files.flatMap(([path, text]) => (path.endsWith(asItWas) ? [[path.replace(asItWas, ''), text]] : []));
  const folder = folderOf(Object.fromEntries(files.filter(([path]) => !path.endsWith(asItWas))));
  const against = old.length === 0 ? '' : ` --against ${folderOf(Object.fromEntries(old)).path}`;
  return { folder, words: `check${isOffByDefault ? ` --rule ${id}=${severity}` : ''}${against}` };
}

/** What `ordinal` with these words answers in a folder. */
export async function ordinal(
  cwd: string,
  words: string | readonly string[],
  { input = '', env = {}, terminal }: Surroundings = {},
): Promise<Answer> {
  const [stdout, stderr] = [collector(terminal), collector(terminal)];
  const code = await run(typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words, {
    cwd,
    env,
    readInput: () => Buffer.from(input),
    stdout,
    stderr,
  });
  return { code, out: stdout.text(), err: stderr.text() };
}

function collector(columns: number | undefined): Output & { text(): string } {
  const chunks: Buffer[] = [];
  return {
    write: (chunk) => chunks.push(Buffer.from(chunk)),
    text: () => Buffer.concat(chunks).toString(),
    ...(columns === undefined ? {} : { isTTY: true, columns }),
  };
}

/** The findings of these words, which do not ask for a format. */
export async function findingsOf(folder: Folder, words = 'check'): Promise<readonly FindingJson[]> {
  return reportOf(await folder.ordinal(`${words} --format json`)).findings;
}
export const reportOf = ({ out }: Answer): Report => JSON.parse(out) as Report;

/** `web.yaml:3 service-not-found`, counted from 0. */
export const brief = ({ file, range, rule }: FindingJson): string => `${file}:${range.start.line} ${rule}`;
