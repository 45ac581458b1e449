import { test } from 'vitest';
import rule from '../../server/src/core/rules/not-ready-addresses-annotation.ts';
import { checkFindings, checkFix } from '../harness.ts';

test('without the field, what it asks for is lost', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"
#                                                           ^^^^^^ warning: The annotation service.alpha.kubernetes.io/tolerate-unready-endpoints is no longer read: Service "etcd" leaves out the Pods that are not Ready, unless spec.publishNotReadyAddresses is true.
spec: { clusterIP: None, selector: { app: etcd } }
`,
  );
});

test('against the field, it is lost', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.beta.kubernetes.io/tolerate-unready-endpoints: "true"
#                                                          ^^^^^^ warning: The annotation service.beta.kubernetes.io/tolerate-unready-endpoints is no longer read: Service "etcd" leaves out the Pods that are not Ready, unless spec.publishNotReadyAddresses is true.
spec: { clusterIP: None, selector: { app: etcd }, publishNotReadyAddresses: false }
`,
  );
});

test('beside the field, it is a relic', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"
#                                                           ^^^^^^ hint: The annotation service.alpha.kubernetes.io/tolerate-unready-endpoints is no longer read: spec.publishNotReadyAddresses decides.
spec: { clusterIP: None, selector: { app: etcd }, publishNotReadyAddresses: true }
`,
  );
});

test('when it asks for nothing, it is a relic', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "false"
#                                                           ^^^^^^^ hint: The annotation service.alpha.kubernetes.io/tolerate-unready-endpoints is no longer read: it changes nothing.
spec: { clusterIP: None, selector: { app: etcd } }
`,
  );
});

test('nothing is said about a value that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "\${TOLERATE}"
spec: { clusterIP: None, selector: { app: etcd } }
`,
  );
});

test('other annotations are left alone', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations: { example.com/tolerate-unready-endpoints: "true" }
spec: { clusterIP: None, selector: { app: etcd } }
`,
  );
});

test('the field takes its place', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"
    prometheus.io/scrape: "true" # kept
spec:
  clusterIP: None # headless
  selector: { app: etcd }
`,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    prometheus.io/scrape: "true" # kept
spec:
  clusterIP: None # headless
  publishNotReadyAddresses: true
  selector: { app: etcd }
`,
    { title: 'Remove the annotation, and set publishNotReadyAddresses: true' },
  );
});

test('the last annotation takes the list along', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
  annotations:
    service.alpha.kubernetes.io/tolerate-unready-endpoints: "true"
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: etcd } }
`,
    `
apiVersion: v1
kind: Service
metadata:
  name: etcd
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: etcd } }
`,
    { title: 'Remove the annotation' },
  );
});
