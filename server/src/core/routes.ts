/** Which Services an Ingress or a route names: where clients from outside of the cluster are sent. */
import { isPlaceholder, type Resource } from './manifest.ts';
import type { Field, Located } from './yaml.ts';

/** The names of the Services in the object's own namespace, where they are written. Empty for every other kind of object. */
export function backendsIn(resource: Resource): readonly Located<string>[] {
  const spec = resource.field.get('spec');
  return namesIn(resource, spec).flatMap((field) => {
    const name = field.string;
    return name && name.value !== '' && !isPlaceholder(name.value) ? [name] : [];
  });
}

function namesIn({ group, kind, namespace }: Resource, spec: Field): readonly Field[] {
  switch (`${group}/${kind}`) {
    case 'networking.k8s.io/Ingress':
    case 'extensions/Ingress': {
      const rules = spec.get('rules').items.flatMap((rule) => rule.get('http', 'paths').items);
      const backends = [spec.get('defaultBackend'), spec.get('backend'), ...rules.map((path) => path.get('backend'))];
      // The second spelling is v1beta1's.
      return backends.flatMap((backend) => [backend.get('service', 'name'), backend.get('serviceName')]);
    }
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/GRPCRoute':
    case 'gateway.networking.k8s.io/TCPRoute':
    case 'gateway.networking.k8s.io/TLSRoute':
    case 'gateway.networking.k8s.io/UDPRoute':
      return spec
        .get('rules')
        .items.flatMap((rule) => rule.get('backendRefs').items)
        .filter(
          (ref) =>
            (ref.get('kind').text ?? 'Service') === 'Service' &&
            (ref.get('namespace').text ?? namespace?.value) === namespace?.value,
        )
        .map((ref) => ref.get('name'));
    case 'route.openshift.io/Route':
      return [spec.get('to'), ...spec.get('alternateBackends').items]
        .filter((to) => (to.get('kind').text ?? 'Service') === 'Service')
        .map((to) => to.get('name'));
    default:
      return [];
  }
}
