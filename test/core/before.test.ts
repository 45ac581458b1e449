/** The objects as they were: which one an object was. */
import { describe, expect, test } from 'vitest';
import { Findings } from '../../server/src/core/check.ts';
import { readManifest, resourcesOf } from '../../server/src/core/manifest.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { filesIn, workspaceOf } from '../harness.ts';

const set = (name: string, image: string, namespace = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: "${image}" }] }
`;

/** Images of the sets of each file as they were; `-` for one that was not there. */
function imagesBefore(fixture: string): Readonly<Record<string, readonly string[]>> {
  const workspace = workspaceOf(filesIn(fixture));
  return Object.fromEntries(
    [...workspace.manifests].map(([uri, { documents }]) => [
      uri,
      documents
        .flatMap(resourcesOf)
        .map((each) => (each.type === 'StatefulSet' ? workspace.before(each) : undefined))
        .map((each) => each?.pods.containers[0]?.image?.value ?? '-'),
    ]),
  );
}

describe('an object was', () => {
  test('the one of the same name in the same file, wherever in it', () => {
    expect(
      imagesBefore(
        `#- a.yaml (as it was)\n${set('web', 'one')}---\n${set('db', 'two')}#- a.yaml\n${set('db', 'x')}---\n${set('web', 'y')}`,
      ),
    ).toEqual({ 'a.yaml': ['two', 'one'] });
  });
  test('nothing, when its file was not there, had another kind or could not be read', () => {
    expect(imagesBefore(`#- a.yaml\n${set('web', 'x')}`)).toEqual({ 'a.yaml': ['-'] });
    expect(
      imagesBefore(
        `#- a.yaml (as it was)\n${set('web', 'one').replace('apps/v1', 'apps.kruise.io/v1')}#- a.yaml\n${set('web', 'x')}`,
      ),
    ).toEqual({ 'a.yaml': ['-'] });
    expect(imagesBefore(`#- a.yaml (as it was)\n${set('web', 'one')}"\n#- a.yaml\n${set('web', 'x')}`)).toEqual({
      'a.yaml': ['-'],
    });
  });
  test('in the same namespace, or in one that is not written', () => {
    const both = (was: string, is: string) =>
      imagesBefore(`#- a.yaml (as it was)\n${set('web', 'one', was)}#- a.yaml\n${set('web', 'x', is)}`)['a.yaml'];
    expect(both('shop', 'shop')).toEqual(['one']);
    expect(both('', 'shop')).toEqual(['one']);
    expect(both('shop', 'test')).toEqual(['-']);
    const two = `${set('web', 'one', 'shop')}---\n${set('web', 'two')}---\n${set('web', 'three', 'test')}`;
    expect(imagesBefore(`#- a.yaml (as it was)\n${two}#- a.yaml\n${two.replaceAll(/"\w+"/g, '"x"')}`)).toEqual({
      'a.yaml': ['one', 'two', 'three'],
    });
  });
  test('nothing, when its file had two of them', () => {
    const two = `${set('web', 'one')}---\n${set('web', 'two')}`;
    expect(imagesBefore(`#- a.yaml (as it was)\n${two}#- a.yaml\n${set('web', 'x')}`)).toEqual({ 'a.yaml': ['-'] });
  });
  test('in another file, when it has left that', () => {
    expect(imagesBefore(`#- old.yaml (as it was)\n${set('web', 'one')}#- new.yaml\n${set('web', 'x')}`)).toEqual({
      'new.yaml': ['one'],
    });
  });
  test('nothing, when that is still there: then it is a copy', () => {
    expect(
      imagesBefore(
        `#- dev.yaml (as it was)\n${set('web', 'one')}#- dev.yaml\n${set('web', 'y')}#- prod.yaml\n${set('web', 'x')}`,
      ),
    ).toEqual({ 'dev.yaml': ['one'], 'prod.yaml': ['-'] });
  });
  test('nothing, when two have left their files', () => {
    expect(
      imagesBefore(
        `#- a.yaml (as it was)\n${set('web', 'one')}#- b.yaml (as it was)\n${set('web', 'two')}#- c.yaml\n${set('web', 'x')}`,
      ),
    ).toEqual({ 'c.yaml': ['-'] });
  });
});

