/** What is taken for text that something fills in. */
import { expect, test } from 'vitest';
import { isPlaceholder } from '../../server/src/core/placeholder.ts';

test.each(['$X', '{{ .x }}', '<name>', '@NAME@', '%NAME%', 'DB_NAME', 'NET_NAME', 'CHANGEME'])('%s is', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each(['IPC_LOCK', 'NET_ADMIN', 'CAP_SYS_PTRACE', 'NET_BIND_SERVICE', 'ALL', 'web'])('%s is not', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});
