/** Mutants of which something else is said than the mutation test expects, and why that is right. */

export interface Exception {
  readonly rule: string;
  /** The mutants' names. */
  readonly mutants: RegExp;
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    rule: 'service-selects-nothing',
    mutants: /spec\.selector\[app\]/,
    reason:
      'One short label, and another Service that chooses these Pods: `redis` and `reids` are as likely two applications, of which one is not in the files.',
  },
  {
    rule: 'selector-version-label',
    mutants: /storage\/minio/,
    reason: 'A Deployment in another file beside it has the same other label: versions side by side are told apart so.',
  },
  {
    rule: 'secret-not-found',
    mutants: /bitnami-seaweedfs\.yaml: Secret removed/,
    reason: 'The Secret that the fix makes has the keys that this set wants; another workload wants another one of it.',
  },
  {
    rule: 'deployment-with-claim',
    mutants: /k8s-mongodb-statefulset/,
    reason:
      'The set of the file mounts a claim that is in none: with the claim of the mutant beside it, that one is missed, too.',
  },
];
