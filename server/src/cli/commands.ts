/** The commands: what each knows, as help prints it. */
import { scenarioNames } from '../core/scenario/told.ts';
import { kubernetesVersions } from '../core/settings.ts';
import type { Option } from './arguments.ts';

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** More than the summary says, as paragraphs. */
  readonly about: readonly string[];
  readonly options: readonly Option[];
  readonly examples: readonly (readonly [command: string, what: string])[];
}

const [oldest, newest] = [kubernetesVersions[0], kubernetesVersions.at(-1)];

const help: Option = { name: 'help', short: 'h', help: 'Print this.' };
const noColor: Option = { name: 'no-color', help: 'No colours, also on a terminal. So does NO_COLOR.' };
const cluster: readonly Option[] = [
  {
    name: 'kubernetes',
    value: 'VERSION',
    help: `The version whose behaviour is told, ${oldest} to ${newest}. Default: ${newest}.`,
  },
  { name: 'cluster-domain', value: 'DOMAIN', help: 'What DNS names of the cluster end in. Default: cluster.local.' },
  { name: 'config', value: 'FILE', help: 'The settings to use in place of .ordinal.yaml.' },
];
const format: Option = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json'],
  help: 'text or json. Default: text.',
};
const failOn: Option = {
  name: 'fail-on',
  value: 'SEVERITY',
  choices: ['error', 'warning', 'information', 'never'],
  help: 'The least severity that makes the exit code 1, or never. Default: error.',
};

const paths = [
  'PATHs are files, folders with what is below them, or "-" for standard input; without one: the current folder. All of them are seen together: what one file names, another may define. A file that is named is read whatever it is called; in folders, YAML files are.',
  'What a kustomization names elsewhere on the disk (../../base) is read and reported, too.',
  'Settings come from .ordinal.yaml in the current folder, or the nearest above it up to the root of the git repository; options win over it.',
];
const exits =
  'Exit code: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, a path that cannot be read, broken settings.';

