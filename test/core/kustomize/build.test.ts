/** What is checked is what a kustomization builds; what is found is told where it was written. */
import { describe, expect, test } from 'vitest';
import { check } from '../../../server/src/core/check.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import type { Settings } from '../../../server/src/core/settings.ts';
import { findingJson, statefulSetsIn } from '../../../server/src/json.ts';
import { applyFix, filesIn, workspaceOf } from '../../harness.ts';

const base = `
#- base/kustomization.yaml
resources: [web.yaml, service.yaml]
#- base/web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          ports: [{ name: http, containerPort: 80 }]
#- base/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
  clusterIP: None
  selector: { app: nginx }
  ports: [{ port: 80, targetPort: http }]
`;

/** `file:line rule` of each finding of weight. */
function found(fixture: string): readonly string[] {
  const workspace = workspaceOf(filesIn(fixture));
  return check(workspace, rules)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map((finding) => findingJson(workspace, finding))
    .map(({ file, range, rule }) => `${file}:${range.start.line + 1} ${rule}`);
}
function sets(fixture: string, uri: string) {
  const workspace = workspaceOf(filesIn(fixture));
  const manifest = workspace.manifest(uri);
  return (manifest ? statefulSetsIn(workspace, manifest) : []).map(({ name, namespace, replicas, serviceName }) =>
    [namespace?.value ?? '-', name?.value, replicas, serviceName?.value].join(' '),
  );
}

test('a name stays where the object has it, whatever patches name the object', () => {
  const files = filesIn(`${base}#- prod/kustomization.yaml
resources: [../base]
patches: [{ path: replicas.yaml }]
#- prod/replicas.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec: { replicas: 1 }
`);
  const workspace = workspaceOf(files);
  const manifest = workspace.manifest('base/web.yaml');
  const [set] = manifest ? statefulSetsIn(workspace, manifest) : [];
  const fields = [set?.name?.field, set?.field.get('kind')];
  expect(fields.map((field) => field?.document.uri)).toEqual(['base/web.yaml', 'base/web.yaml']);
  expect(fields.map((field) => field?.document.text.slice(field.span.start, field.span.end))).toEqual([
    'web',
    'StatefulSet',
  ]);
});

test('names, namespaces and counts are those of the build, and names that refer to each other go along', () => {
  const fixture = `${base}#- prod/kustomization.yaml
resources: [../base]
namePrefix: prod-
namespace: shop
replicas: [{ name: web, count: 5 }]
`;
  expect(found(fixture)).toEqual([]);
  expect(sets(fixture, 'base/web.yaml')).toEqual(['shop prod-web 5 prod-nginx']);
  expect(sets(fixture, 'prod/kustomization.yaml')).toEqual(['shop prod-web 5 prod-nginx']);
});

describe('a fault that a patch brings is told in the patch', () => {
  test('in a file of its own', () => {
    const fixture = `${base}#- prod/kustomization.yaml
resources: [../base]
patches: [{ path: patch.yaml }]
#- prod/patch.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ngins
`;
    expect(found(fixture)).toEqual(['prod/patch.yaml:5 service-not-found']);
    expect(sets(fixture, 'prod/patch.yaml')).toEqual(['- web 3 ngins']);
  });

  test('as text inside of the kustomization, at its line and column', () => {
    const workspace = workspaceOf(
      filesIn(`${base}#- prod/kustomization.yaml
resources: [../base]
patches:
  - target: { kind: StatefulSet }
    patch: |-
      # the other one
      - op: replace
        path: /spec/serviceName
        value: ngins
`),
    );
    const [finding] = check(workspace, rules).map((each) => findingJson(workspace, each));
    expect(finding).toMatchObject({
      rule: 'service-not-found',
      file: 'prod/kustomization.yaml',
      range: { start: { line: 7, character: 15 }, end: { line: 7, character: 20 } },
    });
  });

  test('and can be silenced there', () => {
    expect(
      found(`${base}#- prod/kustomization.yaml
resources: [../base]
patches: [{ path: patch.yaml }]
#- prod/patch.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found -- made by hand
  serviceName: ngins
`),
    ).toEqual([]);
  });
});

test('a fault that a patch repairs is none', () => {
  const faulty = base.replace('  clusterIP: None\n', '');
  expect(found(faulty)).toEqual(['base/web.yaml:5 service-not-headless']);
  expect(
    found(`${faulty}#- prod/kustomization.yaml
resources: [../base]
patches: [{ path: patch.yaml }]
#- prod/patch.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None }
`),
  ).toEqual([]);
});

