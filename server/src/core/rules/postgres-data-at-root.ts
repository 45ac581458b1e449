import { addItem, insertKey, replaceScalar } from '../edit.ts';
import { variable } from '../environment.ts';
import { isFromKnownMaker, isPostgres, postgresVersion } from '../known/images.ts';
import { provisionerOf } from '../known/provisioners.ts';
import { type Container, isOpaqueList, isPlaceholder, type StatefulSet } from '../manifest.ts';
import { hasOpaqueVolumes, isAtOrBelow, type Mount, mountsOf, templateNamed } from '../mounts.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { Workspace } from '../workspace.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'postgres-data-at-root',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'warning',
  summary: "PostgreSQL's data directory is the root of a volume, or is not where its image looks for it.",
  why: `\`initdb\` makes its database in an empty directory only. The root of a disk of its own holds \`lost+found\`, so the first start fails
with \`directory exists but is not empty\`; a directory below it, by \`PGDATA\` or \`subPath\`, is empty. (Volumes that are directories of
a larger file system, as local-path's, work either way.) From version 18 on, the official image keeps its data in
\`/var/lib/postgresql/18/docker\` and refuses to start when something is mounted at \`/var/lib/postgresql/data\` (**error**): mount
\`/var/lib/postgresql\`. A database that runs already must be moved by hand to where the fix looks for it.`,
  source: 'https://hub.docker.com/_/postgres',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: postgres
          image: postgres:17.6
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: postgres
          image: postgres:17.6
          env:
            - name: PGDATA
              value: /var/lib/postgresql/data/pgdata
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet, workspace) {
    if (hasOpaqueVolumes(statefulSet)) return;
    for (const container of statefulSet.pods.containers) {
      // Another command may do anything.
      if (container.isInit || !isPostgres(container) || container.field.get('command').exists) continue;
      const pgdata = variable(container, 'PGDATA', statefulSet, workspace);
      if (pgdata === 'unknown' || (pgdata?.exists && (pgdata.text === undefined || isPlaceholder(pgdata.text))))
        continue;
      const version = postgresVersion(container);
      if (version !== undefined && version >= 18 && !pgdata?.exists)
        yield* unusedMount(statefulSet, container, version);
      else yield* mountedAtRoot(statefulSet, container, pgdata, workspace);
    }
  },
});

const oldDirectory = '/var/lib/postgresql/data';

/** Source: `docker_setup_env` in the entrypoint of docker-library/postgres. */
function* unusedMount(statefulSet: StatefulSet, container: Container, version: number): Iterable<Report> {
  const mounts = mountsOf(container);
  const mount = mounts.find(({ path }) => path?.value === oldDirectory);
  const directory = `/var/lib/postgresql/${version}/docker`;
  if (!mount?.path || mounts.some(({ path }) => path && path !== mount.path && isAtOrBelow(directory, path.value)))
    return;
  const isTemplate = templateNamed(statefulSet, mount.name.value) !== undefined;
  yield {
    at: mount.path,
    severity: isFromKnownMaker(container) ? 'error' : 'warning',
    message: `PostgreSQL ${version} keeps its data in ${directory}: its image refuses to start with a volume at ${oldDirectory}.`,
    fixes: [
      {
        title: 'Mount it at /var/lib/postgresql',
        safe: isTemplate && !mount.isPart && isFromKnownMaker(container),
        edits: [replaceScalar(mount.path.field, '/var/lib/postgresql')],
      },
      ...setDirectory(container, undefined, `${oldDirectory}/pgdata`),
    ],
  };
}

function* mountedAtRoot(
  statefulSet: StatefulSet,
  container: Container,
  pgdata: Field | undefined,
  workspace: Workspace,
): Iterable<Report> {
  const directory = (pgdata?.text ?? oldDirectory).replace(/(?<=.)\/+$/, '');
  const mount = mountsOf(container).find(({ path }) => path?.value === directory);
  const template = mount && templateNamed(statefulSet, mount.name.value);
  if (
    !mount?.path ||
    !template ||
    mount.isPart ||
    provisionerOf(workspace, statefulSet, template)?.known.givesDirectories
  )
    return;
  yield {
    at: mount.path,
    message: `PostgreSQL's data directory is the root of volume "${mount.name.value}": on a disk of its own that holds lost+found, and initdb refuses a directory that is not empty.`,
    related: pgdata?.exists ? [{ at: pgdata, message: 'PGDATA is the same directory' }] : [],
    fixes: [
      ...setDirectory(container, pgdata, `${directory}/pgdata`),
      ...(postgresVersion(container) === undefined ? [] : [inSubdirectory(mount)]),
    ],
  };
}

function setDirectory({ field }: Container, pgdata: Field | undefined, directory: string): readonly Fix[] {
  const isHere = pgdata?.exists && pgdata.document === field.document;
  if ((pgdata?.exists && !isHere) || isOpaqueList(field.get('env'))) return [];
  const edit = isHere ? replaceScalar(pgdata, directory) : addItem(field, 'env', { name: 'PGDATA', value: directory });
  return [{ title: `Set PGDATA to ${directory}`, safe: false, edits: [edit] }];
}

const inSubdirectory = ({ field }: Mount): Fix => ({
  title: 'Mount subPath "pgdata" of the volume',
  safe: false,
  edits: [insertKey(field, 'subPath', 'pgdata')],
});
