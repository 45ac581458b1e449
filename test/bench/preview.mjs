// The preview panel against the clock, in a real Chromium: the bundled webview, the messages of the extension, and a plain page
// that holds the same. Prints a table; ends with 1 when a limit is not kept.
//   node test/bench/preview.mjs
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { startBrowser } from '../vscode/lib/browser.mjs';

const out = 'out/bench';
await mkdir(out, { recursive: true });
const load = async (name) => {
  const outfile = resolve(out, `${name}.mjs`);
  await build({
    entryPoints: [`test/webview/${name}.ts`],
    outfile,
    bundle: true,
    external: ['esbuild', 'playwright-core', 'yaml'],
    platform: 'node',
    format: 'esm',
  });
  return import(pathToFileURL(outfile).href);
};
const [{ bundle, openPanel }, { message, statefulSet }] = await Promise.all([load('harness'), load('fixtures')]);
const panel = await bundle();
const browser = await startBrowser();
const setOf = (replicas) => message([statefulSet({ replicas })]);

/** Runs in the page: hands messages to the panel, `times` of them in all, each laid out before the next comes. */
const receive = async ({ messages, times }) => {
  for (let i = 0; i < times; i++) {
    window.dispatchEvent(new MessageEvent('message', { data: messages[i % messages.length] }));
    await new Promise(requestAnimationFrame);
  }
};
/** The rows of the ledger as they are, `count` of them at once, with nothing behind them. */
const plain = async ({ count, times }) => {
  const home = document.querySelector('.rows');
  const row = home.querySelector('.row[data-from]');
  for (let i = 0; i < times; i++) {
    home.replaceChildren(...Array.from({ length: count }, () => row.cloneNode(true)));
    void home.offsetHeight;
    await new Promise(requestAnimationFrame);
  }
};
/** A scrub, one step a frame: milliseconds from frame to frame. */
const scrub = async ({ from, steps }) => {
  const scrubber = document.querySelector('.scrubber');
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < steps; i++) {
    scrubber.value = String(from + i);
    scrubber.dispatchEvent(new Event('input', { bubbles: true }));
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
};

/** Milliseconds of processor time that the page's thread took, in all: what else the machine does does not count. */
const meter = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () =>
    Object.fromEntries(
      (await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value * 1000]),
    );
  return async (work) => {
    const before = await read();
    const value = await work();
    const after = await read();
    const spent = (name) => after[name] - before[name];
    return { value, script: spent('ScriptDuration'), all: spent('TaskDuration') };
  };
};
const open = async (messages) => {
  const shown = await openPanel(browser, panel, messages, { width: 900, height: 900 });
  return { page: shown.page, measure: await meter(shown.page), shown };
};
const rows = [];
const row = (what, value, limit, unit) => rows.push({ what, value, limit, unit, isKept: value <= limit });

const waiting = { type: 'waiting', reason: 'Between two.' };
const times = 20;
{
  const { page, measure, shown } = await open([setOf(1000)]);
  const opened = await measure(() => page.evaluate(receive, { messages: [setOf(1000), waiting], times: 2 * times }));
  await page.evaluate(receive, { messages: [setOf(1000)], times: 1 });
  await page.getByRole('button', { name: 'Show all' }).click();
  await shown.draw();
  await page.evaluate(receive, { messages: [setOf(1000), setOf(1001)], times });
  const changed = await measure(() =>
    page.evaluate(receive, { messages: [setOf(1000), setOf(1001)], times: 3 * times }),
  );
  row('one change, 1,000 Pods unfolded: script', changed.script / (3 * times), 4, 'ms');
  const steps = 1000;
  const scrubbed = await measure(() => page.evaluate(scrub, { from: 1500, steps }));
  row('a scrub through 1,000 steps, Pods unfolded: script of a step', scrubbed.script / steps, 4, 'ms');
  row('… script, style, layout and paint of a step', scrubbed.all / steps, 1000 / 60, 'ms');
  const frames = scrubbed.value.toSorted((a, b) => a - b);
  row(
    '… from frame to frame, median (of this machine, as busy as it is)',
    frames[steps / 2],
    Number.POSITIVE_INFINITY,
    'ms',
  );
  const bare = await measure(() => page.evaluate(plain, { count: 1000, times }));
  row('1,000 Pods opened, in times of plain DOM', opened.all / bare.all, 1.1, '×');
  await page.close();
}
{
  const { page, measure, shown } = await open([setOf(10_000)]);
  await page.getByRole('button', { name: 'Show all' }).click();
  await shown.draw();
  row('10,000 Pods unfolded: rows in the page', await page.locator('.row[data-from]').count(), 250, '');
  await page.evaluate(receive, { messages: [setOf(10_000), setOf(10_001)], times });
  const changed = await measure(() =>
    page.evaluate(receive, { messages: [setOf(10_000), setOf(10_001)], times: 3 * times }),
  );
  row('one change, 10,000 Pods unfolded: script', changed.script / (3 * times), 4, 'ms');
  await page.evaluate(receive, { messages: [setOf(2 ** 31 - 1), setOf(2 ** 31 - 2)], times });
  const most = await measure(() =>
    page.evaluate(receive, { messages: [setOf(2 ** 31 - 1), setOf(2 ** 31 - 2)], times: 3 * times }),
  );
  row('one change, 2,147,483,647 Pods: script', most.script / (3 * times), 4, 'ms');
}
await browser.close();

const size = (text) => gzipSync(text, { level: 9 }).length / 1000;
row('script and style, gzip', size(panel.script) + size(panel.style), 40, 'kB');

for (const { what, value, limit, unit, isKept } of rows)
  console.log(
    `${isKept ? '✔' : '✘'} ${what.padEnd(62)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(2)} (at most ${Number(limit.toFixed(2))})`,
  );
process.exitCode = rows.every(({ isKept }) => isKept) ? 0 : 1;
