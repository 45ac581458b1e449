import { describe, expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import rule from '../../server/src/core/rules/claim-not-found.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

const claim = (name: string, namespace = '') => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}${namespace} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
`;
const set = (name: string, mark = '', namespace = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: pg${namespace} }
spec:
  serviceName: pg
  selector: { matchLabels: { app: pg } }
  template:
    metadata: { labels: { app: pg } }
    spec:
      containers: [{ name: pg, image: postgres:17 }]
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: ${name}
${mark === '' ? '' : `#                      ${'^'.repeat(name.length)} ${mark}\n`}`;
const titles = (fixture: string) =>
  check(workspaceOf(filesIn(fixture)), [rule]).flatMap(({ fixes }) => fixes.map(({ title }) => title));

test('a slip of a claim that stands beside it is an error', () => {
  checkFindings(
    rule,
    claim('postgres-data') +
      set(
        'postgres-dat',
        'error: There is no claim "postgres-dat"; did you mean "postgres-data"? Without it, the Pods stay Pending.',
      ),
  );
});

test('others stand beside it', () => {
  checkFindings(
    rule,
    claim('backups') +
      set(
        'data',
        'warning: Claim "data" is not among those beside this StatefulSet (backups). Unless the cluster has it, the Pods stay Pending.',
      ),
  );
});

test('the claim is in another namespace', () => {
  checkFindings(
    rule,
    claim('data', ', namespace: shop') +
      set(
        'data',
        'warning: Claim "data" is in namespace "shop", and Pods mount only those of their own, "test". Unless it is there, too, the Pods stay Pending.',
        ', namespace: test',
      ),
  );
});

describe('nothing is said', () => {
  test('where the claim is there', () => {
    checkFindings(rule, claim('data') + set('data'));
    checkFindings(rule, claim('other') + claim('data', ', namespace: shop') + set('data'));
  });
  test('where the files hold no claims: they are made by hand', () => {
    checkFindings(rule, set('data'));
    checkFindings(rule, `#- a/set.yaml\n${set('data')}#- b/claim.yaml\n${claim('other')}`);
  });
  test('of numbers: those are other claims', () => {
    expect(titles(claim('data-1') + set('data-2'))[0]).toBe('Use claim "data-1"');
    expect(check(workspaceOf(filesIn(claim('data-1') + set('data-2'))), [rule])[0]?.severity).toBe('warning');
  });
  test('of a claim that a set makes', () => {
    const maker = `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { volumeClaimTemplates: [{ metadata: { name: www }, spec: { accessModes: [ReadWriteOnce] } }] }
`;
    checkFindings(rule, claim('other') + set('www-db-0') + maker);
  });
  test('where a template takes the place of the volume', () => {
    const template = '  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce] } }]\n';
    checkFindings(rule, claim('other') + set('data') + template);
  });
  test('of a name that is filled in later, on either side', () => {
    checkFindings(rule, claim('other') + set(`"\${CLAIM}"`));
    checkFindings(rule, claim(`"\${CLAIM}"`) + set('data'));
    checkFindings(rule, claim('other').replace('name: other', 'generateName: data-') + set('data'));
  });
  test('in a fragment, or beside a base that cannot be seen', () => {
    const remote = `#- kustomization.yaml
resources: [set.yaml, "https://github.com/example/base?ref=v1"]
#- set.yaml
`;
    checkFindings(rule, remote + claim('data') + set('dat'));
    const fragment = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: pg }
spec: { template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: dat } }] } } }
`;
    checkFindings(rule, claim('data') + fragment);
  });
  test('of what an importer of disks makes', () => {
    const disk = '---\napiVersion: cdi.kubevirt.io/v1beta1\nkind: DataVolume\nmetadata: { name: data }\n';
    checkFindings(rule, claim('other') + set('data') + disk);
  });
});

describe('of other workloads', () => {
  const deployment = (name: string, mark = '') =>
    set(name, mark).replace('StatefulSet', 'Deployment').replace('  serviceName: pg\n', '');
  const error = 'error: There is no claim "dat"; did you mean "data"? Without it, the Pods stay Pending.';

  test('a slip is told where there are StatefulSets', () => {
    checkFindings(rule, `${claim('data')}${deployment('dat', error)}---\n${set('data')}`);
    checkFindings(rule, claim('data') + deployment('dat'));
  });
  test('what may be elsewhere is not', () => {
    checkFindings(rule, `${claim('data')}${deployment('other')}---\n${set('data')}`);
  });
});

test('the claim that was meant is used, never unasked: the cluster may have the other', () => {
  checkFix(rule, claim('postgres-data') + set('postgres-dat'), claim('postgres-data') + set('postgres-data'), {
    title: 'Use claim "postgres-data"',
    safe: false,
  });
});

test('of the claims beside it, those are offered that nobody mounts', () => {
  const used = `---\n${set('used').replaceAll('pg', 'other')}`;
  expect(titles(claim('used') + claim('idle') + set('data') + used)).toEqual([
    'Use claim "idle"',
    'Create claim "data" in this file',
    'Create claim "data" in data-claim.yaml',
  ]);
});

test('the claim is created', () => {
  const namespace = ', namespace: shop';
  checkFix(
    rule,
    claim('other', namespace) + set('data', '', namespace),
    `${claim('other', namespace)}${set('data', '', namespace)}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  namespace: shop
spec:
  accessModes:
    - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,
    { title: 'Create claim "data" in this file', safe: false },
  );
});
