/** What is written about rules outside of their files: pages, their index, settings. All of it follows from the rule. */
import { check } from './core/check.ts';
import { configKeys, severities } from './core/config.ts';
import { storagePlatforms } from './core/known/storage-platforms.ts';
import { readManifest, readPlain } from './core/manifest.ts';
import { fileNameOf } from './core/paths.ts';
import { rangeOf } from './core/position.ts';
import type { Effect, Finding, Rule } from './core/rule.ts';
import { kubernetesVersions, type Settings } from './core/settings.ts';
import { Workspace } from './core/workspace.ts';
import { isYamlName } from './globs.ts';

/** The effects, worst first, and what the cluster does then. */
export const effects: Readonly<Record<Effect, string>> = {
  rejected: 'the API server refuses the object',
  stuck: 'accepted, but a Pod or a claim is never created, never bound or never ready',
  broken: 'it runs, but something that the manifest relies on does not work',
  ignored: 'accepted, but the value is dropped or overwritten',
  risky: 'works today; loses data or availability in a foreseeable event',
  advice: 'works; a better way is known',
};

/** The rules by effect, worst effect first and by name in each. */
export function rulesByEffect(rules: readonly Rule[]): readonly (readonly [Effect, readonly Rule[]])[] {
  return (Object.keys(effects) as Effect[])
    .map((effect) => {
      const those = rules.filter((rule) => rule.effect === effect).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return [effect, those] as const;
    })
    .filter(([, those]) => those.length > 0);
}

/** The page of one rule, in Markdown. */
export function rulePage(rule: Rule): string {
  const { id, effect, summary, why, source } = rule;
  const bad = exampleFiles(rule.bad);
  const workspace = exampleWorkspace(bad, switchedOn(rule));
  const findings = check(workspace, [rule]);
  return `# ${id}

${summary}

**Effect:** ${effect} (${effects[effect]}).
**Severity:** ${severityText(rule)}

## Why

${why.trim()}

## Wrong

${examples(bad)}

Ordinal says:

${findings.map((finding) => saidText(workspace, finding, bad.size > 1)).join('\n')}

## Right

${examples(exampleFiles(rule.good))}

${fixesText(findings)}## When it is wanted

For one line, with a reason for those who come after you:

\`\`\`yaml
# ordinal-disable-next-line ${id} -- why
\`\`\`

For the rest of a YAML document, \`# ordinal-disable ${id}\`. For one object, an annotation:

\`\`\`yaml
metadata:
  annotations:
    ordinal/ignore: ${id}
\`\`\`

For all files, in \`.ordinal.yaml\` (\`error\`, \`warning\`, \`information\` and \`hint\` make the rule as loud as that):

\`\`\`yaml
rules:
  ${id}: off
\`\`\`

## Read on

<${source}>
`;
}

/** Settings under which a rule speaks. */
export function switchedOn({ id, severity, isOffByDefault }: Rule): Partial<Settings> {
  return isOffByDefault ? { rules: { [id]: severity } } : {};
}

function severityText({ id, severity, isOffByDefault }: Rule): string {
  if (!isOffByDefault) return `${severity}, if nothing below or in your settings says otherwise.`;
  return `off, until your settings give it one, like this in \`.ordinal.yaml\`:

\`\`\`yaml
rules:
  ${id}: ${severity}
\`\`\``;
}

/** The list of all rules, in Markdown. */
export function rulesIndex(rules: readonly Rule[]): string {
  const parts = rulesByEffect(rules).map(
    ([effect, those]) => `## ${effect[0]?.toUpperCase()}${effect.slice(1)}: ${effects[effect]}

| Rule | Severity | Finds |
| --- | --- | --- |
${those.map(({ id, severity, summary, isOffByDefault }) => `| [${id}](${id}.md) | ${isOffByDefault ? 'off' : severity} | ${summary.replaceAll('|', '\\|')} |`).join('\n')}
`,
  );
  return `# Rules

What Ordinal finds, by what the cluster does with it. \`ordinal explain RULE\` prints the same pages.

${parts.join('\n')}`;
}

