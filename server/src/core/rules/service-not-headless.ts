import { isMeantIn } from '../api/meant.ts';
import { serviceNameFrom } from '../dns-label.ts';
import { bringObject, replaceScalar } from '../edit.ts';
import { isMisspeltNone, isNone, makeHeadless } from '../headless.ts';
import { isPlaceholder, type Service, type StatefulSet } from '../manifest.ts';
import { readdressed } from '../names/addresses.ts';
import { headlessService } from '../objects.ts';
import { defineRule, type Fix } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import { type Located, writtenName } from '../yaml.ts';

export default defineRule({
  id: 'service-not-headless',
  kinds: ['StatefulSet'],
  effect: 'broken',
  severity: 'warning',
  summary: 'The governing Service has a cluster IP, so Pod DNS names are not promised.',
  why: `\`web-0.nginx.shop.svc.cluster.local\` is promised for a headless Service (\`clusterIP: None\`) only. CoreDNS happens to answer such
names for any Service; kube-dns, Cloud DNS for GKE and others do not. On a Service that already runs, \`clusterIP\` cannot be changed:
delete and re-create it, or bring a second, headless one and let \`serviceName\` name that.`,
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  bad: `
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  selector:
    app: nginx
  ports:
    - port: 80
---
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
          ports:
            - containerPort: 80
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
    - port: 80
---
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
          ports:
            - containerPort: 80
`,

  *check(statefulSet, workspace) {
    const { serviceName } = statefulSet;
    const { service } = workspace.governingService(statefulSet);
    if (!serviceName || !service || service.isHeadless || service.isExternalName || workspace.isCutOff(service)) return;
    if (isMisspeltNone(service)) return; // api-invalid
    const field = service.field.get('spec', 'clusterIP');
    const type = service.field.get('spec', 'type');
    if (!field.exists && isMeantIn(service, ['clusterIP', 'spec'], workspace)) return;
    if (field.text !== undefined && isPlaceholder(field.text)) return;
    const own = workspace
      .servicesSelecting(statefulSet.pods.labels, statefulSet)
      .find((each) => each.isHeadless && each.name)?.name;
    const pod = `${statefulSet.name?.value ?? '<name>'}-${statefulSet.start}`;
    yield {
      at: serviceName,
      message: `Service "${serviceName.value}" is not headless: ${reason(service)}. DNS names of Pods like "${pod}.${serviceName.value}" are not promised there; CoreDNS answers them, other DNS servers do not.`,
      related: [
        {
          at: field.exists ? field : service.serviceType !== 'ClusterIP' ? type : (service.name ?? service.field),
          message: field.exists
            ? `clusterIP is ${field.text ?? 'empty'}`
            : service.serviceType === 'ClusterIP'
              ? `Service "${serviceName.value}" has no "clusterIP: None"`
              : `Service "${serviceName.value}" is of type ${service.serviceType}`,
        },
      ],
      // Where a headless Service chooses these Pods already, this one is there for clients and stays as it is.
      fixes: own
        ? [
            {
              title: `Change serviceName to "${writtenName(own)}"`,
              safe: false,
              edits: [replaceScalar(serviceName.field, writtenName(own))],
            },
          ]
        : isForClients(service, statefulSet, workspace)
          ? [...second(statefulSet, serviceName, workspace), ...makeHeadless(service)]
          : [...makeHeadless(service), ...second(statefulSet, serviceName, workspace)],
    };
  },
});

function reason({ serviceType, field }: Service): string {
  const { text } = field.get('spec', 'clusterIP');
  if (serviceType !== 'ClusterIP')
    return text === 'None'
      ? `its type is ${serviceType}, which the API server refuses with clusterIP None`
      : `its type is ${serviceType}`;
  if (text !== undefined && isNone(text)) return `the word is None, and "${text}" is refused`;
  return 'it has a cluster IP';
}

/** What a headless Service cannot do: it maps no ports; and clients from outside come to this one. */
function isForClients(service: Service, { pods }: StatefulSet, workspace: Workspace): boolean {
  const declared = pods.containers.flatMap(({ ports }) => ports);
  const numberOf = (target: number | string) =>
    typeof target === 'number' ? target : declared.find(({ name }) => name?.value === target)?.number?.value;
  const isMapped = service.ports.some(({ port, targetPort }) => {
    const number = targetPort && numberOf(targetPort.value);
    return number !== undefined && number !== port;
  });
  return isMapped || workspace.routesTo(service).length > 0;
}

function second(statefulSet: StatefulSet, serviceName: Located<string>, workspace: Workspace): readonly Fix[] {
  const name = serviceNameFrom(writtenName(serviceName), '-headless');
  // The names that its Pods have now are used somewhere.
  const names = readdressed(statefulSet, name, workspace);
  if (!names || workspace.servicesNamed(name, statefulSet).length > 0) return [];
  const { uri } = serviceName.field.document;
  return bringObject(
    workspace,
    uri,
    `headless Service "${name}"`,
    `${name}-service`,
    headlessService(name, statefulSet),
  ).map(({ title, edits }) => ({
    title: `${title}, and use it`,
    safe: false,
    edits: [replaceScalar(serviceName.field, name), ...names, ...edits],
  }));
}
