/** Sets of a preview in the formats that are there to be passed on. The same sets give the same text, always. */
import type { ExportFormat, StatefulSetJson } from '../protocol.ts';
import { markdownOf } from './markdown.ts';
import { mermaidOf } from './mermaid.ts';
import type { FileNames } from './parts.ts';
import { pictureOf, stacked } from './picture.ts';
import { svgOf } from './svg.ts';

/** The sets as a text of this format. */
export function exported(format: ExportFormat, sets: readonly StatefulSetJson[], fileOf: FileNames): string {
  switch (format) {
    case 'markdown':
      return sets.map((set) => markdownOf(set, fileOf)).join('\n');
    case 'mermaid':
      return mermaidOf(sets);
    case 'svg':
      return svgOf(stacked(sets.map(pictureOf)));
  }
}
