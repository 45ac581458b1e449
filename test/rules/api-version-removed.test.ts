import { describe, expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/api-version-removed.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

const safeties = (fixture: string) =>
  check(workspaceOf(filesIn(fixture)), [rule]).flatMap(({ fixes }) => fixes.map(({ title, safe }) => [title, safe]));

describe('a version that is gone', () => {
  test('is told with the one that took its place, and written when nothing else changes', () => {
    const was =
      'apiVersion: storage.k8s.io/v1beta1\nkind: StorageClass\nmetadata: { name: fast }\nprovisioner: csi.example.com\n';
    checkFindings(
      rule,
      `
#- class.yaml
apiVersion: storage.k8s.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^ error: storage.k8s.io/v1beta1 StorageClass was removed with Kubernetes 1.22: it is storage.k8s.io/v1 now.
kind: StorageClass
metadata: { name: fast }
provisioner: csi.example.com
`,
    );
    checkFix(rule, `\n#- class.yaml\n${was}`, `\n#- class.yaml\n${was.replace('v1beta1', 'v1')}`);
    expect(safeties(`\n#- class.yaml\n${was}`)).toEqual([['Write apiVersion: storage.k8s.io/v1', true]]);
  });
  test('wants more where fields were moved: those are related', () => {
    const fixture = `
#- ingress.yaml
apiVersion: extensions/v1beta1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - http:
        paths:
          - path: /
            backend: { serviceName: web, servicePort: 80 }
`;
    const [finding] = check(workspaceOf(filesIn(fixture)), [rule]);
    expect(finding?.message).toBe(
      'extensions/v1beta1 Ingress was removed with Kubernetes 1.22: it is networking.k8s.io/v1 now. More than the version has to change.',
    );
    expect(finding?.related.map(({ at }) => at.path)).toContain('spec.rules[0].http.paths[0].backend.serviceName');
    expect(safeties(fixture)).toEqual([
      ['Write apiVersion: networking.k8s.io/v1, and say the backends as it wants them', false],
    ]);
    checkFix(
      rule,
      fixture,
      `
#- ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
`,
    );
  });
  test('of backends in lines, by the names of their ports', () => {
    const ingress = (apiVersion: string, spec: string) =>
      `\n#- ingress.yaml\napiVersion: ${apiVersion}\nkind: Ingress\nmetadata: { name: web }\nspec:\n${spec}`;
    checkFix(
      rule,
      ingress('networking.k8s.io/v1beta1', '  backend:\n    serviceName: web # the old one\n    servicePort: http\n'),
      ingress(
        'networking.k8s.io/v1',
        '  defaultBackend:\n    service:\n      name: web\n      port:\n        name: http\n',
      ),
    );
  });
  test('of metrics, with their targets', () => {
    const autoscaler = (apiVersion: string, metrics: string) => `
#- hpa.yaml
apiVersion: ${apiVersion}
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web }
  metrics:
${metrics}`;
    checkFix(
      rule,
      autoscaler(
        'autoscaling/v2beta1',
        `    - type: Resource
      resource:
        name: cpu
        targetAverageUtilization: 80
    - type: Pods
      pods: { metricName: packets, targetAverageValue: 1k }
`,
      ),
      autoscaler(
        'autoscaling/v2',
        `    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 80
    - type: Pods
      pods:
        metric:
          name: packets
        target:
          type: AverageValue
          averageValue: 1k
`,
      ),
    );
  });
  test('of a set whose selector was the default, with that selector', () => {
    const set = (apiVersion: string, selector = '') => `
#- a.yaml
apiVersion: ${apiVersion}
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
${selector}  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "nginx:1.29" }] }
`;
    expect(safeties(set('apps/v1beta1'))).toEqual([
      ['Write apiVersion: apps/v1, and the selector that was the default', true],
    ]);
    const [finding] = check(workspaceOf(filesIn(set('apps/v1beta1'))), [rule]);
    expect(finding?.fixes[0]?.edits).toHaveLength(2);
  });
  test('of a budget whose empty selector came to mean all Pods is not written unasked', () => {
    expect(
      safeties(
        '\n#- a.yaml\napiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { selector: {} }\n',
      ),
    ).toEqual([['Write apiVersion: policy/v1', false]]);
  });
  test('is left alone where the kind itself went', () => {
    checkFindings(
      rule,
      `
#- a.yaml
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: { name: a }
`,
    );
  });
});

describe('what a server never had', () => {
  test.each([
    ['apps/v2', 'Deployment', 'There is no Deployment in apps/v2: it is apps/v1.'],
    ['v1', 'StatefulSet', 'There is no StatefulSet in v1: it is apps/v1.'],
    ['apps', 'Deployment', 'There is no Deployment in apps: it is apps/v1.'],
    ['V1', 'Service', 'There is no Service in V1: it is v1.'],
    ['app/v1', 'Deployment', 'There is no Deployment in app/v1: it is apps/v1.'],
    ['apps/v1', 'statefulset', 'There is no kind "statefulset" in apps/v1. It is spelt "StatefulSet".'],
    ['apps/v1', 'StatefullSet', 'There is no kind "StatefullSet" in apps/v1. It is spelt "StatefulSet".'],
    ['v1', 'Services', 'There is no kind "Services" in v1. It is spelt "Service".'],
    [
      'networking.k8s.io/v1',
      'Ingresses',
      'There is no kind "Ingresses" in networking.k8s.io/v1. It is spelt "Ingress".',
    ],
    ['v1', 'PVC', 'There is no kind "PVC" in v1. It is spelt "PersistentVolumeClaim".'],
    ['v1', 'Bee', 'There is no kind "Bee" in v1.'],
    [
      'apps/v1# note',
      'Deployment',
      '"apps/v1# note" is no apiVersion: a comment needs a blank before its "#". Did you mean "apps/v1"?',
    ],
  ])('%s %s', (apiVersion, kind, message) => {
    const fixture = `\n#- a.yaml\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`;
    expect(check(workspaceOf(filesIn(fixture)), [rule]).map((finding) => finding.message)).toEqual([message]);
  });
  test.each(['1.33', '1.34'] as const)('leaves young kinds alone, here in %s', (kubernetes) => {
    const fixture = '\n#- a.yaml\napiVersion: storage.k8s.io/v1\nkind: VolumeAttributesClass\nmetadata: { name: a }\n';
    expect(check(workspaceOf(filesIn(fixture), { kubernetes }), [rule])).toEqual([]);
  });
});

test.each([
  ['serving.knative.dev/v1', 'Service'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['resource.k8s.io/v1beta1', 'ResourceClaim'],
  ['scheduling.k8s.io/v1alpha1', 'Workload'],
  ['v1', 'List'],
  ['v1', 'Config'],
  ['skaffold/v4beta1', 'Config'],
  ['{{ .Values.api }}', 'Deployment'],
  ['v1beta1', 'Bee'],
])("%s %s is somebody else's, or behind a flag", (apiVersion, kind) => {
  checkFindings(rule, `\n#- a.yaml\napiVersion: "${apiVersion}"\nkind: ${kind}\nmetadata: { name: a }\n`);
});
