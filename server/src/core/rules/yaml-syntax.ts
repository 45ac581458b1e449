import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'yaml-syntax',
  kinds: ['Document'],
  effect: 'rejected',
  severity: 'error',
  summary: 'Text that is not YAML.',
  why: `kubectl and the API server refuse the document before they look at a single field. The other documents of the file are still checked, and so
is everything that refers to what can be read of this one. What template actions (\`{{ … }}\`) make no YAML is left alone.`,
  source: 'https://yaml.org/spec/1.1/',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: "nginx
spec:
  clusterIP: None
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: "nginx"
spec:
  clusterIP: None
`,

  *check(document) {
    // Those after the first are mostly its consequences.
    const [problem] = document.problems;
    if (!problem) return;
    yield {
      at: { document, span: problem.span, path: '' },
      message: problem.message,
      api: [{ type: 'yaml syntax', field: '' }],
    };
  },
});
