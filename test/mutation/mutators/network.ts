/** Network identity: the governing Service, and other Services in front of the Pods. */
import {
  type Edit,
  insertKey,
  insertKeys,
  removeKey,
  renameKey,
  replaceScalar,
} from '../../../server/src/core/edit.ts';
import type { Service, StatefulSet } from '../../../server/src/core/manifest.ts';
import { labelsAsObject } from '../../../server/src/core/objects.ts';
import type { Field } from '../../../server/src/core/yaml.ts';
import type { Clean } from '../clean.ts';
import {
  added,
  all,
  cleared,
  clears,
  each,
  type Fault,
  key,
  type Mutators,
  maybe,
  mistyped,
  mistypedKey,
  mistypedName,
  restored,
  restores,
  withAlso,
  without,
} from '../fault.ts';
import {
  addKey,
  append,
  deployment,
  governed,
  hasOtherHeadless,
  metadata,
  nameOf,
  podSpecOf,
  specOf,
  uriOf,
} from './objects.ts';

const podName = 'statefulset.kubernetes.io/pod-name';

/** Said to be of no use by a rule of its own. */
const hasOldAnnotation = ({ field }: Service) =>
  field.get('metadata', 'annotations').entries.some(({ step }) => String(step).endsWith('/tolerate-unready-endpoints'));

/** Whether Pods of the set are named under its Service somewhere. */
const namesPods = ({ name }: StatefulSet, service: Service, { files }: Clean) =>
  [...files.values()].some(
    (text) =>
      text.includes(`${name?.value}-0`) ||
      text.includes(`).${nameOf(service)}`) ||
      // by a variable
      new RegExp(`value: *["']?${nameOf(service)}["']?$`, 'm').test(text),
  );

/** Another key and value in the place of an entry: a Service with an address of its own may not say that it has none. */
const instead = (field: Field, name: string, value: string): readonly Edit[] => [
  renameKey(field, name),
  replaceScalar(field, value),
];

/** The labels that a Service asks for, each with its field. */
const asked = ({ selector }: Service) => [...(selector?.labels.values.values() ?? [])].map(({ field }) => field);

