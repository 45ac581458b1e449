/** Which files meet each other. Source: the catalogue's §2. */
import { describe, expect, test } from 'vitest';
import { build } from '../../server/src/core/kustomize/build.ts';
import { type Kustomization, resourcesOf } from '../../server/src/core/manifest.ts';
import { distance, resolvePath } from '../../server/src/core/paths.ts';
import { closuresOf, kustomizationIn } from '../../server/src/core/scopes.ts';
import { filesIn, workspaceOf } from '../harness.ts';

/** The scopes of each file, by the folders of their kustomizations; `patch` and `open` where they are. */
function scopes(fixture: string): Readonly<Record<string, string>> {
  const workspace = workspaceOf(filesIn(fixture));
  const kustomizations = new Map<string, Kustomization>();
  for (const [uri, manifest] of workspace.manifests) {
    const kustomization = kustomizationIn(manifest);
    if (kustomization) kustomizations.set(uri, kustomization);
  }
  const closures = closuresOf(kustomizations, (uri) => workspace.manifest(uri) !== undefined);
  return Object.fromEntries(
    [...closures]
      .filter(([uri]) => !kustomizations.has(uri))
      .map(([uri, { ids, isPatch }]) => [
        uri,
        [
          ...ids.map((id) => id.replace(/\/?[^/]*$/, '') || '.'),
          ...(isPatch ? ['patch'] : []),
          ...(!isPatch && ids.some((id) => build(id, (uri) => workspace.manifest(uri)).isOpen) ? ['open'] : []),
        ].join(' '),
      ]),
  );
}

describe('a kustomization reaches', () => {
  test('its files and folders, however they are written', () => {
    expect(
      scopes(`
#- app/kustomization.yaml
resources: [./a.yaml, ../shared/b.yaml, sub, ../base/]
#- app/a.yaml
#- shared/b.yaml
#- app/sub/kustomization.yml
resources: [c.yaml]
#- app/sub/c.yaml
#- base/Kustomization
resources: [d.yaml]
#- base/d.yaml
#- app/other.yaml
`),
    ).toEqual({
      'app/a.yaml': 'app',
      'shared/b.yaml': 'app',
      'app/sub/c.yaml': 'app app/sub',
      'base/d.yaml': 'app base',
    });
  });

  test('bases and components like resources', () => {
    expect(
      scopes(`
#- app/kustomization.yaml
bases: [../base]
components: [../component]
#- base/kustomization.yaml
resources: [a.yaml]
#- base/a.yaml
#- component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [b.yaml]
#- component/b.yaml
`),
    ).toEqual({ 'base/a.yaml': 'app base', 'component/b.yaml': 'app component' });
  });

  test('a base once, on two ways and in a circle', () => {
    expect(
      scopes(`
#- a/kustomization.yaml
resources: [../b, ../c, .]
#- b/kustomization.yaml
resources: [../c, ../a]
#- c/kustomization.yaml
resources: [x.yaml]
#- c/x.yaml
`),
    ).toEqual({ 'c/x.yaml': 'a b c' });
  });

  test('a base of two overlays in both of them', () => {
    expect(
      scopes(`
#- base/kustomization.yaml
resources: [x.yaml]
#- base/x.yaml
#- dev/kustomization.yaml
resources: [../base, dev.yaml]
#- dev/dev.yaml
#- prod/kustomization.yaml
resources: [../base]
`),
    ).toEqual({ 'base/x.yaml': 'base dev prod', 'dev/dev.yaml': 'dev' });
  });

  test('patches in all three spellings, as fragments', () => {
    expect(
      scopes(`
#- kustomization.yaml
patches: [{ path: a.yaml }, { patch: "- op: remove", target: { kind: Service } }]
patchesStrategicMerge: [b.yaml]
patchesJson6902: [{ path: c.yaml }]
#- a.yaml
#- b.yaml
#- c.yaml
`),
    ).toEqual({ 'a.yaml': '. patch', 'b.yaml': '. patch', 'c.yaml': '. patch' });
  });
});

