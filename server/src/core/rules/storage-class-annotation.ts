import { type Edit, removeKey, setKey } from '../edit.ts';
import { isPlaceholder } from '../manifest.ts';
import { defineRule, type Report } from '../rule.ts';
import type { Field } from '../yaml.ts';

const beta = 'volume.beta.kubernetes.io/storage-class';
const alpha = 'volume.alpha.kubernetes.io/storage-class';

export default defineRule({
  id: 'storage-class-annotation',
  kinds: ['StatefulSet', 'PersistentVolumeClaim', 'PersistentVolume'],
  effect: 'advice',
  severity: 'information',
  summary: 'A StorageClass is named by an annotation instead of `storageClassName`.',
  why: `The annotation \`${beta}\` is deprecated since Kubernetes 1.8, but still read, and it wins over \`spec.storageClassName\`:
where both stand and differ, the field that everybody reads says the wrong thing. The older \`${alpha}\` is not read by any Kubernetes
for years; its claims take the default class. Name the class in \`storageClassName\` only. A claim template cannot be changed later: bring
the change with a new set, or re-create the set with \`--cascade=orphan\`.`,
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class',
  bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    volume.beta.kubernetes.io/storage-class: fast
spec:
  storageClassName: slow
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,
  good: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  storageClassName: fast
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,

  *check(resource) {
    if (resource.type === 'StatefulSet') for (const { field } of resource.claimTemplates) yield* checkObject(field);
    else yield* checkObject(resource.field);
  },
});

function* checkObject(object: Field): Iterable<Report> {
  const annotations = object.get('metadata', 'annotations');
  const [annotation, old] = [annotations.get(beta), annotations.get(alpha)];
  if (annotation.text !== undefined && !isPlaceholder(annotation.text))
    yield* checkBeta(object, annotation, annotation.text);
  if (old.exists)
    yield {
      at: old,
      effect: 'ignored',
      severity: 'warning',
      message:
        annotation.exists ||
        object.get('spec', 'storageClassName').exists ||
        object.get('kind').text === 'PersistentVolume'
          ? `No Kubernetes of today reads the annotation "${alpha}".`
          : `No Kubernetes of today reads the annotation "${alpha}": the claim takes the default class.`,
      fixes: [{ title: `Remove the annotation "${alpha}"`, safe: false, edits: [removeAnnotation(old)] }],
    };
}

function* checkBeta(object: Field, annotation: Field, name: string): Iterable<Report> {
  const spec = object.get('spec');
  const field = spec.get('storageClassName');
  const isRepeated = field.text === name;
  const differs = field.exists && !isRepeated;
  yield {
    at: annotation,
    ...(differs ? ({ effect: 'ignored', severity: 'warning' } as const) : {}),
    message: differs
      ? `The deprecated annotation wins: the class is "${name}", and storageClassName: ${field.text === '' ? '""' : (field.text ?? 'null')} is ignored.`
      : isRepeated
        ? `The deprecated annotation repeats storageClassName: "${name}".`
        : `${name === '' ? 'The empty class' : `The class "${name}"`} is named by an annotation that is deprecated since 1.8; storageClassName is its field.`,
    related: field.exists ? [{ at: field, message: 'storageClassName' }] : [],
    api: [{ type: 'warning', field: annotation.path }],
    fixes: [
      {
        title: isRepeated
          ? 'Remove the annotation'
          : `Remove the annotation and set storageClassName: ${name === '' ? '""' : name}`,
        safe: false,
        edits: [
          removeAnnotation(annotation),
          ...(isRepeated || spec.kind !== 'mapping' ? [] : [setKey(spec, 'storageClassName', name)]),
        ],
      },
      ...(differs && field.text !== undefined
        ? [
            {
              title: `Remove the annotation (the class becomes "${field.text}")`,
              safe: false,
              edits: [removeAnnotation(annotation)],
            },
          ]
        : []),
    ],
  };
}

/** With the whole of `annotations` when nothing else stands there. */
function removeAnnotation(annotation: Field): Edit {
  const { parent } = annotation;
  return removeKey(parent && parent.entries.length === 1 ? parent : annotation);
}
