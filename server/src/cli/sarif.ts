/**
 * Findings as SARIF 2.1.0, which GitHub's code scanning and many editors read.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import type { Finding, Rule } from '../core/rule.ts';
import { rules } from '../core/rules/index.ts';
import { effects, rulePage } from '../docs.ts';
import { rulePageUrl } from '../docs-url.ts';
import { findingJson } from '../json.ts';
import type { EditJson, Place, Range } from '../protocol.ts';
import type { Scope } from './scope.ts';
import { keyOf, traitsOf } from './traits.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;
/** What a relative path is relative to: the folder that Ordinal was started in. */
const root = 'SRCROOT';

export function sarifLog(scope: Scope, findings: readonly Finding[]): object {
  const reported = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const fingerprint = fingerprinter(scope);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Ordinal',
            semanticVersion: version,
            informationUri: 'https://github.com/ordinal-k8s/ordinal',
            rules: reported.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The folder that Ordinal was started in.' } } },
        invocations: [
          {
            executionSuccessful: scope.unreadable.length === 0,
            toolExecutionNotifications: scope.unreadable.map((name) => ({
              level: 'error',
              message: { text: `${name} could not be read.` },
              locations: [{ physicalLocation: { artifactLocation: artifact(scope, name) } }],
            })),
          },
        ],
        results: findings.map((finding) => ({
          ...result(scope, finding),
          ruleIndex: reported.findIndex(({ id }) => id === finding.rule),
          partialFingerprints: { 'ordinalFinding/v1': fingerprint(finding) },
        })),
      },
    ],
  };
}

function descriptor(rule: Rule): object {
  const { id, effect, severity, isOffByDefault, summary, why } = rule;
  return {
    id,
    name: id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: plain(summary), markdown: summary },
    fullDescription: { text: plain(why), markdown: why },
    help: { text: plain(why), markdown: rulePage(rule) },
    helpUri: rulePageUrl(id),
    defaultConfiguration: { level: levels[severity], enabled: !isOffByDefault },
    properties: { tags: ['kubernetes', 'statefulset', effect], effect, meaning: effects[effect] },
  };
}
const plain = (markdown: string) => markdown.replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim();

function result(scope: Scope, finding: Finding): object {
  const { rule, severity, effect, message, path, resource, related, fixes, ...place } = findingJson(
    scope.workspace,
    finding,
    scope.nameOf,
  );
  const object =
    resource && [resource.kind, resource.namespace, resource.name].filter((each) => each !== null).join('/');
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: literal(message) },
    locations: [
      {
        physicalLocation: location(scope, place),
        ...(object || path
          ? { logicalLocations: [{ fullyQualifiedName: [object, path].filter((each) => each).join('/') }] }
          : {}),
      },
    ],
    relatedLocations: related.map(({ message, ...place }, i) => ({
      id: i + 1,
      physicalLocation: location(scope, place),
      message: { text: literal(message) },
    })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      description: { text: literal(title) },
      artifactChanges: [...new Set(edits.map(({ file }) => file))].map((file) => ({
        artifactLocation: artifact(scope, file),
        replacements: edits.filter((edit) => edit.file === file).map(replacement),
      })),
      properties: { safe },
    })),
    properties: { severity, effect },
  };
}

/** Braces with a number are placeholders, and brackets before a parenthesis are links: SARIF's own, not ours. */
const literal = (text: string) => text.replaceAll(/\{(\d+)\}/g, '{{$1}}').replaceAll(/\[(?=[^\]]*\]\()/g, '\\[');

const location = (scope: Scope, { file, range }: Place) => ({
  artifactLocation: artifact(scope, file),
  region: region(range),
});

/** Lines and columns count from 1; the end is the column behind the last character, as in LSP. */
const region = ({ start, end }: Range) => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

const replacement = ({ range, newText }: EditJson) => ({
  deletedRegion: region(range),
  insertedContent: { text: newText },
});

/** A path below the base, else a URI of its own: a relative one must not lead out of its base. */
function artifact({ pathOf }: Scope, file: string): object {
  const path = file.startsWith('../') || file.startsWith('/') ? pathOf(file) : undefined;
  if (path !== undefined) return { uri: pathToFileURL(path).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: root };
}

/** Stays the same when lines move; findings with the same traits are told apart by their order. */
function fingerprinter({ nameOf }: Scope): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return (finding) => {
    const key = keyOf(traitsOf(finding, nameOf(finding.at.document.uri)));
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}:${count}`;
  };
}
