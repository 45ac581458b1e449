/** `ordinal preview --actions FILE`: a list of actions, played, and what happened. */
import { resolve } from 'node:path';
import { readScript, type Script, ScriptProblem } from '../core/cluster/actions.ts';
import { play, type Run } from '../core/cluster/run.ts';
import { readText } from '../files.ts';
import type { Arguments } from './arguments.ts';
import { visible } from './cells.ts';
import { readScope } from './scope.ts';
import { settingsFrom, versionOf } from './settings.ts';
import { type ExitCode, type Shell, UsageError } from './shell.ts';

/** The provisioner that always runs; a file of actions may name more. */
const ownProvisioner = 'disk.ordinal.example';

export function runActions(given: Arguments, shell: Shell, path: string): ExitCode {
  const script = scriptIn(shell, path);
  const settings = settingsFrom(given);
  const { workspace, uris, unreadable } = readScope(
    shell,
    // A file that brings its manifests along stands for itself: nothing else is read.
    { paths: script.manifests === undefined ? given.positionals : [path], config: given.one('config'), settings },
    () => {},
  );
  const { kubernetes, clusterDomain } = workspace.settingsOf('');
  const texts = script.manifests === undefined ? uris.map((uri) => textOf(workspace.manifest(uri))) : [];
  const run = play(
    script,
    {
      kubernetes: script.kubernetes === undefined ? kubernetes : versionOf(script.kubernetes),
      gates: script.gates,
      clusterDomain,
      provisions: (name) => name === ownProvisioner || script.provisioners.includes(name),
    },
    texts.join('\n---\n'),
  );
  shell.stdout.write(given.one('format') === 'json' ? json(run) : text(script, run));
  return unreadable.length > 0 ? 2 : 0;
}

const textOf = (manifest: { readonly documents: readonly { readonly text: string }[] } | undefined) =>
  manifest?.documents.map((document) => document.text).join('') ?? '';

function scriptIn(shell: Shell, path: string): Script {
  const file = readText(resolve(shell.cwd, path), true);
  if (!('text' in file)) throw new UsageError(`${path}: ${file.reason}`);
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch (error) {
    throw new UsageError(`${path}: it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const script = readScript(value);
  if (script instanceof ScriptProblem) throw new UsageError(`${path}: ${script.message}`);
  return script;
}

const json = ({ log, states, cut }: Run) =>
  `${JSON.stringify({ version: 1, ...(cut === undefined ? {} : { cut }), log: log.map(({ at: _, ...entry }) => entry), states })}\n`;

/** Each action with what followed from it, one thing a line. */
function text({ actions }: Script, { log, cut }: Run): string {
  const lines = actions.flatMap((action, i) => {
    const { do: verb, namespace, ...rest } = action;
    const about = Object.entries(rest).flatMap(([key, value]) =>
      value === undefined || key === 'manifests' ? [] : [shown(value)],
    );
    const where = namespace === 'default' ? '' : ` in ${namespace}`;
    return [
      `${i + 1}. ${[verb, ...about].join(' ')}${where}`,
      ...log
        .filter((entry) => entry.action === i)
        .map(
          ({ event, target, detail }) =>
            `     ${[event.padEnd(17), target, detail && `(${detail})`].join(' ').trimEnd()}`,
        ),
    ];
  });
  return `${[...lines, ...(cut === undefined ? [] : [`Not told further: ${cut}.`])].map(visible).join('\n')}\n`;
}
const shown = (value: unknown) =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : JSON.stringify(value);
