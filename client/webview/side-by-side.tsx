/** All sets of the file beside each other: the same questions, answered for each. */
import type { ComponentChildren } from 'preact';
import type { StatefulSetJson } from '../../server/src/protocol.ts';
import { markOf } from './marks.ts';
import type { Shown } from './model.ts';
import { Link, MarkIcon, Name } from './parts.tsx';
import { accessModes, hasDnsNames, retentionWords, serviceWords } from './states.ts';
import { number, plural, quantity, visible } from './words.ts';

interface Row {
  readonly head: string;
  readonly cell: (set: StatefulSetJson) => ComponentChildren;
}
const rows: readonly Row[] = [
  { head: 'Pods', cell: ({ pods }) => number(pods.count) },
  { head: 'Names', cell: (set) => <Names set={set} /> },
  { head: 'Service', cell: (set) => <ServiceCell set={set} /> },
  {
    head: 'Order',
    cell: ({ podManagementPolicy }) => (podManagementPolicy === 'Parallel' ? 'all at once' : 'one after the other'),
  },
  { head: 'Claims', cell: (set) => <Claims set={set} /> },
  { head: 'Storage', cell: storageTotal },
  {
    head: 'Claims are',
    cell: ({ claimTemplates, retention }) =>
      claimTemplates.length ? retentionWords[`${retention.whenScaled}/${retention.whenDeleted}`] : '–',
  },
  { head: 'Problems', cell: problemsOf },
];

export function SideBySide({ shown }: { readonly shown: Shown }) {
  const { message, host } = shown;
  const sets = message.preview.statefulSets;
  return (
    // Many sets are wider than a panel: the table scrolls, not the page, and by keyboard, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="beside" aria-label="StatefulSets side by side" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">StatefulSet</th>
            {sets.map((set, index) => (
              <th key={keyOf(set)} scope="col">
                <MarkIcon mark={markOf(set)} />{' '}
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    host.change({ isSideBySide: false });
                    host.choose(index);
                  }}
                >
                  {visible(set.name)}
                </button>{' '}
                {set.namespace !== null && <span class="unit">in {visible(set.namespace)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ head, cell }) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {sets.map((set) => (
                <td key={keyOf(set)}>{cell(set)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Where</th>
            {sets.map((set) => (
              <td key={keyOf(set)}>
                <Link shown={shown} to={set} class="quiet">
                  line {set.range.start.line + 1}
                </Link>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

const keyOf = ({ namespace, name, range }: StatefulSetJson) => `${namespace}/${name}/${range.start.line}`;

function Names({ set: { pods } }: { readonly set: StatefulSetJson }) {
  if (pods.count === 0) return <>none</>;
  return (
    <>
      <Name stem={pods.prefix} ordinal={pods.start} />
      {pods.count > 1 && (
        <>
          {' '}
          to <Name stem={pods.prefix} ordinal={pods.start + pods.count - 1} />
        </>
      )}
    </>
  );
}

function ServiceCell({ set }: { readonly set: StatefulSetJson }) {
  const { name, state } = set.service;
  const { mark, word } = serviceWords[state];
  return (
    <span class="state">
      {name !== null && <bdi>{visible(name)} </bdi>}
      <MarkIcon mark={hasDnsNames(set) ? 'ok' : mark === 'ok' ? 'warning' : mark} /> {word}
    </span>
  );
}

function Claims({ set: { claimTemplates } }: { readonly set: StatefulSetJson }) {
  if (claimTemplates.length === 0) return <>none</>;
  return (
    <ul>
      {claimTemplates.map(({ name, storage, accessModes: modes, storageClassName }) => (
        <li key={name}>
          <bdi>{visible(name)}</bdi>{' '}
          <span class="facts">
            {[
              storage ?? 'no size',
              ...modes.map((mode) => accessModes[mode] ?? mode),
              storageClassName ?? 'default class',
            ]
              .map(visible)
              .join(' ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** All disks of the set; `–` where a size cannot be read. */
function storageTotal({ claimTemplates, pods }: StatefulSetJson): string {
  if (claimTemplates.length === 0) return '–';
  const isKnown = claimTemplates.every(({ bytes }) => bytes > 0);
  return isKnown ? quantity(claimTemplates.reduce((sum, { bytes }) => sum + bytes, 0) * pods.count) : '–';
}

function problemsOf({ problems }: StatefulSetJson): string {
  const count = (wanted: string) => problems.filter(({ severity }) => severity === wanted).length;
  const said = [
    count('error') ? plural(count('error'), 'error') : '',
    count('warning') ? plural(count('warning'), 'warning') : '',
  ].filter(Boolean);
  return said.join(', ') || 'none';
}
