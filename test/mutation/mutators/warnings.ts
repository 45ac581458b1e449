/** What the API server takes with a warning. */
import { addItem, replaceScalar } from '../../../server/src/core/edit.ts';
import { all, each, type Mutators, none, restores } from '../fault.ts';
import { podSpecOf } from './objects.ts';

export const warnings: Mutators = {
  'api-warning': all(
    each('StatefulSet', function* (set) {
      for (const container of podSpecOf(set).get('containers').items) {
        const memory = container.get('resources', 'requests', 'memory');
        const number = /^(\d+)Mi$/.exec(memory.text ?? '')?.[1];
        if (number !== undefined) yield restores('Mi written as m', memory, replaceScalar(memory, `${number}m`));
      }
    }),
    each('StatefulSet', function* (set) {
      for (const container of podSpecOf(set).get('containers').items) {
        const { items } = container.get('env');
        const variable = items.find((item) => item.get('value').string)?.get('name').string?.value;
        if (variable === undefined) continue;
        const again = addItem(container, 'env', { name: variable, value: 'another' });
        yield none('a variable twice', container.get('env', items.length, 'name'), again);
      }
    }),
  ),
};
