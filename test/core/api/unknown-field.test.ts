/** Fields that the API does not know: what is said, and where they are moved to. */
import { describe, test } from 'vitest';
import rule from '../../../server/src/core/rules/api-unknown-field.ts';
import { checkFindings, checkFix } from '../../harness.ts';

describe('misspelt', () => {
  test('the field that was meant, whatever the case of its letters', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterip: None
# ^^^^^^^^^ error: spec has no field "clusterip". Did you mean "clusterIP"?
  selectors:
# ^^^^^^^^^ error: spec has no field "selectors". Did you mean "selector"?
    app: nginx
`,
    );
  });

  test('a field that stands beside it already is not meant', () => {
    checkFindings(
      rule,
      `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  clusterip: None
# ^^^^^^^^^ error: spec has no field "clusterip".
`,
    );
  });

  test('renamed, with its value as it is written', () => {
    checkFix(
      rule,
      `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterip: 'None' # headless
`,
      `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: 'None' # headless
`,
    );
  });
});

describe('in the wrong place', () => {
  const before = `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    # what runs
    containers: # one
      - name: nginx
        image: nginx:1.29
        command:
          - sh
          - -c
          - |
            echo one
              echo two
    spec:
      restartPolicy: Always
`;

  test('one level too high: it goes into the object below, with its comments and block texts', () => {
    checkFix(
      rule,
      before,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      restartPolicy: Always
      # what runs
      containers: # one
        - name: nginx
          image: nginx:1.29
          command:
            - sh
            - -c
            - |
              echo one
                echo two
`,
    );
  });

  test('one level too deep, at the end: it only moves to the left', () => {
    checkFix(
      rule,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
      # its disks
      volumeClaimTemplates:
        - metadata:
            name: data
`,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
  # its disks
  volumeClaimTemplates:
    - metadata:
        name: data
`,
    );
  });

  test('one level too deep, in the middle: it goes behind the last of the object above', () => {
    checkFix(
      rule,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      serviceName: nginx
      containers:
        - name: nginx
          image: nginx:1.29
  replicas: 3
`,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
  replicas: 3
  serviceName: nginx
`,
    );
  });

  test('what flow style holds is told, not moved', () => {
    checkFindings(
      rule,
      `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec: { template: { spec: { serviceName: nginx, containers: [{ name: a, image: b }] } } }
#                           ^^^^^^^^^^^ error: spec.template.spec has no field "serviceName". It belongs under spec.
`,
    );
  });
});

test('a field of a later version says since when it is known', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostnameOverride: web
# ^^^^^^^^^^^^^^^^ error: spec has no field "hostnameOverride". Kubernetes 1.33 does not know it: it came with 1.34. Refused up to Kubernetes 1.33.
  containers:
    - name: nginx
      image: nginx:1.29
`,
    { kubernetes: '1.33' },
  );
});

test('directives of a strategic merge patch are no fields', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      $patch: replace
      containers: []
`,
  );
});

test('an excerpt may lack anything, but what it says must be known', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replica: 3
# ^^^^^^^ error: spec has no field "replica". Did you mean "replicas"?
`,
  );
});

describe('below a list', () => {
  const set = (containers: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
${containers}`;

  test('into its only item', () => {
    checkFix(
      rule,
      set(`      - name: nginx
        image: nginx:1.29
      # the site
      volumeMounts:
      - name: www
        mountPath: /www
      restartPolicy: Always
`),
      set(`      - name: nginx
        image: nginx:1.29
        # the site
        volumeMounts:
        - name: www
          mountPath: /www
      restartPolicy: Always
`),
    );
  });

  test('of several, nobody knows which', () => {
    checkFindings(
      rule,
      set(`        - name: nginx
          image: nginx:1.29
        - name: logs
          image: busybox:1.37
      volumeMounts: []
#     ^^^^^^^^^^^^ error: spec.template.spec has no field "volumeMounts". It belongs under an item of spec.template.spec.containers.
`),
    );
  });

  test('its item has it already', () => {
    checkFindings(
      rule,
      set(`        - name: nginx
          image: nginx:1.29
          volumeMounts: []
      volumeMounts: []
#     ^^^^^^^^^^^^ error: spec.template.spec has no field "volumeMounts".
`),
    );
  });
});

describe('a quantity that stands too far out', () => {
  const claim = (spec: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
${spec}`;

  test('goes under resources and requests', () => {
    checkFindings(
      rule,
      claim(`  storage: 1Gi
# ^^^^^^^ error: spec has no field "storage". It belongs under spec.resources.requests.
`),
    );
    const right = claim('  resources:\n    requests:\n      storage: 1Gi # enough\n');
    checkFix(rule, claim('  storage: 1Gi # enough\n'), right);
    checkFix(rule, claim('  requests:\n    storage: 1Gi\n'), right.replace(' # enough', ''));
  });

  test('goes to those that stand there', () => {
    checkFix(
      rule,
      claim('  storage: 1Gi\n  resources:\n    limits:\n      storage: 2Gi\n'),
      claim('  resources:\n    limits:\n      storage: 2Gi\n    requests:\n      storage: 1Gi\n'),
    );
  });
});

describe('a field that has another name in this kind', () => {
  const spec = (kind: string, fields: string) => `
apiVersion: apps/v1
kind: ${kind}
metadata:
  name: web
spec:
${fields}`;

  test('gets that name', () => {
    const rest = '    type: RollingUpdate\n';
    checkFindings(
      rule,
      spec(
        'StatefulSet',
        `  strategy:
# ^^^^^^^^ error: spec has no field "strategy". StatefulSets call it "updateStrategy".
${rest}`,
      ),
    );
    checkFix(rule, spec('StatefulSet', `  strategy:\n${rest}`), spec('StatefulSet', `  updateStrategy:\n${rest}`));
    checkFix(rule, spec('DaemonSet', `  strategy:\n${rest}`), spec('DaemonSet', `  updateStrategy:\n${rest}`));
    checkFix(rule, spec('Deployment', `  updateStrategy:\n${rest}`), spec('Deployment', `  strategy:\n${rest}`));
  });

  test('unless that stands there, too', () => {
    checkFindings(
      rule,
      spec(
        'StatefulSet',
        `  updateStrategy: {}
  strategy: {}
# ^^^^^^^^ error: spec has no field "strategy".
`,
      ),
    );
  });
});
