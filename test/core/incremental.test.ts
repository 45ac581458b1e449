/** The one promise of the machinery: after any edits, what is known is what a fresh look at the same files would find. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, Findings } from '../../server/src/core/check.ts';
import { type Manifest, readManifest, readPlain } from '../../server/src/core/manifest.ts';
import { textOf } from '../../server/src/core/position.ts';
import type { Rule } from '../../server/src/core/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Settings } from '../../server/src/core/settings.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { Document } from '../../server/src/core/yaml.ts';
import { findingJson, previewJson } from '../../server/src/json.ts';

// ---- a small world, so that names meet ----

const folders = ['one', 'two'];
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const serviceName = pick('nginx', 'ngnix', 'db');
const namespace = pick('', '', 'shop', 'test');
const label = pick('app: nginx', 'app: db', 'name: nginx');
const comment = pick(
  '',
  '',
  '',
  '# ordinal-disable-next-line service-not-found\n',
  '# ordinal-disable\n',
  '# ordinal-disable duplicate-resource, service-not-headless -- known\n',
);

const metadata = (name: string, namespace: string, more = '') =>
  `metadata:\n  name: ${name}\n${namespace ? `  namespace: ${namespace}\n` : ''}${more}`;

const statefulSet = fc
  .record({
    name: pick('web', 'db'),
    namespace,
    serviceName: pick('nginx', 'ngnix', 'db', '', '$(NAME)'),
    label,
    className: pick('fast', 'fats', '""', ''),
    mount: pick('data', 'date', ''),
    config: pick('', 'web-config', 'web-confg'),
    comment,
    ignore: pick('', '', '  annotations:\n    ordinal/ignore: service-not-found\n'),
    replicas: pick(1, 2, 0),
    image: pick('main:1', 'main:2'),
    storage: pick('1Gi', '1Gi', '2Gi'),
  })
  .map(
    (set) => `apiVersion: apps/v1
kind: StatefulSet
${metadata(set.name, set.namespace, set.ignore)}spec:
  replicas: ${set.replicas}
${set.comment && `  ${set.comment}`}${set.serviceName && `  serviceName: ${set.serviceName}\n`}  selector:
    matchLabels:
      ${set.label}
  template:
    metadata:
      labels:
        ${set.label}
    spec:
      containers:
        - name: main
          image: ${set.image}
          ports:
            - { name: http, containerPort: 80 }
${set.config && `          env:\n            - { name: A, valueFrom: { configMapKeyRef: { name: ${set.config}, key: workers } } }\n`}${set.mount && `          volumeMounts:\n            - { name: ${set.mount}, mountPath: /data }\n`}  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
${set.className && `        storageClassName: ${set.className}\n`}        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: ${set.storage} } }
`,
  );

const service = fc
  .record({
    name: serviceName,
    namespace,
    label: pick('app: nginx', 'app: db', 'name: nginx', ''),
    kind: pick('clusterIP: None', 'type: ClusterIP', 'type: ExternalName'),
    targetPort: pick('80', 'http', 'htpp', '81'),
    comment,
  })
  .map(
    (service) => `${service.comment}apiVersion: v1
kind: Service
${metadata(service.name, service.namespace)}spec:
  ${service.kind}
${service.label && `  selector: { ${service.label} }\n`}  ports:
    - { port: 80, targetPort: ${service.targetPort} }
`,
  );

const others = pick(
  ...['fast', 'slow'].flatMap((name) =>
    ['true', 'false'].map(
      (isDefault) =>
        `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: ${name}\n  annotations: { storageclass.kubernetes.io/is-default-class: "${isDefault}" }\nprovisioner: x\n`,
    ),
  ),
  ...['fast', '""'].map(
    (name) =>
      `apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: pv }\nspec:\n  storageClassName: ${name}\n  capacity: { storage: 10Gi }\n  accessModes: [ReadWriteOnce]\n`,
  ),
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec:\n  storageClassName: fats\n  resources: { requests: { storage: 1G } }\n',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: front }\nspec:\n  template:\n    metadata: { labels: { app: nginx } }\n    spec: { containers: [{ name: a, ports: [{ containerPort: 81 }] }] }\n',
  'apiVersion: v1\nkind: Endpoints\nmetadata: { name: nginx, namespace: shop }\n',
  'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: x, labels: { kubernetes.io/service-name: nginx } }\n',
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: $(NAME)\nspec: { clusterIP: None }\n',
  'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: { name: nginx }\n    spec: { clusterIP: None, selector: { app: nginx } }\n  - apiVersion: v1\n    kind: Service\n    metadata: { name: nginx }\n    spec: {}\n',
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: "nginx\n',
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\nspec: { serviceName: nginx }\n',
  'apiVersion: v1\nkind: Service\nmetadata: { name: {{ .Values.name }} }\n',
  ...['web-config', 'web-confg', '$(NAME)'].flatMap((name) =>
    ['workers', 'worker'].map(
      (key) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { ${key}: "4" }\n`,
    ),
  ),
  'apiVersion: v1\nkind: Pod\nmetadata: { name: web-0 }\nspec: { serviceAccountName: web, containers: [{ name: a }] }\n',
  '# nothing but a comment\n',
  '',
);
/** Whoever speaks of Pods by their DNS names, and what changes the count or the namespace of those. */
const addresses = fc.oneof(
  fc
    .record({ namespace, name: pick('web-0.nginx', 'web-1.nginx.shop.svc', 'wbe-0.nginx', 'db-0.db', 'nginx') })
    .map(
      ({ namespace, name }) =>
        `apiVersion: v1\nkind: ConfigMap\n${metadata('conf', namespace)}data:\n  url: http://${name}:80/\n  peers: ${name}:81,web-0.nginx:81,web-1.nginx:81\n`,
    ),
  pick(
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: h }\nspec: { scaleTargetRef: { kind: StatefulSet, name: web } }\n',
    'apiVersion: v1\nkind: Service\nmetadata: { name: web-0 }\nspec: { ports: [{ port: 80 }] }\n',
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: db } }\n  template:\n    metadata: { labels: { app: db } }\n    spec:\n      containers:\n        - name: main\n          envFrom: [{ configMapRef: { name: conf } }]\n          env: [{ name: A, value: "http://$(POD_NAME).nginx" }]\n          args: ["--join=db-0.nginx:80,db-1.nginx:80"]\n',
  ),
);
const manifestDocument = fc.oneof(
  { weight: 3, arbitrary: addresses },
  { weight: 4, arbitrary: statefulSet },
  { weight: 4, arbitrary: service },
  { weight: 3, arbitrary: others },
);

