import type { ProblemJson } from '../../server/src/protocol.ts';
import type { Shown } from './model.ts';
import { Icon, Link, MarkIcon, placeText } from './parts.tsx';
import { plural, visible } from './words.ts';

/** More problems than this wait behind a button, so that the ledger stays in sight. */
const shownAtFirst = 5;

/** What is wrong with the set, each with its rule, its line and its quick fixes. */
export function Problems({ shown }: { readonly shown: Shown }) {
  const { set, ui, host } = shown;
  const { problems } = set;
  if (!problems.length) return null;
  const listed = ui.showsAllProblems ? problems : problems.slice(0, shownAtFirst);
  return (
    <section class="problems" aria-label={plural(problems.length, 'problem')}>
      <ul>
        {listed.map((problem) => (
          <Problem key={keyOf(problem)} shown={shown} problem={problem} />
        ))}
      </ul>
      {listed.length < problems.length && (
        <button type="button" class="link more" onClick={() => host.change({ showsAllProblems: true })}>
          Show all {plural(problems.length, 'problem')}
        </button>
      )}
    </section>
  );
}

function keyOf({ rule, file, range, message }: ProblemJson): string {
  return `${rule} ${file} ${range.start.line}:${range.start.character} ${message}`;
}

function Problem({ shown, problem }: { readonly shown: Shown; readonly problem: ProblemJson }) {
  const { host, message, set } = shown;
  const { rule, file, range, fixes } = problem;
  return (
    <li>
      <MarkIcon mark={problem.severity} />
      <div>
        <p>
          {visible(problem.message)}{' '}
          <button
            type="button"
            class="link quiet"
            title="Explain this rule"
            onClick={() => host.send({ type: 'explain', rule })}
          >
            {rule}
          </button>{' '}
          <Link shown={shown} to={problem} class="quiet">
            {file === set.file ? `line ${range.start.line + 1}` : placeText(message, problem)}
          </Link>
        </p>
        {fixes.length > 0 && (
          <p class="fixes">
            {fixes.map(({ title }) => (
              <button
                key={title}
                type="button"
                class="fix"
                title="Quick fix: changes the file"
                onClick={() => host.send({ type: 'fix', rule, file, range, title })}
              >
                <Icon glyph="lightbulb-autofix" />
                {visible(title)}
              </button>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
