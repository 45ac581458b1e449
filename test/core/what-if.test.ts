/** What if a field had another value: the edits that say so, and the preview of the files with them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerEdits, answerExport, answerJson } from '../../server/src/answers.ts';
import { Findings } from '../../server/src/core/check.ts';
import { textOf } from '../../server/src/core/position.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { asInFiles, differing, type WhatIf, whatIfEdits, withEdits } from '../../server/src/core/what-if.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import { exported } from '../../server/src/export/export.ts';
import { pictureOf } from '../../server/src/export/picture.ts';
import { statefulSetsIn } from '../../server/src/json.ts';
import type { Question } from '../../server/src/protocol.ts';
import { filesIn, workspaceOf } from '../harness.ts';

const web = (spec: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
${spec}  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, image: nginx:1.29 }] } }
`;
const nginx = (spec: string) => `---
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec:
${spec}  selector: { app: nginx }
`;

function firstSet(workspace: Workspace) {
  const [set] = [...workspace.manifests].flatMap(([, manifest]) => statefulSetsIn(workspace, manifest));
  if (!set) throw new Error('no StatefulSet');
  return set;
}
function written(files: string, wanted: WhatIf): string {
  const workspace = workspaceOf(filesIn(files));
  const after = withEdits(workspace, whatIfEdits(workspace, firstSet(workspace), wanted));
  return [...after.manifests].map(([, manifest]) => textOf(manifest)).join('');
}

describe('a value is written', () => {
  test('in the place of the one that is there, with what stands around it', () => {
    expect(written(web('  replicas: 3 # as of June\n'), { replicas: 5 })).toBe(web('  replicas: 5 # as of June\n'));
  });
  test('as a new field, with all that holds it', () => {
    expect(written(web(''), { replicas: 2, start: 5, partition: 6, whenScaled: 'Delete', whenDeleted: 'Delete' })).toBe(
      `${web('')}  replicas: 2
  ordinals:
    start: 5
  updateStrategy:
    rollingUpdate:
      partition: 6
  persistentVolumeClaimRetentionPolicy:
    whenScaled: Delete
    whenDeleted: Delete
`,
    );
  });
  test('into a mapping that is there, and into an empty one', () => {
    expect(written(web('  updateStrategy: { type: RollingUpdate }\n  ordinals:\n'), { start: 1, partition: 2 })).toBe(
      web('  updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 2 } }\n  ordinals:\n    start: 1\n'),
    );
  });
  test('not at all when it is that of the file', () => {
    const files = web('  replicas: 3\n');
    expect(written(files, { replicas: 3, start: 0, podManagementPolicy: 'OrderedReady', partition: 0 })).toBe(files);
  });
  test('into the governing Service, in both spellings of its address', () => {
    const files = web('') + nginx('  clusterIP: None\n  clusterIPs: [None]\n');
    expect(written(files, { headless: false, publishNotReadyAddresses: true })).toBe(
      web('') + nginx('').replace(/$/, '  publishNotReadyAddresses: true\n'),
    );
    expect(written(web('') + nginx('  type: LoadBalancer\n  clusterIP: 10.0.0.1\n'), { headless: true })).toBe(
      web('') + nginx('  type: ClusterIP\n  clusterIP: None\n'),
    );
  });
  test('nowhere when there is no Service', () => {
    expect(written(web(''), { headless: true })).toBe(web(''));
  });
});

test('whatever is asked is what the files say once it is written, and nothing else changes', () => {
  const policy = fc.constantFrom('Retain' as const, 'Delete' as const);
  const wanted = fc.record(
    {
      replicas: fc.nat(2 ** 31 - 1),
      start: fc.nat(1000),
      podManagementPolicy: fc.constantFrom('OrderedReady' as const, 'Parallel' as const),
      partition: fc.nat(10),
      whenScaled: policy,
      whenDeleted: policy,
      headless: fc.boolean(),
      publishNotReadyAddresses: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const specs = [
    '',
    '  replicas: 3\n',
    '  replicas: null\n  ordinals: {}\n',
    '  updateStrategy:\n    type: RollingUpdate\n',
    '  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }\n  podManagementPolicy: "Parallel"\n',
  ];
  const services = ['', '  clusterIP: None\n', '  publishNotReadyAddresses: true\n  type: NodePort\n'];
  fc.assert(
    fc.property(wanted, fc.constantFrom(...specs), fc.constantFrom(...services), (asked, spec, service) => {
      const workspace = workspaceOf(filesIn(web(spec) + nginx(service)));
      const set = firstSet(workspace);
      const before = asInFiles(workspace, set);
      const after = withEdits(workspace, whatIfEdits(workspace, set, asked));
      expect(asInFiles(after, firstSet(after))).toEqual({ ...before, ...asked });
      expect(differing(after, firstSet(after), asked)).toEqual({});
    }),
  );
});

describe('the panel', () => {
  const files = `
#- web.yaml
${web('  replicas: 3\n')}#- service.yaml
${nginx('  clusterIP: None\n').replace('---\n', '')}`;
  const findings = Findings.of(workspaceOf(filesIn(files)), rules).advance();
  const uri = [...findings.workspace.manifests].map(([each]) => each).find((each) => each.endsWith('web.yaml')) ?? '';
  const ask = (whatIf: WhatIf): Question => ({ set: 'web', namespace: null, scenario: 'create', options: {}, whatIf });

  test('shows what would be at the places of what is, and what the files say', () => {
    const [now] = answerJson(findings, uri)?.statefulSets ?? [];
    const [then] = answerJson(findings, uri, ask({ replicas: 5, start: 2, headless: false }))?.statefulSets ?? [];
    expect(then).toMatchObject({
      replicas: 5,
      start: 2,
      pods: { count: 5, dnsSuffix: null },
      service: { state: 'not-headless', range: now?.service.range },
      whatIf: {
        replicas: { file: 3, value: 5 },
        start: { file: 0, value: 2 },
        headless: { file: true, value: false },
      },
      problems: [],
    });
    expect(then?.sources).toEqual(now?.sources);
  });
  test('shows the files as they are when nothing else is asked for', () => {
    expect(answerJson(findings, uri, ask({ replicas: 3 }))).toEqual(answerJson(findings, uri));
    expect(answerJson(findings, uri, { ...ask({ replicas: 5 }), set: 'other' })).toEqual(answerJson(findings, uri));
  });
  test('writes what it shows', () => {
    const question = ask({ replicas: 5, headless: false });
    const after = withEdits(findings.workspace, answerEdits(findings, uri, question));
    const [written] = answerJson(Findings.of(after, rules).advance(), uri)?.statefulSets ?? [];
    const [shown] = answerJson(findings, uri, question)?.statefulSets ?? [];
    expect(shown).toMatchObject({ pods: written?.pods, scenario: written?.scenario });
    expect(written?.whatIf).toEqual({});
  });
  test('of several sets, only the one that is asked about is another, and what is passed on is that one', () => {
    const two = Findings.of(
      workspaceOf(filesIn(`${web('  replicas: 3\n').replace('name: web', 'name: db')}---\n${web('  replicas: 3\n')}`)),
      rules,
    ).advance();
    const [file = ''] = [...two.workspace.manifests].map(([each]) => each);
    const [db, asIs] = answerJson(two, file)?.statefulSets ?? [];
    const question = ask({ replicas: 5 });
    const shown = answerJson(two, file, question)?.statefulSets ?? [];
    expect(shown).toMatchObject([
      { name: 'db', replicas: 3 },
      { name: 'web', replicas: 5, range: asIs?.range },
    ]);
    expect(shown[0]).toEqual(db);
    const [, asked] = shown;
    const params = { uri: file, question, files: {} };
    expect(asked && pictureOf(asked)).toEqual(answerExport(two, file, { ...params, format: 'png' }));
    expect(asked && exported('markdown', [asked], (each) => each)).toBe(
      answerExport(two, file, { ...params, format: 'markdown' }),
    );
  });
  test('does not write into what others share', () => {
    const shared = Findings.of(
      workspaceOf(filesIn(`x-count: &count 3\n${web('  replicas: *count\n')}`)),
      rules,
    ).advance();
    const [file = ''] = [...shared.workspace.manifests].map(([each]) => each);
    expect(answerJson(shared, file, ask({ replicas: 4 }))?.statefulSets[0]?.replicas).toBe(4);
    expect(answerEdits(shared, file, ask({ replicas: 4 }))).toEqual([]);
  });
});
