/// <reference types="node" />
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { exported } from '../../server/src/export/export.ts';
import { pictureOf } from '../../server/src/export/picture.ts';
import type { ToWebview } from '../../server/src/protocol.ts';
import { startBrowser } from '../vscode/lib/browser.mjs';
import { fixtures, message, statefulSet } from './fixtures.ts';
import { type Bundle, bundle, openPanel, type PanelPage, type Surroundings, themes } from './harness.ts';

let browser: Browser;
let panel: Bundle;
let open: PanelPage | undefined;

beforeAll(async () => {
  [browser, panel] = await Promise.all([startBrowser(), bundle()]);
}, 60_000);
afterAll(() => browser?.close());
afterEach(async () => {
  expect(open?.complaints).toEqual([]);
  await open?.page.close();
  open = undefined;
});

async function show(messages: readonly ToWebview[], surroundings?: Surroundings): Promise<PanelPage> {
  open = await openPanel(browser, panel, messages, surroundings);
  return open;
}
/** The text, or the label, of what has the focus. */
const focused = ({ page }: PanelPage) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('data-from') ?? element?.getAttribute('data-fold') ?? element?.textContent ?? '';
  });
async function press(shown: PanelPage, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await shown.page.keyboard.press(key);
  await shown.draw();
}

describe('a click posts', { timeout: 30_000 }, () => {
  test('where a link leads, what a fix is about, and which rule to explain', async () => {
    const shown = await show(fixtures['service-not-found']);
    const [problem] = fixtures['service-not-found'][0]?.preview.statefulSets[0]?.problems ?? [];
    await shown.page.getByRole('button', { name: 'line 19' }).click();
    await shown.page.getByRole('button', { name: 'Use “nginx-headless”' }).click();
    await shown.page.getByRole('button', { name: 'service-not-found' }).click();
    expect(await shown.posted()).toEqual([
      { type: 'reveal', file: problem?.file, range: problem?.range },
      { type: 'fix', rule: problem?.rule, file: problem?.file, range: problem?.range, title: 'Use “nginx-headless”' },
      { type: 'explain', rule: 'service-not-found' },
    ]);
  });

  test('the raw text that is copied, and says that it was', async () => {
    const shown = await show(fixtures.main);
    await shown.page.getByRole('button', { name: 'Copy kubectl get pvc' }).click();
    expect(await shown.posted()).toEqual([{ type: 'copy', text: 'kubectl get pvc -l app=nginx -n shop' }]);
    expect(await shown.page.getByRole('status').textContent()).toBe('Copied: kubectl get pvc -l app=nginx -n shop');
  });

  test('the pin, and shows it at once', async () => {
    const shown = await show(fixtures.main);
    await shown.page.getByRole('button', { name: 'Pin' }).click();
    expect(await shown.posted()).toEqual([{ type: 'pin', pinned: true }]);
    expect(await shown.page.getByRole('button', { name: 'Pin', pressed: true }).count()).toBe(1);
    expect(await shown.state()).toEqual({ uri: 'file:///folder/shop/web.yaml', name: 'web', pinned: true });
  });

  test('the chosen set', async () => {
    const shown = await show(fixtures['two-sets']);
    await shown.page.getByRole('tab', { name: 'etcd', exact: true }).focus();
    await press(shown, 'ArrowRight', 'Enter');
    expect(await shown.posted()).toEqual([{ type: 'choose', name: 'etcd-backup' }]);
    expect(await shown.page.getByRole('tab', { selected: true }).first().textContent()).toBe('etcd-backup');
    expect(await focused(shown)).toBe('etcd-backup');
    expect(await shown.state()).toMatchObject({ name: 'etcd-backup' });
  });
});

