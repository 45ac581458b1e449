/**
 * Members of ZooKeeper that are told who the others are, but not which of them they are: the image then writes id 1 for each.
 * Source: https://github.com/31z4/zookeeper-docker (docker-entrypoint.sh)
 */
import type { Container, StatefulSet } from '../manifest.ts';
import { mountsOf } from '../mounts.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';
import { hasOpaqueEnvironment } from './expansion.ts';

/** The lists of servers in templates of the official image that say no id. */
export function* unnumberedMembersIn(statefulSet: StatefulSet, workspace: Workspace): Iterable<Field> {
  const { containers } = statefulSet.pods;
  // Whatever prepares the Pod may have written `/data/myid`.
  if (containers.some(({ isInit }) => isInit)) return;
  for (const container of containers) {
    if (!runsEntrypoint(container) || mayBeNumbered(container)) continue;
    const servers = container.field
      .get('env')
      .items.findLast((item) => item.get('name').text === 'ZOO_SERVERS')
      ?.get('value');
    if (!servers || workspace.isCutOff(statefulSet)) continue;
    if ((servers.text?.match(/\bserver\.\d+=/g) ?? []).length > 1) yield servers;
  }
}

const runsEntrypoint = ({ image, field }: Container): boolean =>
  /^(?:docker\.io\/)?(?:library\/)?zookeeper(?:[:@]|$)/.test(image?.value ?? '') &&
  !field.get('command').exists &&
  !field.get('args').exists;

const mayBeNumbered = (container: Container): boolean =>
  hasOpaqueEnvironment(container) ||
  container.field.get('env').items.some((item) => item.get('name').text === 'ZOO_MY_ID') ||
  container.field.get('lifecycle').exists ||
  mountsOf(container).some(({ path }) => path === undefined || /myid$|entrypoint/.test(path.value));