describe('a scope is open', () => {
  test.each([
    ['to an address', 'resources: [x.yaml, "https://example.com/base"]'],
    ['to a repository', 'resources: [x.yaml, "github.com/example/base?ref=v1"]'],
    ['to a repository over SSH', 'resources: [x.yaml, "git@github.com:example/base.git"]'],
    ['to a file that is not there', 'resources: [x.yaml, absent.yaml]'],
    ['to a folder that holds no kustomization', 'resources: [x.yaml, folder]'],
    ['to an absolute path', 'resources: [x.yaml, /etc/base]'],
    ['to a Helm chart', 'resources: [x.yaml]\nhelmCharts: [{ name: nginx }]'],
    ['to a generator', 'resources: [x.yaml]\ngenerators: [generator.yaml]'],
  ])('%s', (_, kustomization) => {
    expect(scopes(`#- kustomization.yaml\n${kustomization}\n#- x.yaml\n`)).toEqual({ 'x.yaml': '. open' });
  });
  test('not when all of it is there', () => {
    expect(scopes('#- kustomization.yaml\nresources: [x.yaml]\nhelmCharts: []\n#- x.yaml\n')).toEqual({
      'x.yaml': '.',
    });
  });
  test('for all that is built together with it', () => {
    expect(
      scopes(`
#- base/kustomization.yaml
resources: [x.yaml, absent.yaml]
#- base/x.yaml
#- dev/kustomization.yaml
resources: [../base, y.yaml]
#- dev/y.yaml
`),
    ).toEqual({ 'base/x.yaml': 'base dev open', 'dev/y.yaml': 'dev open' });
  });
});

describe('a file is a kustomization', () => {
  const read = (name: string, text = 'resources: []\n') => {
    const workspace = workspaceOf(new Map([[name, text]]));
    const manifest = workspace.manifest(name);
    return manifest && kustomizationIn(manifest) !== undefined;
  };
  test('by its name, with or without a kind', () => {
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'a/kustomization.yaml'])
      expect(read(name), name).toBe(true);
    expect(read('a/kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n')).toBe(
      true,
    );
  });
  test('not by a name that only ends alike', () => {
    for (const name of ['my-kustomization.yaml', 'Kustomization.yaml', 'a/kustomize.yaml'])
      expect(read(name), name).toBe(false);
  });
  test("Flux's Kustomization is another kind", () => {
    const workspace = workspaceOf(
      new Map([['a.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x }\n']]),
    );
    const types = workspace
      .manifest('a.yaml')
      ?.documents.flatMap((document) => resourcesOf(document).map(({ type }) => type));
    expect(types).toEqual(['Other']);
  });
});

describe('paths', () => {
  test.each([
    ['a/b', 'c.yaml', 'a/b/c.yaml'],
    ['a/b', './c.yaml', 'a/b/c.yaml'],
    ['a/b', '../c', 'a/c'],
    ['a/b', '../../c/', 'c'],
    ['a', '../../c', '../c'],
    ['', 'c.yaml', 'c.yaml'],
    ['', '../c.yaml', '../c.yaml'],
    ['file:///a%20b', 'c d.yaml', 'file:///a%20b/c%20d.yaml'],
    ['file:///a', '../b', 'file:///b'],
  ])('in %j, %j is %j', (folder, path, expected) => {
    expect(resolvePath(folder, path)).toBe(expected);
  });

  test.each([
    ['a/x.yaml', 'a/x.yaml', 0],
    ['a/x.yaml', 'a/y.yaml', 1],
    ['a/x.yaml', 'a/b/y.yaml', 2],
    ['a/b/x.yaml', 'a/y.yaml', 2],
    ['a/x.yaml', 'b/y.yaml', 3],
    ['x.yaml', 'y.yaml', 1],
  ])('from %s to %s are %i steps', (a, b, steps) => {
    expect(distance(a, b)).toBe(steps);
  });
});