const kustomization = fc
  .record({
    resources: fc.uniqueArray(
      pick('web.yaml', '../base', 'missing.yaml', 'https://example.com/base', '../flat.yaml', '.', 'svc.yaml'),
      { maxLength: 3 },
    ),
    patches: fc.uniqueArray(pick('web.yaml', '../base/web.yaml', 'svc.yaml'), { maxLength: 1 }),
    more: pick('', '', 'kind: Component\n', 'helmCharts: [{ name: nginx }]\n'),
    transformers: pick(
      '',
      '',
      'namePrefix: dev-\n',
      'nameSuffix: -x\nnamespace: shop\n',
      'commonLabels: { app: other }\n',
      'replicas: [{ name: web, count: 5 }]\n',
      'configMapGenerator: [{ name: settings, literals: [a=b] }]\n',
      'configMapGenerator: [{ name: web-config, literals: [worker=4] }]\n',
      'configMapGenerator: [{ name: web-config, files: [app.conf], envs: [app.env] }]\n',
      'replacements: [{ source: { kind: Service }, targets: [{ select: { kind: StatefulSet }, fieldPaths: [spec.serviceName] }] }]\n',
      'replacements: [{ source: { kind: ConfigMap, name: conf, fieldPath: data.url }, targets: [{ select: { kind: StatefulSet }, fieldPaths: [spec.template.metadata.annotations.x], options: { create: true } }] }]\n',
      'replacements: [{ path: svc.yaml }]\ntransformers: [web.yaml]\n',
      'vars: [{ name: NAME, objref: { kind: Service, name: nginx, apiVersion: v1 } }]\n',
    ),
    inline: pick(
      '',
      '',
      '  - patch: |-\n      apiVersion: v1\n      kind: Service\n      metadata: { name: nginx }\n      spec: { clusterIP: null, selector: { app: nope } }\n',
      '  - target: { kind: StatefulSet }\n    patch: |-\n      - op: replace\n        path: /spec/serviceName\n        value: ngins\n',
    ),
  })
  .map(
    ({ resources, patches, more, transformers, inline }) =>
      `${more}${transformers}resources: [${resources.join(', ')}]\npatches:\n${patches.map((path) => `  - { path: ${path} }\n`).join('')}${inline}`,
  );