test('a fault of the base is told once, however many overlays build it', () => {
  const overlay = (name: string) => `#- ${name}/kustomization.yaml
resources: [../base]
namespace: ${name}
`;
  expect(found(base.replace('targetPort: http', 'targetPort: htpp') + overlay('dev') + overlay('prod'))).toEqual([
    'base/service.yaml:7 service-target-port-unknown',
  ]);
});

test('a fix writes the name without the prefix that the build adds', () => {
  const files = filesIn(`${base.replace('serviceName: nginx', 'serviceName: ngins # here')}#- prod/kustomization.yaml
resources: [../base]
namePrefix: prod-
`);
  const workspace = workspaceOf(files);
  const [finding] = check(workspace, rules);
  const fix = finding?.fixes.find(({ title }) => title.startsWith('Change serviceName'));
  expect(fix && applyFix(files, workspace, fix).get('base/web.yaml')).toContain('serviceName: nginx # here\n');
});

describe('files that a generator names', () => {
  const generated = (generators: string, env = '') => `#- base/kustomization.yaml
resources: [web.yaml]
${generators}
#- base/web.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          ports: [{ containerPort: 80 }]
          env: [${env}]
`;
  const from = (key: string, kind = 'configMap') =>
    `{ name: A, valueFrom: { ${kind}KeyRef: { name: settings, key: ${key} } } }`;
  /** `file:line:character rule`, counted from 1. */
  const places = (fixture: string) => {
    const workspace = workspaceOf(filesIn(fixture));
    return check(workspace, rules)
      .filter(({ rule }) => /^(?:dns|config-map|secret)-/.test(rule))
      .map((finding) => findingJson(workspace, finding))
      .map(({ file, range: { start }, rule }) => `${file}:${start.line + 1}:${start.character + 1} ${rule}`);
  };

  test('are read to the letter, wherever their keys come from', () => {
    expect(
      places(`${generated('configMapGenerator: [{ name: settings, files: [app.properties, redis.conf=conf/r.conf], envs: [.env] }]')}#- base/app.properties
# peers
peers: web-0.nginx:80
host = web-7.nginx:80
#- base/conf/r.conf
replicaof web-0.ngnix 6379
#- base/.env
  PEER=web-8.nginx:80
`),
    ).toEqual([
      'base/.env:1:8 dns-unknown-pod',
      'base/app.properties:3:8 dns-unknown-pod',
      'base/conf/r.conf:1:17 dns-unknown-service',
    ]);
  });
  test('tell which keys there are', () => {
    const env = '#- base/.env\n# WORKER=4\nWORKERS=4\n\nFROM_OUTSIDE\n';
    for (const [kind, rule] of [
      ['configMap', 'config-map-key-not-found'],
      ['secret', 'secret-key-not-found'],
    ] as const) {
      const generator = `${kind}Generator: [{ name: settings, envs: [.env] }]`;
      expect(places(generated(generator, from('WORKERS', kind)) + env)).toEqual([]);
      expect(places(generated(generator, from('FROM_OUTSIDE', kind)) + env)).toEqual([]);
      expect(places(generated(generator, from('WORKER', kind)) + env)).toEqual([
        expect.stringMatching(`^base/web.yaml:\\d+:\\d+ ${rule}$`),
      ]);
    }
  });
  test('say nothing where they are not there', () => {
    for (const behavior of ['create', 'merge', 'replace'])
      expect(
        places(`${generated('configMapGenerator: [{ name: settings, envs: [.env], files: [app.conf] }]', from('WORKER'))}#- prod/kustomization.yaml
resources: [../base]
configMapGenerator: [{ name: settings, behavior: ${behavior}, literals: [OTHER=1], envs: [other.env] }]
`),
      ).toEqual([]);
    expect(
      places(`${generated('configMapGenerator: [{ name: settings, envs: [.env] }]', from('WORKER'))}#- prod/kustomization.yaml
resources: [../base]
configMapGenerator: [{ name: settings, behavior: merge, literals: [OTHER=1] }]
`),
    ).toEqual([]);
  });
  test('are text even where they look like manifests, and silenced by a comment in them', () => {
    expect(
      found(`${generated('configMapGenerator: [{ name: settings, files: [init.sh] }]')}#- base/init.sh
kind: StatefulSet
# ordinal-disable-next-line dns-unknown-pod
ping web-7.nginx:80
`),
    ).toEqual([]);
  });
  test('a literal is told at its own part', () => {
    expect(
      places(generated('configMapGenerator:\n  - name: settings\n    literals: ["URL=http://web-7.nginx:80"]')),
    ).toEqual(['base/kustomization.yaml:4:28 dns-unknown-pod']);
  });
  test('nothing is added to an object that nobody wrote', () => {
    const workspace = workspaceOf(
      filesIn(generated('configMapGenerator: [{ name: settings, literals: [A=1] }]', from('WORKERS'))),
    );
    const [finding] = check(workspace, rules).filter(({ rule }) => rule === 'config-map-key-not-found');
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Use key "A"']);
  });
});