describe('the keyboard', { timeout: 30_000 }, () => {
  test('moves in the rows, opens them, and stays where it is when the file changes', async () => {
    const shown = await show(fixtures.main);
    await shown.page.locator('.row').first().focus();
    await press(shown, 'ArrowDown', 'Enter');
    expect(await focused(shown)).toBe('1');
    expect(await shown.page.locator('.detail').textContent()).toContain('web-1.nginx.shop.svc.cluster.local');
    await shown.receive(message([statefulSet({ replicas: 5 })]));
    expect(await focused(shown)).toBe('1');
    expect(await shown.page.locator('.detail').count()).toBe(1);
    await press(shown, 'End');
    expect(await focused(shown)).toBe('4');
    await press(shown, 'Home', 'ArrowRight', 'Enter');
    expect(await shown.posted()).toMatchObject([{ type: 'reveal', range: { start: { line: 19 } } }]);
    await press(shown, 'ArrowLeft');
    expect(await focused(shown)).toBe('0');
  });

  test('finds the rows as one stop', async () => {
    const shown = await show(fixtures.thousand);
    await shown.page.locator('.row').first().focus();
    await press(shown, 'Tab');
    expect(await shown.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Play');
    await press(shown, 'Tab');
    expect(await shown.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Step');
    await press(shown, 'Tab');
    expect(await focused(shown)).toBe('What does a name resolve to?');
  });

  test('opens a fold, and the focus goes to its first row', async () => {
    const shown = await show(fixtures.thousand);
    await shown.page.locator('.row').first().focus();
    await press(shown, 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await focused(shown)).toBe('3');
    await press(shown, 'Enter');
    expect(await focused(shown)).toBe('3');
    expect(await shown.page.locator('.row[data-from]').count()).toBe(25);
  });

  test('goes to any ordinal', async () => {
    const shown = await show([message([statefulSet({ replicas: 2_147_483_647 })])]);
    await shown.page.getByLabel('Go to ordinal').fill('1234567890');
    await press(shown, 'Enter');
    expect(await focused(shown)).toBe('1234567890');
    await shown.page.getByLabel('Go to ordinal').fill('2147483647');
    await press(shown, 'Enter');
    expect(await shown.page.getByRole('status').textContent()).toBe('The ordinals go from 0 to 2147483646.');
    await shown.page.getByRole('button', { name: 'Fold again' }).click();
    expect(await shown.page.locator('.row').count()).toBe(6);
  });

  test('is not lost when what has the focus goes', async () => {
    const shown = await show(fixtures['service-not-found']);
    await shown.page.getByRole('button', { name: 'Use “nginx-headless”' }).focus();
    await shown.receive(message([statefulSet()]));
    expect(await focused(shown)).toBe('0');
  });
});

describe('a thousand rows', { timeout: 60_000 }, () => {
  test.each([900, 300])('are few elements at %i pixels, wherever one scrolls', async (width) => {
    const shown = await show(fixtures.thousand, { width, height: 800 });
    await shown.page.getByRole('button', { name: 'Show all' }).click();
    await shown.draw();
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      await shown.page.evaluate((to) => scrollTo(0, to * document.documentElement.scrollHeight), part);
      await shown.draw();
      const { count, covered } = await shown.page.evaluate(() => ({
        count: document.querySelectorAll('*').length,
        // What stands at the left edge all down the viewport: no gap may be in sight.
        covered: Array.from(
          { length: 8 },
          (_, i) => document.elementFromPoint(60, i * 100 + 5)?.closest('.gap') ?? null,
        ),
      }));
      expect(count).toBeLessThan(5000);
      expect(covered).toEqual(Array(8).fill(null));
    }
    await shown.page.locator('.row').last().focus();
    await press(shown, 'Home');
    expect(await focused(shown)).toBe('0');
    await press(shown, ...Array<string>(10).fill('PageDown'));
    expect(await focused(shown)).toBe('100');
  });
});

describe('the timeline', { timeout: 30_000 }, () => {
  const count = (shown: PanelPage) => shown.page.locator('.count').textContent();
  const words = (shown: PanelPage) => shown.page.locator('.row .of-pods .word').allTextContents();

  test('begins at the end, and goes where it is dragged', async () => {
    const shown = await show(fixtures.main);
    expect(await count(shown)).toBe('12 of 12');
    await shown.page.getByLabel('Step', { exact: true }).focus();
    await press(shown, 'Home');
    expect(await words(shown)).toEqual(['not yet', 'waits for web-0', 'waits for web-1']);
    await press(shown, 'ArrowRight', 'ArrowRight');
    expect(await count(shown)).toBe('2 of 12');
    expect(await words(shown)).toEqual(['starting', 'waits for web-0', 'waits for web-1']);
    expect(await shown.page.locator('.step').textContent()).toBe('Create Pod web-0. It is the first ordinal.');
  });

  test('is one stop of Tab whose buttons are reached by arrows', async () => {
    const shown = await show(fixtures.main);
    await shown.page.getByRole('button', { name: 'Play' }).focus();
    await press(shown, 'ArrowLeft', 'Enter', 'Enter');
    expect(await count(shown)).toBe('10 of 12');
    await press(shown, 'ArrowLeft', 'Enter');
    expect(await count(shown)).toBe('0 of 12');
  });

  test('plays to its end, and stops', async () => {
    const shown = await show(fixtures.thousand);
    await shown.page.getByLabel('Step', { exact: true }).fill('3990');
    await shown.page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => count(shown), { timeout: 20_000 }).toBe('4,000 of 4,000');
    await shown.page.getByRole('button', { name: 'Play' }).waitFor();
  });

  test('unfolds the rows that a step is about', async () => {
    const shown = await show(fixtures.thousand);
    await shown.page.getByLabel('Step', { exact: true }).fill('2000');
    await shown.draw();
    expect(await shown.page.locator('.row[data-from]').allTextContents()).toHaveLength(8);
    expect(await focusedWord(shown, 499)).toBe('Ready');
    expect(await focusedWord(shown, 500)).toBe('not yet');
  });
  const focusedWord = (shown: PanelPage, ordinal: number) =>
    shown.page.locator(`.row[data-from="${ordinal}"] .of-pods .word`).textContent();
});

