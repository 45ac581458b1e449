/** A picture as PNG: painted on a canvas, since the security policy of the panel allows no images, not even its own. */
import { colours } from '../../server/src/export/colours.ts';
import type { Picture, Shape } from '../../server/src/protocol.ts';

/** Pixels of the PNG for one of the picture: sharp on dense screens. */
const density = 2;
/** No canvas is larger. */
const most = 16_384;

/** The PNG as base64; undefined where there is no canvas of that size. */
export function pngOf(picture: Picture): string | undefined {
  const scale = Math.min(density, most / picture.width, most / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(picture.width * scale);
  canvas.height = Math.ceil(picture.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.scale(scale, scale);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const shape of picture.shapes) paint(context, shape);
  const [, base64] = canvas.toDataURL('image/png').split(',');
  return base64;
}

function paint(context: CanvasRenderingContext2D, shape: Shape): void {
  switch (shape.kind) {
    case 'text':
      context.font = `${shape.isBold ? 'bold ' : ''}${shape.size}px ${shape.isMono ? 'monospace' : 'sans-serif'}`;
      context.fillStyle = colours[shape.colour];
      context.fillText(shape.text, shape.x, shape.y);
      return;
    case 'box':
      context.fillStyle = colours[shape.fill];
      context.strokeStyle = colours[shape.stroke];
      context.fillRect(shape.x, shape.y, shape.width, shape.height);
      context.strokeRect(shape.x, shape.y, shape.width, shape.height);
      return;
    case 'line':
      context.strokeStyle = colours[shape.colour];
      context.setLineDash(shape.isDashed ? [4, 3] : []);
      context.beginPath();
      context.moveTo(...(shape.from as [number, number]));
      context.lineTo(...(shape.to as [number, number]));
      context.stroke();
      context.setLineDash([]);
      return;
  }
}