const config = fc
  .record({
    severity: pick('error', 'off', 'hint', 'loud'),
    rule: pick('service-not-found', 'duplicate-resource', 'unused-suppression'),
    classes: pick('[]', '[fats]', '[kind]'),
  })
  .map(({ severity, rule, classes }) => `rules: { ${rule}: ${severity} }\nstorageClasses: ${classes}\n`);

const manifestPath = pick(
  'one/flat.yaml',
  'one/base/web.yaml',
  'one/base/svc.yaml',
  'one/dev/web.yaml',
  'one/dev/svc.yaml',
  'one/chart/templates/web.yaml',
  'two/flat.yaml',
  'elsewhere/web.yaml',
);
/** No YAML: kustomizations make data of it. */
const dataPath = pick('one/base/app.env', 'one/dev/app.env', 'one/dev/app.conf');
const data = pick('workers=2\nurl=http://web-1.nginx:80\n', 'worker=2\n', '# ordinal-disable\nurl=wbe-0.nginx:80', '');
const readerOf = (path: string) => (/\.(?:env|conf)$/.test(path) ? readPlain : readManifest);

const kustomizationPath = pick(
  'one/base/kustomization.yaml',
  'one/dev/kustomization.yaml',
  'one/dev/Kustomization',
  'two/kustomization.yml',
);
const settings: fc.Arbitrary<Partial<Settings>> = pick(
  {},
  { kubernetes: '1.33' },
  { storageClasses: ['fast'] },
  { rules: { 'service-not-found': 'off' } },
  { clusterDomain: 'cluster.example' },
);

type Files = ReadonlyMap<string, string>;
/** An edit makes of the files as they are the files that differ; undefined for one that goes. */
type Edit = (files: Files) => ReadonlyMap<string, string | undefined>;

const split = (text: string) => text.split(/^(?=---$)/m);
const joined = (documents: readonly string[]) =>
  documents.map((each, i) => (i === 0 || each.startsWith('---') ? each : `---\n${each}`)).join('');
const change = (path: string, make: (text: string) => string): Edit => {
  return (files) => {
    const text = files.get(path);
    return new Map(text === undefined ? [] : [[path, make(text)]]);
  };
};

const edit: fc.Arbitrary<Edit> = fc.oneof(
  // a file comes, or is written anew
  fc.tuple(manifestPath, fc.array(manifestDocument, { minLength: 1, maxLength: 3 })).map(
    ([path, documents]) =>
      () =>
        new Map([[path, joined(documents)]]),
  ),
  fc.tuple(kustomizationPath, kustomization).map(
    ([path, text]) =>
      () =>
        new Map([[path, text]]),
  ),
  fc.tuple(dataPath, data).map(
    ([path, text]) =>
      () =>
        new Map([[path, text]]),
  ),
  config.map((text) => () => new Map([['one/.ordinal.yaml', text]])),
  fc.constant(() => new Map([['one/chart/Chart.yaml', 'name: chart\n']])),
  // a file goes
  fc
    .oneof(
      manifestPath,
      kustomizationPath,
      dataPath,
      fc.constant('one/.ordinal.yaml'),
      fc.constant('one/chart/Chart.yaml'),
    )
    .map((path) => () => new Map([[path, undefined]])),
  // a file gets another name
  fc.tuple(manifestPath, manifestPath).map(
    ([from, to]): Edit =>
      (files) => {
        const text = files.get(from);
        if (from === to || text === undefined) return new Map();
        return new Map([
          [from, undefined],
          [to, text],
        ]);
      },
  ),
  // documents come, go and move
  fc
    .tuple(manifestPath, fc.nat(3), manifestDocument)
    .map(([path, i, document]) => change(path, (text) => joined(split(text).toSpliced(i, 0, document)))),
  fc.tuple(manifestPath, fc.nat(3)).map(([path, i]) => change(path, (text) => joined(split(text).toSpliced(i, 1)))),
  fc
    .tuple(manifestPath, fc.nat(3), manifestDocument)
    .map(([path, i, document]) => change(path, (text) => joined(split(text).toSpliced(i, 1, document)))),
  manifestPath.map((path) => change(path, (text) => joined(split(text).toReversed()))),
  // somebody types
  fc
    .tuple(manifestPath, fc.nat(1000), fc.nat(12), pick('', 'x', '\n', '---\n', ': ', '"', '# ', '\r', 'shop', '  '))
    .map(([path, at, length, typed]) =>
      change(path, (text) => {
        const start = text.length === 0 ? 0 : at % text.length;
        return text.slice(0, start) + typed + text.slice(start + length);
      }),
    ),
);

