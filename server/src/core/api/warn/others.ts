/** Kinds of which little is to be said. Source: pkg/registry/networking, pkg/registry/core (WarningsOnCreate). */
import { isPlaceholder } from '../../placeholder.ts';
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { Ingress, NetworkPolicy, NetworkPolicyPeer, Secret, ServiceAccount } from '../types.ts';
import { rangeForm } from './ip.ts';

const ingressClass = 'kubernetes.io/ingress.class';

export function ingressWarnings(check: Check, at: Path, { metadata, spec }: Ingress): void {
  if (metadata?.annotations?.[ingressClass] === undefined || spec?.ingressClassName !== undefined) return;
  check.warn(
    at.child('metadata', 'annotations').key(ingressClass),
    'The class is named by spec.ingressClassName since Kubernetes 1.18: this annotation is deprecated.',
  );
}

export function networkPolicyWarnings(check: Check, at: Path, { spec = {} }: NetworkPolicy): void {
  if (!check.isSince('1.33')) return;
  (spec.ingress ?? []).forEach(({ from }, i) => {
    peers(check, at.child('spec', 'ingress').index(i).child('from'), from);
  });
  (spec.egress ?? []).forEach(({ to }, i) => {
    peers(check, at.child('spec', 'egress').index(i).child('to'), to);
  });
}

function peers(check: Check, at: Path, list: readonly NetworkPolicyPeer[] = []): void {
  list.forEach(({ ipBlock }, i) => {
    if (!ipBlock) return;
    const path = at.index(i).child('ipBlock');
    if (ipBlock.cidr) rangeForm(check, path.child('cidr'), ipBlock.cidr);
    (ipBlock.except ?? []).forEach((range, j) => {
      rangeForm(check, path.child('except').index(j), range);
    });
  });
}

/** The server reads the pair as it would to serve with it; here is looked only whether there are certificate and key at all. */
export function secretWarnings(check: Check, at: Path, { type, data = {}, stringData = {} }: Secret): void {
  if (type !== 'kubernetes.io/tls') return;
  for (const [key, what] of [
    ['tls.crt', 'certificate'],
    ['tls.key', 'private key'],
  ] as const) {
    const plain = stringData[key];
    if (isPem(plain ?? decoded(data[key] ?? '')) || isPlaceholder(plain ?? '')) continue;
    check.warn(
      at.child(plain === undefined ? 'data' : 'stringData').key(key),
      `This is no ${what} in PEM: nothing can serve with it.`,
    );
    return;
  }
}

const isPem = (text: string) => /-----BEGIN [^-]+-----[\s\S]+?-----END [^-]+-----/.test(text);

function decoded(base64: string): string {
  try {
    return atob(base64.replaceAll(/\s/g, ''));
  } catch {
    return '';
  }
}

const mountable = 'kubernetes.io/enforce-mountable-secrets';

export function serviceAccountWarnings(check: Check, at: Path, { metadata }: ServiceAccount): void {
  if (metadata?.annotations?.[mountable] !== undefined && check.isSince('1.32'))
    check.warn(
      at.child('metadata', 'annotations').key(mountable),
      'The annotation is deprecated since Kubernetes 1.32: namespaces keep Secrets apart.',
    );
}
