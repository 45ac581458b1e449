import { describe, test } from 'vitest';
import rule from '../../server/src/core/rules/not-ready-addresses-unpublished.ts';
import { checkFindings, checkFix } from '../harness.ts';

const list = 'server.1=zk-0.zk:2888:3888 server.2=zk-1.zk:2888:3888';
const set = ({
  image = 'zookeeper:3.9',
  peers = list,
  policy = 'Parallel',
  replicas = '3',
  probe = 'readinessProbe: { exec: { command: [zkServer.sh, status] } }',
} = {}) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  replicas: ${replicas}
  podManagementPolicy: ${policy}
  selector: { matchLabels: { app: zk } }
  template:
    metadata: { labels: { app: zk } }
    spec:
      containers:
        - name: main
          image: ${image}
          env: [{ name: PEERS, value: "${peers}" }]
          ${probe}
`;

test('a list of peers, and all Pods start at once', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
#                 ^^ warning: The Pods of "zk" look for each other by name before they are Ready, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, no Pod ever becomes Ready.
spec: { clusterIP: None, selector: { app: zk } }
---${set()}`,
  );
});

test('one after the other, they are lost when all were down at once', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
#                 ^^ warning: The Pods of "zk" look for each other by name before they are Ready, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, none becomes Ready again after all of them were down at once.
spec: { clusterIP: None, selector: { app: zk } }
---${set({ policy: 'OrderedReady' })}`,
  );
});

test('false is marked where it is written', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk }, publishNotReadyAddresses: false }
#                                                                         ^^^^^ warning: The Pods of "zk" look for each other by name before they are Ready, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, no Pod ever becomes Ready.
---${set()}`,
  );
});

test('a known image without a list', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
#                 ^^ warning: The Pods of "zk" look for each other by name before they are Ready, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, no Pod ever becomes Ready.
spec: { clusterIP: None, selector: { app: zk } }
---${set({ peers: '' })}`,
  );
});

test('a known image without a list, one Pod after the other: only information', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
#                 ^^ information: The Pods of "zk" look for each other by name before they are Ready, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, none becomes Ready again after all of them were down at once.
spec: { clusterIP: None, selector: { app: zk } }
---${set({ peers: '', policy: 'OrderedReady' })}`,
  );
});

test('a list of an image that is not known: only information', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
#                 ^^ information: The Pods of "zk" know each other by name, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, no Pod ever becomes Ready.
spec: { clusterIP: None, selector: { app: zk } }
---${set({ image: 'example.com/ours:1' })}`,
  );
});

test('a list in the command line', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
#                 ^^ warning: The Pods of "zk" look for each other by name before they are Ready, but Service "zk" publishes only Ready Pods. If readiness waits for the peers, no Pod ever becomes Ready.
spec: { clusterIP: None, selector: { app: zk } }
---${set({ image: 'cockroachdb/cockroach:v25.3.1', peers: '' }).replace('env:', 'command: [sh, -c, "start --join=zk-0.zk,zk-1.zk,zk-2.zk"]\n          env:')}`,
  );
});

test('a Service that publishes them is right', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk }, publishNotReadyAddresses: true }
---${set()}`,
  );
});

test('the annotation has a rule of its own', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk, annotations: { service.alpha.kubernetes.io/tolerate-unready-endpoints: "true" } }
spec: { clusterIP: None, selector: { app: zk } }
---${set()}`,
  );
});

test('a single Pod has no peers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk } }
---${set({ replicas: '1' })}`,
  );
});

test('without a probe, a Pod is Ready as soon as it runs', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk } }
---${set({ probe: 'workingDir: /' })}`,
  );
});

test('ZooKeeper answers ruok before it has peers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk } }
---${set({ probe: 'readinessProbe: { exec: { command: [sh, -c, "echo ruok | nc localhost 2181 | grep imok"] } }' })}`,
  );
});

test('a single seed finds itself', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk } }
---${set({ image: 'cassandra:5', peers: 'zk-0.zk.default.svc.cluster.local' })}`,
  );
});

test('peers may be found through another Service that publishes them', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk } }
---
apiVersion: v1
kind: Service
metadata: { name: discovery }
spec: { clusterIP: None, selector: { app: zk }, publishNotReadyAddresses: true }
---${set({ peers: 'discovery' })}`,
  );
});

test('names of other sets or under other Services are no peers', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, selector: { app: zk } }
---${set({ image: 'example.com/ours:1', peers: 'my-zk-0.zk,my-zk-1.zk,zk-0.zk-other,zk-1.zk-other,kafka-0.zk,kafka-1.zk' })}`,
  );
});

test('a Service that is not headless promises no names anyway', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { selector: { app: zk } }
---${set()}`,
  );
});

test('the field is added behind clusterIP', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec:
  clusterIP: None # headless
  selector:
    app: zk # all
---${set()}`,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec:
  clusterIP: None # headless
  publishNotReadyAddresses: true
  selector:
    app: zk # all
---${set()}`,
  );
});

test('false becomes true', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, publishNotReadyAddresses: false, selector: { app: zk } } # why?
---${set()}`,
    `
apiVersion: v1
kind: Service
metadata: { name: zk }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: zk } } # why?
---${set()}`,
  );
});

describe('a slip in the name of the Service changes nothing:', () => {
  const service = (more = '', mark = '') => `
apiVersion: v1
kind: Service
metadata: { name: cassandra }
${mark}spec: { clusterIP: None, selector: { app: zk } }
${more}---`;
  const cassandra = (peers: string, probe?: string) =>
    set({ image: 'cassandra:5', peers, ...(probe ? { probe } : {}) }).replace(
      'serviceName: zk',
      'serviceName: cassandra',
    );
  const mark =
    '#                 ^^^^^^^^^ warning: The Pods of "zk" look for each other by name before they are Ready, but Service "cassandra" publishes only Ready Pods. If readiness waits for the peers, no Pod ever becomes Ready.\n';

  test('a single seed', () => {
    checkFindings(rule, service() + cassandra('zk-0.cassandra.default.svc'));
    checkFindings(rule, service() + cassandra('zk-0.casandra.default.svc'));
  });
  test('a list', () => {
    checkFindings(rule, service('', mark) + cassandra('zk-0.cassandra,zk-1.cassandra'));
    checkFindings(rule, service('', mark) + cassandra('zk-0.casandra,zk-1.casandra'));
  });
  test('but a name that another Service has is no slip', () => {
    const other = `---
apiVersion: v1
kind: Service
metadata: { name: casandra }
spec: { clusterIP: None, selector: { app: zk }, publishNotReadyAddresses: true }
`;
    checkFindings(rule, service(other) + cassandra('zk-0.casandra,zk-1.casandra'));
  });
});
