/** Options that speak of the cluster and of the rules → Settings. */
import { isSeverity } from '../core/config.ts';
import { nearest } from '../core/did-you-mean.ts';
import { rules } from '../core/rules/index.ts';
import { kubernetesVersions, type Settings, type Severity } from '../core/settings.ts';
import { listed } from '../words.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './shell.ts';

/** What the options say; what they do not say is absent, so that it comes from `.ordinal.yaml` or the defaults. */
export function settingsFrom(given: Arguments, severities = given.all('rule')): Partial<Settings> {
  const kubernetes = given.one('kubernetes');
  const clusterDomain = given.one('cluster-domain');
  return {
    ...(kubernetes === undefined ? {} : { kubernetes: versionOf(kubernetes) }),
    ...(clusterDomain === undefined ? {} : { clusterDomain: domainOf(clusterDomain) }),
    ...(severities.length === 0 ? {} : { rules: Object.fromEntries(severities.map(severityOf)) }),
  };
}

/** `1.36`, and also what `kubectl version` prints: `v1.36.2`. */
export function versionOf(text: string): Settings['kubernetes'] {
  const minor = /^v?(\d+\.\d+)(?:\.\d+(?:[-+].*)?)?$/.exec(text)?.[1];
  const version = kubernetesVersions.find((each) => each === minor);
  if (!version) throw new UsageError(`unknown Kubernetes version "${text}"; known are ${listed(kubernetesVersions)}`);
  return version;
}

function domainOf(text: string): string {
  const domain = text.replace(/\.$/, '');
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(domain))
    throw new UsageError(`"${text}" is no cluster domain; one looks like cluster.local`);
  return domain;
}

function severityOf(text: string): [string, Severity | 'off'] {
  const at = text.indexOf('=');
  if (at < 0) throw new UsageError(`--rule takes ID=SEVERITY, like ${text}=off; "${text}" has no severity`);
  const [id, severity] = [text.slice(0, at), text.slice(at + 1)];
  if (!isSeverity(severity))
    throw new UsageError(
      `unknown severity "${severity}" in --rule ${text}; known are error, warning, information, hint and off`,
    );
  return [ruleNamed(id).id, severity];
}

/** The rule of that id. Throws a UsageError that names the one that was probably meant. */
export function ruleNamed(id: string) {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new UsageError(`there is no rule "${id}"${didYouMean(id)}`);
  return rule;
}

/** `; did you mean "…"?`, or nothing. */
export function didYouMean(id: string): string {
  const meant =
    nearest(id, rules, (rule) => rule.id) ??
    rules.find((rule) => id.length > 3 && (rule.id.startsWith(id) || rule.id.endsWith(id)));
  return meant ? `; did you mean "${meant.id}"?` : '; "ordinal explain" lists them';
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Whether a finding of this severity makes the exit code 1. */
export function isFailure(severity: Severity, failOn: string): boolean {
  return failOn !== 'never' && ranks[severity] <= (ranks[failOn as Severity] ?? 0);
}
