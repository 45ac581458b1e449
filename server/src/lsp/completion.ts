import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from 'vscode-languageserver';
import { isConfig } from '../core/config.ts';
import { configCompletions } from '../core/config-completion.ts';
import { textOf } from '../core/position.ts';
import { rules } from '../core/rules/index.ts';
import type { Workspace } from '../core/workspace.ts';

/** Keys and values of `.ordinal.yaml`; nothing anywhere else. */
export function completions(workspace: Workspace, uri: string, position: Position): CompletionItem[] {
  const manifest = isConfig(uri) ? workspace.manifest(uri) : undefined;
  if (!manifest) return [];
  const text = textOf(manifest);
  const { line } = position;
  return configCompletions(text, position, rules).map(
    ({ label, kind, detail, documentation, text, start, end }, i) => ({
      label,
      kind: kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Value,
      ...(detail ? { detail } : {}),
      ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
      sortText: String(i).padStart(3, '0'),
      // Whoever has typed the quotation mark means the same.
      filterText: text.startsWith('"') ? `${text} ${label}` : label,
      textEdit: { range: { start: { line, character: start }, end: { line, character: end } }, newText: text },
    }),
  );
}
