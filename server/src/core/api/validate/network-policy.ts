/** NetworkPolicy. Source: pkg/apis/networking/validation/validation.go (ValidateNetworkPolicy). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../types.ts';
import { cidr, contains, parseCidr } from './ip.ts';
import { labelSelector } from './label-selector.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';
import { protocols } from './protocols.ts';
import { portNumber, portNumberOrName } from './ranges.ts';
import { oneOf, required } from './values.ts';

export function networkPolicy(check: Check, at: Path, { metadata: meta, spec = {} }: NetworkPolicy): void {
  metadata(check, at.child('metadata'), meta, dnsSubdomain);
  const path = at.child('spec');
  labelSelector(check, path.child('podSelector'), spec.podSelector);
  (spec.ingress ?? []).forEach(({ ports, from }, i) => {
    const rule = path.child('ingress').index(i);
    portsAndPeers(check, rule, ports, rule.child('from'), from);
  });
  (spec.egress ?? []).forEach(({ ports, to }, i) => {
    const rule = path.child('egress').index(i);
    portsAndPeers(check, rule, ports, rule.child('to'), to);
  });
  const policyTypes = spec.policyTypes ?? [];
  if (policyTypes.length > 2) check.invalid(path.child('policyTypes'), 'There are two types: "Ingress" and "Egress".');
  else
    policyTypes.forEach((type, i) => {
      oneOf(check, path.child('policyTypes').index(i), type, ['Ingress', 'Egress']);
    });
}

function portsAndPeers(
  check: Check,
  at: Path,
  ports: readonly NetworkPolicyPort[] = [],
  peersAt: Path,
  peers: readonly NetworkPolicyPeer[] = [],
): void {
  ports.forEach((each, i) => {
    port(check, at.child('ports').index(i), each);
  });
  peers.forEach((each, i) => {
    peer(check, peersAt.index(i), each);
  });
}

function port(check: Check, at: Path, { protocol, port, endPort }: NetworkPolicyPort): void {
  oneOf(check, at.child('protocol'), protocol, protocols);
  const last = at.child('endPort');
  if (port === undefined) {
    if (endPort !== undefined)
      check.required(at.child('port'), '"endPort" is the end of a range: "port", where it starts, is missing.');
  } else if (typeof port === 'number') {
    portNumber(check, at.child('port'), port);
    if (endPort === undefined) return;
    const wrong = portNumber(check, last, endPort);
    if (endPort < port)
      check.invalid(last, `The range of ports ends at ${endPort}, before it starts at ${port}.`, { follows: wrong });
  } else {
    if (endPort !== undefined)
      check.invalid(last, `"${port}" is the name of a port, and a range goes from number to number.`, {
        repairs: [{ kind: 'remove' }],
      });
    portNumberOrName(check, at.child('port'), port);
  }
}

function peer(check: Check, at: Path, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): void {
  labelSelector(check, at.child('podSelector'), podSelector);
  labelSelector(check, at.child('namespaceSelector'), namespaceSelector);
  if (ipBlock) addresses(check, at.child('ipBlock'), ipBlock);
  if (!podSelector && !namespaceSelector && !ipBlock)
    check.required(at, 'Nobody stands here: it needs a "podSelector", a "namespaceSelector" or an "ipBlock".');
  if (ipBlock && (podSelector || namespaceSelector))
    check.forbidden(at, 'An "ipBlock" stands alone: Pods that are chosen by labels need an entry of their own.');
}

function addresses(check: Check, at: Path, { cidr: range, except = [] }: IPBlock): void {
  if (!required(check, at.child('cidr'), range, 'The block needs a range of addresses, such as 10.0.0.0/8.')) return;
  const whole = cidr(check, at.child('cidr'), range) ? undefined : parseCidr(range);
  if (!whole) return;
  except.forEach((text, i) => {
    const path = at.child('except').index(i);
    const part = cidr(check, path, text) ? undefined : parseCidr(text);
    if (part && (!contains(whole, part) || whole.prefix >= part.prefix))
      check.invalid(path, `"${text}" is no part of "${range}", so that there is nothing to except.`);
  });
}
