import { expect, test } from 'vitest';
import { check } from '../../server/src/core/check.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import rule from '../../server/src/core/rules/service-not-found.ts';
import { checkFindings, checkFix, filesIn, workspaceOf } from '../harness.ts';

const withCrlf = (text: string) => text.slice(1).replaceAll('\n', '\r\n');

test('a Service that is not there is information while there is no Service at all', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('beside other Services it is a warning', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ warning: There is no Service "nginx" in these files, so no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: other } }
`,
  );
});

test('a Service two folders away is not beside it', () => {
  checkFindings(
    rule,
    `
#- shop/web/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- bank/db/service.yaml
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { selector: { app: other } }
`,
  );
});

test('a headless Service that selects the Pods was meant, and makes it an error', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "web-peers", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a name one slip away was meant when it selects these Pods', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: ngnix }
spec: { selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "ngnix", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a name one slip away that selects other Pods is not proposed', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: ngnix }
spec: { clusterIP: None, selector: { app: db } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ warning: There is no Service "nginx" in these files, so no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('names that differ in a number only are two names', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx-1 }
spec: { clusterIP: None }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx-2
#              ^^^^^^^ warning: There is no Service "nginx-2" in these files, so no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the exact range is the name without its quotes kept apart', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: "nginx"
#              ^^^^^^^ error: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "web-peers", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a Service in another file is found', () => {
  checkFindings(
    rule,
    `
#- a/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- b/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a Service without namespace may be in the namespace of the set', () => {
  checkFindings(
    rule,
    `
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a set without namespace may be in the namespace of the Service', () => {
  checkFindings(
    rule,
    `
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: shop }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a Service of another namespace is left to service-in-other-namespace', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx, namespace: test }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test("Knative's Service is another kind", () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test("Kruise's StatefulSet is another kind", () => {
  checkFindings(
    rule,
    `
apiVersion: apps.kruise.io/v1beta1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('the betas of StatefulSet are read like v1', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1beta1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an item of a List defines a Service', () => {
  checkFindings(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: nginx }
`,
  );
});