export const network: Mutators = {
  'service-name-unset': each('StatefulSet', (set) => {
    const field = specOf(set).get('serviceName');
    if (!set.serviceName) return [];
    return [clears('removed', key(specOf(set)), removeKey(field)), clears('empty', field, replaceScalar(field, ''))];
  }),

  'service-not-found': all(
    each('StatefulSet', (set, clean) => {
      const { service } = clean.workspace.governingService(set);
      const field = set.serviceName?.field;
      if (!service || !field || !clean.workspace.siblingServices(set).includes(service)) return [];
      return mistypedName(field, (name) => clean.mentions(name) === 0).map(restored(field));
    }),
    each('Service', (service, clean) => {
      const set = governed(service, clean);
      const field = set?.serviceName?.field;
      if (!field || !service.name || clean.workspace.servicesNamed(service.name.value, set).length > 1) return [];
      if (namesPods(set, service, clean)) return []; // who follows another name leaves them behind
      const domain = `${nameOf(service)}.${set.namespace?.value ?? 'default'}.svc.cluster.local`;
      return [
        ...mistypedName(service.name.field, (name) => clean.mentions(name) === 0).map(cleared(field, 'in the Service')),
        clears('Service removed', field, ...without(service)),
        clears('another name', field, replaceScalar(field, 'something-else')),
        withAlso(clears('an address', field, replaceScalar(field, domain)), 'api-invalid'),
      ];
    }),
  ),

  'service-in-other-namespace': each('Service', (service, clean) => {
    const set = governed(service, clean);
    if (!set?.serviceName || !set.namespace || !service.namespace) return [];
    const { field } = service.namespace;
    const at = set.serviceName.field;
    return [
      restores('another namespace', at, replaceScalar(field, 'elsewhere')),
      ...mistypedName(field).map(restored(at)),
    ];
  }),

  'service-not-headless': each('Service', (service, clean) => {
    const set = governed(service, clean);
    const clusterIP = specOf(service).get('clusterIP');
    if (!set?.serviceName || !service.isHeadless || !clusterIP.exists || specOf(service).get('clusterIPs').exists)
      return [];
    const at = set.serviceName.field;
    const type = specOf(service).get('type');
    // Names of Pods that are used somewhere are told of there.
    const told = (fault: Fault) => withAlso(fault, 'dns-not-headless');
    return [
      clears('clusterIP removed', at, removeKey(clusterIP)),
      clears('empty', at, replaceScalar(clusterIP, '')),
      ...(type.exists ? [] : [maybe('NodePort', at, ...instead(clusterIP, 'type', 'NodePort'))]),
    ].map(told);
  }),

  'service-external-name': each('Service', (service, clean) => {
    const set = governed(service, clean);
    if (!set?.serviceName || specOf(service).get('type').exists) return [];
    const clusterIP = specOf(service).get('clusterIP');
    if (!clusterIP.exists || specOf(service).get('clusterIPs').exists) return [];
    const edits = [
      ...instead(clusterIP, 'externalName', 'db.example.com'),
      insertKey(specOf(service), 'type', 'ExternalName'),
    ];
    return [maybe('ExternalName', set.serviceName.field, ...edits)];
  }),

  'service-selector-mismatch': each('Service', (service, clean) => {
    const set = governed(service, clean);
    if (!set || !service.selector || hasOtherHeadless(set, service, clean)) return [];
    const { field } = service.selector;
    return [
      ...asked(service).flatMap((label) => [
        ...mistyped(label).map(restored(label)),
        ...mistypedKey(label).map((slip) => restored(field.get(slip.text))(slip)),
        clears('another value', label, replaceScalar(label, 'other')),
      ]),
      clears('a label more', field.get('no-pod-has'), insertKey(field, 'no-pod-has', 'this')),
    ];
  }),

  'service-without-selector': each('Service', (service, clean) => {
    if (!governed(service, clean) || !service.selector || !service.name) return [];
    return [clears('removed', service.name.field, removeKey(service.selector.field))];
  }),

  'service-selects-other-pods': each('Service', (service, clean) => {
    if (!governed(service, clean) || !service.selector || asked(service).some(({ step }) => step === podName))
      return [];
    const labels = { ...labelsAsObject(service.selector.labels), workload: 'other' };
    const edit = append(service, deployment('other-workload', service, labels, { workload: 'other' }));
    const [first, ...others] = asked(service);
    const at = first && others.length === 0 ? first : service.selector.field;
    return [maybe('a Deployment more', at, edit)];
  }),

  'service-selects-nothing': each('Service', (service, { workspace }) => {
    const { selector } = service;
    if (!selector || service.isExternalName || workspace.setsGovernedBy(service).length > 0) return [];
    if (workspace.podsSelectedBy(selector, service).length !== 1) return [];
    return asked(service)
      .filter(({ step }) => step !== podName)
      .flatMap((label) => [
        ...mistyped(label).map(restored(label)),
        ...mistypedKey(label).map((slip) => restored(selector.field.get(slip.text))(slip)),
      ]);
  }),

  'service-target-port-unknown': each('Service', (service, { workspace }) => {
    const { selector, ports } = service;
    const owners = selector ? workspace.podsSelectedBy(selector, service) : [];
    const declared = owners.flatMap(({ pods }) => pods.containers.flatMap((container) => container.ports));
    if (declared.length === 0 || service.isExternalName) return [];
    const isFree = (text: string) =>
      !declared.some(({ name, number }) => [name?.value, String(number?.value)].includes(text));
    return ports.flatMap(({ targetPort, field, protocol, port }) => {
      const at = targetPort?.field ?? field.get('port');
      if (!targetPort) {
        if (service.isHeadless || port === undefined) return [];
        return [maybe('another port', at, replaceScalar(field.get('port'), 4711))];
      }
      const target = targetPort.field;
      const isNumber = typeof targetPort.value === 'number';
      const isDeclared = declared.some(({ number }) => number?.value === targetPort.value);
      return [
        ...(isNumber ? [] : mistypedName(target, isFree).map(restored(at))),
        ...(isNumber && isDeclared
          ? [
              maybe('another number', at, replaceScalar(target, 4711)),
              restores('in quotes', at, replaceScalar(target, String(targetPort.value))),
            ]
          : []),
        ...(protocol === 'TCP' && !field.get('protocol').exists && !isNumber
          ? [maybe('UDP', at, insertKey(field, 'protocol', 'UDP'))]
          : []),
      ];
    });
  }),

  'headless-port-remap': each('Service', (service, { workspace }) => {
    if (!service.isHeadless || !service.selector) return [];
    const [owner, ...others] = workspace.podsSelectedBy(service.selector, service);
    if (!owner || others.length > 0) return [];
    const declared = owner.pods.containers.flatMap(({ ports }) => ports);
    return service.ports.flatMap(({ port, targetPort, field, protocol }) => {
      const container = declared.find(
        (each) =>
          each.protocol === protocol &&
          (each.name?.value === targetPort?.value || each.number?.value === targetPort?.value),
      );
      if (!targetPort || container?.number?.value !== port) return [];
      const at = field.get('port');
      return [restores('another port', at, replaceScalar(at, 4711))];
    });
  }),

  'not-ready-addresses-unpublished': each('Service', (service, clean) => {
    const set = governed(service, clean);
    const field = specOf(service).get('publishNotReadyAddresses');
    if (!set || !service.name || !field.boolean?.value || set.replicas < 2 || hasOldAnnotation(service)) return [];
    // Who names others by name, and has a probe that can wait for them.
    const { text } = set.field.document;
    const isNamed = [0, 1].every((ordinal) => text.includes(`${nameOf(set)}-${ordinal}.${nameOf(service)}`));
    if (!isNamed || !set.pods.containers.some((container) => container.field.get('readinessProbe').exists)) return [];
    return [
      clears('removed', service.name.field, removeKey(field)),
      restores('false', field, replaceScalar(field, false)),
    ];
  }),

  'not-ready-addresses-annotation': each('Service', (service) => {
    const annotations = service.field.get('metadata', 'annotations');
    if (service.field.get('spec').kind !== 'mapping' || hasOldAnnotation(service)) return [];
    // Behind `annotations:` alone there is no map to add to.
    if (annotations.exists && annotations.kind !== 'mapping') return [];
    return ['alpha', 'beta'].flatMap((stage) => {
      const name = `service.${stage}.kubernetes.io/tolerate-unready-endpoints`;
      return [
        (service.publishNotReadyAddresses ? restores : clears)(
          service.publishNotReadyAddresses ? 'beside the field' : 'instead of the field',
          annotations.get(name),
          addKey(service.field, ['metadata', 'annotations', name], 'true'),
        ),
      ];
    });
  }),

  'not-ready-addresses-for-clients': each('Service', (service, clean) => {
    const field = specOf(service).get('publishNotReadyAddresses');
    const [port] = service.ports;
    if (!governed(service, clean) || !field.boolean?.value || port?.port === undefined) return [];
    const backend = { service: { name: nameOf(service), port: { number: port.port } } };
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: metadata('for-clients', service),
      spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
    };
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'TCPRoute',
      metadata: metadata('for-clients', service),
      spec: { rules: [{ backendRefs: [{ name: nameOf(service), port: port.port }] }] },
    };
    const at = field;
    return [
      clears('an Ingress more', at, append(service, ingress)),
      // No build follows the names in routes.
      ...(service.name?.value === nameOf(service) ? [clears('a route more', at, append(service, route))] : []),
    ];
  }),

  'hostname-in-template': each('StatefulSet', (set) => {
    const spec = podSpecOf(set);
    return ['hostname', 'subdomain'].flatMap((name) =>
      spec.get(name).exists || (name === 'subdomain' && set.hasOpaqueServiceName)
        ? []
        : [
            (name === 'hostname' || set.serviceName ? restores : clears)(
              name,
              spec.get(name),
              insertKey(spec, name, 'of-no-use'),
            ),
          ],
    );
  }),

  'host-network-dns-policy': each('StatefulSet', (set) => {
    const spec = podSpecOf(set);
    const [network, policy] = [spec.get('hostNetwork'), spec.get('dnsPolicy')];
    if (network.exists || policy.exists) return [];
    return [
      clears('no policy', network, insertKey(spec, 'hostNetwork', true)),
      clears('policy ClusterFirst', policy, insertKeys(spec, { hostNetwork: true, dnsPolicy: 'ClusterFirst' })),
    ];
  }),

  'fqdn-too-long': each(
    'StatefulSet',
    (set) => {
      const spec = podSpecOf(set);
      const field = spec.get('setHostnameAsFQDN');
      if (field.exists || !set.serviceName || spec.get('hostNetwork').boolean?.value || set.replicas === 0) return [];
      return [restores('a long domain', field, insertKey(spec, field.step as string, true))];
    },
    { clusterDomain: 'a-cluster-of.the-whole-company.example.internal' },
  ),

  'pod-service-unknown-pod': all(
    each('Service', (service, clean) => {
      const pod = service.selector?.labels.values.get(podName);
      const parts = /^(.+)-(\d+)$/.exec(pod?.value ?? '');
      const [, setName = ''] = parts ?? [];
      if (!pod || !clean.has('StatefulSet', setName)) return [];
      const { field } = pod;
      const isFree = (text: string) => !clean.has('StatefulSet', text.replace(/-\d+$/, ''));
      return [
        ...mistyped(field, isFree)
          .filter(({ text }) => /-\d+$/.test(text))
          .map(restored(field)),
        clears('ordinal too high', field, replaceScalar(field, `${setName}-77`)),
        clears('no ordinal', field, replaceScalar(field, setName)),
      ];
    }),
    each('StatefulSet', (set, { workspace }) => {
      if (!set.name || set.field.get('spec', 'replicas').text === undefined) return [];
      if (workspace.autoscalersOf(set).length > 0 || set.replicas === 0) return [];
      const port = set.pods.containers.flatMap(({ ports }) => ports)[0]?.number?.value ?? 80;
      const service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: metadata('one-pod', set),
        // Labels are no names: a build leaves them as they are.
        spec: { selector: { [podName]: `${set.name.value}-${set.start + set.replicas}` }, ports: [{ port }] },
      };
      const at = added(uriOf(set), 'spec', 'selector', podName);
      return [clears('a Service for the Pod after the last', at, append(set, service))];
    }),
  ),
};
