/** Services. Source: pkg/api/service/warnings.go. */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Service, ServiceSpec } from '../types.ts';
import { addressForm, rangeForm } from './ip.ts';

const hints = 'service.kubernetes.io/topology-aware-hints';
const mode = 'service.kubernetes.io/topology-mode';

export function serviceWarnings(check: Check, at: Path, { metadata, spec = {} }: Service): void {
  const path = at.child('spec');
  const annotations = at.child('metadata', 'annotations');
  if (metadata?.annotations?.[hints] !== undefined)
    check.warn(annotations.key(hints), `The annotation is called ${mode} today.`, {
      repairs: [{ kind: 'rename', key: mode }],
    });
  addresses(check, path, spec);
  const type = spec.type || 'ClusterIP';
  const hasOutside = (spec.externalIPs ?? []).length > 0;
  if (isHeadless(spec, type)) headless(check, path, spec);
  else if (type === 'ExternalName' && hasOutside)
    ignored(
      check,
      path.child('externalIPs'),
      'A Service of type ExternalName has no addresses: externalIPs does nothing.',
    );
  else if (hasOutside && check.isSince('1.36'))
    check.warn(
      path.child('externalIPs'),
      'externalIPs is deprecated since Kubernetes 1.36: clusters may do without it.',
    );
  if (type !== 'ExternalName' && spec.externalName)
    ignored(check, path.child('externalName'), `Only a Service of type ExternalName has an externalName, not ${type}.`);
  if (spec.trafficDistribution === 'PreferClose' && check.isSince('1.35'))
    check.warn(path.child('trafficDistribution'), '"PreferClose" is called "PreferSameZone" since Kubernetes 1.35.', {
      repairs: [{ kind: 'replace', value: 'PreferSameZone' }],
    });
}

const isHeadless = ({ clusterIP, clusterIPs }: ServiceSpec, type: string) =>
  type === 'ClusterIP' && (clusterIP || clusterIPs?.[0]) === 'None';

function headless(check: Check, at: Path, spec: ServiceSpec): void {
  if (!check.isSince('1.34')) return;
  if (spec.loadBalancerIP) ignored(check, at.child('loadBalancerIP'), 'A headless Service has no load balancer.');
  if ((spec.externalIPs ?? []).length > 0)
    ignored(
      check,
      at.child('externalIPs'),
      'A headless Service has no addresses of its own: externalIPs does nothing.',
    );
  if (spec.sessionAffinity && spec.sessionAffinity !== 'None')
    ignored(
      check,
      at.child('sessionAffinity'),
      'Clients of a headless Service choose their Pod themselves: sessionAffinity does nothing.',
    );
}

function ignored(check: Check, path: Path, message: string): void {
  check.warn(path, message, { effect: 'ignored', repairs: [{ kind: 'remove' }] });
}

function addresses(check: Check, at: Path, spec: ServiceSpec): void {
  const [own] = spec.clusterIPs ?? [];
  if ((spec.clusterIP || own) !== 'None') {
    // The server keeps the two fields equal.
    if (spec.clusterIP && !own) addressForm(check, at.child('clusterIP'), spec.clusterIP);
    (spec.clusterIPs ?? []).forEach((address, i) => {
      addressForm(check, at.child('clusterIPs').index(i), address);
    });
  }
  (spec.externalIPs ?? []).forEach((address, i) => {
    addressForm(check, at.child('externalIPs').index(i), address);
  });
  if (spec.loadBalancerIP) addressForm(check, at.child('loadBalancerIP'), spec.loadBalancerIP);
  (spec.loadBalancerSourceRanges ?? []).forEach((range, i) => {
    rangeForm(check, at.child('loadBalancerSourceRanges').index(i), range);
  });
}
