import { test } from 'vitest';
import rule from '../../server/src/core/rules/default-storage-class-ambiguous.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('two defaults in one file', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^ warning: "slow" and "fast" are both marked as the default class: a claim that names none takes the one that was created last.
provisioner: disk.example.com
`,
  );
});

test('three defaults: each surplus one is reported', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^ warning: "slow" and "fast" are both marked as the default class: a claim that names none takes the one that was created last.
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slower
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^ warning: "slower" and "fast", "slow" are all marked as the default class: a claim that names none takes the one that was created last.
provisioner: disk.example.com
`,
  );
});

test('the beta annotation marks a default, too', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.beta.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^ warning: "slow" and "fast" are both marked as the default class: a claim that names none takes the one that was created last.
provisioner: disk.example.com
`,
  );
});

test('two files of one folder may be a choice', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^ information: "slow" and "fast" are both marked as the default class: a claim that names none takes the one that was created last.
provisioner: disk.example.com
`,
  );
});

test('two files of one kustomization are applied together', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [aws/a.yaml, b.yaml]
#- aws/a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^ warning: "slow" and "fast" are both marked as the default class: a claim that names none takes the one that was created last.
provisioner: disk.example.com
`,
  );
});

test('two folders are two clusters', () => {
  checkFindings(
    rule,
    `
#- aws/class.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
#- gcp/class.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
`,
  );
});

test('one default', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "false"
provisioner: disk.example.com
`,
  );
});

test('a mark that is not true', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations:
    storageclass.kubernetes.io/is-default-class: "True"
provisioner: disk.example.com
`,
  );
});

test('one class in two variants', () => {
  checkFindings(
    rule,
    `
#- a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
`,
  );
});

test('the default IngressClass is another matter', () => {
  checkFindings(
    rule,
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: disk.example.com
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: nginx, annotations: { ingressclass.kubernetes.io/is-default-class: "true" } }
`,
  );
});

test('the other one is the default no longer', () => {
  checkFix(
    rule,
    `
#- a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true" # for all
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.kubernetes.io/is-default-class: 'true' }
provisioner: disk.example.com
`,
    `
#- a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "false" # for all
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.kubernetes.io/is-default-class: 'true' }
provisioner: disk.example.com
`,
    { title: 'Set is-default-class: "false" on "fast"' },
  );
});

test('this one is the default no longer', () => {
  checkFix(
    rule,
    `
#- a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true" # for all
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.kubernetes.io/is-default-class: 'true' }
provisioner: disk.example.com
`,
    `
#- a.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    storageclass.kubernetes.io/is-default-class: "true" # for all
provisioner: disk.example.com
#- b.yaml
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: slow
  annotations: { storageclass.kubernetes.io/is-default-class: 'false' }
provisioner: disk.example.com
`,
    { title: 'Set is-default-class: "false" on "slow"' },
  );
});
