import { describe, expect, test } from 'vitest';
import { isToWebview } from '../../client/webview/messages.ts';
import { chosen, initialModel, received, shownSet } from '../../client/webview/model.ts';
import { brokenDocument, fixtures, message, statefulSet } from './fixtures.ts';

const web = message([statefulSet()]);
const shown = received(initialModel, web, 1000);

describe('a broken answer', () => {
  test('keeps the last good preview of its file, and since when it was good', () => {
    const later = received(received(shown, web, 2000), message([], brokenDocument), 3000);
    expect(later).toMatchObject({
      since: 2000,
      broken: { message: brokenDocument.state === 'broken' && brokenDocument.message },
    });
    expect(shownSet(later)?.name).toBe('web');
  });
  test('of another file replaces what was shown', () => {
    const other = received(shown, message([], { ...brokenDocument, file: 'file:///folder/other.yaml' }), 2000);
    expect(other.broken).toBeNull();
    expect(shownSet(other)).toBeUndefined();
  });
  test('is forgotten with the next good one', () => {
    expect(received(received(shown, message([], brokenDocument), 2000), web, 3000).broken).toBeNull();
  });
});

describe('what the reader did', () => {
  const opened = { ...shown, ui: { ...shown.ui, open: new Set([1]), closed: new Set(['dns'] as const) } };
  test('stays while the set stays', () => {
    expect(received(opened, message([statefulSet({ replicas: 5 })]), 2000).ui.open).toEqual(new Set([1]));
  });
  test('is forgotten with another set, but for the panes', () => {
    const { ui } = received(opened, message([statefulSet({ name: 'db' })]), 2000);
    expect(ui.open.size).toBe(0);
    expect(ui.closed).toEqual(new Set(['dns']));
  });
});

describe('the shown set', () => {
  const both = message([statefulSet({ name: 'a' }), statefulSet({ name: 'b' })]);
  test('is the named one, or the first', () => {
    expect(shownSet(received(initialModel, { ...both, name: 'b' }, 0))?.name).toBe('b');
    expect(shownSet(received(initialModel, { ...both, name: 'gone' }, 0))?.name).toBe('a');
  });
  test('is the chosen one, also after the next message', () => {
    const model = chosen(received(initialModel, both, 0), 1);
    expect(shownSet(model)?.name).toBe('b');
    expect(shownSet(received(model, both, 0))?.name).toBe('b');
  });
  test('of two that share a name stays the chosen one', () => {
    const twins = message([statefulSet({ namespace: 'blue' }), statefulSet({ namespace: 'green' })]);
    const model = chosen(received(initialModel, twins, 0), 1);
    expect(shownSet(received(model, { ...twins, name: 'web' }, 0))?.namespace).toBe('green');
  });
});

describe('messages', () => {
  test('of the protocol are taken', () => {
    for (const messages of Object.values(fixtures)) for (const each of messages) expect(isToWebview(each)).toBe(true);
  });
  test.each([
    null,
    'preview',
    {},
    { type: 'other' },
    { type: 'waiting' },
    { ...web, pinned: 'yes' },
    { ...web, preview: null },
    { ...web, preview: { ...web.preview, version: 2 } },
    { ...web, preview: { ...web.preview, document: { state: 'odd', file: '' } } },
    { ...web, preview: { ...web.preview, statefulSets: [{ name: 'web' }] } },
    { ...web, preview: { ...web.preview, statefulSets: [{ ...statefulSet(), pods: { start: 0, count: 1e300 } }] } },
  ])('of another shape are not: %#', (odd) => {
    expect(isToWebview(odd)).toBe(false);
  });
});
