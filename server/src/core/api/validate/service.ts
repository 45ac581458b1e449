/** Service. Source: pkg/apis/core/validation/validation.go (ValidateService), pkg/apis/core/v1/defaults.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Service, ServicePort, ServiceSpec } from '../types.ts';
import { cidr, routableAddress } from './ip.ts';
import { labels } from './label-selector.ts';
import { metadata } from './metadata.ts';
import { dnsLabel, dnsLabelWithLetter, dnsSubdomain, type Grammar, named, qualifiedName } from './names.ts';
import { protocols } from './protocols.ts';
import { portNumber, portNumberOrName } from './ranges.ts';
import { clusterAddresses, isHeadless } from './service-addresses.ts';
import { isEmpty, oneOf, unique } from './values.ts';

/** The name of a Service, wherever one stands: since 1.36 it may start with a digit. */
export const serviceName: Grammar = (text, check) =>
  check.isSince('1.36') ? dnsLabel(text, check) : dnsLabelWithLetter(text, check);

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export function service(check: Check, at: Path, object: Service): void {
  const spec = withDefaults(object.spec ?? {});
  const path = at.child('spec');
  clusterAddresses(check.earlier, path, spec);
  metadata(check, at.child('metadata'), object.metadata, serviceName);
  topologyAnnotations(check, at.child('metadata', 'annotations'), object.metadata?.annotations ?? {});
  type(check, path, spec);
  ports(check, path, spec);
  labels(check, path.child('selector'), spec.selector);
  sessionAffinity(check, path, spec);
  (spec.externalIPs ?? []).forEach((ip, i) => {
    routableAddress(check, path.child('externalIPs').index(i), ip);
  });
  loadBalancer(check, path, spec);
  annotatedSourceRanges(check, at.child('metadata', 'annotations'), object.metadata?.annotations?.[sourceRanges], spec);
  traffic(check, path, spec);
}

/** What the server fills in before it looks. */
export function withDefaults(spec: ServiceSpec): ServiceSpec {
  const { clusterIP, clusterIPs = [], externalTrafficPolicy, type, sessionAffinity } = spec;
  const filled = { ...spec, type: type || 'ClusterIP', sessionAffinity: sessionAffinity || 'None' };
  return {
    ...filled,
    clusterIPs: clusterIPs.length === 0 && !isEmpty(clusterIP) ? [clusterIP] : clusterIPs,
    ...(isExposed(filled) ? { externalTrafficPolicy: externalTrafficPolicy || 'Cluster' } : {}),
  };
}

/** Whether something outside of the cluster can get there. */
export const isExposed = ({ type, externalIPs = [] }: ServiceSpec): boolean =>
  type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);

function topologyAnnotations(check: Check, at: Path, annotations: Readonly<Record<string, string>>): void {
  const hints = annotations['service.kubernetes.io/topology-aware-hints'];
  const mode = annotations['service.kubernetes.io/topology-mode'];
  if (hints === undefined || mode === undefined || hints === mode) return;
  check.invalid(
    at.key('service.kubernetes.io/topology-mode'),
    `"topology-mode" says "${mode}" and the older "topology-aware-hints" says "${hints}": both must say the same.`,
  );
}

function type(check: Check, at: Path, spec: ServiceSpec): void {
  const { type, ports = [], clusterIPs = [] } = spec;
  oneOf(check, at.child('type'), type, types);
  // "none" is told as it is: with "None", there may be no ports.
  const isMeantHeadless = isHeadless(spec) || /^none$/i.test(spec.clusterIP?.trim() ?? '');
  if (ports.length === 0 && !isMeantHeadless && type !== 'ExternalName')
    check.required(
      at.child('ports'),
      'The Service has no ports: only a headless one or one of type ExternalName needs none.',
    );
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec))
    check.invalid(
      at.unnamed(isEmpty(spec.clusterIP) ? 'clusterIPs' : 'clusterIP').named('clusterIPs[0]'),
      `A headless Service has no address, and one of type ${type} needs one: leave out either "type" or "clusterIP: None".`,
      { repairs: [{ kind: 'remove' }] },
    );
  if (type === 'LoadBalancer')
    ports.forEach(({ port }, i) => {
      if (port === 10250)
        check.invalid(
          at.child('ports').index(i),
          'Port 10250 belongs to the kubelet and may not be opened to the outside.',
        );
    });
  if (type === 'ExternalName') externalName(check, at, spec, clusterIPs);
}

function externalName(check: Check, at: Path, spec: ServiceSpec, clusterIPs: readonly string[]): void {
  const only = 'A Service of type ExternalName is a name for another name, and has no addresses of its own.';
  const repairs = [{ kind: 'remove', isSafe: false }] as const;
  if (clusterIPs.length > 0)
    check.forbidden(
      isEmpty(spec.clusterIP) ? at.child('clusterIPs') : at.unnamed('clusterIP').named('clusterIPs'),
      only,
      {
        repairs,
      },
    );
  if ((spec.ipFamilies ?? []).length > 0) check.forbidden(at.child('ipFamilies'), only, { repairs });
  if (spec.ipFamilyPolicy !== undefined) check.forbidden(at.child('ipFamilyPolicy'), only, { repairs });
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name !== '') named(check, at.child('externalName'), name, dnsSubdomain);
  else
    check.required(at.child('externalName'), 'A Service of type ExternalName needs the DNS name that it stands for.');
}

