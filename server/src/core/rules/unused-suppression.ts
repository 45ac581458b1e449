import { removeKey, replaceText } from '../edit.ts';
import { defineRule } from '../rule.ts';
import type { Suppression } from '../suppression.ts';
import { Field } from '../yaml.ts';

export default defineRule({
  id: 'unused-suppression',
  kinds: ['Suppression'],
  effect: 'advice',
  severity: 'hint',
  summary: 'A comment or annotation that suppresses nothing.',
  why: `\`# ordinal-disable-next-line rule-id\`, \`# ordinal-disable rule-id\` and the annotation \`ordinal/ignore\` say that a finding is known and wanted.
When there is nothing left to suppress, they hide the next, real one.`,
  source: 'https://github.com/ordinal-k8s/ordinal#say-that-you-know',
  bad: `
apiVersion: v1
kind: Service
metadata:
  # ordinal-disable-next-line name-too-long
  name: nginx
spec:
  clusterIP: None
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
`,

  *check(suppression) {
    const { place, rules } = suppression;
    yield {
      at: place,
      message:
        rules.length === 0
          ? 'There is nothing to suppress here.'
          : `There is no ${rules.join(' or ')} to suppress here.`,
      fixes: [
        {
          title: suppression.resource ? 'Remove the annotation' : 'Remove the comment',
          safe: true,
          edits: [removal(suppression)],
        },
      ],
    };
  },
});

/** The comment's whole line when it stands alone on it. */
function removal({ place }: Suppression) {
  const { document, span } = place;
  if (place instanceof Field) return removeKey(place);
  const { text } = document;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const isAlone = text.slice(start, span.start).trim() === '';
  const end = text.indexOf('\n', span.end);
  if (isAlone) return replaceText(document, { start, end: end < 0 ? text.length : end + 1 }, '');
  const before = text.slice(0, span.start).trimEnd().length;
  return replaceText(document, { start: before, end: span.end }, '');
}
