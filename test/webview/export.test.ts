/// <reference types="node" />
/** What is passed on, read by those who will: Mermaid's own parser and renderer, and a browser's for SVG. */
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exported } from '../../server/src/export/export.ts';
import type { StatefulSetJson } from '../../server/src/protocol.ts';
import { startBrowser } from '../vscode/lib/browser.mjs';
import { statefulSet } from './fixtures.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js') });
}, 60_000);
afterAll(() => browser?.close());

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"]; end; click pod0 "javascript:alert(1)"',
  '%%{init: {"theme": "dark"}}%%',
  'a\u202Eb\u200Bc',
  ']]>&amp;</svg><script>alert(1)</script>',
  '`#35; subgraph x',
];
const states: readonly (readonly [string, readonly StatefulSetJson[]])[] = [
  ['a set', [statefulSet()]],
  ['several sets', [statefulSet(), statefulSet({ name: 'db' })]],
  ['no Pods', [statefulSet({ replicas: 0 })]],
  ['as many Pods as there can be', [statefulSet({ replicas: 2 ** 31 - 1 })]],
  ['a set that is stuck', [statefulSet({ stuck: 'Stuck at web-0.' })]],
  ...hostile.map((name) => [`the name ${JSON.stringify(name)}`, [statefulSet({ name, namespace: name })]] as const),
];

test.each(states)('Mermaid draws %s', async (_, sets) => {
  const text = exported('mermaid', sets, (file) => file);
  const drawn = await page.evaluate(async (text) => {
    interface Mermaid {
      initialize(options: object): void;
      parse(text: string): Promise<{ readonly diagramType: string }>;
      render(id: string, text: string): Promise<{ readonly svg: string }>;
    }
    const { mermaid } = window as unknown as { mermaid: Mermaid };
    mermaid.initialize({ startOnLoad: false, securityLevel: 'loose', suppressErrorRendering: true });
    const { diagramType } = await mermaid.parse(text);
    const { svg } = await mermaid.render('drawn', text);
    const tree = new DOMParser().parseFromString(svg, 'text/html');
    const isActive = (element: Element) =>
      element.matches('script, img, iframe, a') || [...element.attributes].some(({ name }) => name.startsWith('on'));
    return { diagramType, active: [...tree.querySelectorAll('*')].filter(isActive).map(({ outerHTML }) => outerHTML) };
  }, text);
  expect(drawn).toEqual({ diagramType: expect.stringMatching(/^flowchart/), active: [] });
});

test.each(states)('a browser draws %s as SVG', async (_, sets) => {
  const text = exported('svg', sets, (file) => file);
  const drawn = await page.evaluate(async (text) => {
    const tree = new DOMParser().parseFromString(text, 'image/svg+xml');
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    return {
      isWellFormed: tree.querySelector('parsererror') === null,
      active: tree.querySelectorAll('script, a, foreignObject, image').length,
      hasSize: image.naturalWidth > 100 && image.naturalHeight > 50,
    };
  }, text);
  expect(drawn).toEqual({ isWellFormed: true, active: 0, hasSize: true });
});