function ports(check: Check, at: Path, { ports = [], type }: ServiceSpec): void {
  const path = (i: number) => at.child('ports').index(i);
  ports.forEach((port, i) => {
    servicePort(check, path(i), port, ports.length > 1);
    if (type === 'ClusterIP' && port.nodePort)
      check.forbidden(path(i).child('nodePort'), 'A Service of type ClusterIP opens no ports on the nodes.', {
        repairs: [{ kind: 'remove' }],
      });
  });
  unique(
    check,
    ports,
    ({ name }) => name || undefined,
    (i) => path(i).child('name'),
    (name) => `Two ports are called "${name}".`,
  );
  unique(
    check,
    ports,
    ({ protocol, nodePort }) => (nodePort ? `${nodePort}/${protocol || 'TCP'}` : undefined),
    (i) => path(i).child('nodePort'),
    (port) => `Port ${port} of the nodes stands here twice.`,
  );
  unique(
    check,
    ports,
    ({ protocol, port = 0 }) => `${port}/${protocol || 'TCP'}`,
    path,
    (port) => `Port ${port} stands here twice: two ports of a Service differ in number or protocol.`,
  );
}

function servicePort(
  check: Check,
  at: Path,
  { name, port, protocol, targetPort, appProtocol }: ServicePort,
  isOneOfMany: boolean,
) {
  if (!isEmpty(name)) named(check, at.child('name'), name, dnsLabel);
  else if (isOneOfMany) check.required(at.child('name'), 'Of several ports each needs a name.');
  const wrong = portNumber(check, at.child('port'), port ?? 0);
  oneOf(check, at.child('protocol'), protocol || undefined, protocols);
  if (targetPort === undefined || targetPort === 0 || targetPort === '') {
    // It becomes the port, wrong or not.
    if (wrong) check.invalid(at.child('targetPort'), wrong.message, { follows: wrong });
  } else portNumberOrName(check, at.child('targetPort'), targetPort);
  if (appProtocol !== undefined) named(check, at.child('appProtocol'), appProtocol, qualifiedName);
}

const longestAffinity = 86400;

function sessionAffinity(check: Check, at: Path, { sessionAffinity, sessionAffinityConfig }: ServiceSpec): void {
  oneOf(check, at.child('sessionAffinity'), sessionAffinity, ['ClientIP', 'None']);
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity === 'ClientIP' && seconds !== undefined && (seconds <= 0 || seconds > longestAffinity))
    check.invalid(
      at.child('sessionAffinityConfig', 'clientIP', 'timeoutSeconds'),
      `${seconds} seconds are not allowed here: 1 to ${longestAffinity} (a day) are.`,
    );
}

const onlyLoadBalancer = 'This goes with type LoadBalancer only.';

function loadBalancer(check: Check, at: Path, spec: ServiceSpec): void {
  const { type, loadBalancerSourceRanges = [], allocateLoadBalancerNodePorts, loadBalancerClass } = spec;
  const isOne = type === 'LoadBalancer';
  const repairs = [{ kind: 'remove' }] as const;
  // The server spells this one with a capital.
  const ranges = at.unnamed('loadBalancerSourceRanges').named('LoadBalancerSourceRanges');
  if (loadBalancerSourceRanges.length > 0 && !isOne) check.forbidden(ranges, onlyLoadBalancer, { repairs });
  loadBalancerSourceRanges.forEach((range, i) => {
    cidr(check, ranges.index(i), range.trim());
  });
  if (allocateLoadBalancerNodePorts !== undefined && !isOne)
    check.forbidden(at.child('allocateLoadBalancerNodePorts'), onlyLoadBalancer, { repairs });
  if (loadBalancerClass === undefined) return;
  if (isOne) named(check, at.child('loadBalancerClass'), loadBalancerClass, qualifiedName);
  else check.forbidden(at.child('loadBalancerClass'), onlyLoadBalancer, { repairs });
}

/** The older way to say `loadBalancerSourceRanges`, which counts where that is absent. */
function annotatedSourceRanges(check: Check, at: Path, text: string | undefined, spec: ServiceSpec): void {
  if (text === undefined || (spec.loadBalancerSourceRanges ?? []).length > 0) return;
  const path = at.key(sourceRanges);
  if (spec.type !== 'LoadBalancer') check.forbidden(path, onlyLoadBalancer, { repairs: [{ kind: 'remove' }] });
  if (text.trim() !== '') for (const range of text.split(',')) cidr(check, path, range.trim());
}

function traffic(check: Check, at: Path, spec: ServiceSpec): void {
  const { externalTrafficPolicy, internalTrafficPolicy, healthCheckNodePort, trafficDistribution, type } = spec;
  const policies = ['Cluster', 'Local'];
  if (isExposed(spec)) oneOf(check, at.child('externalTrafficPolicy'), externalTrafficPolicy, policies);
  else if (!isEmpty(externalTrafficPolicy))
    check.invalid(
      at.child('externalTrafficPolicy'),
      'Nothing outside of the cluster gets to this Service: the policy goes with type NodePort or LoadBalancer, or with externalIPs.',
      { repairs: [{ kind: 'remove' }] },
    );
  if (healthCheckNodePort) {
    const path = at.child('healthCheckNodePort');
    if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') portNumber(check, path, healthCheckNodePort);
    else
      check.invalid(path, 'This goes only with type LoadBalancer and "externalTrafficPolicy: Local".', {
        repairs: [{ kind: 'remove' }],
      });
  }
  oneOf(check, at.child('internalTrafficPolicy'), internalTrafficPolicy, policies);
  oneOf(
    check,
    at.child('trafficDistribution'),
    trafficDistribution,
    check.isSince('1.34') ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'],
  );
}