export const commands: readonly Command[] = [
  {
    name: 'check',
    usage: 'ordinal check [OPTIONS] [PATH…]',
    summary: 'Report what is wrong in manifests.',
    about: [...paths, exits],
    options: [
      {
        ...format,
        choices: ['text', 'json', 'sarif', 'github', 'junit'],
        help: 'text; json; sarif, for code scanning and editors; github, for annotations in GitHub Actions; junit, for CI servers. Default: text.',
      },
      {
        name: 'rule',
        value: 'ID=SEVERITY',
        isRepeatable: true,
        help: 'How loud a rule is: error, warning, information, hint or off. May be repeated.',
      },
      failOn,
      { name: 'quiet', help: 'Report errors only.' },
      { name: 'statistics', help: 'Count the findings of each rule.' },
      {
        name: 'since',
        value: 'REV',
        help: 'Compare with a git revision, too: what the API server says to the change. Runs git.',
      },
      {
        name: 'against',
        value: 'PATH',
        help: 'The same against a file or folder that holds the objects as they were.',
      },
      { name: 'baseline', value: 'FILE', help: 'Report only what is not in this file, which --write-baseline wrote.' },
      {
        name: 'write-baseline',
        help: 'Write all findings to the file of --baseline, by default ordinal-baseline.json, and report none.',
      },
      ...cluster,
      noColor,
      help,
    ],
    examples: [
      ['ordinal check', 'all manifests below the current folder'],
      ['helm template shop | ordinal check -', 'what a chart renders'],
      ['ordinal check --fail-on warning --rule storage-quantity-decimal=off k8s/', 'in a pipeline'],
      ['ordinal check --since origin/main', 'also what the change will be refused for'],
      ['ordinal check --write-baseline', 'start with what there is'],
      ['ordinal check --baseline ordinal-baseline.json', 'and report only what comes to it'],
    ],
  },
  {
    name: 'fix',
    usage: 'ordinal fix [OPTIONS] [PATH…]',
    summary: 'Repair what can be repaired.',
    about: [
      'Makes the safe fixes: those after which nothing that works today can work otherwise. Comments, order, quoting and line ends of the rest stay as they are. What is left is reported as check does.',
      ...paths.slice(0, 1),
      'What a kustomization names elsewhere on the disk (../../base) is read and reported, and stays as it is.',
      'With "-", the repaired text goes to standard output and the report to standard error.',
      exits,
    ],
    options: [
      { ...format, help: 'text or json: what was fixed, and what is left as check reports it. Default: text.' },
      { name: 'unsafe', help: 'Make the first fix of every finding, safe or not.' },
      { name: 'dry-run', help: 'Write nothing; print what would change as a unified diff.' },
      {
        name: 'rule',
        value: 'ID[=SEVERITY]',
        isRepeatable: true,
        help: 'Fix the findings of this rule only; or, with =, how loud a rule is. May be repeated.',
      },
      failOn,
      ...cluster,
      noColor,
      help,
    ],
    examples: [
      ['ordinal fix --dry-run', 'what would change'],
      ['ordinal fix --unsafe --rule storage-quantity-decimal k8s/', 'all fixes of one rule'],
    ],
  },
  {
    name: 'preview',
    usage: 'ordinal preview [OPTIONS] [PATH…]',
    summary: 'Show the Pods, DNS names and claims that StatefulSets will make.',
    about: paths,
    options: [
      {
        ...format,
        choices: ['text', 'json', 'markdown', 'mermaid', 'svg'],
        help: 'text; json; markdown, for a pull request; mermaid, a flowchart; svg, a picture. Default: text.',
      },
      { name: 'name', value: 'NAME', help: 'Only the StatefulSets of this name.' },
      { name: 'namespace', value: 'NAMESPACE', help: 'Only those of this namespace, or with none written.' },
      { name: 'replicas', value: 'N', help: 'What if there were N replicas? The files stay as they are.' },
      {
        name: 'scenario',
        value: 'NAME',
        choices: scenarioNames,
        help: 'Tell, step by step, what happens when the set is created, scaled (to --replicas), updated, deleted or re-created.',
      },
      {
        name: 'cascade',
        value: 'HOW',
        choices: ['background', 'foreground', 'orphan', 'scale'],
        help: 'How --scenario delete deletes; scale: to 0 first. Default: background.',
      },
      {
        name: 'actions',
        value: 'FILE',
        help: 'Play a list of actions (JSON: apply, scale, delete, a Pod that fails, …) and print what happens, in order.',
      },
      ...cluster,
      noColor,
      help,
    ],
    examples: [
      ['ordinal preview web.yaml --replicas 5', 'which Pods, names and claims scaling to 5 would make'],
      ['ordinal preview web.yaml --scenario scale --replicas 5', 'and in which order they come or go'],
      ['ordinal preview k8s/ --format markdown >> pull-request.md', 'what reviewers want to know'],
    ],
  },
  {
    name: 'plan',
    usage: 'ordinal plan [OPTIONS] [PATH…] --since REV | --against PATH',
    summary: 'Tell what applying the files does to what ran before.',
    about: [
      'Of each StatefulSet: what the API server refuses and the way round it, which Pods restart and in which order, which claims are new, kept, orphaned or deleted, which names begin or cease to resolve, and what is left to do by hand. It is taken that all ran well as the files were before.',
      ...paths,
      'Exit code: 0 nothing is refused; 1 something is; 2 wrong usage, a path that cannot be read, broken settings.',
    ],
    options: [
      {
        ...format,
        choices: ['text', 'json', 'markdown'],
        help: 'text; json; markdown, for a pull request. Default: text.',
      },
      { name: 'since', value: 'REV', help: 'What ran before is what this git revision holds. Runs git.' },
      { name: 'against', value: 'PATH', help: 'What ran before is what this file or folder holds.' },
      { name: 'name', value: 'NAME', help: 'Only the StatefulSets of this name.' },
      { name: 'namespace', value: 'NAMESPACE', help: 'Only those of this namespace, or with none written.' },
      ...cluster,
      noColor,
      help,
    ],
    examples: [
      ['ordinal plan --since HEAD', 'what the changes that are not committed yet will do'],
      ['ordinal plan k8s/ --since origin/main --format markdown', 'for the description of a pull request'],
      ['ordinal plan k8s/ --against live.yaml', 'against what runs: kubectl get sts,svc -o yaml'],
    ],
  },
  {
    name: 'explain',
    usage: 'ordinal explain [RULE]',
    summary: 'Say what a rule finds, why it matters and what to do; or list the rules.',
    about: [],
    options: [noColor, help],
    examples: [['ordinal explain service-not-headless', '']],
  },
  {
    name: 'lsp',
    usage: 'ordinal lsp',
    summary: 'Run the language server on standard input and output.',
    about: ['For Neovim, Helix, Emacs and other editors that speak the Language Server Protocol.'],
    options: [{ name: 'stdio', help: 'The default; editors like to say it.' }, help],
    examples: [],
  },
];
