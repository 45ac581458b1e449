/** The command line and the editor give the same answers: one folder, asked both ways. */
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import {
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { run } from '../../server/src/cli/run.ts';
import { diskFiles } from '../../server/src/lsp/node.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { requests } from '../../server/src/protocol.ts';
import { folderOf, pair, type Report } from './shell.ts';

type Answer = Pick<Report['findings'][number], 'rule' | 'range' | 'severity' | 'message' | 'related'>;
type Answers = Readonly<Record<string, readonly Answer[]>>;

const severities = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
} as const;

/** What the server publishes for the files of a folder, none of which is open. */
async function editorAnswers(folder: string): Promise<Answers> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), diskFiles);
  const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const root = URI.file(folder).toString();
  const fileOf = (uri: string) => decodeURIComponent(uri.slice(root.length + 1));
  const answers: Record<string, readonly Answer[]> = {};
  client.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
      answers[fileOf(uri)] = diagnostics.map(({ code, range, severity, message, relatedInformation }) => ({
        rule: String(code),
        range,
        severity: severities[severity ?? DiagnosticSeverity.Error],
        message: typeof message === 'string' ? message : message.value,
        related: (relatedInformation ?? []).map(({ message, location }) => ({
          message,
          file: fileOf(location.uri),
          range: location.range,
        })),
      }));
    },
  );
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: root, name: 'folder' }],
    capabilities: {},
  });
  await client.sendNotification('initialized', {});
  await client.sendRequest(requests.checkWorkspace);
  await client.sendRequest('shutdown');
  client.dispose();
  return Object.fromEntries(Object.entries(answers).filter(([, those]) => those.length > 0));
}

async function shellAnswers(cwd: string): Promise<Answers> {
  let out = '';
  const write = (text: string | Uint8Array) => (out += text);
  await run(['check', '--format', 'json'], {
    cwd,
    env: {},
    readInput: () => Buffer.of(),
    stdout: { write },
    stderr: { write },
  });
  const answers: Record<string, Answer[]> = {};
  for (const { file, rule, range, severity, message, related } of (JSON.parse(out) as Report).findings) {
    answers[file] ??= [];
    answers[file].push({ rule, range, severity, message, related });
  }
  return answers;
}

describe('rule, range, severity, message and related places of every finding are the same', () => {
  test('in examples/', async () => {
    const examples = fileURLToPath(new URL('../../examples', import.meta.url));
    const answers = await shellAnswers(examples);
    expect(Object.keys(answers)).toContain('web/handless-service.yaml');
    expect(await editorAnswers(examples)).toEqual(answers);
  });

  test('in a folder with settings, suppressions, line ends of Windows, wide characters and broken text', async () => {
    const service = pair['handless-service.yaml'];
    const set = pair['statefulset-web.yaml'];
    const folder = folderOf({
      ...pair,
      '.ordinal.yaml': 'rules: { storage-quantity-decimal: error, service-not-found: hint }\nexclude: [vendor]\n',
      'vendor/broken.yaml': `${service}---\nkind: [`,
      'mark.yaml': `\uFEFF${service.replaceAll('\n', '\r\n')}`,
      'wide ä 🚢.yaml': `# 🚢🚢\n--- # 🚢\n${set.replace('"handless-service"', '"🚢" # ä')}`,
      'broken/service.yaml': `${service}---\napiVersion: v1\nkind: Service\nmetadata: { name: "x }\n`,
      'latin.yaml': Buffer.from('apiVersion: v1\nkind: Service\nmetadata: { name: caf\xe9 }\n', 'latin1'),
      'quiet.yaml': `# ordinal-disable storage-quantity-decimal, name-too-long\n${set}`,
      'node_modules/x.yaml': set,
      'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
      'chart/templates/web.yaml': set.replace('replicas: 3', 'replicas: {{ .Values.replicas }}'),
    });
    const answers = await shellAnswers(folder.path);
    expect(Object.keys(answers)).toEqual(
      expect.arrayContaining(['broken/service.yaml', 'latin.yaml', 'mark.yaml', 'quiet.yaml', 'wide ä 🚢.yaml']),
    );
    expect(await editorAnswers(folder.path)).toEqual(answers);
  });
});
