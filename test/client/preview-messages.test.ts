import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesOf, readMessage, readState, setAt } from '../../client/src/preview-messages.ts';
import type { PreviewJson } from '../../server/src/protocol.ts';

const range = { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } };
const file = 'file:///shop/web.yaml';

const question = {
  set: 'web',
  namespace: null,
  scenario: 'scale',
  options: { to: 5 },
  whatIf: { replicas: 2, podManagementPolicy: 'Parallel', headless: false },
};

describe('a message of the webview', () => {
  test.each([
    { type: 'ready' },
    { type: 'reveal', file, range },
    { type: 'fix', rule: 'service-not-found', file, range, title: 'Create it' },
    { type: 'preview', ...question },
    { type: 'resolve', name: 'web-0.nginx', from: 'self', step: 3 },
    { type: 'write' },
    { type: 'export', format: 'markdown' },
    { type: 'export', format: null },
    { type: 'painted', png: 'iVBORw0KGgo=' },
    { type: 'explain', rule: 'service-not-found' },
    { type: 'copy', text: 'web-0' },
    { type: 'choose', name: 'web' },
    { type: 'pin', pinned: true },
  ])('of type $type is read as it is', (message) => {
    expect(readMessage(message)).toEqual(message);
  });

  test('carries nothing but the fields of its type', () => {
    expect(readMessage({ type: 'copy', text: 'web-0', command: 'rm' })).toEqual({ type: 'copy', text: 'web-0' });
  });

  test('carries nothing but what can be asked', () => {
    const whatIf = { ...question.whatIf, image: 'evil', __proto__: { start: 3 } };
    expect(readMessage({ type: 'preview', ...question, whatIf, more: 1 })).toEqual({ type: 'preview', ...question });
  });

  test.each([
    { type: 'preview', ...question, scenario: 'plunder' },
    { type: 'preview', ...question, namespace: undefined },
    { type: 'preview', ...question, options: null },
    { type: 'preview', ...question, options: { cascade: 'all' } },
    { type: 'preview', ...question, whatIf: { replicas: -1 } },
    { type: 'preview', ...question, whatIf: { replicas: 2 ** 31 } },
    { type: 'preview', ...question, whatIf: { whenScaled: 'Keep' } },
    { type: 'preview', ...question, whatIf: { headless: 'yes' } },
    { type: 'resolve', name: 'web-0', from: 'moon', step: 0 },
    { type: 'resolve', name: 'web-0', from: 'same', step: -1 },
    { type: 'export', format: '../../x' },
    { type: 'painted', png: '<svg>' },
    null,
    'ready',
    [],
    {},
    { type: 'open', file },
    { type: 'reveal', file },
    { type: 'reveal', file: 1, range },
    { type: 'reveal', file, range: { start: range.start } },
    { type: 'reveal', file, range: { start: { line: -1, character: 0 }, end: range.end } },
    { type: 'reveal', file, range: { start: { line: 0.5, character: 0 }, end: range.end } },
    { type: 'fix', rule: 'service-not-found', file, range },
    { type: 'explain', rule: '../../../evil' },
    { type: 'explain', rule: 'a b' },
    { type: 'copy', text: { toString: 'x' } },
    { type: 'choose' },
    { type: 'pin', pinned: 'yes' },
  ])('is dropped when it is %j', (message) => {
    expect(readMessage(message)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => [readMessage(value), readState(value)].length === 2));
  });
});

test('the state kept over a reload is read, and without a name when it has none', () => {
  expect(readState({ uri: file, name: 'web', pinned: true })).toEqual({ uri: file, name: 'web', pinned: true });
  expect(readState({ uri: file, name: 7, pinned: false })).toEqual({ uri: file, pinned: false });
  expect(readState({ uri: file })).toBeUndefined();
  expect(readState(undefined)).toBeUndefined();
});

describe('a preview', () => {
  const at = (line: number) => ({ start: { line, character: 8 }, end: { line, character: 11 } });
  const set = (name: string, line: number) => ({
    file,
    range: at(line),
    name,
    pods: { labels: { file: 'no-file', range: 'none' } },
  });
  // Only what the functions under test look at.
  const preview = {
    document: { state: 'ok', file },
    statefulSets: [set('web', 3), set('db', 20)],
    service: { file: 'file:///shop/service.yaml', range: at(1) },
  } as unknown as PreviewJson;

  test.each([
    ['above all sets', 0, 0, 'web'],
    ['in the first', 10, 0, 'web'],
    ['just before the name of the second', 20, 7, 'web'],
    ['at the name of the second', 20, 8, 'db'],
    ['at the end', 99, 0, 'db'],
  ])('shows, with the cursor %s, the set it is in', (_, line, character, name) => {
    expect(setAt(preview, { line, character })).toBe(name);
  });

  test('of no set has none to show', () => {
    expect(setAt({ ...preview, statefulSets: [] }, { line: 0, character: 0 })).toBeUndefined();
  });

  test('names the files of its places, and takes no label for one', () => {
    expect([...filesOf(preview)]).toEqual([file, 'file:///shop/service.yaml']);
  });
});
