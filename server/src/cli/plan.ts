/** `ordinal plan`: what applying the files does to what ran before, on standard output. */
import { Findings } from '../core/check.ts';
import type { StatefulSet } from '../core/manifest.ts';
import { gonePlans, type Plan, planOf } from '../core/plan.ts';
import type { Place } from '../core/rule.ts';
import { rules } from '../core/rules/index.ts';
import { plansMarkdown } from '../export/plan-markdown.ts';
import { aboutSet, placeJson } from '../json.ts';
import { fullPlanJson, planJson } from '../plan-json.ts';
import { countSentence } from '../plan-words.ts';
import type { Arguments } from './arguments.ts';
import { withBefore } from './before.ts';
import { checked } from './check.ts';
import { paintFor } from './colours.ts';
import { planText } from './plan-text.ts';
import { complainOfText, isAskedSet, mostListed, setsIn } from './preview.ts';
import { progressOn } from './progress.ts';
import { placeText } from './report.ts';
import { readScope, type Scope } from './scope.ts';
import { settingsFrom } from './settings.ts';
import { type ExitCode, type Shell, UsageError } from './shell.ts';

export function runPlan(given: Arguments, shell: Shell): ExitCode {
  const against = given.one('since') ?? given.one('against');
  if (against === undefined)
    throw new UsageError('what ran before? Give --since REV (a git revision) or --against PATH (a file or folder)');
  const settings = settingsFrom(given);
  const { progress, end } = progressOn(shell.stderr);
  const read = readScope(shell, { paths: given.positionals, config: given.one('config'), settings }, progress);
  const scope = withBefore(given, shell, read);
  end();
  const [name, namespace] = [given.one('name'), given.one('namespace')];
  const all = setsIn(scope, name, namespace);
  const sets = all.filter(({ field }) => field.document.problems.length === 0);
  for (const set of all) if (!sets.includes(set)) complainOfText(shell, scope, set);
  const plans = [
    ...plansOf(scope, sets, shell),
    ...gonePlans(scope.workspace).filter(({ set }) => isAskedSet(set, name, namespace)),
  ];
  write(shell, scope, plans, { against, format: given.one('format') ?? 'text', isPlain: given.has('no-color') });
  if (scope.unreadable.length > 0) return 2;
  return sets.length < all.length || plans.some(({ refused }) => refused.length > 0) ? 1 : 0;
}

function plansOf({ workspace }: Scope, sets: readonly StatefulSet[], shell: Shell): readonly Plan[] {
  const findings = checked(Findings.of(workspace, rules), shell);
  const about = aboutSet((uri) => findings.of(uri));
  return sets.flatMap((set) => planOf(workspace, set, about) ?? []);
}

interface Look {
  readonly against: string;
  readonly format: string;
  readonly isPlain: boolean;
}

function write(shell: Shell, scope: Scope, plans: readonly Plan[], { against, format, isPlain }: Look): void {
  const { stdout } = shell;
  const { workspace, nameOf } = scope;
  const placed = plans.map((plan) => {
    // What is gone stands in no file that there is.
    const from = plan.state === 'gone' ? (workspace.past ?? workspace) : workspace;
    const at = plan.set.name?.field ?? plan.set.field;
    const set = { namespace: plan.set.namespace?.value ?? null, name: plan.name };
    return { plan, set, place: () => placeJson(from, at, nameOf), text: () => placeText(from, at, nameOf) };
  });
  const place = (at: Place) => placeJson(workspace, at, nameOf);
  if (format === 'json') {
    checkSize(plans);
    const { kubernetes, clusterDomain } = workspace.settingsOf('');
    const statefulSets = placed.map(({ plan, set, place: own }) => ({
      ...set,
      ...own(),
      plan: fullPlanJson(plan, { against }, place),
    }));
    stdout.write(`${JSON.stringify({ version: 1, kubernetes, clusterDomain, against, statefulSets }, null, 2)}\n`);
    return;
  }
  const sets = placed.map(({ plan, set, text }) => ({
    ...set,
    place: text(),
    plan: planJson(plan, { against }, place),
  }));
  if (format === 'markdown') stdout.write(plansMarkdown(sets, against));
  else {
    const paint = paintFor(shell, stdout, isPlain);
    const width = stdout.isTTY ? (stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
    const told = sets.filter(({ plan }) => plan.state !== 'unchanged');
    stdout.write(
      [...told.map((set) => planText(set, { paint, width })), `${countSentence(sets, against)}\n`].join('\n'),
    );
  }
}

/** JSON lists Pods and claims one by one. */
function checkSize(plans: readonly Plan[]): void {
  const listed = plans.reduce((sum, { set }) => sum + set.replicas * (1 + set.claimTemplates.length), 0);
  if (listed > mostListed)
    throw new UsageError(
      `${listed.toLocaleString('en')} Pods and claims are too many for JSON, which lists each of them (at most ${mostListed.toLocaleString('en')}); use --format text or --name`,
    );
}
