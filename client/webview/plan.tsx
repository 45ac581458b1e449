/** Compared with the last commit: what differs, what the API server refuses, what becomes of Pods, claims and names, and what is left to do. */

import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { effectRows } from '../../server/src/plan-words.ts';
import type { EffectsJson, PlanJson } from '../../server/src/protocol.ts';
import type { Shown } from './model.ts';
import { CopyButton, Hidden, Icon, Link, MarkIcon } from './parts.tsx';
import { visible } from './words.ts';

export function PlanSummary({ shown, plan }: { readonly shown: Shown; readonly plan: PlanJson }) {
  const { sentence, changes, refused, manual, byHand } = plan;
  const name = shown.set.name;
  return (
    <section class="plan" aria-label={`Compared with ${visible(plan.against)}`}>
      <p class="outcome">
        <MarkIcon mark={refused.length > 0 ? 'error' : plan.state === 'unchanged' ? 'ok' : 'information'} />
        <span>{visible(sentence)}</span>
      </p>
      <dl>
        <Entry term="Changed" isThere={changes.length > 0}>
          {changes.map((change) => (
            <div key={change.field}>
              <Link shown={shown} to={change}>
                {visible(change.field)}
              </Link>{' '}
              <span class="from-to">
                <del>{visible(change.from ?? 'nothing')}</del>
                <Icon glyph="arrow-right" />
                <Hidden> becomes </Hidden>
                <ins>{visible(change.to ?? 'nothing')}</ins>
              </span>
            </div>
          ))}
        </Entry>
        <Entry term="Refused" isThere={refused.length > 0}>
          {refused.map((refusal) => (
            <div key={`${refusal.field} ${refusal.message}`}>
              <Link shown={shown} to={refusal}>
                {visible(refusal.field)}
              </Link>{' '}
              {visible(refusal.message)}
            </div>
          ))}
        </Entry>
        <Effects name={name} effects={plan} />
        <Entry term={refused.length > 0 ? 'Way round' : 'By hand'} isThere={manual.length > 0}>
          <ol>
            {manual.map(({ title, command }) => (
              <li key={title}>
                {visible(title)}
                {command !== undefined && (
                  <span class="command">
                    <code>{visible(command)}</code>
                    <CopyButton shown={shown} text={command} />
                  </span>
                )}
              </li>
            ))}
          </ol>
        </Entry>
        {byHand && <Effects name={name} effects={byHand} after="Then: " />}
      </dl>
    </section>
  );
}

interface EffectsProps {
  readonly name: string;
  readonly effects: EffectsJson;
  readonly after?: string;
}
function Effects({ name, effects, after = '' }: EffectsProps) {
  return (
    <>
      {effectRows(name, effects).map(({ what, names, between }) => (
        <Entry key={what} term={`${after}${what}`} isThere>
          {names.map((each, i) => (
            <Fragment key={each}>
              {i > 0 && (between === ', ' ? ', ' : <Then />)}
              <bdi>{visible(each)}</bdi>
            </Fragment>
          ))}
        </Entry>
      ))}
    </>
  );
}

function Then() {
  return (
    <span class="then">
      <Icon glyph="arrow-right" />
      <Hidden> then </Hidden>
    </span>
  );
}

interface EntryProps {
  readonly term: string;
  readonly isThere: boolean;
  readonly children: ComponentChildren;
}
function Entry({ term, isThere, children }: EntryProps) {
  if (!isThere) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
