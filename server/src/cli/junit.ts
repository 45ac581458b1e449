/** Findings as JUnit XML, which most CI servers read: a suite for each file, a case for each finding. */
import { rangeOf } from '../core/position.ts';
import { remember } from '../core/remember.ts';
import type { Finding } from '../core/rule.ts';
import { visible } from './cells.ts';
import { findingText } from './report.ts';
import type { Scope } from './scope.ts';
import { isFailure } from './settings.ts';

interface Suite {
  readonly name: string;
  readonly failures: number;
  readonly errors: number;
  readonly cases: readonly string[];
}

/** What fails is what makes the exit code 1; other findings are cases that pass, with their text as output. */
export function junitText(scope: Scope, findings: readonly Finding[], failOn: string): string {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) remember(byFile, finding.at.document.uri, () => []).push(finding);
  const suites = [
    ...scope.uris.map((uri) => suiteOf(scope, scope.nameOf(uri), byFile.get(uri) ?? [], failOn)),
    ...scope.unreadable.map(unreadSuite),
  ];
  const sum = (count: (suite: Suite) => number) => suites.reduce((total, suite) => total + count(suite), 0);
  const counts = {
    tests: sum(({ cases }) => cases.length),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
  };
  const inside = suites.map(({ name, failures, errors, cases }) =>
    element('testsuite', { name, tests: cases.length, failures, errors }, `\n${cases.join('')}`),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'ordinal', ...counts }, `\n${inside.join('')}`)}`;
}

function suiteOf(scope: Scope, name: string, findings: readonly Finding[], failOn: string): Suite {
  const failures = findings.filter(({ severity }) => isFailure(severity, failOn)).length;
  const cases = findings.map((finding) => caseOf(scope, name, finding, isFailure(finding.severity, failOn)));
  // A file without findings is worth seeing, too: it was looked at.
  const clean = element('testcase', { name: 'no findings', classname: name, file: name }, '');
  return { name, failures, errors: 0, cases: cases.length > 0 ? cases : [clean] };
}

function unreadSuite(name: string): Suite {
  const error = element('error', { message: 'could not be read' }, '');
  const cases = [element('testcase', { name: 'can be read', classname: name, file: name }, `\n${error}`)];
  return { name, failures: 0, errors: 1, cases };
}

function caseOf(scope: Scope, file: string, finding: Finding, isFailed: boolean): string {
  const { rule, severity, message, at } = finding;
  const line = rangeOf(scope.workspace.manifest(at.document.uri), at.document, at.span).start.line + 1;
  const text = escaped(findingText(scope, finding, (plain) => plain, 120));
  const inside = isFailed
    ? element('failure', { type: rule, message: `${severity}: ${message}` }, text)
    : element('system-out', {}, text);
  return element('testcase', { name: `${rule} in line ${line}`, classname: file, file, line }, `\n${inside}`);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, inside: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(visible(String(value)))}"`);
  return `<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no way at all to write half a character; control characters were made visible before. */
const escaped = (text: string) =>
  text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '').replaceAll(/[\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
