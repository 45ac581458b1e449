import { test } from 'vitest';
import rule from '../../server/src/core/rules/grace-period-too-short.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('no grace at all', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 0
#                                    ^ warning: A Pod of "web" that is deleted is gone at once, while its containers may still run: its successor of the same name can start beside it.
      containers: [{ name: main, image: 'nginx:1.29' }]
`,
  );
});

test('less than none', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: -5
#                                    ^^ warning: A negative grace period counts as 1 second: the Pods of "web" are killed almost at once.
      containers: [{ name: main, image: 'nginx:1.29' }]
`,
  );
});

test('a database with ten seconds', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 10
#                                    ^^ information: postgres has 10 seconds to end before it is killed; a database may need more to write everything down.
      containers: [{ name: main, image: 'registry.example/team/postgres:17' }]
`,
  );
});

test('a database with one second', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 1
#                                    ^ information: mysql has 1 second to end before it is killed; a database may need more to write everything down.
      containers: [{ name: main, image: 'mysql:8' }]
`,
  );
});

test('ten seconds are enough for others', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 10
      containers: [{ name: main, image: 'nginx:1.29' }]
`,
  );
});

test('a database with half a minute', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 30
      containers: [{ name: main, image: 'postgres:17' }]
`,
  );
});

test('a database with what there is when nothing is written', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      restartPolicy: Always
      containers: [{ name: main, image: 'postgres:17' }]
`,
  );
});

test('seconds that are filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: \${SECONDS}
      containers: [{ name: main, image: 'postgres:17' }]
`,
  );
});

test('a database that only prepares the Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 10
      initContainers: [{ name: init, image: 'postgres:17' }]
      containers: [{ name: main, image: 'nginx:1.29' }]
`,
  );
});

test('half a minute takes its place, the comment kept', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 0 # quick
      containers: [{ name: main, image: 'nginx:1.29' }]
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 30 # quick
      containers: [{ name: main, image: 'nginx:1.29' }]
`,
  );
});
