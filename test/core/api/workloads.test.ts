/** What is refused in workloads beside the Pods they make: selectors, strategies, Jobs and their schedules. */
import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../server/src/core/api/answer.ts';
import { wrongSchedule } from '../../../server/src/core/api/validate/cron-schedule.ts';
import { readManifest, resourcesOf } from '../../../server/src/core/manifest.ts';
import apiInvalid from '../../../server/src/core/rules/api-invalid.ts';
import apiRequired from '../../../server/src/core/rules/api-required.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import { checkFindings, checkFix } from '../../harness.ts';

const general = rules.filter(({ id }) => id.startsWith('api-'));

/** The field errors that the server of a version would answer, in its words. */
function errorsOf(text: string, version: KubernetesVersion = '1.37'): readonly string[] {
  const [document] = readManifest('file:///workload.yaml', text).documents;
  const resource = document && resourcesOf(document)[0];
  if (!resource) throw new Error('no object');
  const refusals = answerTo(resource, version).flatMap(({ answers }) => answers);
  return [...new Set(refusals.map(({ type, path }) => `${type} ${path}`))];
}

const template =
  'template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: nginx, image: nginx }] } }';
const workload = (kind: string, spec: string, selector = '{ matchLabels: { app: web } }') => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: web }
spec:
  selector: ${selector}
  ${template}
  ${spec}
`;

describe('a selector', () => {
  test('that misses a label of the template is told at the label, and either is put right', () => {
    const before = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web, tier: front } }
  template:
    metadata:
      labels:
        app: wbe
        tier: front
    spec: { containers: [{ name: nginx, image: nginx }] }
`;
    checkFindings(
      general,
      before.replace(
        'app: wbe\n',
        'app: wbe\n#            ^^^ error: The selector asks for app=web, but the template has app=wbe: the workload would not know its own Pods.\n',
      ),
    );
    checkFix(apiInvalid, before, before.replace('wbe', 'web'));
    const missing = before.replace('        tier: front\n', '').replace('wbe', 'web');
    checkFix(apiInvalid, missing, before.replace('wbe', 'web'));
  });

  test('with a fault of its own chooses nothing that could be told', () => {
    const faulty = '{ matchExpressions: [{ key: app, operator: in, values: [web] }] }';
    const errors = ['Invalid value spec.selector.matchExpressions[0].operator', 'Invalid value spec.selector'];
    expect(errorsOf(workload('Deployment', '', faulty))).toEqual(errors);
    expect(errorsOf(workload('StatefulSet', '', faulty))).toEqual(errors);
    // A DaemonSet looks at its template all the same.
    expect(errorsOf(workload('DaemonSet', '', faulty))).toEqual(errors.slice(0, 1));
  });

  test('that is missing is made of what lasts among the labels of the template', () => {
    const before = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web, version: "3" } }
    spec: { containers: [{ name: nginx, image: nginx }] }
`;
    checkFix(apiRequired, before, `${before}  selector:\n    matchLabels:\n      app: web\n`);
  });

  test('that is missing is required, but of a DaemonSet', () => {
    const mismatch = 'Invalid value spec.template.metadata.labels';
    for (const kind of ['StatefulSet', 'Deployment'])
      expect(errorsOf(workload(kind, '', 'null'))).toEqual(['Required value spec.selector', mismatch]);
    expect(errorsOf(workload('DaemonSet', '', 'null'))).toEqual([mismatch]);
  });
});

describe('a StatefulSet', () => {
  test('counts a volume for each claim template before those of the Pod', () => {
    const text = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      volumes:
        - { name: data, configMap: {} }
        - { name: Conf, emptyDir: {} }
      containers: [{ name: nginx, image: nginx, volumeMounts: [{ name: data, mountPath: /data }, { name: Conf, mountPath: /conf }] }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
    expect(errorsOf(text)).toEqual([
      'Invalid value spec.template.spec.volumes[1].name',
      'Not found spec.template.spec.containers[0].volumeMounts[1].name',
    ]);
    const told = (since: string) =>
      text.replace(
        'emptyDir: {} }\n',
        `emptyDir: {} }\n#                 ^^^^ error: "Conf" is no DNS label: lower case letters, digits and "-", with a letter or digit at both ends. ${since}.\n`,
      );
    checkFindings(apiInvalid, told('Refused since Kubernetes 1.34'), { kubernetes: '1.37' });
    checkFindings(apiInvalid, told('Refused since Kubernetes 1.34'), { kubernetes: '1.36' });
    const both = 'Refused since Kubernetes 1.34; 1.33 takes it and never creates a Pod';
    checkFindings(apiInvalid, told(both), { kubernetes: '1.35' });
  });

  test('is taken by versions before 1.34 whatever its Pods will be, which says so', () => {
    const text = workload('StatefulSet', '').replace('image: nginx', 'image: nginx, imagePullPolicy: always');
    expect(errorsOf(text, '1.33')).toEqual([]);
    checkFindings(
      general,
      text.replace(
        / {2}template.*\n/,
        (line) =>
          `${line}#${' '.repeat(line.indexOf('always') - 1)}^^^^^^ error: "always" is not allowed here: it must be "Always", "IfNotPresent" or "Never". No Pod can be made of it, and Kubernetes 1.34 refuses it.\n`,
      ),
      { kubernetes: '1.33' },
    );
  });

  test('gives its Pods hostname and subdomain, whatever the template says', () => {
    expect(
      errorsOf(workload('StatefulSet', '').replace('spec: { containers', 'spec: { hostname: No Host, containers')),
    ).toEqual([]);
  });

  test('knows maxUnavailable since 1.37', () => {
    const text = workload('StatefulSet', 'updateStrategy: { rollingUpdate: { maxUnavailable: 0% } }');
    expect(errorsOf(text)).toEqual(['Invalid value spec.updateStrategy.rollingUpdate.maxUnavailable']);
    expect(errorsOf(text, '1.36')).toEqual([]);
  });

  test('always starts its Pods again, and gives them no deadline', () => {
    const text = workload('StatefulSet', '').replace(
      'spec: { containers',
      'spec: { restartPolicy: Never, activeDeadlineSeconds: 5, containers',
    );
    expect(errorsOf(text, '1.31')).toEqual([
      'Unsupported value spec.template.spec.restartPolicy',
      'Forbidden spec.template.spec.activeDeadlineSeconds',
    ]);
  });
});

