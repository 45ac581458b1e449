import * as vscode from 'vscode';

/** The page of the preview: one script, one style, and a security policy that lets nothing else in. `dist` is where both are. */
export function pageOf(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; font-src ${webview.cspSource};`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>StatefulSet Preview</title>
<link rel="stylesheet" href="${asset('preview-style.css')}">
</head>
<body>
<script nonce="${nonce}" src="${asset('preview.js')}"></script>
</body>
</html>`;
}