describe('what if', { timeout: 30_000 }, () => {
  const question = { type: 'preview', set: 'web', namespace: 'shop', scenario: 'create', options: {} };

  test('asks with all that was asked before, answered or not', async () => {
    const shown = await show(fixtures.main);
    const more = shown.page.getByRole('button', { name: 'Replicas: one more' });
    await more.click();
    await shown.page.getByLabel('Start', { exact: true }).selectOption('all at once');
    expect(await shown.posted()).toEqual([
      { ...question, whatIf: { replicas: 4 } },
      { ...question, whatIf: { replicas: 4, podManagementPolicy: 'Parallel' } },
    ]);
  });

  test('says what the file says, writes and discards', async () => {
    const shown = await show(fixtures['what-if']);
    expect(await shown.page.locator('.notice').textContent()).toBe(
      'What if: replicas 4, not 3. Your file is unchanged.Write to YAMLDiscard',
    );
    expect(await shown.page.locator('.was').textContent()).toBe('was 3');
    await shown.page.getByRole('button', { name: 'Write to YAML' }).click();
    await shown.page.getByRole('button', { name: 'Discard' }).click();
    expect(await shown.posted()).toEqual([{ type: 'write' }, { ...question, whatIf: {} }]);
  });

  test('leaves alone what is being typed', async () => {
    const shown = await show(fixtures.main);
    const replicas = shown.page.getByLabel('Replicas', { exact: true });
    await replicas.fill('12');
    for (const each of fixtures['resolved-late']) await shown.receive(each);
    expect(await replicas.inputValue()).toBe('12');
    await replicas.press('Enter');
    expect(await shown.posted()).toEqual([{ ...question, whatIf: { replicas: 12 } }]);
  });

  test('takes no number that a field cannot have', async () => {
    const shown = await show(fixtures.main);
    const replicas = shown.page.getByLabel('Replicas', { exact: true });
    for (const wrong of ['-1', '2.5', '2147483648', '']) {
      await replicas.fill(wrong);
      await replicas.press('Enter');
      await replicas.blur();
      expect(await replicas.inputValue()).toBe('3');
    }
    expect(await shown.posted()).toEqual([]);
  });
});

describe('a name', { timeout: 30_000 }, () => {
  test('is looked up as it is typed, from where and when it is asked', async () => {
    const shown = await show(fixtures.main);
    await expect
      .poll(() => shown.lookedUp())
      .toEqual([{ type: 'resolve', name: 'web-0.nginx', from: 'same', step: 12 }]);
    await shown.page.getByLabel('Name to look up').fill('nginx');
    await shown.page.getByLabel('asked from').selectOption('another namespace');
    await expect
      .poll(async () => (await shown.lookedUp()).at(-1))
      .toEqual({ type: 'resolve', name: 'nginx', from: 'other', step: 12 });
  });

  test('is answered with the names that were tried', async () => {
    const shown = await show(fixtures['resolved-late']);
    expect(await shown.page.locator('.answer').textContent()).toMatch(/^A: web-0\. The address of exactly this Pod\./);
    expect(await shown.page.locator('.tries li').allTextContents()).toEqual([
      'web-0.nginx.shop.shop.svc.cluster.localNXDOMAIN',
      'web-0.nginx.shop.svc.cluster.localA',
    ]);
  });
});