describe('replacing Pods', () => {
  const deployment = (rolling: string) =>
    errorsOf(workload('Deployment', `strategy: { rollingUpdate: ${rolling} }`)).map((each) => each.split('.').at(-1));
  const daemonSet = (rolling: string) =>
    errorsOf(workload('DaemonSet', `updateStrategy: { rollingUpdate: ${rolling} }`)).map((each) =>
      each.split('.').at(-1),
    );

  test('a Deployment needs room for one Pod more or less', () => {
    expect(deployment('{ maxSurge: 0, maxUnavailable: 0% }')).toEqual(['maxUnavailable']);
    expect(deployment('{ maxSurge: 0 }')).toEqual([]);
    expect(deployment('{ maxSurge: 200% }')).toEqual([]);
    expect(deployment('{ maxUnavailable: 101% }')).toEqual(['maxUnavailable']);
    expect(deployment('{ maxSurge: "25" }')).toEqual(['maxSurge']);
  });

  test('a DaemonSet has either', () => {
    expect(daemonSet('{ maxSurge: 1 }')).toEqual(['maxSurge']);
    expect(daemonSet('{ maxSurge: 1, maxUnavailable: 0 }')).toEqual([]);
    expect(daemonSet('{ maxUnavailable: 0 }')).toEqual(['maxUnavailable']);
  });

  test('a Deployment waits longer for progress than for one Pod', () => {
    expect(errorsOf(workload('Deployment', 'minReadySeconds: 600'))).toEqual([
      'Invalid value spec.progressDeadlineSeconds',
    ]);
  });
});

