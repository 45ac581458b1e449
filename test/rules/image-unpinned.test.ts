import { test } from 'vitest';
import rule from '../../server/src/core/rules/image-unpinned.ts';
import { checkFindings } from '../harness.ts';

test('a database without a tag', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "postgres" }] } }
#                                                                                             ^^^^^^^^^^ information: "postgres" names no version: a Pod that starts again may run a newer postgres on data that an older one wrote.
`,
  );
});

test('a database with the tag latest, from some registry', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "registry.example:5000/team/mysql:latest" }] } }
#                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: "registry.example:5000/team/mysql:latest" names no version: a Pod that starts again may run a newer mysql on data that an older one wrote.
`,
  );
});

test('an image of which nothing is known', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "nginx" }] } }
`,
  );
});

test('a version', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "postgres:17" }] } }
`,
  );
});

test('a digest', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "postgres@sha256:0123" }] } }
`,
  );
});

test('a digest behind latest', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "postgres:latest@sha256:0123" }] } }
`,
  );
});

test('a port of the registry is no tag', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "registry.example:5000/app:1.2" }] } }
`,
  );
});

test('an image that is filled in later', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "\${IMAGE}" }] } }
`,
  );
});

test('an init container', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { initContainers: [{ name: init, image: "postgres" }], containers: [{ name: nginx }] } }
`,
  );
});

test('a kustomization writes the tag', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml]
images: [{ name: registry.example/redis, newTag: "1.2" }]
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "registry.example/redis:latest" }] } }
`,
  );
});

test('a kustomization writes the tag of another image', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [web.yaml]
images: [{ name: registry.example/other, newTag: "1.2" }]
#- web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: main, image: "registry.example/redis" }] } }
#                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^ information: "registry.example/redis" names no version: a Pod that starts again may run a newer redis on data that an older one wrote.
`,
  );
});
