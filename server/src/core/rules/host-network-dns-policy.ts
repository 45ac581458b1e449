import { insertKey, replaceScalar } from '../edit.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'host-network-dns-policy',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'warning',
  summary: '`hostNetwork: true` without `dnsPolicy: ClusterFirstWithHostNet`: names of the cluster do not resolve.',
  why: `A Pod on the node's network with the default policy, \`ClusterFirst\`, gets the node's own resolver, which knows no Services: the Pods of the set find
neither each other nor anything else by a name of the cluster. \`ClusterFirstWithHostNet\` gives them the cluster's DNS.
A policy of \`Default\` or \`None\` says that this is meant.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      hostNetwork: true
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet) {
    const spec = statefulSet.pods.field.get('spec');
    const hostNetwork = spec.get('hostNetwork').boolean;
    const policy = spec.get('dnsPolicy');
    if (!hostNetwork?.value || spec.get('dnsConfig', 'nameservers').exists) return;
    if (policy.exists && policy.scalar !== null && policy.scalar !== 'ClusterFirst') return;
    const wanted = 'ClusterFirstWithHostNet';
    yield {
      at: policy.exists && policy.scalar !== null ? policy : hostNetwork,
      message: `The Pods of ${printName(statefulSet)} are on the node's network, where dnsPolicy ClusterFirst means the node's own DNS: no name of a Service or Pod resolves in them.`,
      fixes: [
        {
          title: `Set dnsPolicy: ${wanted}`,
          safe: false,
          edits: [policy.exists ? replaceScalar(policy, wanted) : insertKey(spec, 'dnsPolicy', wanted, 'hostNetwork')],
        },
      ],
    };
  },
});