describe('a Job', () => {
  const job = (spec: string, labels = '') => `
apiVersion: batch/v1
kind: Job
metadata: { name: load }
spec:
  ${spec}
  template: { ${labels}spec: { restartPolicy: Never, containers: [{ name: load, image: busybox }] } }
`;
  test('ends some time: its restartPolicy is put there', () => {
    const before = `
apiVersion: batch/v1
kind: Job
metadata: { name: load }
spec:
  template:
    spec:
      containers: [{ name: load, image: busybox }]
`;
    checkFindings(
      general,
      before.replace(
        '    spec:\n',
        '    spec:\n#   ^^^^ error: The Pods of a Job end some time: restartPolicy must be "OnFailure" or "Never".\n',
      ),
    );
    checkFix(apiRequired, before, `${before}      restartPolicy: Never\n`);
  });

  test('has the selector that the server gives it', () => {
    expect(errorsOf(job('selector: { matchLabels: { app: load } }'))).toEqual([
      'Invalid value spec.selector',
      'Invalid value spec.template.metadata.labels',
    ]);
    expect(errorsOf(job('selector: { matchLabels: { app: load } }', 'metadata: { labels: { app: load } }, '))).toEqual([
      'Invalid value spec.selector',
    ]);
    const own = 'manualSelector: true\n  selector: { matchLabels: { app: load } }';
    expect(errorsOf(job(own, 'metadata: { labels: { app: load } }, '))).toEqual([]);
    expect(errorsOf(job('', 'metadata: { labels: { job-name: load } }, '))).toEqual([]);
    expect(errorsOf(job('', 'metadata: { labels: { job-name: other } }, '))).toContain(
      'Invalid value spec.template.metadata.labels[job-name]',
    );
  });

  test('has indexes, or nothing that goes by them', () => {
    expect(errorsOf(job('completionMode: Indexed\n  parallelism: 2'))).toEqual(['Required value spec.completions']);
    expect(errorsOf(job('completionMode: Indexed'))).toEqual([]);
    expect(errorsOf(job('backoffLimitPerIndex: 1'))).toEqual(['Invalid value spec.backoffLimitPerIndex']);
    const rules = (rule: string) =>
      errorsOf(job(`completionMode: Indexed\n  completions: 5\n  successPolicy: { rules: [${rule}] }`));
    expect(rules('{ succeededIndexes: "0-2,4", succeededCount: 4 }')).toEqual([]);
    expect(rules('{ succeededIndexes: "0-2,2", succeededCount: 1 }')).toEqual([
      'Invalid value spec.successPolicy.rules[0].succeededIndexes',
      'Invalid value spec.successPolicy.rules[0].succeededCount',
    ]);
    expect(rules('{ succeededIndexes: "3-5" }')).toEqual([
      'Invalid value spec.successPolicy.rules[0].succeededIndexes',
    ]);
    expect(rules('{ succeededCount: 6 }')).toEqual(['Invalid value spec.successPolicy.rules[0].succeededCount']);
  });

  test('says what failures mean by codes or conditions', () => {
    const failures = (rule: string) =>
      errorsOf(job(`podFailurePolicy: { rules: [${rule}] }`)).map((each) => each.replace('spec.podFailurePolicy.', ''));
    expect(failures('{ action: Ignore, onPodConditions: [{ type: DisruptionTarget }] }')).toEqual([]);
    expect(
      failures('{ action: FailIndex, onExitCodes: { operator: In, values: [0, 3, 3, 2], containerName: other } }'),
    ).toEqual([
      'Invalid value rules[0].action',
      'Invalid value rules[0].onExitCodes.containerName',
      'Invalid value rules[0].onExitCodes.values[0]',
      'Duplicate value rules[0].onExitCodes.values[2]',
      'Invalid value rules[0].onExitCodes.values',
    ]);
  });

  test('has a name that its Pods can have for a label', () => {
    expect(errorsOf(job('suspend: true').replace('name: load', `name: ${'load.'.repeat(13)}all`))).toEqual([
      'Invalid value spec.template.labels',
    ]);
  });

  test('takes the labels of its template when it has none, and their faults with them', () => {
    expect(errorsOf(job('', 'metadata: { labels: { app: No Label } }, '))).toEqual([
      'Invalid value spec.template.labels',
      'Invalid value metadata.labels',
    ]);
  });
});

describe('a CronJob', () => {
  const cronJob = (spec: string, name = 'backup') => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: ${name} }
spec:
  ${spec}
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: load, image: busybox }] } } } }
`;
  test('has a schedule, a zone and a name that leaves room for that of its Jobs', () => {
    expect(errorsOf(cronJob('schedule: "*/5 * * * *"\n  timeZone: Europe/Vienna'))).toEqual([]);
    expect(errorsOf(cronJob('suspend: true'))).toEqual(['Required value spec.schedule']);
    expect(errorsOf(cronJob('schedule: "@daily"\n  timeZone: Mars/Olympus'))).toEqual(['Invalid value spec.timeZone']);
    expect(errorsOf(cronJob('schedule: "TZ=Etc/UTC @daily"'))).toEqual(['Invalid value spec.schedule']);
    expect(errorsOf(cronJob('schedule: "@daily"', 'b'.repeat(53)))).toEqual(['Invalid value metadata.name']);
  });

  test.each([
    ['*/15 0-6,22 1,15 jan-mar mon-fri', undefined],
    ['0 0 * * 0', undefined],
    ['? ? * * ?', undefined],
    ['@every 1h30m', undefined],
    ['0 0 * * 7', 'has no day of the week that can be read in "7"'],
    ['60 * * * *', 'has no minute that can be read in "60"'],
    ['5-1 * * * *', 'has no minute that can be read in "5-1"'],
    ['*/0 * * * *', 'has no minute that can be read in "*/0"'],
    ['0 0 31 foo *', 'has no month that can be read in "foo"'],
    ['0 0 * *', 'has 4 fields: minute, hour, day of the month, month, day of the week'],
    ['0 0 0 * * *', 'has 6 fields: minute, hour, day of the month, month, day of the week'],
  ])('the schedule %s', (schedule, wrong) => {
    expect(wrongSchedule(schedule)).toBe(wrong);
  });

  test('makes its Jobs by the rules of Jobs', () => {
    const text = cronJob('schedule: "@daily"').replace(
      '{ spec: { template',
      '{ spec: { completionMode: Indexed, template',
    );
    expect(errorsOf(text)).toEqual(['Required value spec.jobTemplate.spec.completions']);
  });
});
