// @ts-check
/** Pictures of the window, and the ones that are kept to compare them with. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { out, root } from './places.mjs';

/** Looked at by a person, and kept. `ORDINAL_PICTURES=keep` keeps those of this run. */
const kept = path.join(root, 'test/vscode/pictures');
const taken = path.join(out, 'pictures');

/**
 * Takes a picture of the window, and answers how much of it differs from the one that is kept: a part from 0 to 1.
 * Undefined when there is none, or when it is to be replaced. Fonts differ from machine to machine, so a little always does.
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @returns {Promise<number | undefined>}
 */
export async function picture(page, name) {
  mkdirSync(taken, { recursive: true });
  const shot = await page.screenshot({ path: path.join(taken, `${name}.png`), animations: 'disabled', caret: 'hide' });
  const reference = path.join(kept, `${name}.png`);
  if (process.env.ORDINAL_PICTURES === 'keep') {
    mkdirSync(kept, { recursive: true });
    writeFileSync(reference, shot);
    return undefined;
  }
  if (!existsSync(reference)) return undefined;
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(difference, [shot.toString('base64'), readFileSync(reference).toString('base64')]);
  } finally {
    await blank.close();
  }
}

/**
 * Runs in a page, which can read pictures.
 * @param {string[]} pictures as base64
 */
async function difference(pictures) {
  const { Image, OffscreenCanvas } = /** @type {any} */ (globalThis);
  const [one, other] = await Promise.all(
    pictures.map(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    }),
  );
  if (!one || !other || one.width !== other.width || one.height !== other.height) return 1;
  let different = 0;
  for (let i = 0; i < one.data.length; i += 4) {
    const distance = [0, 1, 2].reduce((sum, k) => sum + Math.abs((one.data[i + k] ?? 0) - (other.data[i + k] ?? 0)), 0);
    if (distance > 96) different += 1;
  }
  return different / (one.data.length / 4);
}
