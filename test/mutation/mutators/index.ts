/** The mutators of all rules, by rule, in the order of the catalogue; and why some rules have none. */
import type { Mutators } from '../fault.ts';
import { api } from './api.ts';
import { identity } from './identity.ts';
import { ignored } from './ignored.ts';
import { names } from './names.ts';
import { network } from './network.ts';
import { references } from './references.ts';
import { rollout } from './rollout.ts';
import { storage } from './storage.ts';
import { volumes } from './volumes.ts';
import { warnings } from './warnings.ts';

export const mutators: Mutators = {
  ...network,
  ...names,
  ...storage,
  ...volumes,
  ...identity,
  ...rollout,
  ...references,
  ...api,
  ...warnings,
  ...ignored,
};

/** Rules whose faults are none of a resource. */
export const withoutMutator: Readonly<Record<string, string>> = {
  'yaml-syntax': 'text that is no YAML: test/core/yaml.test.ts holds what is refused against what Kubernetes refuses',
  'unused-suppression': 'a comment of ours, not a fault of the manifest',
  'dns-not-headless': 'a consequence of what service-not-headless tells: its mutants expect it at the names in use',
  'dns-peer-id-mismatch': 'each program has a format of its own: test/rules/dns-peer-id-mismatch.test.ts holds them',
  'claim-resize': 'compares with the last commit, which a clean world does not have: test/rules/claim-resize.test.ts',
  'forced-rollback-trap': 'compares with the last commit, as claim-resize does',
  'immutable-field-changed': 'compares with the last commit, as claim-resize does',
};
