/** Services, Ingresses, NetworkPolicies, budgets, autoscalers, ConfigMaps and Secrets: what recorded answers do not show well. */
import { describe, expect, test } from 'vitest';
import { answerTo } from '../../../server/src/core/api/answer.ts';
import { check } from '../../../server/src/core/check.ts';
import { readManifest, resourcesOf } from '../../../server/src/core/manifest.ts';
import invalid from '../../../server/src/core/rules/api-invalid.ts';
import required from '../../../server/src/core/rules/api-required.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../../harness.ts';

const refusals = (text: string, kubernetes: KubernetesVersion = '1.37') =>
  readManifest('a.yaml', text)
    .documents.flatMap((document) => resourcesOf(document))
    .flatMap((resource) => answerTo(resource, kubernetes));
/** As the server says it. */
const answers = (text: string, kubernetes?: KubernetesVersion) => [
  ...new Set(refusals(text, kubernetes).flatMap((each) => each.answers.map(({ type, path }) => `${type} ${path}`))),
];
/** One after the other, each once. */
const messages = (text: string, kubernetes?: KubernetesVersion) =>
  refusals(text, kubernetes).map(({ error }) => error.message);

const service = (spec: string, name = 'web') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: web }, ${spec} }\n`;

describe('a Service', () => {
  test('of which the address is wrong is not looked at any further, but people are', () => {
    const text = service('clusterIP: none, ports: [{ port: 0 }]');
    expect(answers(text)).toEqual(['Invalid value spec.clusterIPs[0]']);
    expect(messages(text)).toEqual([
      '"none" is no address. A headless Service says "None", spelt exactly so.',
      '0 is out of range: a whole number from 1 to 65535 is allowed.',
    ]);
  });
  test('whose name is refused gets another together with the set that it governs', () => {
    const set = (serviceName: string) =>
      `#- set.yaml\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\nspec: { serviceName: ${serviceName} }\n`;
    const both = (name: string) => `#- service.yaml\n${service('clusterIP: None', name)}${set(name)}`;
    const title = 'Rename the Service to "nginx-svc", also in serviceName';
    checkFix(invalid, both('Nginx_svc'), both('nginx-svc'), { title });
    // From the other side: the set's is the first finding where the Service is in a file behind it.
    const turned = (name: string) => `${set(name)}#- web.yaml\n${service('clusterIP: None', name)}`;
    checkFix(invalid, turned('Nginx_svc'), turned('nginx-svc'), { title });
    const alone = (name: string) => service('clusterIP: None', name);
    checkFix(invalid, alone('Web'), alone('web'), { title: 'Rename the Service to "web"' });
  });
  test('whose name cannot be guessed, or would be that of another, gets none', () => {
    const fixes = (files: string) =>
      check(workspaceOf(filesIn(files)), [invalid]).flatMap((finding) => finding.fixes.map(({ title }) => title));
    expect(fixes(service('clusterIP: None', '"123"'))).toEqual([]);
    expect(fixes(`${service('clusterIP: None', 'Web')}---\n${service('clusterIP: None')}`)).toEqual([]);
  });
  test('is told of the address where it was written', () => {
    checkFix(
      invalid,
      service('clusterIP: none, ports: [{ port: 80 }]'),
      service('clusterIP: None, ports: [{ port: 80 }]'),
      {
        title: 'Write "None"',
      },
    );
  });
  test('may be called by a digit since 1.36', () => {
    const text = service('ports: [{ port: 80 }]', '"0web"');
    expect(answers(text, '1.35')).toEqual(['Invalid value metadata.name']);
    expect(answers(text, '1.36')).toEqual([]);
  });
  test('with a wrong port has a wrong target port, too, which is the same mistake', () => {
    const text = service('ports: [{ port: 70000 }]');
    expect(answers(text)).toEqual(['Invalid value spec.ports[0].port', 'Invalid value spec.ports[0].targetPort']);
    expect(messages(text)).toHaveLength(1);
  });
  test('with two families wants a policy for two, unless it is headless and chooses no Pods', () => {
    const families = 'ipFamilies: [IPv4, IPv6], ports: [{ port: 80 }]';
    expect(answers(service(families))).toEqual(['Invalid value spec.ipFamilyPolicy']);
    expect(
      answers(`apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None, ${families} }\n`),
    ).toEqual([]);
  });
  test('of type ExternalName has no ports to be missed, and no addresses', () => {
    checkFindings(
      required,
      `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
#< error: A Service of type ExternalName needs the DNS name that it stands for.
  type: ExternalName
`,
    );
  });
});