test('a Service whose name is filled in later may be the one', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: "\${NAME}" }
spec: { selector: { app: other } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a placeholder names no Service: {{ .Values.name }}', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: "{{ .Values.name }}"
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a placeholder names no Service: $NAME', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: \${NAME}
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a placeholder names no Service: <YOUR-SERVICE>', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: <YOUR-SERVICE>
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a placeholder names no Service: @SERVICE@', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: "@SERVICE@"
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a placeholder names no Service: $SERVICE', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: $(SERVICE)
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a placeholder names no Service: REPLACE_ME', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: REPLACE_ME
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an empty or absent serviceName is left to service-name-unset', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: ""
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a number is refused by the server, and no name', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: 8080
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a set without selector or containers is a fragment', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec: { serviceName: nginx, replicas: 0 }
`,
  );
});

test('a set that is named not-used is a fragment', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: not-used }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a strategic-merge directive makes a fragment', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
$patch: replace
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('nothing is said under the templates of a chart', () => {
  checkFindings(
    rule,
    `
#- chart/Chart.yaml
name: chart
#- chart/templates/web.yaml
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('nothing is said about a template that is no YAML', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
  {{- with .Values.extra }}
  extra: {{ . }}
`,
  );
});

test('a templates folder without a chart is a folder', () => {
  checkFindings(
    rule,
    `
#- docs/templates/web.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('resources of two overlays do not meet', () => {
  checkFindings(
    rule,
    `
#- base/kustomization.yaml
resources: [set.yaml]
#- base/set.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- dev/kustomization.yaml
resources: [../base, service.yaml]
#- dev/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- prod/kustomization.yaml
resources: [../base, set.yaml]
#- prod/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a base finds the Service of its overlay', () => {
  checkFindings(
    rule,
    `
#- base/kustomization.yaml
resources: [set.yaml]
#- base/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- dev/kustomization.yaml
resources: [../base, service.yaml]
#- dev/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('an overlay finds the Service of its base', () => {
  checkFindings(
    rule,
    `
#- base/kustomization.yaml
resources: [service.yaml]
#- base/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- dev/Kustomization
bases: [../base]
resources: [set.yaml]
#- dev/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a component brings its Service', () => {
  checkFindings(
    rule,
    `
#- net/kustomization.yaml
kind: Component
resources: [service.yaml]
#- net/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- dev/kustomization.yaml
components: [../net]
resources: [set.yaml]
#- dev/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('what a remote base holds is unknown, not missing', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: ["https://example.com/base?ref=v1", set.yaml]
#- set.yaml
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a resource file that is not there is unknown, not missing', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [generated.yaml, set.yaml]
#- set.yaml
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a Helm chart that kustomize inflates may bring the Service', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
helmCharts: [{ name: nginx }]
#- set.yaml
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a patch defines nothing', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [set.yaml]
patches: [{ path: service.yaml }]
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ information: Service "nginx" is not in these files; the cluster may have it. If not, no Pod of "web" gets a DNS name.
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('nothing is missing in a patch', () => {
  checkFindings(
    rule,
    `
#- kustomization.yaml
resources: [service.yaml]
patchesStrategicMerge: [set.yaml]
#- service.yaml
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a file of no kustomization finds what a kustomization holds', () => {
  checkFindings(
    rule,
    `
#- app/kustomization.yaml
resources: [service.yaml]
#- app/service.yaml
apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx } }
#- app/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a comment silences the next line', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a comment silences several rules of the next line, with a reason', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-name-unset, service-not-found -- made by hand
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a comment without rules silences all of them', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line -- made by hand
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a blank line and another comment may stand between', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found

  # the name in DNS
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a comment silences the next line only', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-not-found
  replicas: 2
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "other", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a comment silences its own rules only', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  # ordinal-disable-next-line service-name-unset
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "other", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('a comment silences the rest of its document, and no other', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
# ordinal-disable service-not-found
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "db" gets a DNS name. Did you mean "other", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('what stands above a comment is not silenced', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "other", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
# ordinal-disable service-not-found
`,
  );
});

test('an annotation silences its object', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, annotations: { ordinal/ignore: "service-not-found, service-name-unset" } }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('an annotation silences no other object', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: other }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, annotations: { ordinal/ignore: service-not-found } }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: nginx
#              ^^^^^ error: There is no Service "nginx", so no Pod of "db" gets a DNS name. Did you mean "other", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('settings switch it off', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'service-not-found': 'off' } },
  );
});

test('settings choose another severity', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ hint: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "web-peers", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { rules: { 'service-not-found': 'hint' } },
  );
});

test('.ordinal.yaml chooses another severity', () => {
  checkFindings(
    rule,
    `
#- .ordinal.yaml
rules: { service-not-found: hint }
#- set.yaml
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
#              ^^^^^ hint: There is no Service "nginx", so no Pod of "web" gets a DNS name. Did you mean "web-peers", which selects these Pods?
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
  );
});

test('the name that was meant is set, in its quotes and before its comment', () => {
  checkFix(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: 'nginx' # governs
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
apiVersion: v1
kind: Service
metadata: { name: web-peers }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: 'web-peers' # governs
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    { title: 'Change serviceName to "web-peers"' },
  );
});

test('a Service is created in this file with the ports of the containers', () => {
  checkFix(
    rule,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: web, containerPort: 80 }, { containerPort: 53, protocol: UDP }] }] } }
`,
    `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx, ports: [{ name: web, containerPort: 80 }, { containerPort: 53, protocol: UDP }] }] } }
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - name: web
      port: 80
    - name: port-53
      port: 53
      protocol: UDP
`,
    { title: 'Create headless Service "nginx" in this file' },
  );
});

test('a Service is created in a file beside it', () => {
  checkFix(
    rule,
    `
