import { describe, test } from 'vitest';
import rule from '../../server/src/core/rules/api-wrong-type.ts';
import { checkFindings, checkFix } from '../harness.ts';

const pod = (capabilities: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  containers:
    - name: db
      image: cassandra:5.0
      securityContext:
        capabilities:
${capabilities}`;

describe('one word where a list stands', () => {
  test('is wrong for sure, also a capability, which looks like the name of a variable', () => {
    checkFindings(
      rule,
      pod(`          add: IPC_LOCK
#              ^^^^^^^^ error: The text "IPC_LOCK" stands here, where a list is asked for.
`),
    );
  });

  test('becomes a list', () => {
    checkFix(rule, pod('          add: IPC_LOCK\n'), pod('          add:\n            - IPC_LOCK\n'), {
      title: 'Write it as a list',
    });
  });

  test('may be filled in', () => {
    checkFindings(
      rule,
      pod(`          add: MORE_CAPABILITIES
#              ^^^^^^^^^^^^^^^^^ information: The text "MORE_CAPABILITIES" stands here, where a list is asked for. It may still be right: something seems to fill in this value before the cluster sees it.
`),
    );
  });
});
