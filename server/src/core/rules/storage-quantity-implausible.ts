import { replaceScalar } from '../edit.ts';
import { isPlaceholder } from '../manifest.ts';
import { isImplausible, parseQuantity, type Quantity } from '../quantity.ts';
import { defineRule, type Report } from '../rule.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'storage-quantity-implausible',
  kinds: ['StatefulSet', 'PersistentVolumeClaim', 'PersistentVolume'],
  effect: 'risky',
  severity: 'warning',
  summary: 'A size of less than one mebibyte: mostly a unit that is missing or wrong.',
  why: `A number without a unit is bytes, \`m\` is thousandths (\`100m\` is a tenth of a byte), \`k\` is 1,000. The server accepts all of them; provisioners
round up to the least that they make, or fail, and any volume made by hand is "large enough". Write \`Gi\` or \`Mi\`. The size in a claim template
cannot be changed later.`,
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  bad: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 10
`,
  good: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 10Gi
`,

  *check(resource) {
    if (resource.type === 'StatefulSet') for (const { storage } of resource.claimTemplates) yield* checkSize(storage);
    else yield* checkSize(resource.type === 'PersistentVolume' ? resource.capacity : resource.claim.storage);
  },
});

function* checkSize(storage: Field): Iterable<Report> {
  if (storage.text === undefined || isPlaceholder(storage.text)) return;
  const quantity = parseQuantity(storage.text);
  // What is not more than zero is refused.
  if (!quantity || !isImplausible(quantity)) return;
  yield {
    at: storage,
    message: `${storage.text.trim()} is ${inBytes(quantity)}: hardly the size of a volume.`,
    api: [{ type: 'warning', field: storage.path }],
    fixes: unitsMeant(quantity).map((unit) => ({
      title: `Use ${quantity.number}${unit}`,
      safe: false,
      edits: [replaceScalar(storage, `${quantity.number}${unit}`)],
    })),
  };
}

function inBytes({ value }: Quantity): string {
  if (value < 1) return 'less than one byte';
  const bytes = Math.ceil(value);
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en')} bytes`;
}

function unitsMeant({ suffix }: Quantity): readonly string[] {
  if (/^[eE][+-]?\d/.test(suffix)) return [];
  return suffix === '' ? ['Gi'] : ['Mi', 'Gi'];
}