type Step =
  | { readonly edits: readonly Edit[] }
  | { readonly advance: number }
  | { readonly settings: Partial<Settings> }
  /** Somebody commits, or looks at another revision: how one of the files was; null: not there; undefined: not known any more. */
  | { readonly older: readonly [string, string | null | undefined] }
  | { readonly undo: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => ({ edits })) },
  { weight: 4, arbitrary: pick(0, 1, 3, Number.POSITIVE_INFINITY).map((advance) => ({ advance })) },
  { weight: 1, arbitrary: settings.map((settings) => ({ settings })) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc
        .tuple(manifestPath, fc.array(manifestDocument, { minLength: 1, maxLength: 2 }))
        .map(([path, documents]): Step => ({ older: [path, joined(documents)] })),
      fc.tuple(kustomizationPath, kustomization).map(([path, text]): Step => ({ older: [path, text] })),
      fc
        .tuple(fc.oneof(manifestPath, kustomizationPath), pick(null, undefined))
        .map(([path, text]): Step => ({ older: [path, text] })),
    ),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((undo) => ({ undo })) },
);

// ---- the two ways to the same answer ----

interface Session {
  readonly files: Files;
  /** As they were; null for one that was not there. */
  readonly older: ReadonlyMap<string, string | null>;
  readonly findings: Findings;
  readonly settings: Partial<Settings>;
}

const start: Session = {
  files: new Map(),
  older: new Map(),
  findings: Findings.of(Workspace.of(folders), rules),
  settings: {},
};

function edited(session: Session, changes: ReadonlyMap<string, string | undefined>): Session {
  const { workspace } = session.findings;
  const files = new Map(session.files);
  for (const [path, text] of changes) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  const next = workspace.with(
    new Map(
      [...changes].map(([path, text]): [string, Manifest | undefined] => [
        path,
        text === undefined ? undefined : readerOf(path)(path, text, workspace.manifest(path)),
      ]),
    ),
  );
  return { ...session, files, findings: session.findings.after(next) };
}

function run(steps: readonly Step[]): Session {
  const history: Session[] = [start];
  for (const each of steps) {
    const now = history.at(-1) ?? start;
    if ('edits' in each) {
      const changes = new Map<string, string | undefined>();
      for (const edit of each.edits) for (const [path, text] of edit(now.files)) changes.set(path, text);
      history.push(edited(now, changes));
    } else if ('advance' in each) history.push({ ...now, findings: now.findings.advance(each.advance) });
    else if ('older' in each) {
      const [path, text] = each.older;
      const older = new Map(now.older);
      if (text === undefined) older.delete(path);
      else older.set(path, text);
      const { workspace } = now.findings;
      const before = workspace.withBefore(readOlder(older, (uri) => workspace.manifest(uri)));
      history.push({ ...now, older, findings: now.findings.after(before) });
    } else if ('settings' in each)
      history.push({
        ...now,
        settings: each.settings,
        findings: now.findings.after(now.findings.workspace.withSettings(each.settings)),
      });
    else {
      const then = history.at(-1 - each.undo) ?? start;
      const paths = new Set([...now.files.keys(), ...then.files.keys()]);
      history.push(edited(now, new Map([...paths].map((path) => [path, then.files.get(path)]))));
    }
  }
  const last = history.at(-1) ?? start;
  return { ...last, findings: last.findings.advance() };
}

function readOlder(older: Session['older'], now: (uri: string) => Manifest | undefined = () => undefined) {
  return new Map([...older].map(([uri, text]) => [uri, text === null ? undefined : readManifest(uri, text, now(uri))]));
}

function afresh({ files, older, settings }: Session): Findings {
  const manifests = new Map([...files].map(([path, text]) => [path, readerOf(path)(path, text)]));
  return Findings.of(Workspace.of(folders, settings).with(manifests).withBefore(readOlder(older)), rules).advance();
}

