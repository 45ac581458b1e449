import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Findings } from '../core/check.ts';
import { isConfig, problemsIn } from '../core/config.ts';
import { remember } from '../core/remember.ts';
import { rules } from '../core/rules/index.ts';
import { isBeingTyped, type Typing } from '../core/typing.ts';
import type { Workspace } from '../core/workspace.ts';
import { diagnosticOf } from './convert.ts';

const ruleIds = rules.map(({ id }) => id);

/** Sends diagnostics, and only those that differ from what the client has. */
export class Publisher {
  readonly #send: (uri: string, diagnostics: Diagnostic[]) => void;
  readonly #sent = new Map<string, string>();
  /** Files whose diagnostics point into a file: when its lines move, theirs do. */
  readonly #pointing = new Map<string, Set<string>>();

  constructor(send: (uri: string, diagnostics: Diagnostic[]) => void) {
    this.#send = send;
  }

  /**
   * Brings these files, and those that point into them, up to date. `notes`: why a file was not read. `typing`: where what is
   * missing is kept back.
   */
  publish(
    findings: Findings,
    uris: Iterable<string>,
    notes: ReadonlyMap<string, string>,
    typing: Typing | undefined,
  ): void {
    const { workspace } = findings;
    const found = (uri: string) =>
      typing?.document.uri === uri
        ? findings.of(uri).filter((finding) => !isBeingTyped(finding, typing))
        : findings.of(uri);
    const all = new Set(uris);
    for (const uri of [...all]) for (const other of this.#pointing.get(uri) ?? []) all.add(other);
    for (const uri of all) {
      const note = notes.get(uri);
      const diagnostics =
        note !== undefined ? [unread(note)] : found(uri).map((finding) => diagnosticOf(workspace, finding));
      for (const { at, message } of configProblems(workspace, uri))
        diagnostics.push(diagnosticOf(workspace, configProblem(at, message)));
      for (const { relatedInformation } of diagnostics)
        for (const { location } of relatedInformation ?? [])
          if (location.uri !== uri) remember(this.#pointing, location.uri, () => new Set()).add(uri);
      const text = diagnostics.length === 0 ? '' : JSON.stringify(diagnostics);
      if (text === (this.#sent.get(uri) ?? '')) continue;
      if (text === '') this.#sent.delete(uri);
      else this.#sent.set(uri, text);
      this.#send(uri, diagnostics);
    }
  }
}

const configProblems = (workspace: Workspace, uri: string) =>
  isConfig(uri)
    ? [...workspace.configs.values()]
        .flatMap((config) => problemsIn(config, ruleIds))
        .filter(({ at }) => at.document.uri === uri)
    : [];

/** At the top of a file that was not read. */
const unread = (reason: string): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Information,
  source: 'ordinal',
  message: `Ordinal has not read this file: ${reason}.`,
});

type At = Parameters<typeof diagnosticOf>[1]['at'];
const configProblem = (at: At, message: string) =>
  ({
    rule: 'ordinal-config',
    severity: 'error',
    effect: 'advice',
    message,
    at,
    related: [],
    fixes: [],
    api: [],
    hasNoPods: false,
    resource: undefined,
  }) as const;
