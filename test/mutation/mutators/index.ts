/** The mutators of all rules, by rule, in the order of the catalogue; and why some rules have none. */
import type { Mutators } from '../fault.ts';
import { identity } from './identity.ts';
import { network } from './network.ts';
import { references } from './references.ts';
import { rollout } from './rollout.ts';
import { storage } from './storage.ts';
import { volumes } from './volumes.ts';

export const mutators: Mutators = { ...network, ...storage, ...volumes, ...identity, ...rollout, ...references };

/** Rules whose faults are none of a resource. */
export const withoutMutator: Readonly<Record<string, string>> = {
  'yaml-syntax': 'text that is no YAML: test/core/yaml.test.ts holds what is refused against what Kubernetes refuses',
  'unused-suppression': 'a comment of ours, not a fault of the manifest',
};