function printed(findings: Findings): unknown {
  for (const { rule, error } of findings.failures) throw new Error(`${rule} failed`, { cause: error });
  const { workspace } = findings;
  const uris = [...workspace.manifests].map(([uri]) => uri).sort();
  return Object.fromEntries(
    uris.map((uri) => [
      uri,
      {
        findings: findings.of(uri).map((finding) => findingJson(workspace, finding)),
        preview: previewJson(workspace, uri, (other) => findings.of(other)),
      },
    ]),
  );
}

describe('after any edits', () => {
  test('all that is found is what a fresh look finds', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 14 }), (steps) => {
        const session = run(steps);
        expect(session.findings.pending).toBe(0);
        expect(printed(session.findings)).toEqual(printed(afresh(session)));
      }),
      { numRuns: Number(process.env.ORDINAL_RUNS ?? 150) },
    );
  });

  test('the files are the texts that were written', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const { files, findings } = run(steps);
        const texts = [...findings.workspace.manifests].map(([uri, manifest]) => [uri, textOf(manifest)] as const);
        expect(new Map(texts)).toEqual(files);
      }),
      { numRuns: 30 },
    );
  });

  test('what is not named as changed has the findings it had', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), edit, (steps, last) => {
        const before = run(steps);
        const after = edited(before, last(before.files));
        const advanced = after.findings.advance();
        const changed = new Set([...after.findings.changed, ...advanced.changed]);
        for (const uri of new Set([...before.files.keys(), ...after.files.keys()]))
          if (!changed.has(uri)) {
            const [was, is] = [before.findings.of(uri), advanced.of(uri)];
            expect(is.length, uri).toBe(was.length);
            expect(is.every((finding, i) => finding === was[i] || finding.rule === 'unused-suppression')).toBe(true);
          }
      }),
      { numRuns: 60 },
    );
  });
});

// ---- an edit costs what it changed ----

/** The rules, noting of what documents they check something. */
function counting(): { readonly rules: readonly Rule[]; readonly take: () => readonly string[] } {
  let checked = new Set<string>();
  return {
    rules: rules.map((rule) => ({
      ...rule,
      *check(subject, workspace) {
        if (subject instanceof Document) checked.add(`${subject.uri} (text)`);
        else if ('kind' in subject) checked.add(`${subject.field.document.uri} ${subject.kind} ${subject.name?.value}`);
        yield* rule.check(subject, workspace);
      },
    })),
    take: () => {
      const taken = [...checked].sort();
      checked = new Set();
      return taken;
    },
  };
}

const pair = (i: number) => `apiVersion: v1
kind: Service
metadata: { name: service-${i} }
spec: { clusterIP: None, selector: { app: app-${i} } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: set-${i} }
spec:
  serviceName: service-${i}
  selector: { matchLabels: { app: app-${i} } }
  template: { metadata: { labels: { app: app-${i} } }, spec: { containers: [{ name: main, image: main:1 }] } }
`;
const path = (i: number) => `one/app-${i}/app.yaml`;