#- web/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`,
    `
#- web/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }

#- web/nginx-service.yaml
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "nginx" in nginx-service.yaml' },
  );
});

test('a file that is there is not overwritten', () => {
  checkFix(
    rule,
    `
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- nginx-service.yaml
# mine
`,
    `
#- set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
#- nginx-service.yaml
# mine

#- nginx-service-2.yaml
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
`,
    { title: 'Create headless Service "nginx" in nginx-service-2.yaml' },
  );
});

test('line ends stay as they are', () => {
  checkFix(
    rule,
    withCrlf(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
`),
    withCrlf(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  selector: { matchLabels: { app: nginx } }
  template: { metadata: { labels: { app: nginx } }, spec: { containers: [{ name: nginx }] } }
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
`),
    { title: 'Create headless Service "nginx" in this file' },
  );
});

test('a new Service for members that look for each other publishes them before they are Ready', () => {
  const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zk }
spec:
  serviceName: zk
  selector: { matchLabels: { app: zk } }
  template: { metadata: { labels: { app: zk } }, spec: { containers: [{ name: zk, image: zookeeper:3.9 }] } }
`;
  checkFix(
    rule,
    set,
    `${set}---
apiVersion: v1
kind: Service
metadata:
  name: zk
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    app: zk
`,
  );
});

const misspelt = (service: string, serviceName: string, address = 'https://registry.example') => `
apiVersion: v1
kind: Service
metadata: { name: ${service} }
spec: { clusterIP: None, selector: { app: mysql } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: ${serviceName}
  selector: { matchLabels: { app: mysql } }
  template: { metadata: { labels: { app: mysql } }, spec: { containers: [{ name: mysql, env: [{ name: PRIMARY, value: "${address}" }] }] } }
`;

test('neither side of a slip is changed unasked: serviceName of a set that runs is fixed', () => {
  checkFix(rule, misspelt('mysql', 'mysq1'), misspelt('mysql', 'mysql'), { safe: false });
  checkFix(rule, misspelt('mysq1', 'mysql'), misspelt('mysql', 'mysql'), {
    title: 'Rename Service to "mysql"',
    safe: false,
  });
});

test('where Pods are addressed by the name that the set has, the Service is renamed', () => {
  const address = 'http://db-0.mysql:3306';
  checkFix(rule, misspelt('mysq1', 'mysql', address), misspelt('mysql', 'mysql', address), { safe: false });
});

test('a Service that another set or a route names is not renamed', () => {
  const titles = (more: string) =>
    check(workspaceOf(filesIn(`${misspelt('mysq1', 'mysql')}---${more}`)), [rule])
      .filter(({ resource }) => resource?.name?.value === 'db')
      .flatMap(({ fixes }) => fixes.map(({ title }) => title));
  const rename = 'Rename Service to "mysql"';
  const other = (serviceName: string) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: other }
spec: { serviceName: ${serviceName}, selector: { matchLabels: { app: other } }, template: { metadata: { labels: { app: other } } } }
`;
  expect(titles(other('mysq1'))).not.toContain(rename);
  expect(titles(other('elsewhere'))).toContain(rename);
  const route = (service: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: db }
spec: { defaultBackend: { service: { name: ${service}, port: { number: 3306 } } } }
`;
  expect(titles(route('mysq1'))).not.toContain(rename);
  expect(titles(route('elsewhere'))).toContain(rename);
});

test('the address of the Service in the place of its name: both rules say which name that is', () => {
  const workspace = workspaceOf(filesIn(misspelt('mysql', 'mysql.default.svc.cluster.local')));
  const refused = rules.filter(({ id }) => id === 'api-invalid');
  expect(check(workspace, [...refused, rule]).map(({ fixes }) => fixes.map(({ title }) => title))).toEqual([
    ['Write "mysql"'],
    ['Change serviceName to "mysql"'],
  ]);
});