/** The JSON schema of `.ordinal.yaml`, for YAML extensions. What it refuses, Ordinal refuses, too. */
export function configSchema(rules: readonly Rule[]): object {
  const severity = { type: 'string', enum: severities };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Ordinal',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      rules: {
        description: configKeys.rules,
        type: ['object', 'null'],
        properties: Object.fromEntries(
          rules
            .toSorted((a, b) => (a.id < b.id ? -1 : 1))
            .map(({ id, summary }) => [id, { ...severity, description: summary }]),
        ),
        // Another version may know more rules.
        additionalProperties: severity,
      },
      kubernetesVersion: {
        description: configKeys.kubernetesVersion,
        default: kubernetesVersions.at(-1),
        anyOf: [{ enum: kubernetesVersions }, { type: 'number', enum: kubernetesVersions.map(Number) }],
      },
      clusterDomain: { description: configKeys.clusterDomain, type: 'string', default: 'cluster.local' },
      storageClasses: {
        description: configKeys.storageClasses,
        type: ['array', 'null'],
        items: { type: 'string', anyOf: [{ enum: storagePlatforms }, {}] },
      },
      exclude: { description: configKeys.exclude, type: ['array', 'null'], items: { type: 'string' } },
    },
  };
}

/** What package.json offers for each rule below the setting `ordinal.rules`. */
export function ruleSettings(rules: readonly Rule[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    rules
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, summary, isOffByDefault }) => [
        id,
        {
          enum: ['error', 'warning', 'information', 'hint', 'off'],
          ...(isOffByDefault ? { default: 'off' } : {}),
          markdownDescription: summary,
        },
      ]),
  );
}

const unnamed = 'manifest.yaml';
/** An example's file as it was before, for rules that look at what changed. With one of them, files without were not there. */
export const asItWas = ' (as it was)';

/** A Workspace of an example's files, in one folder. */
export function exampleWorkspace(files: ReadonlyMap<string, string>, settings: Partial<Settings> = {}): Workspace {
  const isOld = (path: string) => path.endsWith(asItWas);
  const read = (path: string) => {
    const text = files.get(path);
    const uri = path.replace(asItWas, '');
    return text === undefined ? undefined : (isYamlName(fileNameOf(uri)) ? readManifest : readPlain)(uri, text);
  };
  const paths = [...files.keys()];
  const all = new Set(paths.map((path) => path.replace(asItWas, '')));
  return Workspace.of([''], settings)
    .with(new Map(paths.filter((path) => !isOld(path)).map((path) => [path, read(path)])))
    .withBefore(new Map(paths.some(isOld) ? [...all].map((path) => [path, read(path + asItWas)]) : []));
}

/** The files of a rule's example, by path. `#- path` starts another one. */
function exampleFiles(example: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let path = unnamed;
  for (const line of example.trim().split('\n')) {
    const next = /^#- (.+)$/.exec(line)?.[1];
    if (next !== undefined) path = next;
    else files.set(path, `${files.get(path) ?? ''}${line}\n`);
  }
  return files;
}

function examples(files: ReadonlyMap<string, string>): string {
  return [...files]
    .map(([path, text]) => `${path === unnamed ? '' : `\`${path}\`\n\n`}\`\`\`yaml\n${text.trimEnd()}\n\`\`\``)
    .join('\n\n');
}

function saidText(workspace: Workspace, { at, severity, message }: Finding, hasFiles: boolean): string {
  const { uri } = at.document;
  const line = rangeOf(workspace.manifest(uri), at.document, at.span).start.line + 1;
  const field = at.path === '' ? '' : `, \`${at.path}\``;
  return `- **${severity}** in line ${line}${hasFiles ? ` of \`${uri}\`` : ''}${field}: ${escaped(message)}`;
}
const escaped = (text: string) => text.replaceAll(/[*_<[\]]/g, '\\$&');

function fixesText(findings: readonly Finding[]): string {
  const fixes = new Map(findings.flatMap((finding) => finding.fixes.map(({ title, safe }) => [title, safe] as const)));
  if (fixes.size === 0) return '';
  return `## Fixes

${[...fixes].map(([title, safe]) => `- ${escaped(title)}${safe ? ' (safe: `ordinal fix` does it)' : ''}`).join('\n')}

`;
}
