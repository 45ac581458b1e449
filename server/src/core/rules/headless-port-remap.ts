import { replaceScalar } from '../edit.ts';
import type { Port } from '../manifest.ts';
import { defineRule } from '../rule.ts';
import { printName } from '../words.ts';

export default defineRule({
  id: 'headless-port-remap',
  kinds: ['Service'],
  effect: 'advice',
  severity: 'information',
  summary: 'A headless Service with a `port` that differs from its `targetPort`: nothing maps one to the other.',
  why: `The name of a headless Service resolves to the Pods' own addresses, so clients talk to the Pods directly and must dial the container's port. Only a
cluster IP listens on \`port\` and passes on to \`targetPort\`. Write the container's port for \`port\`, so that nobody dials the other one.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
      targetPort: 8080
`,
  good: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 8080
      targetPort: 8080
`,

  *check(service, workspace) {
    if (!service.isHeadless || !service.selector) return;
    const owners = workspace.podsSelectedBy(service.selector, service);
    if (owners.some((owner) => workspace.isCutOff(owner))) return; // a fragment does not show all of its ports
    const declared = owners.flatMap(({ pods }) => pods.containers.flatMap(({ ports }) => ports));
    for (const { field, port, protocol, targetPort } of service.ports) {
      if (port === undefined || !targetPort) continue;
      const ports = declared.filter((each) => each.protocol === protocol);
      const container = containerPort(targetPort.value, ports);
      // One that listens on `port` itself, too, is reached there.
      if (container === undefined || container === port || ports.some(({ number }) => number?.value === port)) continue;
      const at = field.get('port');
      yield {
        at,
        message: `Port ${port} is not mapped to ${container}: ${printName(service)} is headless, so its name leads to the Pods themselves. Clients must dial ${container}.`,
        related: [{ at: targetPort, message: `targetPort is ${targetPort.value}` }],
        fixes: service.ports.some((each) => each.port === container && each.protocol === protocol)
          ? []
          : [{ title: `Set port: ${container}`, safe: false, edits: [replaceScalar(at, container)] }],
      };
    }
  },
});

/** Undefined when the Pods disagree, or declare ports and this is none of them: that is service-target-port-unknown. */
function containerPort(target: string | number, declared: readonly Port[]): number | undefined {
  if (typeof target === 'number')
    return declared.length === 0 || declared.some(({ number }) => number?.value === target) ? target : undefined;
  const numbers = new Set(declared.filter(({ name }) => name?.value === target).map(({ number }) => number?.value));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}
