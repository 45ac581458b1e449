/** Ingress. Source: pkg/apis/networking/validation/validation.go (ValidateIngressCreate). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressSpec,
  IngressTLS,
  TypedLocalObjectReference,
} from '../types.ts';
import { parseIp } from './ip.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain, named, wildcardSubdomain } from './names.ts';
import { objectReference } from './object-reference.ts';
import { portNumber, portNumberOrName } from './ranges.ts';
import { serviceName } from './service.ts';
import { isEmpty, oneOf, required } from './values.ts';

const classAnnotation = 'kubernetes.io/ingress.class';

export function ingress(check: Check, at: Path, object: Ingress): void {
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  ingressSpec(check, at.child('spec'), object.spec ?? {});
  const annotated = object.metadata?.annotations?.[classAnnotation];
  const written = object.spec?.ingressClassName;
  if (annotated !== undefined && written !== undefined && annotated !== written)
    check.invalid(
      at.unnamed('metadata').child('annotations').child(classAnnotation),
      `The annotation names the class "${annotated}", and "ingressClassName" names "${written}": both must be the same.`,
      { repairs: [{ kind: 'remove' }] },
    );
}

function ingressSpec(check: Check, at: Path, spec: IngressSpec): void {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  if (rules.length === 0 && !defaultBackend)
    check.invalid(at, 'The Ingress leads nowhere: it needs "rules" or a "defaultBackend".');
  if (defaultBackend) backend(check, at.child('defaultBackend'), defaultBackend);
  rules.forEach((each, i) => {
    rule(check, at.child('rules').index(i), each);
  });
  tls.forEach((each, i) => {
    certificate(check, at.child('tls').index(i), each);
  });
  if (ingressClassName !== undefined) named(check, at.child('ingressClassName'), ingressClassName, dnsSubdomain);
}

function certificate(check: Check, at: Path, { hosts = [], secretName }: IngressTLS): void {
  hosts.forEach((host, i) => {
    named(check, at.child('hosts').index(i), host, host.includes('*') ? wildcardSubdomain : dnsSubdomain);
  });
  if (!isEmpty(secretName)) named(check, at.child('secretName'), secretName, dnsSubdomain);
}

function rule(check: Check, at: Path, { host, http }: IngressRule): void {
  if (!isEmpty(host)) {
    const wrong = parseIp(host)
      ? check.invalid(at.child('host'), `"${host}" is an IP address, and the host of a rule is a DNS name.`)
      : undefined;
    if (!wrong) named(check, at.child('host'), host, host.includes('*') ? wildcardSubdomain : dnsSubdomain);
  }
  if (!http) return;
  const paths = http.paths ?? [];
  if (paths.length === 0) check.required(at.child('http', 'paths'), 'A rule for HTTP needs paths.');
  paths.forEach((each, i) => {
    path(check, at.child('http', 'paths').index(i), each);
  });
}

const pathTypes = ['Exact', 'Prefix', 'ImplementationSpecific'];

function path(check: Check, at: Path, { path = '', pathType, backend: to = {} }: HTTPIngressPath): void {
  if (pathType === undefined) {
    check.required(at.child('pathType'), 'Each path needs a "pathType": Prefix, Exact or ImplementationSpecific.', {
      repairs: [{ kind: 'add', value: 'Prefix' }],
    });
    return;
  }
  oneOf(check, at.child('pathType'), pathType, pathTypes);
  const isPlain = pathType !== 'ImplementationSpecific';
  if (pathTypes.includes(pathType) && !path.startsWith('/') && (isPlain || path !== ''))
    check.invalid(at.child('path'), `"${path}" does not start with "/", and a path of an Ingress has to.`, {
      repairs: [{ kind: path === '' ? 'add' : 'replace', value: `/${path}` }],
    });
  const odd = /\/\/|\/\.\.?(?:\/|$)|%2[fF]/.exec(path)?.[0];
  if (pathTypes.includes(pathType) && isPlain && odd !== undefined)
    check.invalid(at.child('path'), `"${path}" has "${odd}" in it, which a path of type ${pathType} may not have.`);
  backend(check, at.child('backend'), to);
}

function backend(check: Check, at: Path, { resource, service }: IngressBackend): void {
  if (resource && service) {
    check.invalid(at, 'A backend is a "service" or a "resource", not both.');
    return;
  }
  if (resource) reference(check, at.child('resource'), resource);
  if (!resource && !service) check.invalid(at, 'A backend needs a "service" or a "resource".');
  if (!service) return;
  const { name, port: { name: portName, number } = {} } = service;
  if (required(check, at.child('service', 'name'), name, 'The backend needs the name of a Service.'))
    named(check, at.child('service', 'name'), name, serviceName);
  const portPath = at.child('service', 'port');
  if (!isEmpty(portName) && number)
    check.invalid(at, 'The port of a backend is called by "name" or by "number", not by both.');
  else if (!isEmpty(portName)) portNumberOrName(check, portPath.child('name'), portName);
  else if (number) portNumber(check, portPath.child('number'), number);
  else check.required(at, 'The backend needs the port of its Service: "port: { number: 80 }".');
}

function reference(check: Check, at: Path, { apiGroup, ...object }: TypedLocalObjectReference): void {
  if (apiGroup !== undefined) named(check, at.child('apiGroup'), apiGroup, dnsSubdomain);
  objectReference(check, at, object);
}
