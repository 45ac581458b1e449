/** `ordinal preview`: what the StatefulSets will make, on standard output. */

import { Findings } from '../core/check.ts';
import type { StatefulSet } from '../core/manifest.ts';
import { type Preview, previewsOf } from '../core/preview.ts';
import { rules } from '../core/rules/index.ts';
import { type Scenario, type ScenarioName, type ScenarioOptions, scenarioNames } from '../core/scenario/told.ts';
import { scenarioOf } from '../core/scenario.ts';
import { exported } from '../export/export.ts';
import { aboutSet, fullPreviewJson, statefulSetJson, statefulSetsIn } from '../json.ts';
import type { ExportFormat, StatefulSetJson } from '../protocol.ts';
import { toldJson } from '../scenario-json.ts';
import { plural } from '../words.ts';
import { runActions } from './actions.ts';
import type { Arguments } from './arguments.ts';
import { checked, warnOfNothing } from './check.ts';
import { paintFor } from './colours.ts';
import { previewText } from './preview-text.ts';
import { progressOn } from './progress.ts';
import { placeText } from './report.ts';
import { scenarioText } from './scenario-text.ts';
import { readScope, type Scope } from './scope.ts';
import { settingsFrom } from './settings.ts';
import { complain, type ExitCode, type Shell, UsageError } from './shell.ts';

/** Pods and claims that are listed one by one, at most; more of them would only fill the memory. */
export const mostListed = 100_000;

