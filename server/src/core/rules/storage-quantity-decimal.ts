import { replaceScalar } from '../edit.ts';
import type { ClaimSpec } from '../manifest.ts';
import { parseQuantity } from '../quantity.ts';
import { defineRule, type Report } from '../rule.ts';

const binary: Readonly<Record<string, { readonly suffix: string; readonly exponent: number; readonly less: string }>> =
  {
    k: { suffix: 'Ki', exponent: 3, less: '2%' },
    M: { suffix: 'Mi', exponent: 6, less: '5%' },
    G: { suffix: 'Gi', exponent: 9, less: '7%' },
    T: { suffix: 'Ti', exponent: 12, less: '9%' },
    P: { suffix: 'Pi', exponent: 15, less: '11%' },
    E: { suffix: 'Ei', exponent: 18, less: '13%' },
  };

export default defineRule({
  id: 'storage-quantity-decimal',
  kinds: ['StatefulSet', 'PersistentVolumeClaim'],
  effect: 'advice',
  severity: 'hint',
  summary: 'A size in powers of ten (`1G`), where powers of two (`1Gi`) are usual.',
  why: `\`1G\` is 1,000,000,000 bytes, \`1Gi\` is 1,073,741,824. Both are right; disks and quotas are mostly counted in the latter, and a claim of
\`10G\` binds no volume for less because of it. Change it before the first apply: the size in a claim template cannot be changed later.`,
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
      storage: 1G
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
      storage: 1Gi
`,

  *check(resource) {
    if (resource.type === 'PersistentVolumeClaim') yield* checkClaim(resource.claim);
    else for (const template of resource.claimTemplates) yield* checkClaim(template);
  },
});

function* checkClaim({ storage }: ClaimSpec): Iterable<Report> {
  const quantity = storage.text === undefined ? undefined : parseQuantity(storage.text);
  const unit = quantity && binary[quantity.suffix];
  // What is hardly a size at all is the business of storage-quantity-implausible.
  if (!quantity || !unit || quantity.value < 2 ** 20) return;
  const { number, suffix } = quantity;
  const wanted = `${number}${unit.suffix}`;
  yield {
    at: storage,
    message: `${number}${suffix} is ${number} × 10${superscript(unit.exponent)} bytes, ${unit.less} less than ${wanted}.`,
    fixes: [{ title: `Use ${wanted}`, safe: false, edits: [replaceScalar(storage, wanted)] }],
  };
}
const superscript = (n: number) => [...String(n)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
