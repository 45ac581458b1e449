/** The state of the server without a connection: files that take their time, and what is told when something of ours fails. */
import { expect, onTestFinished, test } from 'vitest';
import { textOf } from '../../server/src/core/position.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Files } from '../../server/src/lsp/files.ts';
import { type Listener, Session } from '../../server/src/lsp/session.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';

const folder = 'file:///w';
const a = `${folder}/a.yaml`;
const b = `${folder}/b.yaml`;
const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\n`;

/** A folder whose files are read as they were when that began, and come once `arrive` was called with their URI. */
function slowFolder(texts: Map<string, string>) {
  const waiting = new Map<string, (() => void)[]>();
  const slow = new Set<string>();
  const files: Files = {
    async *list() {
      yield* [...texts.keys()];
    },
    async read(uri) {
      const text = texts.get(uri);
      if (slow.has(uri)) await new Promise<void>((resolve) => waiting.set(uri, [...(waiting.get(uri) ?? []), resolve]));
      return text === undefined ? undefined : { text };
    },
    isYaml: () => true,
    isFolder: async () => false,
    excludes: () => () => false,
    normal: (uri) => uri,
  };
  const arrive = (uri: string) => {
    slow.delete(uri);
    for (const resolve of waiting.get(uri) ?? []) resolve();
    waiting.delete(uri);
  };
  return { files, slow, arrive };
}

/** A session that has read the folder, and what it told since. */
async function started(files: Files, changed: Listener['changed'] = () => {}) {
  const logged: string[] = [];
  const session = new Session(files, {
    changed,
    log: (message) => logged.push(message),
    watching: () => {},
    reading: () => ({ report: () => {}, done: () => {} }),
  });
  await session.start([folder], readSettings(undefined));
  await session.idle();
  const text = (uri: string) => {
    const manifest = session.findings.workspace.manifest(uri);
    return manifest && textOf(manifest);
  };
  return { session, logged, text };
}

test('a rule that fails is logged with its file, and the findings of the others are told', async () => {
  const rule = rules.find(({ id }) => id === 'api-invalid');
  if (!rule) throw new Error('no such rule');
  const { check } = rule;
  onTestFinished(() => void Object.assign(rule, { check }));
  Object.assign(rule, {
    check: () => {
      throw new Error('a bug of ours');
    },
  });
  const { files } = slowFolder(new Map([[a, service('a')]]));
  let told = 0;
  const { session, logged } = await started(files, () => told++);
  expect(told).toBe(1);
  expect(logged.join()).toContain(`The rule ${rule.id} failed on ${a}`);
  session.edit(b, { getText: () => service('b') });
  await session.idle();
  expect(told).toBe(2);
});

test('what is told is told again when the one who is told failed', async () => {
  const { files } = slowFolder(new Map([[a, service('a')]]));
  let told = 0;
  const { session, logged } = await started(files, () => {
    told++;
    if (told === 1) throw new Error('a bug of ours');
  });
  expect(logged.join()).toContain('a bug of ours');
  session.edit(b, { getText: () => service('b') });
  await session.idle();
  expect(told).toBe(2);
});

test('of two texts that a file had, the later stays, however long the other files of the first event take', async () => {
  const texts = new Map([
    [a, service('a')],
    [b, service('b')],
  ]);
  const { files, slow, arrive } = slowFolder(texts);
  const { session, text } = await started(files);
  slow.add(b);
  texts.set(a, service('first'));
  const first = session.watched([
    { uri: a, type: 'changed' },
    { uri: b, type: 'changed' },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  texts.set(a, service('second'));
  const second = session.watched([{ uri: a, type: 'changed' }]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  arrive(b);
  await Promise.all([first, second]);
  expect(text(a)).toBe(service('second'));
});

test('a file that goes while it is read after it was closed is gone', async () => {
  const texts = new Map([[a, service('a')]]);
  const { files, slow, arrive } = slowFolder(texts);
  const { session, text } = await started(files);
  session.edit(a, { getText: () => service('typed') });
  slow.add(a);
  const closed = session.close(a);
  await new Promise((resolve) => setTimeout(resolve, 0));
  texts.delete(a);
  const watched = session.watched([{ uri: a, type: 'gone' }]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  arrive(a);
  await Promise.all([closed, watched]);
  expect(text(a)).toBeUndefined();
});

test('what changes while all is read anew is read after it', async () => {
  const texts = new Map([
    [a, service('a')],
    [b, service('b')],
  ]);
  const { files, slow, arrive } = slowFolder(texts);
  const { session, text } = await started(files);
  slow.add(b);
  const all = session.changeFolders([], []);
  await new Promise((resolve) => setTimeout(resolve, 20));
  texts.set(a, service('later'));
  const watched = session.watched([{ uri: a, type: 'changed' }]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  arrive(b);
  await Promise.all([all, watched]);
  expect(text(a)).toBe(service('later'));
});
