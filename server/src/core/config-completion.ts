/** What can be typed next in `.ordinal.yaml`. It looks at lines, not at YAML: what is being typed is seldom any. */
import { type ConfigKey, configKeys, severities } from './config.ts';
import { knownStorageClasses, storagePlatforms } from './known/storage-platforms.ts';
import type { Position } from './position.ts';
import type { Rule } from './rule.ts';
import { kubernetesVersions } from './settings.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value';
  /** A few words beside it. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** What takes the place of the characters `start … end` of the line. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
type Offer = Omit<Completion, 'start' | 'end' | 'kind'>;

export function configCompletions(
  text: string,
  { line, character }: Position,
  rules: readonly Rule[],
): readonly Completion[] {
  const lines = text.split(/\r\n|\r|\n/);
  const whole = lines[line] ?? '';
  const before = whole.slice(0, character);
  if (/(?:^|\s)#/.test(before)) return [];
  const word = /[^\s[\]{},:]*$/.exec(before)?.[0] ?? '';
  const rest = /^[^\s[\]{},:#]*/.exec(whole.slice(character))?.[0] ?? '';
  const lead = before.slice(0, before.length - word.length);
  const hasColon = /^\s*:/.test(whole.slice(character + rest.length));
  const place = { start: lead.length, end: character + rest.length };
  const keys = (offers: readonly Offer[]) =>
    offers.map(
      (offer): Completion => ({ ...offer, kind: 'key', ...place, ...(hasColon ? { text: offer.label } : {}) }),
    );
  const values = (offers: readonly Offer[]) =>
    offers.map((offer): Completion => ({ ...offer, kind: 'value', ...place }));

  const [, indent = '', inside = ''] = /^(\s*)(.*)$/.exec(lead) ?? [];
  const own = /^([A-Za-z]+)\s*:/.exec(inside)?.[1];
  if (indent === '' && inside === '') return keys(keyOffers(lines, line));
  const key = indent === '' && own !== undefined ? own : parentOf(lines, line, indent.length, inside.startsWith('-'));
  switch (key) {
    case 'rules': {
      // The last entry of `rules: { a: off, b` counts, else the line.
      const isFlow = indent === '' && own !== undefined;
      const entry = isFlow ? /[{,]\s*([^{,]*)$/.exec(inside)?.[1] : inside;
      if (entry === undefined || entry.startsWith('-')) return [];
      return entry === ''
        ? keys(ruleOffers(lines, line, rules))
        : /^[\w-]+\s*:\s+$/.test(entry)
          ? values(severityOffers)
          : [];
    }
    case 'kubernetesVersion':
      return values(versionOffers);
    case 'clusterDomain':
      return values([{ label: 'cluster.local', text: 'cluster.local', detail: 'the default', documentation: '' }]);
    case 'storageClasses':
      return isItem(inside) ? values(platformOffers) : [];
    default:
      return [];
  }
}

/** In a list: behind `- `, or between brackets. */
const isItem = (inside: string) => /^-\s+$|\[[^\]]*$/.test(inside);

/** The top-level key that a line stands under. A list may stand as far out as its key. */
function parentOf(lines: readonly string[], line: number, indent: number, isListItem: boolean): string | undefined {
  if (indent === 0 && !isListItem) return undefined;
  for (let i = line - 1; i >= 0; i--) {
    const key = /^([A-Za-z]+)\s*:/.exec(lines[i] ?? '')?.[1];
    if (key !== undefined) return key;
    if (/^[^\s#-]/.test(lines[i] ?? '')) return undefined;
  }
  return undefined;
}

const isWrittenIn = (lines: readonly string[], except: number, pattern: (name: string) => RegExp) => (name: string) =>
  lines.some((each, i) => i !== except && pattern(name).test(each));

function keyOffers(lines: readonly string[], line: number): readonly Offer[] {
  const isWritten = isWrittenIn(lines, line, (key) => new RegExp(`^${key}\\s*:`));
  const openings: Readonly<Record<ConfigKey, string>> = {
    rules: 'rules:\n  ',
    kubernetesVersion: 'kubernetesVersion: ',
    clusterDomain: 'clusterDomain: ',
    storageClasses: 'storageClasses:\n  - ',
    exclude: 'exclude:\n  - ',
  };
  return (Object.keys(configKeys) as ConfigKey[])
    .filter((key) => !isWritten(key))
    .map((key) => ({ label: key, text: openings[key], detail: '', documentation: configKeys[key] }));
}

function ruleOffers(lines: readonly string[], line: number, rules: readonly Rule[]): readonly Offer[] {
  const isWritten = isWrittenIn(lines, line, (id) => new RegExp(`(?:^|[\\s{,])${id}\\s*:`));
  return rules
    .filter(({ id }) => !isWritten(id))
    .map(({ id, severity, effect, summary, why }) => ({
      label: id,
      text: `${id}: `,
      detail: `${effect}, ${severity}`,
      documentation: `${summary}\n\n${why}`,
    }));
}

const severityOffers: readonly Offer[] = severities.map((severity) => ({
  label: severity,
  text: severity,
  detail: severity === 'off' ? 'say nothing' : '',
  documentation: '',
}));

const versionOffers: readonly Offer[] = kubernetesVersions.toReversed().map((version, i) => ({
  label: version,
  // In quotes: 1.40 without them would be 1.4.
  text: `"${version}"`,
  detail: i === 0 ? 'the default' : '',
  documentation: '',
}));

const platformOffers: readonly Offer[] = storagePlatforms.map((platform) => ({
  label: platform,
  text: platform,
  detail: 'platform',
  documentation: `Stands for the classes that it ships: ${knownStorageClasses([platform])
    .map((name) => `\`${name}\``)
    .join(', ')}.`,
}));