describe('what a kustomization builds was what it built before:', () => {
  const patch = (image: string) =>
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: main, image: "${image}" }] } } }\n`;
  const overlay = 'resources: [../base]\nnamePrefix: dev-\npatches: [{ path: patch.yaml }]\n';
  const files = (image: string, patched: string, mark = '') =>
    `#- base/kustomization.yaml${mark}\nresources: [web.yaml]\n#- base/web.yaml${mark}\n${set('web', image)}#- dev/kustomization.yaml${mark}\n${overlay}#- dev/patch.yaml${mark}\n${patch(patched)}`;
  const changed = (was: string, is: string) => {
    const findings = Findings.of(workspaceOf(filesIn(`${was}${is}`)), rules).advance();
    return [...findings.workspace.manifests].flatMap(([uri]) =>
      findings
        .of(uri)
        .filter(({ rule }) => rule === 'forced-rollback-trap')
        .map(({ message }) => `${uri}: ${message.split(',')[0]}`),
    );
  };
  test('a patch that was there already is no change', () => {
    expect(changed(files('one', 'two', ' (as it was)'), files('one', 'two'))).toEqual([]);
  });
  test('a patch that changed is one, at its line', () => {
    expect(changed(files('one', 'two', ' (as it was)'), files('one', 'three'))).toEqual([
      'dev/patch.yaml: The new image starts with Pod "dev-web-0". If that Pod never becomes Ready',
    ]);
  });
  test('what a patch replaces is none', () => {
    expect(changed(files('one', 'two', ' (as it was)'), files('other', 'two'))).toEqual([]);
  });
});

describe('what was before is another answer when', () => {
  const trap = (findings: Findings, uri: string) =>
    findings.of(uri).filter(({ rule }) => rule === 'forced-rollback-trap').length;
  const older = (text: string) =>
    new Map([
      ['old.yaml', readManifest('old.yaml', text)],
      ['new.yaml', undefined],
    ]);
  const one = Findings.of(
    Workspace.of(['']).with(new Map([['new.yaml', readManifest('new.yaml', set('web', 'two'))]])),
    rules,
  ).advance();

  test('it becomes known, changes, and is not known any more', () => {
    expect(trap(one, 'new.yaml')).toBe(0);
    const known = one.after(one.workspace.withBefore(older(set('web', 'one')))).advance();
    expect(trap(known, 'new.yaml')).toBe(1);
    const same = known.after(known.workspace.withBefore(older(set('web', 'two')))).advance();
    expect(trap(same, 'new.yaml')).toBe(0);
    const forgotten = known.after(known.workspace.withBefore(new Map())).advance();
    expect(trap(forgotten, 'new.yaml')).toBe(0);
  });
  test('the file that it had left has it again', () => {
    const moved = one.after(one.workspace.withBefore(older(set('web', 'one')))).advance();
    const back = moved.after(
      moved.workspace.with(new Map([['old.yaml', readManifest('old.yaml', set('web', 'one'))]])),
    );
    expect(trap(back.advance(), 'new.yaml')).toBe(0);
  });
  test('it was known before the file was there', () => {
    const empty = Findings.of(Workspace.of(['']).withBefore(older(set('web', 'one'))), rules).advance();
    const come = empty.after(
      empty.workspace.with(new Map([['new.yaml', readManifest('new.yaml', set('web', 'two'))]])),
    );
    expect(trap(come.advance(), 'new.yaml')).toBe(1);
  });
  test('a file of which nothing is said is as it was, with every edit', () => {
    const known = one.after(one.workspace.withBefore(new Map([['other.yaml', undefined]]))).advance();
    const edited = known.after(
      known.workspace.with(new Map([['new.yaml', readManifest('new.yaml', set('web', 'three'))]])),
    );
    expect(trap(edited.advance(), 'new.yaml')).toBe(0);
  });
  test('an edit of the settings leaves it known', () => {
    const known = one.after(one.workspace.withBefore(older(set('web', 'one'))));
    expect(trap(known.after(known.workspace.withSettings({ kubernetes: '1.33' })).advance(), 'new.yaml')).toBe(1);
  });
});
