/** A picture as SVG. */
import type { Picture, Shape } from '../protocol.ts';
import { colours } from './colours.ts';

/** The SVG file: it stands for itself, names no font that is not everywhere, and holds no script. */
export function svgOf({ title, width, height, shapes }: Picture): string {
  const [w, h] = [n(width), n(height)];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" font-family="sans-serif">`,
    `<title>${text(title)}</title>`,
    `<rect width="${w}" height="${h}" fill="${colours.paper}"/>`,
    ...shapes.map(element),
    '</svg>',
  ].join('\n')}\n`;
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'text': {
      const { x, y, size, colour, isBold, isMono } = shape;
      const font = `${isMono ? ' font-family="monospace"' : ''}${isBold ? ' font-weight="bold"' : ''}`;
      return `<text x="${n(x)}" y="${n(y)}" font-size="${size}"${font} fill="${colours[colour]}">${text(shape.text)}</text>`;
    }
    case 'box': {
      const { x, y, width, height, fill, stroke } = shape;
      return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="1" fill="${colours[fill]}" stroke="${colours[stroke]}"/>`;
    }
    case 'line': {
      const { from, to, colour, isDashed } = shape;
      return `<line x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}" stroke="${colours[colour]}"${isDashed ? ' stroke-dasharray="4 3"' : ''}/>`;
    }
  }
}

/** Two decimals are finer than any screen. */
const n = (value: number) => String(Math.round(value * 100) / 100);
/** Halves of characters are in no XML; control characters were spelt out before. */
const text = (raw: string) =>
  raw
    .replaceAll(/\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
