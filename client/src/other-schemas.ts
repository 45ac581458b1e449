import * as vscode from 'vscode';

/** With `ordinal.schema: auto`, whether another extension tells about the fields of this document already. */
export function isLeftToAnother(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('ordinal').get('schema', 'auto') === 'auto' && hasOtherSchema(document);
}

/** Red Hat's YAML extension tells, where it has a schema: from the file itself, its settings, or the Kubernetes extension. */
function hasOtherSchema(document: vscode.TextDocument): boolean {
  if (!vscode.extensions.getExtension('redhat.vscode-yaml')) return false;
  const yaml = vscode.workspace.getConfiguration('yaml', document);
  if (!yaml.get('hover', true)) return false;
  if (vscode.extensions.getExtension('ms-kubernetes-tools.vscode-kubernetes-tools')) return true;
  if (/^#\s*yaml-language-server\s*:\s*\$schema=\S/m.test(document.getText())) return true;
  const globs = Object.values(yaml.get<Readonly<Record<string, string | readonly string[]>>>('schemas', {})).flat();
  return globs.some((glob) => matches(glob, document));
}

/** A glob without a slash in front holds in any folder. */
const matches = (glob: string, document: vscode.TextDocument) =>
  vscode.languages.match({ pattern: `**/${glob.replace(/^(\*\*)?\/+/, '')}` }, document) > 0;
