import { type IgnoredField, ignoredFields } from '../api/ignored-fields.ts';
import { typeOfKind } from '../api/schema.ts';
import { removeItem, removeKey } from '../edit.ts';
import { defineRule } from '../rule.ts';
import { type KubernetesVersion, kubernetesVersions } from '../settings.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'api-ignored',
  kinds: ['Resource'],
  effect: 'ignored',
  severity: 'warning',
  summary: 'A field that the API server takes without a word, and drops.',
  why: `Some fields stand behind a feature gate that is off by default in a version; others are the server’s own, or mean nothing beside what
else is written. The API server takes them, keeps the object without them, and says nothing. Either the line promises what does not come, or it can go. In a
cluster that has the gate switched on, silence this. What a dump of a running object carries (\`status\`, \`uid\`, \`managedFields\`, …) is told as a hint.`,
  source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  bad: `
#- .ordinal.yaml
kubernetesVersion: "1.34"
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      hostnameOverride: web.example.com
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
#- .ordinal.yaml
kubernetesVersion: "1.35"
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      hostnameOverride: web.example.com
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(resource, workspace) {
    const { field, apiVersion, kind } = resource;
    const { kubernetes } = workspace.settingsOf(field.document.uri);
    const type = typeOfKind(apiVersion, kind);
    if (type === undefined) return;
    for (const found of ignoredFields(field, type, kubernetes)) {
      if (found.fact.toldBy || found.fact.matters?.(found.field) === false) continue;
      yield {
        at: keyOf(found.field, found.dropped),
        message: message(found, kubernetes),
        severity: found.fact.severity,
        related: found.followers.map((at) => ({ at, message: 'This goes with it' })),
        fixes: [{ title: `Remove ${nameOf(found)}`, safe: false, edits: [remove(found.dropped)] }],
      };
    }
  },
});

/** The name is marked: what stands below it may be long. */
function keyOf(field: Field, { path }: Field) {
  const { document, keySpan: span = field.span } = field;
  return { document, span, path };
}

const remove = (field: Field) => (typeof field.step === 'number' ? removeItem(field) : removeKey(field));

const nameOf = ({ field, dropped, fact }: IgnoredField) =>
  fact.takes === 'item' ? `volume ${dropped.get('name').text ?? ''}`.trimEnd() : `${field.step}`;

function message(found: IgnoredField, kubernetes: KubernetesVersion): string {
  const { gate, until, since, instead } = found.fact;
  const isGated = gate !== undefined || since !== undefined;
  const who = isGated ? `Kubernetes ${kubernetes}` : 'The API server';
  const why = gate ? ` (feature gate ${gate}, off by default)` : isGated ? ' (its feature gate is off by default)' : '';
  return `${who} drops ${nameOf(found)}${why}: ${instead}.${until ? ` It counts since Kubernetes ${kubernetesVersions[kubernetesVersions.indexOf(until) + 1]}.` : ''}`;
}
