/**
 * A Service that exists. What it was given and nobody wrote, it keeps; what its new type has no use for, it loses.
 * Source: pkg/apis/core/validation/validation.go (ValidateServiceUpdate), pkg/registry/core/service (patchAllocatedValues,
 * dropTypeDependentFields).
 */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type { Service, ServiceSpec } from '../../types.ts';
import { withDefaults } from '../service.ts';
import { isHeadless } from '../service-addresses.ts';
import type { Update } from './index.ts';
import { command, putBack } from './way-out.ts';

export const service: Update<Service> = {
  prepare: (now, was) => ({ ...now, spec: withoutLeftovers(withKept(now.spec ?? {}, was.spec ?? {}), was.spec ?? {}) }),
  // That it is headless is said with what it was.
  passesOver: ({ path, turn }) => turn === 0 && `${path}` === 'spec.clusterIPs[0]',
  check(check, at, now, was) {
    const spec = at.child('spec');
    const [a, b] = [withDefaults(now.spec ?? {}), withDefaults(was.spec ?? {})];
    if ((a.type === 'LoadBalancer' || a.type === 'NodePort') && isHeadless(a))
      check.invalid(
        spec.unnamed('type').named('clusterIPs[0]'),
        `The Service is headless, and stays so: it has no address, and one of type ${a.type} needs one. Delete it (${command('delete service', now.metadata)}), and apply it again without "clusterIP: None".`,
        { repairs: putBack(was.spec?.type) },
      );
    addresses(check, spec, now, a, b);
    keptFamilies(check, spec, a, b);
    if (a.type === 'LoadBalancer' && b.type === 'LoadBalancer' && a.loadBalancerClass !== b.loadBalancerClass)
      check.invalid(
        spec.child('loadBalancerClass'),
        `The class of a load balancer is fixed when it is made. ${recreate(now)}`,
        { repairs: putBack(b.loadBalancerClass) },
      );
    if (
      needsHealthCheck(a) &&
      needsHealthCheck(b) &&
      a.healthCheckNodePort &&
      a.healthCheckNodePort !== b.healthCheckNodePort
    )
      check.forbidden(
        spec.child('healthCheckNodePort'),
        `The port of the health checks is fixed when the Service is made. ${recreate(now)}`,
        { repairs: putBack(b.healthCheckNodePort) },
      );
  },
};

const recreate = ({ metadata }: Service) =>
  `To have it otherwise, delete the Service (${command('delete service', metadata)}) and apply it again: whoever knows its old address loses it.`;

const hasAddress = ({ type = 'ClusterIP' }: ServiceSpec) => type !== 'ExternalName';
const hasNodePorts = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec) =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);
const needsHealthCheck = ({ type, externalTrafficPolicy }: ServiceSpec) =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
const isBalanced = ({ type }: ServiceSpec) => type === 'LoadBalancer';

function withKept(now: ServiceSpec, was: ServiceSpec): ServiceSpec {
  if (!hasAddress(now) || !hasAddress(was)) return now;
  const { clusterIP, clusterIPs = [] } = withDefaults(was);
  return {
    ...now,
    ...(!now.clusterIP && clusterIP !== undefined ? { clusterIP } : {}),
    ...((now.clusterIPs ?? []).length === 0 && !now.clusterIP ? { clusterIPs } : {}),
  };
}

/** What the old type needed and the new one does not, unless it was changed as well: then it is meant. */
function withoutLeftovers(now: ServiceSpec, was: ServiceSpec): ServiceSpec {
  const spec: { -readonly [K in keyof ServiceSpec]: ServiceSpec[K] } = { ...now };
  const drop = (field: keyof ServiceSpec, isNeeded: (spec: ServiceSpec) => boolean) => {
    if (isNeeded(was) && !isNeeded(now) && JSON.stringify(now[field]) === JSON.stringify(was[field]))
      delete spec[field];
  };
  drop('clusterIP', hasAddress);
  drop('clusterIPs', hasAddress);
  drop('ipFamilies', hasAddress);
  drop('ipFamilyPolicy', hasAddress);
  drop('healthCheckNodePort', needsHealthCheck);
  drop('allocateLoadBalancerNodePorts', isBalanced);
  drop('loadBalancerClass', isBalanced);
  drop('externalTrafficPolicy', (each) => each.type === 'LoadBalancer' || each.type === 'NodePort');
  const ports = (each: ServiceSpec) => (each.ports ?? []).map(({ nodePort = 0 }) => nodePort).join();
  if (hasNodePorts(was) && !hasNodePorts(now) && ports(now) === ports(was))
    spec.ports = (now.ports ?? []).map(({ nodePort: _, ...port }) => port);
  return spec;
}

/** An address is kept for life, and so is having none. */
function addresses(check: Check, at: Path, service: Service, now: ServiceSpec, was: ServiceSpec): void {
  if (!hasAddress(now) || !hasAddress(was)) return;
  const [a, b] = [now.clusterIPs?.[0], was.clusterIPs?.[0]];
  if (a === undefined || a === b) return;
  const isWritten = service.spec?.clusterIP === a;
  check.invalid(
    isWritten ? at.unnamed('clusterIP').named('clusterIPs[0]') : at.child('clusterIPs').index(0),
    b === undefined
      ? `The Service was given an address when it was made, and keeps it: "${a}" is refused${a === 'None' ? '' : ' unless it is that one'}. ${recreate(service)}`
      : `The Service keeps "${b}" for life: it cannot become "${a}". ${recreate(service)}`,
    { repairs: putBack(b) },
  );
}

const isFree = (spec: ServiceSpec) => isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0;

/** A headless Service without a selector is made for both families wherever it is, and keeps them when it gets a selector. */
function keptFamilies(check: Check, at: Path, now: ServiceSpec, was: ServiceSpec): void {
  if (!isFree(was) || !isHeadless(now) || isFree(now) || now.ipFamilyPolicy || was.ipFamilyPolicy) return;
  const wrong = check.earlier.invalid(
    at.child('ipFamilyPolicy'),
    'Without a selector, the Service was made for IPv4 and IPv6 (ipFamilyPolicy "RequireDualStack"), and keeps that: with a selector, most clusters refuse it, as they have IPv4 alone for Services. Write "ipFamilyPolicy: SingleStack".',
    { repairs: [{ kind: 'add', value: 'SingleStack' }], dependsOnCluster: true },
  );
  if ((now.ipFamilies ?? []).length === 0)
    check.earlier.invalid(at.child('ipFamilies').index(1), 'Most clusters have IPv4 alone.', {
      follows: wrong,
      dependsOnCluster: true,
    });
}
