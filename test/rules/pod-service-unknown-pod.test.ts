import { test } from 'vitest';
import rule from '../../server/src/core/rules/pod-service-unknown-pod.ts';
import { checkFindings, checkFix } from '../harness.ts';

const set = (spec = 'replicas: 3', name = 'kafka') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name} }
spec:
  ${spec}
  selector: { matchLabels: { app: kafka } }
  template: { metadata: { labels: { app: kafka } }, spec: { containers: [{ name: kafka }] } }
`;

test('one Pod too far', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-3 } }
#                                                       ^^^^^^^ warning: Pod "kafka-3" does not exist: "kafka" has the Pods "kafka-0" to "kafka-2", so Service "outside" reaches nobody.
---${set()}`,
  );
});

test('below the first ordinal', () => {
  checkFindings(
    rule,
    `
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-0 } }
#                                                       ^^^^^^^ warning: Pod "kafka-0" does not exist: "kafka" has one Pod, "kafka-1", so Service "outside" reaches nobody.
#- set.yaml${set('ordinals: { start: 1 }')}`,
  );
});

test('a set without Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-0 } }
#                                                       ^^^^^^^ warning: Pod "kafka-0" does not exist: "kafka" has no Pods, so Service "outside" reaches nobody.
---${set('replicas: 0')}`,
  );
});

test('a name without an ordinal', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka } }
#                                                       ^^^^^ error: "kafka" is no name of a StatefulSet's Pod: those end in an ordinal, as "kafka-0", so Service "outside" reaches nobody.
---${set()}`,
  );
});

test('an ordinal as nobody writes it', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-00 } }
#                                                       ^^^^^^^^ error: "kafka-00" is no name of a StatefulSet's Pod: those end in an ordinal, -0, -1 and so on, so Service "outside" reaches nobody.
---${set()}`,
  );
});

test("a slip in the set's name", () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafak-1 } }
#                                                       ^^^^^^^ warning: No StatefulSet "kafak" makes a Pod "kafak-1"; "kafka" has the Pods "kafka-0" to "kafka-2", so Service "outside" reaches nobody.
---${set()}`,
  );
});

test('another name, with the labels of this set', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { app: kafka, statefulset.kubernetes.io/pod-name: broker-1 } }
#                                                                   ^^^^^^^^ warning: No StatefulSet "broker" makes a Pod "broker-1"; "kafka" has the Pods "kafka-0" to "kafka-2", so Service "outside" reaches nobody.
---${set()}`,
  );
});

test('the Pods that are made are right', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: first }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-5 } }
---
apiVersion: v1
kind: Service
metadata: { name: last }
spec: { selector: { app: kafka, statefulset.kubernetes.io/pod-name: kafka-7 } }
---${set('replicas: 3\n  ordinals: { start: 5 }')}`,
  );
});

test('a set that is nowhere to be seen may be elsewhere', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: zookeeper-7 } }
---${set()}`,
  );
});

test('a set of that name in another namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside, namespace: shop }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-7 } }
---${set().replace('name: kafka', 'name: kafka, namespace: test')}`,
  );
});

test('two sets of that name: one of them makes it', () => {
  checkFindings(
    rule,
    `
#- dev/service.yaml
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-3 } }
#- dev/set.yaml${set()}
#- prod/set.yaml${set('replicas: 5')}`,
  );
});

test('an autoscaler decides how many there are', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-3 } }
---${set()}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: kafka }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: kafka }, minReplicas: 1, maxReplicas: 9 }
`,
  );
});

test('a count or a name that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-3 } }
---
apiVersion: v1
kind: Service
metadata: { name: b }
spec: { selector: { statefulset.kubernetes.io/pod-name: "\${NAME}" } }
---${set('replicas: "@COUNT@"')}`,
  );
});

test('somebody gave Pods this label by hand', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka } }
---
apiVersion: v1
kind: Pod
metadata: { name: kafka, labels: { statefulset.kubernetes.io/pod-name: kafka } }
spec: { containers: [{ name: kafka }] }
`,
  );
});

test('the last Pod is selected', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec:
  selector:
    statefulset.kubernetes.io/pod-name: "kafka-3" # the third
---${set()}`,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec:
  selector:
    statefulset.kubernetes.io/pod-name: "kafka-2" # the third
---${set()}`,
    { title: 'Select Pod "kafka-2"' },
  );
});

test('one Pod more is made', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-3 } }
---${set('replicas: 3 # brokers')}`,
    `
apiVersion: v1
kind: Service
metadata: { name: outside }
spec: { selector: { statefulset.kubernetes.io/pod-name: kafka-3 } }
---${set('replicas: 4 # brokers')}`,
    { title: 'Set replicas: 4 of StatefulSet "kafka"' },
  );
});
