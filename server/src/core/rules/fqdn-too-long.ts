import { removeKey } from '../edit.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'fqdn-too-long',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'error',
  summary: '`setHostnameAsFQDN` with Pods whose full name has more than 64 characters.',
  why: `With \`setHostnameAsFQDN\` the kernel's hostname becomes \`<pod>.<service>.<namespace>.svc.<cluster domain>\`. Linux allows 64 characters there; the
kubelet does not start a Pod with a longer one, which stays in ContainerCreating. Shorten a name, or leave the hostname at the Pod's own name:
\`hostname -f\` gives the full name all the same.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-sethostnameasfqdn-field',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: elasticsearch-headless
  namespace: observability
spec:
  clusterIP: None
  selector:
    app: elasticsearch
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: elasticsearch-data
  namespace: observability
spec:
  serviceName: elasticsearch-headless
  selector:
    matchLabels:
      app: elasticsearch
  template:
    metadata:
      labels:
        app: elasticsearch
    spec:
      setHostnameAsFQDN: true
      containers:
        - name: elasticsearch
          image: example.com/search:9.1.2
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: elasticsearch-headless
  namespace: observability
spec:
  clusterIP: None
  selector:
    app: elasticsearch
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: elasticsearch-data
  namespace: observability
spec:
  serviceName: elasticsearch-headless
  selector:
    matchLabels:
      app: elasticsearch
  template:
    metadata:
      labels:
        app: elasticsearch
    spec:
      containers:
        - name: elasticsearch
          image: example.com/search:9.1.2
`,

  *check(statefulSet, workspace) {
    const { pods, name, namespace, serviceName, start, replicas } = statefulSet;
    const spec = pods.field.get('spec');
    const asked = spec.get('setHostnameAsFQDN').boolean;
    // Without a Service there is no domain; on the node's network the hostname is the node's.
    if (!asked?.value || !name || !serviceName || replicas === 0 || spec.get('hostNetwork').boolean?.value) return;
    const { clusterDomain } = workspace.settingsOf(statefulSet.field.document.uri);
    const domain = `${serviceName.value}.${namespace?.value ?? 'default'}.svc.${clusterDomain}`;
    const first = firstTooLong(`${name.value}-`.length + `.${domain}`.length, start);
    if (first >= start + replicas) return;
    const fqdn = `${name.value}-${first}.${domain}`;
    const whose =
      replicas === 1 ? 'the Pod stays' : first === start ? 'the Pods stay' : `the Pods from ordinal ${first} on stay`;
    yield {
      at: asked,
      severity: namespace ? 'error' : 'warning',
      message: `"${fqdn}" has ${fqdn.length} characters, and a hostname at most ${longest}: ${whose} in ContainerCreating${namespace ? '' : ' (in namespace "default"; a longer one adds to it)'}.`,
      related: [
        { at: name, message: `${name.value.length} characters` },
        { at: serviceName, message: `${serviceName.value.length} characters` },
      ],
      fixes: [{ title: 'Remove setHostnameAsFQDN', safe: false, edits: [removeKey(asked.field)] }],
    };
  },
});

/** Linux' HOST_NAME_MAX. */
const longest = 64;

/** The lowest ordinal whose digits no longer fit beside `others` characters. */
function firstTooLong(others: number, start: number): number {
  const digits = longest - others;
  return digits < 1 ? start : Math.max(start, 10 ** digits);
}
