import { dnsLabelFrom, isDnsLabel } from '../dns-label.ts';
import { replaceScalar } from '../edit.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'name-not-dns-label',
  kinds: ['StatefulSet'],
  effect: 'rejected',
  severity: 'error',
  summary: "The StatefulSet's name is no DNS label: dots, upper case, underscores and blanks are refused.",
  why: `The name is a part of each Pod's host name, so it may hold lower case letters, digits and dashes only, with a letter or digit at either
end. The API server refuses anything else. Before Kubernetes 1.27 it accepted dots, but such a set never got a Pod.`,
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: Web.Shop
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web-shop
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check({ name }) {
    if (!name || isDnsLabel(name.value)) return;
    const slug = dnsLabelFrom(name.value);
    yield {
      at: name,
      message: `"${name.value}" is no name for a StatefulSet, because ${reasonOf(name.value)}: the API server refuses it.`,
      fixes:
        slug === ''
          ? []
          : [{ title: `Rename the StatefulSet to "${slug}"`, safe: false, edits: [replaceScalar(name.field, slug)] }],
      api: [{ type: 'Invalid value', field: 'metadata.name' }],
    };
  },
});

function reasonOf(name: string): string {
  const [wrong] = /[^-a-z0-9]/.exec(name) ?? [];
  if (wrong === undefined) return 'it must start and end with a letter or digit';
  if (/[A-Z]/.test(wrong)) return `it has upper case letters ("${wrong}")`;
  return wrong === '.'
    ? "it has dots, and the Pods' host names may have none"
    : `"${wrong}" may not stand in the Pods' host names`;
}
