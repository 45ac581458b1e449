/** The words and shapes for each state that the protocol names, and what they say about one Pod. */
import type { ServiceState, Severity, StatefulSetJson } from '../../server/src/protocol.ts';
import type { Glyph } from './parts.tsx';

/** A severity, or `ok`: it works. */
export type Mark = Severity | 'ok';

export const marks: Readonly<Record<Mark, { readonly glyph: Glyph; readonly word: string }>> = {
  error: { glyph: 'error', word: 'Error' },
  warning: { glyph: 'warning', word: 'Warning' },
  information: { glyph: 'info', word: 'Information' },
  hint: { glyph: 'lightbulb', word: 'Hint' },
  ok: { glyph: 'pass', word: 'Works' },
};

interface ServiceWords {
  readonly mark: Mark;
  readonly word: string;
  /** Beside the hole where a DNS name would be. */
  readonly hole: string;
  /** The rule whose finding says why, so that the column need not. */
  readonly rule: string;
}
export const serviceWords: Readonly<Record<ServiceState, ServiceWords>> = {
  headless: { mark: 'ok', word: 'headless', hole: 'no record', rule: '' },
  'not-headless': { mark: 'warning', word: 'not headless', hole: 'CoreDNS only', rule: 'service-not-headless' },
  'not-found': { mark: 'error', word: 'not found', hole: 'no Service', rule: 'service-not-found' },
  'other-namespace': {
    mark: 'error',
    word: 'in another namespace',
    hole: 'wrong namespace',
    rule: 'service-in-other-namespace',
  },
  'selector-mismatch': {
    mark: 'error',
    word: 'selects other Pods',
    hole: 'no endpoints',
    rule: 'service-selector-mismatch',
  },
  'without-selector': { mark: 'error', word: 'no selector', hole: 'no endpoints', rule: 'service-without-selector' },
  'external-name': { mark: 'error', word: 'ExternalName', hole: 'no record', rule: 'service-external-name' },
  unset: { mark: 'information', word: 'not named', hole: 'no Service', rule: 'service-name-unset' },
  unseen: { mark: 'information', word: 'not in these files', hole: 'if it exists', rule: 'service-not-found' },
};

export const retentionWords = {
  'Retain/Retain': 'always kept',
  'Delete/Retain': 'deleted on scale-down',
  'Retain/Delete': 'deleted with the set',
  'Delete/Delete': 'deleted on both',
} as const;

export const accessModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadWriteMany: 'RWX',
  ReadOnlyMany: 'ROX',
  ReadWriteOncePod: 'RWOP',
};

/** Whether every Pod that is Ready has a DNS name. */
export function hasDnsNames({ service, pods }: StatefulSetJson): boolean {
  return service.state === 'headless' && pods.dnsSuffix !== null;
}

/** The end of a Pod's DNS name in two parts: `.nginx`, which tells it from others, and `.shop.svc.cluster.local`, which all share. */
export function dnsEnds({ pods, service }: StatefulSetJson): { readonly service: string; readonly domain: string } {
  const name = pods.subdomain ?? service.name;
  const head = name ? `.${name}` : '';
  return { service: head, domain: pods.dnsSuffix?.startsWith(head) ? pods.dnsSuffix.slice(head.length) : '' };
}
