import { insertKey, removeKey, replaceScalar } from '../edit.ts';
import { isPlaceholder, type Service } from '../manifest.ts';
import { defineRule, type Fix } from '../rule.ts';
import { printObject } from '../words.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'not-ready-addresses-annotation',
  kinds: ['Service'],
  effect: 'ignored',
  severity: 'warning',
  summary: 'The annotation `tolerate-unready-endpoints`, which no supported Kubernetes reads.',
  why: `Before there was \`spec.publishNotReadyAddresses\`, this annotation made a Service publish Pods that are not Ready yet. It is accepted and does
nothing: a cluster whose members look for each other before they are Ready does not come up. Write the field. Where the field is there already,
the annotation is only a relic.`,
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"
spec:
  clusterIP: None
  selector:
    app: etcd
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: etcd
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: etcd
`,

  *check(service) {
    const annotation = deadAnnotation(service);
    if (!annotation || isPlaceholder(annotation.text ?? '')) return;
    const spec = service.field.get('spec');
    const asks = annotation.text === 'true';
    const isWritten = spec.get('publishNotReadyAddresses').exists;
    const isLost = asks && !service.publishNotReadyAddresses;
    yield {
      at: annotation,
      severity: isLost ? 'warning' : 'hint',
      message: `The annotation ${annotation.step} is no longer read: ${
        isLost
          ? `${printObject(service)} leaves out the Pods that are not Ready, unless spec.publishNotReadyAddresses is true.`
          : `${isWritten ? 'spec.publishNotReadyAddresses decides' : 'it changes nothing'}.`
      }`,
      fixes: fixesOf(annotation, spec, isLost),
    };
  },
});

/** The annotation that once stood for `publishNotReadyAddresses`. */
export function deadAnnotation({ field }: Service): Field | undefined {
  const annotations = field.get('metadata', 'annotations');
  return ['alpha', 'beta']
    .map((stage) => annotations.get(`service.${stage}.kubernetes.io/tolerate-unready-endpoints`))
    .find(({ exists }) => exists);
}

function fixesOf(annotation: Field, spec: Field, isLost: boolean): readonly Fix[] {
  if (spec.kind !== 'mapping') return [];
  const { parent } = annotation;
  const removal = removeKey(parent?.entries.length === 1 ? parent : annotation);
  if (!isLost) return [{ title: 'Remove the annotation', safe: true, edits: [removal] }];
  const field = spec.get('publishNotReadyAddresses');
  const addition = field.exists
    ? replaceScalar(field, true)
    : insertKey(spec, 'publishNotReadyAddresses', true, 'clusterIP');
  return [
    {
      title: 'Remove the annotation, and set publishNotReadyAddresses: true',
      safe: false,
      edits: [removal, addition],
    },
  ];
}
