import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { hoverAt } from '../core/api/hover.ts';
import { offsetAt, rangeOf } from '../core/position.ts';
import type { Workspace } from '../core/workspace.ts';

/** What the API knows of the field under the cursor. */
export function hover(workspace: Workspace, uri: string, position: Position): Hover | null {
  const manifest = workspace.manifest(uri);
  const at = manifest && offsetAt(manifest, position);
  const found = at && hoverAt(workspace, at.document, at.offset);
  if (!found) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: rangeOf(manifest, at.document, found.span),
  };
}