describe('an edit in one of 500 files', () => {
  const { rules: counted, take } = counting();
  const texts = new Map(Array.from({ length: 500 }, (_, i) => [path(i), pair(i)]));
  const workspace = Workspace.of(folders).with(
    new Map([...texts].map(([uri, text]) => [uri, readManifest(uri, text)])),
  );
  const findings = Findings.of(workspace, counted).advance();
  const first = take();
  const checkedAfter = (changes: ReadonlyMap<string, string | undefined>) => {
    const next = findings.after(
      workspace.with(
        new Map(
          [...changes].map(([uri, text]) => [
            uri,
            text === undefined ? undefined : readManifest(uri, text, workspace.manifest(uri)),
          ]),
        ),
      ),
    );
    next.advance();
    return take();
  };

  test('at first, all is checked', () => {
    expect(first).toHaveLength(1500); // text, Service and StatefulSet of each
  });

  test('in the template: that set, and the Service that may select it', () => {
    expect(checkedAfter(new Map([[path(7), pair(7).replace('main:1', 'main:2')]]))).toEqual([
      `${path(7)} (text)`,
      `${path(7)} Service service-7`,
      `${path(7)} StatefulSet set-7`,
    ]);
  });

  test('in a Service: that Service, and the set that it governs', () => {
    expect(checkedAfter(new Map([[path(7), pair(7).replace('None,', 'None, ports: [{ port: 80 }],')]]))).toEqual([
      `${path(7)} (text)`,
      `${path(7)} Service service-7`,
      `${path(7)} StatefulSet set-7`,
    ]);
  });

  test('a document on top makes another one of the one that was first', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config }\n---\n${pair(7)}`;
    const checked = checkedAfter(new Map([[path(7), text]]));
    // The first document now starts with its own `---`, so it is another one.
    expect(checked).toEqual([
      `${path(7)} (text)`,
      `${path(7)} ConfigMap config`,
      `${path(7)} Service service-7`,
      `${path(7)} StatefulSet set-7`,
    ]);
  });

  test('in white space: the document that holds it, and whom its object concerns', () => {
    expect(checkedAfter(new Map([[path(7), `${pair(7)}\n# the end\n`]]))).toEqual([
      `${path(7)} (text)`,
      `${path(7)} Service service-7`,
      `${path(7)} StatefulSet set-7`,
    ]);
  });

  test('another name for a Service: whoever asked for the old or the new one', () => {
    const checked = checkedAfter(new Map([[path(7), pair(7).replace('name: service-7', 'name: service-8')]]));
    expect(checked).toEqual([
      `${path(7)} (text)`,
      `${path(7)} Service service-8`,
      `${path(7)} StatefulSet set-7`,
      `${path(8)} Service service-8`,
      `${path(8)} StatefulSet set-8`,
    ]);
  });

  test('a file that comes: itself', () => {
    expect(checkedAfter(new Map([[path(500), pair(500)]]))).toEqual([
      `${path(500)} (text)`,
      `${path(500)} Service service-500`,
      `${path(500)} StatefulSet set-500`,
    ]);
  });

  test('in a file of data: the ConfigMap that is made of it, and who wants its keys', () => {
    const kustomization = (i: number) => `configMapGenerator: [{ name: config, envs: [app-${i}.env] }]\n`;
    const files = Array.from({ length: 20 }, (_, i): [string, Manifest][] => [
      [`one/${i}/kustomization.yaml`, readManifest(`one/${i}/kustomization.yaml`, kustomization(i))],
      [`one/${i}/app-${i}.env`, readPlain(`one/${i}/app-${i}.env`, 'A=1\n')],
    ]);
    const before = workspace.with(new Map(files.flat()));
    const checked = Findings.of(before, counted).advance();
    take();
    const uri = 'one/7/app-7.env';
    checked.after(before.with(new Map([[uri, readPlain(uri, 'A=2\n', before.manifest(uri))]]))).advance();
    expect(take()).toEqual(['one/7/kustomization.yaml ConfigMap config']);
  });

  test('a file that goes: nothing, when nobody asked for what it held', () => {
    expect(checkedAfter(new Map([[path(7), undefined]]))).toEqual([]);
  });

  test('a file of another folder: nothing of this one', () => {
    expect(checkedAfter(new Map([['two/app.yaml', pair(7)]]))).toEqual([
      'two/app.yaml (text)',
      'two/app.yaml Service service-7',
      'two/app.yaml StatefulSet set-7',
    ]);
  });

  test('what it was before: all objects when that becomes known, then those that have changed since', () => {
    const was = (i: number) => new Map([[path(i), readManifest(path(i), pair(i).replace('main:1', 'main:0'))]]);
    const eight = was(8);
    const first = findings.after(workspace.withBefore(eight)).advance();
    expect(take().every((each) => / (?:StatefulSet|Service) /.test(each))).toBe(true);
    const next = first.after(first.workspace.withBefore(new Map([...eight, ...was(7)]))).advance();
    expect(take()).toEqual([`${path(7)} Service service-7`, `${path(7)} StatefulSet set-7`]);
    expect(next.of(path(7)).map(({ rule }) => rule)).toContain('forced-rollback-trap');
  });

  test('settings: everything', () => {
    findings.after(workspace.withSettings({ kubernetes: '1.33' })).advance();
    expect(take()).toHaveLength(1500);
  });
});