test('objects of other overlays are not seen', () => {
  expect(
    found(`${base}#- dev/kustomization.yaml
resources: [../base]
#- prod/kustomization.yaml
resources: [../base]
patches:
  - patch: |-
      $patch: delete
      apiVersion: v1
      kind: Service
      metadata: { name: nginx }
  - patch: |-
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: web }
      spec: { serviceName: db }
#- prod/README.yaml
nothing: here
`),
  ).toEqual([]);
});

describe('what a fix creates', () => {
  /** The files after a fix, and what is found in them. */
  function created(fixture: string, title: string, settings: Partial<Settings> = {}) {
    const files = filesIn(fixture);
    const workspace = workspaceOf(files, settings);
    const fixes = check(workspace, rules).flatMap((finding) => finding.fixes);
    const fix = fixes.find((each) => each.title === title);
    expect(fix?.title, fixes.map((each) => each.title).join('\n')).toBe(title);
    const after = fix ? applyFix(files, workspace, fix) : files;
    const left = check(workspaceOf(after, settings), rules).map(({ rule }) => rule);
    return { after, left, titles: fixes.map((each) => each.title) };
  }
  const lonely = base.replace('[web.yaml, service.yaml]', '[web.yaml]');
  const labels = `#- prod/kustomization.yaml
resources: [../base]
namePrefix: prod-
namespace: shop
commonLabels: { team: red }
`;

  test('is listed in the kustomization, and says what is written there and no more', () => {
    const { after, left } = created(`${lonely}${labels}`, 'Create headless Service "nginx" in nginx-service.yaml');
    expect(after.get('base/kustomization.yaml')).toBe('resources: [web.yaml, nginx-service.yaml]');
    expect(after.get('base/nginx-service.yaml')).toBe(`apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - name: http
      port: 80
`);
    expect(left.filter((rule) => rule.startsWith('service-'))).toEqual([]);
  });
  test('is a budget with the name that is written', () => {
    const { after, left } = created(`${base}${labels}`, 'Create PodDisruptionBudget "web" in web-pdb.yaml', {
      rules: { 'pdb-missing': 'information' },
    });
    expect(after.get('base/web-pdb.yaml')).toBe(`apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
`);
    expect(left).not.toContain('pdb-missing');
  });
  test('is a Service for clients with the name and the labels that are written', () => {
    const { after, left } = created(
      `${base.replace('clusterIP: None', 'clusterIP: None\n  publishNotReadyAddresses: true').replace('service.yaml]', 'service.yaml, ingress.yaml]')}#- base/ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: nginx, port: { number: 80 } } } }
${labels}`,
      'Create Service "nginx-client" for clients, and send them there',
    );
    expect(after.get('base/service.yaml')).toContain(`
---
apiVersion: v1
kind: Service
metadata:
  name: nginx-client
spec:
  selector:
    app: nginx
  ports:
`);
    expect(after.get('base/ingress.yaml')).toContain('service: { name: nginx-client,');
    expect(left.filter((rule) => /not-ready|service/.test(rule))).toEqual([]);
  });
  test('is a set and its Service, named as the Deployment is written', () => {
    const { after, left } = created(
      `#- base/kustomization.yaml
resources: [web.yaml]
#- base/web.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports: [{ name: http, containerPort: 80 }]
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
${labels}`,
      'Remove the shared claim: make "web" a StatefulSet with claim template "data", which starts empty, and headless Service "web"',
    );
    const text = after.get('base/web.yaml') ?? '';
    expect(text).toContain('  serviceName: web\n');
    expect(text).toContain(`
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector:
    app: web
  ports:
`);
    expect(left.filter((rule) => /^(?:service|selector|deployment)-/.test(rule))).toEqual([]);
  });
  test('is never put into a patch', () => {
    const { after, left, titles } = created(
      `${base}#- prod/kustomization.yaml
resources:
  - ../base
patches: [{ path: patches/web.yaml }]
#- prod/patches/web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec: { serviceName: robots }
`,
      'Create headless Service "robots" in robots-service.yaml',
    );
    expect(titles).not.toContain('Create headless Service "robots" in this file');
    expect(after.get('prod/kustomization.yaml')).toContain('  - ../base\n  - patches/robots-service.yaml\n');
    expect(left).not.toContain('service-not-found');
  });
});