describe('addresses', () => {
  const external = (ip: string, kubernetes?: KubernetesVersion) =>
    messages(service(`externalIPs: ["${ip}"], ports: [{ port: 80 }]`), kubernetes);
  test.each(['10.1.2.3', '2001:db8::1', '::fffe:0:0', '1:2:3:4:5:6:7:8', '1::'])('%s is one', (ip) => {
    expect(external(ip)).toEqual([]);
  });
  test.each([
    '10.1.2',
    '10.1.2.256',
    '10.1.2.3/8',
    '1:2:3',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    'g::',
    '10.1.2.3:80',
    'web',
  ])('%s is none', (ip) => {
    expect(external(ip)[0]).toMatch(/is no IP address/);
  });
  test.each([
    ['127.0.0.1', /loopback/],
    ['::1', /loopback/],
    ['0.0.0.0', /no address at all/],
    ['169.254.1.1', /link-local/],
    ['fe80::1', /link-local/],
    ['224.0.0.1', /multicast/],
    ['ff02::1', /multicast/],
  ])('%s is of no use outside', (ip, words) => {
    expect(external(ip)[0]).toMatch(words);
  });
  test('leading zeros and IPv4 in the dress of IPv6 are refused since 1.36', () => {
    for (const ip of ['010.1.2.3', '::ffff:10.1.2.3']) {
      expect(external(ip, '1.35')).toEqual([]);
      expect(external(ip, '1.36')).toHaveLength(1);
    }
  });
  test('a range starts at its first address since 1.36, which the fix computes', () => {
    const policy = (cidr: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec:\n  podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: ${cidr} } }] }]\n`;
    expect(answers(policy('10.1.2.3/12'), '1.35')).toEqual([]);
    checkFix(invalid, policy('10.17.2.3/12'), policy('10.16.0.0/12'));
    checkFix(invalid, policy('10.1.2.3'), policy('10.1.2.3/32'));
  });
  test.each([
    ['10.1.0.0/16', []],
    ['10.0.0.0/8', ['Invalid value spec.ingress[0].from[0].ipBlock.except[0]']],
    ['11.0.0.0/16', ['Invalid value spec.ingress[0].from[0].ipBlock.except[0]']],
    ['fd00::/16', ['Invalid value spec.ingress[0].from[0].ipBlock.except[0]']],
  ])('of 10.0.0.0/8, %s can be excepted or not', (except, expected) => {
    expect(
      answers(
        `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: ["${except}"] } }] }] }\n`,
      ),
    ).toEqual(expected);
  });
});

describe('others', () => {
  const budget = (spec: string) =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { ${spec} }\n`;
  test('a count in quotes loses them, a percentage its blank', () => {
    checkFix(invalid, budget('maxUnavailable: "1"'), budget('maxUnavailable: 1'));
    checkFix(invalid, budget('maxUnavailable: "25 %"'), budget('maxUnavailable: "25%"'));
  });
  const autoscaler = (spec: string) =>
    `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec:\n  maxReplicas: 3\n  scaleTargetRef: ${spec}\n`;
  test('what is scaled gets its group', () => {
    const [was, now] = ['v1', 'apps/v1'].map((group) =>
      autoscaler(`{ apiVersion: ${group}, kind: StatefulSet, name: web }`),
    );
    expect(answers(was ?? '', '1.33')).toEqual([]);
    checkFix(invalid, was ?? '', now ?? '');
  });
  test('autoscaling/v1 is called by what the server makes of it', () => {
    expect(
      answers(
        'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec: { maxReplicas: 3, targetCPUUtilizationPercentage: 0, scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web } }\n',
      ),
    ).toEqual(['Invalid value spec.metrics[0].resource.target.averageUtilization']);
  });
  const secret = (rest: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n${rest}\n`;
  test('a Secret of a type holds what the type needs, in either way', () => {
    expect(answers(secret('type: kubernetes.io/tls\nstringData: { tls.crt: a }'))).toEqual([
      'Required value data[tls.key]',
    ]);
    expect(answers(secret('type: kubernetes.io/tls\nstringData: { tls.crt: a }\ndata: { tls.key: "" }'))).toEqual([]);
    expect(answers(secret('type: kubernetes.io/dockerconfigjson\ndata: { .dockerconfigjson: e30= }'))).toEqual([]);
    expect(answers(secret('type: kubernetes.io/dockerconfigjson\nstringData: { .dockerconfigjson: "[]" }'))).toEqual([
      'Invalid value data[.dockerconfigjson]',
    ]);
    expect(messages(secret('type: kubernetes.io/basic-auth'))).toEqual([
      'A Secret of type kubernetes.io/basic-auth needs "username" or "password".',
    ]);
  });
  test('a ConfigMap holds 1 MiB', () => {
    const configMap = (bytes: number) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: ${'x'.repeat(bytes)} }\n`;
    expect(answers(configMap(2 ** 20))).toEqual([]);
    expect(answers(configMap(2 ** 20 + 1))).toEqual(['Too long ']);
  });
  test('of an Ingress, the path that is wrong is told, and what it leads to', () => {
    const ingress = (path: string, backend = 'service: { name: web, port: { number: 80 } }') =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a }\nspec: { rules: [{ http: { paths: [{ ${path}, backend: { ${backend} } }] } }] }\n`;
    expect(answers(ingress('path: /a/../b, pathType: Prefix'))).toEqual([
      'Invalid value spec.rules[0].http.paths[0].path',
    ]);
    expect(answers(ingress('path: /a/../b, pathType: ImplementationSpecific'))).toEqual([]);
    expect(answers(ingress('path: /', 'service: { name: web }'))).toEqual([
      'Required value spec.rules[0].http.paths[0].pathType',
    ]);
    expect(answers(ingress('path: /, pathType: Prefix', 'service: { name: web }'))).toEqual([
      'Required value spec.rules[0].http.paths[0].backend',
    ]);
  });
});
