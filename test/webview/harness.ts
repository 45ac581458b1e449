/// <reference types="node" />
/** The bundled webview in a real browser: what VS Code puts around it, the messages of a fixture, and what it posts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { FromWebview, ToWebview } from '../../server/src/protocol.ts';

const repository = process.cwd();

export interface Bundle {
  readonly script: string;
  readonly style: string;
  readonly font: Buffer;
}
export async function bundle(): Promise<Bundle> {
  const [script, style] = await Promise.all([
    build({
      entryPoints: ['client/webview/main.tsx'],
      absWorkingDir: repository,
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      write: false,
    }),
    build({
      entryPoints: ['client/webview/style.css'],
      absWorkingDir: repository,
      bundle: true,
      outdir: 'out/webview',
      loader: { '.ttf': 'file' },
      assetNames: '[name]',
      write: false,
    }),
  ]);
  const text = (path: string, files: readonly { readonly path: string; readonly text: string }[]) =>
    files.find((file) => file.path.endsWith(path))?.text ?? '';
  return {
    script: script.outputFiles[0]?.text ?? '',
    style: text('.css', style.outputFiles),
    font: readFileSync(join(repository, 'node_modules/@vscode/codicons/dist/codicon.ttf')),
  };
}

export interface Theme {
  readonly name: string;
  readonly css: string;
}
/**
 * The themes to look at the panel in: style sheets that set the variables of VS Code's themes, from the folder `themes` of
 * ORDINAL_DESIGN. Without that folder one plain theme, which is enough to find what does not depend on colours.
 */
export function themes(): readonly Theme[] {
  const folder = join(process.env.ORDINAL_DESIGN ?? '../shared/design', 'themes');
  if (!existsSync(folder)) return [plainTheme];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .map((file) => ({ name: basename(file, '.css'), css: readFileSync(join(folder, file), 'utf8') }));
}

const colours = { black: '#1b1b1b', grey: '#595959', blue: '#0b57b0', white: '#ffffff' };
const plainTheme: Theme = {
  name: 'plain',
  css: `:root {
    --vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace; --vscode-editor-font-size: 12px;
    --vscode-foreground: ${colours.black}; --vscode-descriptionForeground: ${colours.grey}; --vscode-editor-background: ${colours.white};
    --vscode-textLink-foreground: ${colours.blue}; --vscode-focusBorder: ${colours.blue}; --vscode-charts-blue: ${colours.blue};
    --vscode-button-background: ${colours.blue}; --vscode-button-foreground: ${colours.white};
    --vscode-button-secondaryForeground: ${colours.black}; --vscode-input-background: ${colours.white};
    --vscode-input-foreground: ${colours.black}; --vscode-input-placeholderForeground: ${colours.grey};
  }`,
};

/** A part of what VS Code writes into every webview: a panel has to win against it. */
const vscodeDefaults = `@layer vscode-default {
  body { margin: 0; padding: 0 20px; background-color: transparent; color: var(--vscode-editor-foreground); overscroll-behavior-x: none; }
  code { padding: 1px 3px; border-radius: 4px; color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); }
}`;
const origin = 'http://panel.invalid';
const policy = `default-src 'none'; script-src 'nonce-n'; style-src ${origin}; font-src ${origin}`;

/** The panel in a page of its own. */
export class PanelPage {
  readonly page: Page;
  /** What the browser complained about: broken security policy, exceptions. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (line) => {
      if (line.type() === 'error') this.complaints.push(line.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** Hands a message to the webview and waits until it is drawn. */
  async receive(message: unknown): Promise<void> {
    await this.page.evaluate(async (data) => {
      window.postMessage(data, '*');
      for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    }, message);
  }

  /** What the webview posted so far because of what the reader did: neither `ready` nor the names that it looks up by itself. */
  async posted(): Promise<readonly FromWebview[]> {
    return (await this.#all()).filter(({ type }) => type !== 'resolve');
  }

  /** The names that it looked up so far. */
  async lookedUp(): Promise<readonly FromWebview[]> {
    return (await this.#all()).filter(({ type }) => type === 'resolve');
  }

  #all(): Promise<readonly FromWebview[]> {
    return this.page.evaluate(() => (window as unknown as { posted: FromWebview[] }).posted);
  }

  /** What it would find again after a reload of the window. */
  state(): Promise<unknown> {
    return this.page.evaluate(() => (window as unknown as { state: unknown }).state);
  }

  async draw(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    });
  }

  /** Puts on another of the themes, as VS Code does while a panel is open. */
  async wear({ name }: Theme): Promise<void> {
    await this.page.evaluate(async (name) => {
      const sheet = document.querySelector<HTMLLinkElement>('link[href^="vscode."]');
      if (!sheet) throw new Error('the panel has the style sheet of a theme');
      document.body.className = `vscode-${name}`;
      if (sheet.getAttribute('href') === `vscode.${name}.css`) return;
      await new Promise((loaded, failed) => {
        sheet.onload = loaded;
        sheet.onerror = failed;
        sheet.href = `vscode.${name}.css`;
      });
    }, name);
  }
}

export interface Surroundings {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

/** Opens the panel and hands it the messages. */
export async function openPanel(
  browser: Browser,
  { script, style, font }: Bundle,
  messages: readonly ToWebview[],
  { theme = themes()[0] ?? plainTheme, width = 900, height = 900 }: Surroundings = {},
): Promise<PanelPage> {
  const page = await browser.newPage({ viewport: { width, height } });
  const panel = new PanelPage(page);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="vscode.${theme.name}.css"><link rel="stylesheet" href="preview-style.css"></head>
    <body class="vscode-${theme.name}"><script nonce="n">
      window.posted = [];
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => message.type === 'ready' || window.posted.push(message),
        setState: (state) => { window.state = state; },
      });
    </script><script nonce="n" src="preview.js"></script></body></html>`;
  const sheets = [...themes(), theme].map(({ name, css }) => [
    `/vscode.${name}.css`,
    { contentType: 'text/css', body: `${vscodeDefaults}${css}` },
  ]);
  const answers: Readonly<Record<string, { readonly contentType: string; readonly body: string | Buffer }>> = {
    ...Object.fromEntries(sheets),
    '/': { contentType: 'text/html', body: html },
    '/preview-style.css': { contentType: 'text/css', body: style },
    '/preview.js': { contentType: 'text/javascript', body: script },
    '/codicon.ttf': { contentType: 'font/ttf', body: font },
  };
  await page.route('**/*', (route) => {
    const answer = answers[new URL(route.request().url()).pathname];
    return answer ? route.fulfill(answer) : route.fulfill({ status: 204 });
  });
  await page.goto(`${origin}/`);
  for (const message of messages) await panel.receive(message);
  return panel;
}
