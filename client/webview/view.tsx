/** The panel: a pure function of the last message and of what the reader did to it. It knows no Kubernetes, only what it is told. */
import { Ledger } from './ledger.tsx';
import { type BrokenDocument, type Host, type Model, type Shown, shownSet } from './model.ts';
import { Broken, Empty, goToLine, problemAt } from './nothing.tsx';
import { Icon, Strong } from './parts.tsx';
import { PlanSummary } from './plan.tsx';
import { Problems } from './problems.tsx';
import { Scenarios, WhatIfNotice } from './scenario.tsx';
import { SetHeader } from './set-header.tsx';
import { SideBySide } from './side-by-side.tsx';
import { Tools } from './tools.tsx';
import { Verdict } from './verdict.tsx';
import { clock, visible } from './words.ts';

export function Panel({ model, host }: { readonly model: Model; readonly host: Host }) {
  return (
    <div class={`preview ${model.broken ? 'is-stale' : ''}`.trim()}>
      <Content model={model} host={host} />
      <output class="visually-hidden">{model.ui.said}</output>
    </div>
  );
}

function Content({ model, host }: { readonly model: Model; readonly host: Host }) {
  const { message, ui, broken } = model;
  if (message.type === 'waiting') {
    return <main class="welcome">{message.reason && <h1 class="facts">{visible(message.reason)}</h1>}</main>;
  }
  const { document } = message.preview;
  const set = shownSet(model);
  if (document.state === 'empty') return <Empty message={message} document={document} host={host} />;
  if (!set) return document.state === 'broken' ? <Broken message={message} document={document} host={host} /> : null;
  const unreadable = broken ?? (document.state === 'broken' ? document : undefined);
  return (
    <>
      {unreadable && <UnreadableNotice document={unreadable} since={broken ? model.since : undefined} host={host} />}
      <Sheet shown={{ message, set, ui, host, resolution: model.resolution }} selected={model.selected} />
    </>
  );
}

interface UnreadableNoticeProps {
  readonly document: BrokenDocument;
  /** When what is shown was good; undefined when it is up to date, and only a part of the file cannot be read. */
  readonly since: number | undefined;
  readonly host: Host;
}
function UnreadableNotice({ document, since, host }: UnreadableNoticeProps) {
  return (
    <div class="notice" role="status">
      <Icon glyph="warning" />
      <p>
        {since !== undefined && <Strong>Last good state, from {clock(since)}. </Strong>}
        {problemAt(document)}
      </p>
      <button type="button" class="button secondary" onClick={() => goToLine(host, document)}>
        Go to line {document.range.start.line + 1}
      </button>
    </div>
  );
}

function Sheet({ shown, selected }: { readonly shown: Shown; readonly selected: number }) {
  const isOneOfSeveral = shown.message.preview.statefulSets.length > 1;
  const panel = isOneOfSeveral ? ({ role: 'tabpanel', 'aria-labelledby': `set-${selected}` } as const) : {};
  if (isOneOfSeveral && shown.ui.isSideBySide)
    return (
      <div class="sheet is-beside">
        <main class="main">
          <SetHeader shown={shown} selected={selected} />
          <div id="set" {...panel}>
            <SideBySide shown={shown} />
          </div>
        </main>
      </div>
    );
  return (
    <div class="sheet">
      <main class="main">
        <SetHeader shown={shown} selected={selected} />
        <div id="set" {...panel}>
          <Verdict set={shown.set} />
          <WhatIfNotice shown={shown} />
          <Problems shown={shown} />
          <Scenarios shown={shown} />
          {shown.ui.isCompared && shown.set.plan ? (
            <div id="board" role="tabpanel" aria-labelledby="scenario-plan">
              <PlanSummary shown={shown} plan={shown.set.plan} />
            </div>
          ) : (
            <Ledger shown={shown} />
          )}
        </div>
      </main>
      <aside class="tools" aria-label={`Tools for ${visible(shown.set.name)}`}>
        <Tools shown={shown} />
      </aside>
    </div>
  );
}
