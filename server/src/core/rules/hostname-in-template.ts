import { insertKey, removeKey } from '../edit.ts';
import { isPlaceholder, type StatefulSet } from '../manifest.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Located } from '../yaml.ts';

export default defineRule({
  id: 'hostname-in-template',
  kinds: ['StatefulSet'],
  effect: 'ignored',
  severity: 'warning',
  summary: '`hostname` or `subdomain` in the Pod template of a StatefulSet.',
  why: `The StatefulSet controller gives each Pod its own name for a \`hostname\` and \`spec.serviceName\` for a \`subdomain\`, whatever the template says: nothing
is refused, and the written value is lost. Addresses made with it do not resolve. The domain of the Pods is set by \`spec.serviceName\`.`,
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
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
      hostname: frontend
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
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check(statefulSet) {
    const { name, serviceName, start, replicas } = statefulSet;
    const spec = statefulSet.pods.field.get('spec');
    const [hostname, subdomain] = [spec.get('hostname').string, spec.get('subdomain').string];
    if (hostname && isMeant(hostname))
      yield {
        at: hostname,
        message: `The hostname "${hostname.value}" is overwritten: each Pod gets its own name${name ? ` (${podNames(name.value, start, replicas)})` : ''}.`,
        fixes: removal(hostname),
      };
    if (!subdomain || !isMeant(subdomain) || statefulSet.hasOpaqueServiceName) return;
    if (subdomain.value === serviceName?.value) return; // that is what the Pods get
    yield {
      at: subdomain,
      message: serviceName
        ? `The subdomain "${subdomain.value}" is overwritten: the Pods get serviceName, "${serviceName.value}".`
        : `The subdomain "${subdomain.value}" is overwritten: the Pods get serviceName, which is not set, so they have no DNS names.`,
      related: serviceName ? [{ at: serviceName, message: 'serviceName' }] : [],
      fixes: [...(serviceName ? [] : govern(statefulSet, subdomain)), ...removal(subdomain)],
    };
  },
});

const isMeant = ({ value }: Located<string>) => value !== '' && !isPlaceholder(value);

function podNames(name: string, start: number, replicas: number): string {
  return replicas > 1 ? `${name}-${start}, ${name}-${start + 1}${replicas > 2 ? ', …' : ''}` : `${name}-${start}`;
}

function removal({ field, value }: Located<string>): readonly Fix[] {
  return [{ title: `Remove ${field.step}: ${value}`, safe: true, edits: [removeKey(field)] }];
}

/** The value goes where it has an effect; where it stands, it does no harm. */
function govern({ field }: StatefulSet, { value }: Located<string>): readonly Fix[] {
  const spec = field.get('spec');
  return spec.get('serviceName').exists
    ? []
    : [{ title: `Set serviceName: ${value}`, safe: false, edits: [insertKey(spec, 'serviceName', value)] }];
}
