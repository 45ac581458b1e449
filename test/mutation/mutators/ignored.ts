/** Fields that a version of the API server takes and drops. */
import { clears, each, key, type Mutators } from '../fault.ts';
import { addKey, podSpecOf } from './objects.ts';

export const ignored: Mutators = {
  'api-ignored': each(
    'StatefulSet',
    (set) => {
      const spec = podSpecOf(set);
      const container = set.pods.containers.find(({ isInit }) => !isInit);
      const lifecycle = container?.field.get('lifecycle');
      return [
        ...(spec.get('hostnameOverride').exists
          ? []
          : [clears('a gate', key(spec.get('hostnameOverride')), addKey(spec, ['hostnameOverride'], 'web'))]),
        ...(container && lifecycle && !lifecycle.exists
          ? [
              clears(
                'with its map',
                key(lifecycle.get('stopSignal')),
                addKey(container.field, ['lifecycle', 'stopSignal'], 'SIGINT'),
              ),
            ]
          : []),
      ];
    },
    { kubernetes: '1.34' },
  ),
};