describe('what an edit does not touch stays the same', () => {
  const before = readManifest('a.yaml', `${pair(1)}---\n${pair(2)}`);
  const text = textOf(before);

  test('documents above and below an edit are the same objects', () => {
    const after = readManifest('a.yaml', text.replace('name: set-1', 'name: other'), before);
    expect(after.documents.map((document, i) => document === before.documents[i])).toEqual([true, false, true, true]);
  });

  test('so are they when one comes, goes, or when nothing differs', () => {
    const same = (after: Manifest) => after.documents.filter((document) => before.documents.includes(document)).length;
    expect(same(readManifest('a.yaml', text, before))).toBe(4);
    expect(same(readManifest('a.yaml', `${text}---\nkind: x\n`, before))).toBe(4);
    expect(same(readManifest('a.yaml', `# top\n---\n${text}`, before))).toBe(3);
    expect(
      same(
        readManifest(
          'a.yaml',
          before.documents
            .slice(1)
            .map((each) => each.text)
            .join(''),
          before,
        ),
      ),
    ).toBe(3);
    expect(same(readManifest('a.yaml', '', before))).toBe(0);
  });

  test('two documents of the same text are two objects', () => {
    const twice = readManifest('a.yaml', '---\na: 1\n---\na: 1\n');
    const more = readManifest('a.yaml', '---\na: 1\n---\na: 1\n---\na: 1\n', twice);
    expect(new Set(more.documents).size).toBe(3);
  });

  test('findings of an untouched file are the same objects', () => {
    const bad = pair(1).replace('serviceName: service-1', 'serviceName: absent');
    const files = [
      ['one/a.yaml', bad],
      ['one/b.yaml', pair(2)],
    ] as const;
    const workspace = Workspace.of(folders).with(new Map(files.map(([uri, text]) => [uri, readManifest(uri, text)])));
    const findings = Findings.of(workspace, rules).advance();
    const next = workspace.with(
      new Map([
        [
          'one/b.yaml',
          readManifest('one/b.yaml', pair(2).replace('main:1', 'main:2'), workspace.manifest('one/b.yaml')),
        ],
      ]),
    );
    const [was] = findings.of('one/a.yaml');
    const [is] = findings.after(next).advance().of('one/a.yaml');
    expect(was?.rule).toBe('service-not-found');
    expect(is).toBe(was);
  });
});

describe('some of it at a time', () => {
  const workspace = Workspace.of(['']).with(
    new Map(Array.from({ length: 4 }, (_, i) => [path(i), readManifest(path(i), pair(i))])),
  );

  test('as many units as asked for are checked', () => {
    let findings = Findings.of(workspace, rules);
    expect(findings.pending).toBe(16); // two documents and two objects in each file
    findings = findings.advance(5);
    expect(findings.pending).toBe(11);
    expect(findings.advance(0).pending).toBe(11);
    expect(findings.advance().pending).toBe(0);
  });

  test('what is pending when its file goes is forgotten', () => {
    const findings = Findings.of(workspace, rules).advance(1);
    const gone = findings.after(workspace.with(new Map([[path(3), undefined]])));
    expect(gone.pending).toBe(11);
  });

  test('an unused suppression is told when all of its file is checked, not before', () => {
    const text = `# ordinal-disable service-not-found\n${pair(1)}`;
    const suppressed = Workspace.of(['']).with(new Map([['a.yaml', readManifest('a.yaml', text)]]));
    let findings = Findings.of(suppressed, rules).advance(1);
    expect(findings.of('a.yaml')).toEqual([]);
    findings = findings.advance();
    expect(findings.of('a.yaml').map(({ rule }) => rule)).toEqual(['unused-suppression']);
  });
});

test('a rule that fails is named, and takes no other along', () => {
  const failing: Rule = {
    ...ruleNamed('service-name-unset'),
    check: () => {
      throw new Error('a bug of ours');
    },
  };
  const text = pair(1).replace('serviceName: service-1', 'serviceName: absent');
  const workspace = Workspace.of(['']).with(new Map([['a.yaml', readManifest('a.yaml', text)]]));
  const findings = Findings.of(workspace, [failing, ruleNamed('service-not-found')]).advance();
  expect(findings.of('a.yaml').map(({ rule }) => rule)).toEqual(['service-not-found']);
  expect(findings.failures).toMatchObject([
    { rule: 'service-name-unset', uri: 'a.yaml', error: { message: 'a bug of ours' } },
  ]);
  expect(() => check(workspace, [failing])).toThrow('a bug of ours');
});

function ruleNamed(id: string): Rule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
}