export function runPreview(given: Arguments, shell: Shell): ExitCode {
  const actions = given.one('actions');
  if (actions !== undefined) return runActions(given, shell, actions);
  const settings = settingsFrom(given);
  const replicas = replicasOf(given.one('replicas'));
  const { progress, end } = progressOn(shell.stderr);
  const scope = readScope(shell, { paths: given.positionals, config: given.one('config'), settings }, progress);
  end();
  const all = setsIn(scope, given.one('name'), given.one('namespace'));
  const statefulSets = all.filter(({ field }) => field.document.problems.length === 0);
  for (const set of all) if (!statefulSets.includes(set)) complainOfText(shell, scope, set);
  const scenario = scenarioNames.find((name) => name === given.one('scenario'));
  if (scenario === undefined && given.has('cascade')) throw new UsageError('--cascade goes with --scenario delete');
  // Scaling begins with what is written. Otherwise a set with another count is another value; the Workspace, and with it all
  // that refers to the set, stays.
  const asked =
    replicas === undefined || scenario === 'scale'
      ? statefulSets
      : statefulSets.map((set): StatefulSet => ({ ...set, replicas }));
  const findings = checked(Findings.of(scope.workspace, rules), shell);
  const about = aboutSet((uri) => findings.of(uri));
  const previews = previewsOf(scope.workspace, asked, (set) => about(statefulSets[asked.indexOf(set)] ?? set));

  const tell = (preview: Preview) =>
    scenario && scenarioOf(scope.workspace, preview, scenario, optionsOf(scenario, replicas, given.one('cascade')));

  const format = given.one('format');
  if (format === 'json') writeJson(shell, scope, previews, tell);
  else if (isExport(format)) {
    const sets = previews.map((preview, i) => {
      const told = tell(preview);
      const happening = told && toldJson(preview, told);
      return withWritten(
        statefulSetJson(scope.workspace, preview, (uri) => findings.of(uri), happening),
        statefulSets[i],
      );
    });
    if (sets.length > 0) shell.stdout.write(exported(format, sets, scope.nameOf));
    warnOfNothing(shell, scope);
  } else {
    const paint = paintFor(shell, shell.stdout, given.has('no-color'));
    const width = shell.stdout.isTTY ? (shell.stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
    const text = previews.map((preview, i) => {
      const told = tell(preview);
      if (told) return scenarioText(scope, preview, told, { paint, width });
      return previewText(scope, preview, { paint, width, written: statefulSets[i]?.replicas ?? 0 });
    });
    shell.stdout.write(text.join('\n\n'));
    warnOfNothing(shell, scope);
  }
  if (all.length === 0) nothingAsked(shell, scope, given);
  if (scope.unreadable.length > 0) return 2;
  return statefulSets.length < all.length ? 1 : 0;
}

const exports: readonly ExportFormat[] = ['markdown', 'mermaid', 'svg'];
const isExport = (format: string | undefined): format is ExportFormat => exports.some((each) => each === format);

/** What the file says where something else was asked for. */
function withWritten(set: StatefulSetJson, written: StatefulSet | undefined): StatefulSetJson {
  const { replicas } = set;
  return written === undefined || replicas === written.replicas
    ? set
    : { ...set, whatIf: { replicas: { file: written.replicas, value: replicas } } };
}

/** What the API server will refuse makes no Pods, and half of a text may say anything. */
export function complainOfText(
  shell: Shell,
  { workspace, nameOf }: Scope,
  { field: { document }, name }: StatefulSet,
): void {
  const [problem] = document.problems;
  if (!problem) return;
  const place = placeText(workspace, { document, span: problem.span, path: '' }, nameOf);
  complain(shell, `${place}: ${problem.message} StatefulSet "${name?.value}" is not shown.`);
}

/** A name that is nowhere is a mistake; no set at all is an answer. */
function nothingAsked(shell: Shell, { uris }: Scope, given: Arguments): void {
  const name = given.one('name');
  const namespace = given.one('namespace');
  if (name === undefined && namespace === undefined) {
    if (uris.length > 0) complain(shell, `no StatefulSet in ${plural(uris.length, 'file')}`);
    return;
  }
  const where = namespace === undefined ? '' : ` in namespace "${namespace}"`;
  throw new UsageError(
    `there is no StatefulSet${name === undefined ? '' : ` "${name}"`}${where} in ${plural(uris.length, 'file')}`,
  );
}

export function setsIn({ workspace, uris }: Scope, name: string | undefined, namespace: string | undefined) {
  const sets = uris.flatMap((uri) => {
    const manifest = workspace.manifest(uri);
    return manifest ? statefulSetsIn(workspace, manifest) : [];
  });
  // What a kustomization builds is asked for by each of its files.
  return [...new Set(sets)].filter((set) => isAskedSet(set, name, namespace));
}
/** Whether it has the name and the namespace that were given; one that is not written may be any. */
export function isAskedSet(set: StatefulSet, name: string | undefined, namespace: string | undefined): boolean {
  return (
    (name === undefined || set.name?.value === name) &&
    (namespace === undefined || !set.namespace || set.namespace.value === namespace)
  );
}

function replicasOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const replicas = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(replicas < 2 ** 31))
    throw new UsageError(`--replicas takes a whole number from 0 to 2147483647, not "${text}"`);
  return replicas;
}

function optionsOf(scenario: ScenarioName, replicas: number | undefined, cascade: string | undefined): ScenarioOptions {
  if (scenario === 'scale') return replicas === undefined ? {} : { to: replicas };
  return scenario === 'delete' && cascade !== undefined
    ? { cascade: cascade as NonNullable<ScenarioOptions['cascade']> }
    : {};
}

function writeJson(
  shell: Shell,
  { workspace, nameOf }: Scope,
  previews: readonly Preview[],
  tell: (preview: Preview) => Scenario | undefined,
): void {
  const listed = previews.reduce((sum, { statefulSet, claims }) => sum + statefulSet.replicas * (1 + claims.length), 0);
  if (listed > mostListed)
    throw new UsageError(
      `${listed.toLocaleString('en')} Pods and claims are too many for JSON, which lists each of them (at most ${mostListed.toLocaleString('en')}); use --format text, --name or --replicas`,
    );
  const answer = {
    version: 1,
    clusterDomain: workspace.settingsOf('').clusterDomain,
    statefulSets: previews.map((preview) => {
      const { steps, ...scenario } = tell(preview) ?? {};
      const whole = fullPreviewJson(workspace, preview, nameOf);
      return steps ? { ...whole, scenario, steps } : whole;
    }),
  };
  shell.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}
