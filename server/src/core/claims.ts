/** Claims that somebody wrote by hand under a name that a StatefulSet makes: it uses them as they are. */
import type { ClaimSpec, ClaimTemplate, PersistentVolumeClaim, StatefulSet } from './manifest.ts';
import { bytesIn, parseQuantity } from './quantity.ts';
import type { Workspace } from './workspace.ts';
import type { Field, ScalarValue } from './yaml.ts';

/** The nearest set that finds this claim for one of its Pods, and the template that it stands for. */
export function templateFor(
  claim: PersistentVolumeClaim,
  workspace: Workspace,
): { readonly statefulSet: StatefulSet; readonly template: ClaimTemplate; readonly pod: string } | undefined {
  // Written down from a cluster: the set made it.
  if (claim.field.get('metadata', 'uid').exists) return undefined;
  const claimName = claim.name?.value ?? '';
  for (const { statefulSet, ordinal } of workspace.setsClaiming(claimName, claim)) {
    const { name, start, replicas, claimTemplates } = statefulSet;
    if (!name || workspace.isPartial(statefulSet) || ordinal < start || ordinal >= start + replicas) continue;
    const pod = `${name.value}-${ordinal}`;
    const template = claimTemplates.findLast((each) => `${each.name?.value}-${pod}` === claimName);
    if (template) return { statefulSet, template, pod };
  }
  return undefined;
}

interface Difference {
  readonly wanted: string;
  readonly written: string;
  /** Of the claim. */
  readonly field: Field;
  /** What to write there; undefined when that is no scalar. */
  readonly value: ScalarValue | undefined;
}

/** What a claim asks for otherwise than a template does; none for one that was prepared by hand for a volume or from a snapshot. */
export function differences(claim: ClaimSpec, template: ClaimTemplate): readonly Difference[] {
  const spec = claim.field.get('spec');
  if (claim.isBoundByHand || spec.get('dataSource').exists || spec.get('dataSourceRef').exists) return [];
  const result: Difference[] = [];
  const [size, wantedSize] = [claim.storage.text ?? '', template.storage.text ?? ''];
  if (parseQuantity(size) && parseQuantity(wantedSize) && bytesIn(claim.storage) !== bytesIn(template.storage))
    result.push({ wanted: wantedSize, written: size, field: claim.storage, value: wantedSize });
  const [storageClass, wantedClass] = [claim.storageClassName, template.storageClassName];
  if (storageClass && wantedClass && storageClass.value !== wantedClass.value)
    result.push({
      wanted: `class "${wantedClass.value}"`,
      written: `"${storageClass.value}"`,
      field: storageClass.field,
      value: wantedClass.value,
    });
  const [modes, wantedModes] = [printed(claim.accessModes), printed(template.accessModes)];
  if (modes !== '' && wantedModes !== '' && modes !== wantedModes)
    result.push({ wanted: wantedModes, written: modes, field: spec.get('accessModes'), value: undefined });
  if (claim.volumeMode !== template.volumeMode)
    result.push({
      wanted: `volumeMode ${template.volumeMode}`,
      written: claim.volumeMode,
      field: spec.get('volumeMode'),
      value: template.volumeMode,
    });
  return result;
}

const printed = (modes: readonly string[]) => [...modes].sort().join(', ');
