/** Findings as workflow commands, which GitHub Actions shows as annotations of the lines. */
import { relative, resolve, sep } from 'node:path';
import { rangeOf } from '../core/position.ts';
import { bestFix, type Finding } from '../core/rule.ts';
import { visible } from './cells.ts';
import { placeText } from './report.ts';
import type { Scope } from './scope.ts';
import type { Shell } from './shell.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/**
 * `::error file=web.yaml,line=6,…::message`, one line for each finding.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubText(shell: Shell, { workspace, nameOf }: Scope, findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const { severity, rule, message, at, related } = finding;
      const { start, end } = rangeOf(workspace.manifest(at.document.uri), at.document, at.span);
      const fix = bestFix(finding);
      const lines = [
        message,
        ...related.map((each) => `${placeText(workspace, each.at, nameOf)}: ${each.message}`),
        ...(fix ? [`Fix: ${fix.title}`] : []),
      ];
      const properties = {
        file: repositoryPath(shell, nameOf(at.document.uri)),
        line: start.line + 1,
        endLine: end.line + 1,
        // Columns are refused where a finding spans lines.
        ...(start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {}),
        title: `${rule} (${severity})`,
      };
      const written = Object.entries(properties).map(([key, value]) => `${key}=${property(visible(String(value)))}`);
      return `::${commands[severity]} ${written.join(',')}::${data(lines.map(visible).join('\n'))}\n`;
    })
    .join('');
}

/** Annotations name files from the root of the repository, wherever in it the step runs. */
function repositoryPath({ cwd, env }: Shell, path: string): string {
  const root = env.GITHUB_WORKSPACE;
  if (root === undefined || root === '') return path;
  const inside = relative(root, resolve(cwd, path)).split(sep).join('/');
  return inside.startsWith('../') ? path : inside;
}

// Source: escapeData and escapeProperty of actions/toolkit, packages/core/src/command.ts
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
