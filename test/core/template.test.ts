/** Which texts that are no YAML are templates, of whose errors nothing is said. */
import { expect, test } from 'vitest';
import { isTemplate } from '../../server/src/core/template.ts';
import { Document } from '../../server/src/core/yaml.ts';

const read = (text: string) => {
  const document = new Document('a.yaml', text);
  expect(document.problems).not.toEqual([]);
  return isTemplate(document);
};

const script = `run:\n  - sh\n  - |\n    echo "\${host}"\n      {{ x }}\n\n    @NAME@\nlast: 1\n`;
test.each([
  ['in a script', `${script}  bad: 1\n`],
  ['in quotes', `a: "{{ x }}"\nb: '\${y} {% z %}'\nc: d\n e: f\n`],
  ['in quotes that nobody closed', `a: b\ncommand: "echo \${HOST}\n`],
  ['in a comment', 'a: b # {{ x }}\n c: d\n'],
  ['in text on the very line', `a: \${X}\n  b: \${Y}\n`],
  ['far away', `image: \${X}\nb: c\nd: e\n\tf: g\n`],
])('actions %s break nothing', (_, text) => expect(read(text)).toBe(false));

test.each([
  ['a value', 'a: {{ .Values.x }}-b\n'],
  ['a value above', 'a: {{ .Values.x }}\n  b: c\n'],
  ['a line of its own', 'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\nc: d\n e: f\n'],
  ['a line of its own in Jinja', 'a: 1\n{% if x %}\nb: 2\n{% endif %}\n'],
  ['a value that YAML keeps for itself', 'a: 1\nreplicas: @REPLICAS@\n'],
  ['lines of a shell', `a:\n  b: 1\n \${MORE}\nc: 2\n`],
  ['quotes in quotes', 'a: "{{ default "x" .y }}"\n'],
  ['what stands below a block of text', `${script}b: {{ x }}-{{ y }}\n`],
])('%s does', (_, text) => expect(read(text)).toBe(true));
