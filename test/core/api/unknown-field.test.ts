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
