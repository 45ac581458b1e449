import { expect, test } from 'vitest';
import { rules } from '../../server/src/core/rules/index.ts';
import pdbMissing from '../../server/src/core/rules/pdb-missing.ts';
import unusedSuppression from '../../server/src/core/rules/unused-suppression.ts';
import { rulePage, ruleSettings, rulesIndex } from '../../server/src/docs.ts';
import { checkFindings } from '../harness.ts';

test('the page says how to switch it on, and shows what it says then', () => {
  const page = rulePage(pdbMissing);
  expect(page).toContain('**Severity:** off, until your settings give it one');
  expect(page).toContain('rules:\n  pdb-missing: hint\n');
  expect(page).toContain('- **hint** in line');
});

test('the list of rules says off', () => {
  expect(rulesIndex([pdbMissing])).toContain('| [pdb-missing](pdb-missing.md) | off |');
});

test('the settings say off, for these rules only', () => {
  const off = Object.entries(ruleSettings(rules)).filter(([, setting]) => 'default' in setting);
  expect(off).toMatchObject([
    ['anti-affinity-missing', { default: 'off' }],
    ['pdb-missing', { default: 'off' }],
  ]);
});

test('a comment against it is not called unused while it is off', () => {
  checkFindings(
    [pdbMissing, unusedSuppression],
    `
# ordinal-disable pdb-missing -- one is enough
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});
