import type { ComponentChildren } from 'preact';
import type { DnsRecordJson } from '../../server/src/protocol.ts';
import { AsDeployment } from './deployment.tsx';
import { DnsExplorer } from './dns-explorer.tsx';
import type { Pane, Shown } from './model.ts';
import { CopyButton, Ghost, Icon, MarkIcon } from './parts.tsx';
import { hasDnsNames, serviceWords } from './states.ts';
import { plural, visible } from './words.ts';

/** What stands below the ledger, or beside it when there is room: look up a name, check it in the cluster, the records, and what a Deployment lacks. */
export function Tools({ shown }: { readonly shown: Shown }) {
  return (
    <>
      <PaneSection shown={shown} pane="dns" title="What does a name resolve to?">
        <DnsExplorer shown={shown} />
      </PaneSection>
      <PaneSection shown={shown} pane="check" title="Check it in the cluster">
        <ul class="commands">
          {shown.set.commands.map(({ title, command }) => (
            <li key={title}>
              <span class="command-title">{visible(title)}</span>
              <span class="command">
                <code>{visible(command)}</code>
                <CopyButton shown={shown} text={command} />
              </span>
            </li>
          ))}
        </ul>
      </PaneSection>
      <PaneSection shown={shown} pane="records" title="DNS records">
        <DnsRecords shown={shown} />
      </PaneSection>
      <PaneSection shown={shown} pane="deployment" title="What would a Deployment lose?">
        <AsDeployment shown={shown} />
      </PaneSection>
    </>
  );
}

interface PaneSectionProps {
  readonly shown: Shown;
  readonly pane: Pane;
  readonly title: string;
  readonly children: ComponentChildren;
}
function PaneSection({ shown: { ui, host }, pane, title, children }: PaneSectionProps) {
  const isOpen = !ui.closed.has(pane);
  const toggle = () => {
    const closed = new Set(ui.closed);
    if (!closed.delete(pane)) closed.add(pane);
    host.change({ closed });
  };
  return (
    <section class="pane">
      <h2>
        <button type="button" class="pane-header" aria-expanded={isOpen} onClick={toggle}>
          <Icon glyph={isOpen ? 'chevron-down' : 'chevron-right'} />
          {title}
        </button>
      </h2>
      {isOpen && <div class="pane-body">{children}</div>}
    </section>
  );
}

function DnsRecords({ shown: { set } }: { readonly shown: Shown }) {
  const { dns, service, pods } = set;
  const { mark, word } = serviceWords[service.state];
  return (
    <>
      {!hasDnsNames(set) && (
        <p class="result">
          <MarkIcon mark={mark === 'ok' ? 'warning' : mark} />
          <span>
            {service.name === null ? (
              'No Service is named.'
            ) : (
              <>
                Service {service.range ? <bdi>{visible(service.name)}</bdi> : <Ghost>{visible(service.name)}</Ghost>}:{' '}
                {word}.
              </>
            )}{' '}
            {visible(pods.dnsWhy ?? service.why ?? '')}
          </span>
        </p>
      )}
      {dns.length > 0 && (
        <ul class="records">
          {dns.map((record) => (
            <li key={`${record.type} ${record.name}`}>
              <span class="type">{record.type}</span> <code>{visible(record.name)}</code>{' '}
              <span class="answers">
                {set.stuck === undefined ? <Answers record={record} /> : 'no answers while creation is stuck'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {dns.length === 0 && hasDnsNames(set) && <p class="facts">No records: there is no Pod to answer with.</p>}
    </>
  );
}

function Answers({ record: { count, first, last } }: { readonly record: DnsRecordJson }) {
  if (count === 0) return <>no answers</>;
  if (count === 1) return <bdi class="whole">{visible(first)}</bdi>;
  return (
    <>
      {plural(count, 'answer')}: <bdi class="whole">{visible(first)}</bdi> {count === 2 ? 'and' : '…'}{' '}
      <bdi class="whole">{visible(last)}</bdi>
    </>
  );
}
