import { test } from 'vitest';
import rule from '../../server/src/core/rules/anti-affinity-missing.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('nothing is said until it is switched on', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('nothing keeps them apart', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
#           ^ hint: Nothing keeps the 3 Pods of "web" on different nodes: one node may hold several and take them along when it fails.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'anti-affinity-missing': 'hint' } },
  );
});

test('an anti-affinity', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } } }
`,
    { rules: { 'anti-affinity-missing': 'hint' } },
  );
});

test('a spread constraint', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway }] } }
`,
    { rules: { 'anti-affinity-missing': 'hint' } },
  );
});

test('an affinity that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], affinity: "\${AFFINITY}" } }
`,
    { rules: { 'anti-affinity-missing': 'hint' } },
  );
});

test('one Pod', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'anti-affinity-missing': 'hint' } },
  );
});

test('an affinity for nodes alone keeps no Pods apart', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
#           ^ hint: Nothing keeps the 3 Pods of "web" on different nodes: one node may hold several and take them along when it fails.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], affinity: { nodeAffinity: {} } } }
`,
    { rules: { 'anti-affinity-missing': 'hint' } },
  );
});

test('a preferred term is added', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], affinity: { nodeAffinity: {} } } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }], affinity: { nodeAffinity: {}, podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [ { weight: 100, podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: nginx } } } } ] } } } }
`,
    { title: 'Prefer a node of its own for each Pod', settings: { rules: { 'anti-affinity-missing': 'hint' } } },
  );
});
