import type { Colour } from '../protocol.ts';

/** The colours of pictures: on white paper, whatever the theme, since nobody knows where they end up. */
export const colours: Readonly<Record<Colour, string>> = {
  text: '#1f1f1f',
  dim: '#616161',
  line: '#8a8a8a',
  life: '#1a6fc4',
  error: '#c4314b',
  paper: '#ffffff',
  number: '#0b6e2f',
};