test('messages of other shapes change nothing', { timeout: 30_000 }, async () => {
  const shown = await show(fixtures.main);
  for (const odd of [null, 'hello', { type: 'preview' }, { type: 'preview', preview: { version: 2 } }])
    await shown.receive(odd);
  expect(await shown.page.getByRole('heading', { level: 1 }).textContent()).toBe('web');
});

test('a name is not cut for the words beside it, however narrow the columns and wide the font', async () => {
  const [theme] = themes();
  const css = `${theme?.css} :root { --vscode-font-family: monospace; }`;
  const shown = await show([], { theme: { name: 'monospace', css } });
  const stuck = fixtures['class-not-found'][0]?.preview.statefulSets[0];
  const claimTemplates = stuck?.claimTemplates ?? [];
  for (const hasNoPods of [{}, { hasNoPods: true }] as const) {
    await shown.receive(message([statefulSet({ name: 'db', stuck: 'Stuck at db-0.', claimTemplates, ...hasNoPods })]));
    for (const width of [720, 760, 900, 1280, 1600]) {
      await shown.page.setViewportSize({ width, height: 800 });
      const cut = await shown.page.evaluate(() =>
        [...document.querySelectorAll('.row :is(.stem, .service, .word, .of-pods, .of-dns, .of-claims)')]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      );
      expect(cut, `cut at ${width} pixels`).toEqual([]);
    }
  }
});

test('with the tools beside the rows, the DNS names are whole, in a wide font, too', async () => {
  const [theme] = themes();
  const css = `${theme?.css} :root { --vscode-font-family: "DejaVu Sans", Verdana, sans-serif; }`;
  const shown = await show(fixtures.main, { theme: { name: 'wide', css } });
  for (const width of [1280, 1340, 1440, 1600]) {
    await shown.page.setViewportSize({ width, height: 800 });
    const names = await shown.page.evaluate(() =>
      [...document.querySelectorAll('.row .dns .domain')].map(({ textContent, scrollWidth, clientWidth }) => ({
        textContent,
        cut: scrollWidth - clientWidth,
      })),
    );
    expect(names, `at ${width} pixels`).toEqual(names.map(() => ({ textContent: '.shop.svc.cluster.local', cut: 0 })));
    expect(names.length).toBeGreaterThan(0);
  }
});

test('no width makes the page scroll sideways', { timeout: 60_000 }, async () => {
  const shown = await show([]);
  for (const messages of Object.values(fixtures)) {
    for (const each of messages) await shown.receive(each);
    for (const width of [300, 480, 719, 720, 900, 1280, 1600]) {
      await shown.page.setViewportSize({ width, height: 800 });
      expect(await shown.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});

describe('a picture', { timeout: 30_000 }, () => {
  const set = statefulSet({ replicas: 2 });

  test('is painted as PNG, under the security policy', async () => {
    const shown = await show(fixtures.main);
    await shown.receive({ type: 'paint', picture: pictureOf(set) });
    const [painted] = await shown.posted();
    expect(painted).toMatchObject({ type: 'painted', png: expect.stringMatching(/^iVBORw0KGgo/) });
    expect(shown.complaints).toEqual([]);
  });

  test('is accepted by a renderer of SVG', async () => {
    const shown = await show(fixtures.main);
    for (const each of [set, statefulSet({ name: '<&>"\u0000\ud800', replicas: 1000 })]) {
      const svg = exported('svg', [each], (file) => file);
      const found = await shown.page.evaluate((text) => {
        const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
        document.body.replaceChildren(document.importNode(documentElement, true));
        const drawn = document.querySelector('svg')?.getBoundingClientRect();
        const out = [...document.querySelectorAll('svg text')].filter((element) => {
          const { right, bottom } = element.getBoundingClientRect();
          return !drawn || right > drawn.right || bottom > drawn.bottom;
        });
        return { name: documentElement.nodeName, out: out.map(({ textContent }) => textContent) };
      }, svg);
      expect(found).toEqual({ name: 'svg', out: [] });
    }
  });
});
