/** The server as an editor meets it: two streams in one process, real files in a temporary folder. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { diskFiles } from '../../server/src/lsp/node.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { type PreviewJson, requests, type SetsJson } from '../../server/src/protocol.ts';

const service = (name: string) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
      targetPort: 9376
`;
const statefulSet = (serviceName: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: ${serviceName}
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
          ports:
            - containerPort: 80
`;

let folder: string;
let client: MessageConnection;
let published: Map<string, Diagnostic[]>;
let configuration: Record<string, unknown>;
let waiting: (() => void)[];
let registered: { id: string; method: string; registerOptions: unknown }[];

const uriOf = (name: string) => URI.file(join(folder, name)).toString();
const write = (name: string, text: string) => writeFile(join(folder, name), text);
const codes = (name: string) => (published.get(uriOf(name)) ?? []).map(({ code }) => code);

/** Waits for the diagnostics to be as they should; each publication is a chance. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise<void>((resolve) => waiting.push(resolve));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ordinal-'));
  published = new Map();
  configuration = {};
  waiting = [];
  registered = [];
});
afterEach(async () => {
  await client.sendRequest('shutdown');
  client.dispose();
  await rm(folder, { recursive: true });
});

async function start({ folders = [folder], root }: { folders?: string[]; root?: string } = {}): Promise<void> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), diskFiles);
  client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  client.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
      published.set(uri, diagnostics);
      for (const resolve of waiting.splice(0)) resolve();
    },
  );
  client.onRequest('workspace/configuration', () => [configuration]);
  client.onRequest('client/registerCapability', ({ registrations }: { registrations: typeof registered }) => {
    registered.push(...registrations);
    return null;
  });
  client.onRequest(
    'client/unregisterCapability',
    ({ unregisterations }: { unregisterations: { readonly id: string }[] }) => {
      registered = registered.filter((each) => !unregisterations.some(({ id }) => id === each.id));
      return null;
    },
  );
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: root === undefined ? null : URI.file(root).toString(),
    // A client that names a root alone is an older one, which knows no folders.
    workspaceFolders:
      root === undefined ? folders.map((path) => ({ uri: URI.file(path).toString(), name: path })) : null,
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
        didChangeWatchedFiles: { dynamicRegistration: true },
      },
      textDocument: { synchronization: { dynamicRegistration: true }, codeAction: { dynamicRegistration: true } },
    },
  });
  await client.sendNotification('initialized', {});
  await client.sendRequest(requests.checkWorkspace);
}
const open = (uri: string, text: string) =>
  client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
const changeTo = (uri: string, version: number, text: string) =>
  client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
const watched = (name: string, type: 1 | 2 | 3) =>
  client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(name), type }] });

describe('diagnostics', () => {
  test('come for files that nobody opened, with what is related in other files', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx'));
    await start();
    expect(codes('web.yaml')).toEqual([]);
    expect(published.get(uriOf('service.yaml'))).toMatchObject([
      {
        code: 'service-target-port-unknown',
        source: 'ordinal',
        severity: 2,
        range: { start: { line: 10, character: 18 }, end: { line: 10, character: 22 } },
        codeDescription: { href: expect.stringContaining('service-target-port-unknown') },
        relatedInformation: [{ location: { uri: uriOf('web.yaml'), range: { start: { line: 19, character: 29 } } } }],
      },
    ]);
  });

  test('follow what is typed and win over the disk until the document is closed', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx'));
    await start();
    await open(uriOf('service.yaml'), service('nginx'));
    await changeTo(uriOf('service.yaml'), 2, service('ngins'));
    await until(() => codes('web.yaml').includes('service-not-found'));
    await client.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf('service.yaml') } });
    await until(() => codes('web.yaml').length === 0);
  });

  test('follow files that are created, changed, renamed and deleted behind the editor', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('other'));
    await start();
    expect(codes('web.yaml')).toEqual(['service-not-found']);
    await write('service.yaml', service('nginx'));
    await watched('service.yaml', 2);
    await until(() => codes('web.yaml').length === 0);
    await mkdir(join(folder, 'moved'));
    await rename(join(folder, 'service.yaml'), join(folder, 'moved/service.yaml'));
    await watched('service.yaml', 3);
    await until(() => codes('web.yaml').length === 1);
    await watched('moved', 1); // a folder that appears is one event, whatever is in it
    await until(() => codes('web.yaml').length === 0);
    await rm(join(folder, 'moved'), { recursive: true });
    await watched('moved', 3);
    await until(() => codes('web.yaml').length === 1);
  });

  test('move with the lines that a related place stands on', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx'));
    await start();
    await open(uriOf('web.yaml'), statefulSet('nginx'));
    await changeTo(uriOf('web.yaml'), 2, `# one line more\n---\n${statefulSet('nginx')}`);
    await until(
      () => published.get(uriOf('service.yaml'))?.[0]?.relatedInformation?.[0]?.location.range.start.line === 21,
    );
  });

  test('come for documents that were never saved', async () => {
    await start();
    await open('untitled:Untitled-1', statefulSet('nginx').replace('app: nginx\n    spec', 'app: ngnix\n    spec'));
    await until(() => published.get('untitled:Untitled-1')?.some(({ code }) => code === 'selector-mismatch') ?? false);
  });

  test('change with the settings, without a restart', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx'));
    await start();
    configuration = { rules: { 'service-target-port-unknown': 'error' } };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until(() => published.get(uriOf('service.yaml'))?.[0]?.severity === 1);
    configuration = { rules: { 'service-target-port-unknown': 'off' } };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until(() => codes('service.yaml').length === 0);
  });

  test('leave out what is excluded, and take it in again', async () => {
    await mkdir(join(folder, 'old'));
    await write('old/service.yaml', service('nginx'));
    await write('web.yaml', statefulSet('nginx'));
    configuration = { exclude: ['old/**'] };
    await start();
    expect(codes('web.yaml')).toEqual(['service-not-found']);
    configuration = { exclude: [] };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until(() => codes('web.yaml').length === 0);
  });

  test('a folder’s .ordinal.yaml counts, and what is wrong in it is said at its line', async () => {
    await write('service.yaml', service('nginx'));
    await write('web.yaml', statefulSet('nginx'));
    await write('.ordinal.yaml', 'rules:\n  service-target-port-unknown: hint\nclusterDoman: x\n');
    await start();
    expect(published.get(uriOf('service.yaml'))).toMatchObject([{ severity: 4 }]);
    expect(published.get(uriOf('.ordinal.yaml'))).toMatchObject([{ range: { start: { line: 2 } } }]);
  });

  test('a folder’s .ordinal.yaml says what is left out, whenever it is changed', async () => {
    await mkdir(join(folder, 'old'));
    await write('old/service.yaml', service('nginx'));
    await write('web.yaml', statefulSet('nginx'));
    await write('.ordinal.yaml', 'exclude: [old]\n');
    await start();
    expect(codes('web.yaml')).toEqual(['service-not-found']);
    await write('.ordinal.yaml', 'exclude: []\n');
    await watched('.ordinal.yaml', 2);
    await until(() => codes('web.yaml').length === 0);
  });

  test('an excluded file stays out when it is opened, closed, or appears with its folder', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await mkdir(join(folder, 'old'));
    await write('old/service.yaml', service('nginx'));
    configuration = { exclude: ['**/old'] };
    await start();
    expect(codes('web.yaml')).toEqual(['service-not-found']);
    await open(uriOf('old/service.yaml'), service('nginx'));
    await client.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf('old/service.yaml') } });
    await mkdir(join(folder, 'new/old'), { recursive: true });
    await write('new/old/service.yaml', service('nginx'));
    await write('new/other.yaml', service('other'));
    await watched('new', 1);
    await until(() => codes('web.yaml').includes('service-not-found') && published.has(uriOf('new/other.yaml')));
    expect(codes('old/service.yaml')).toEqual([]);
    expect(codes('new/old/service.yaml')).toEqual([]);
  });

  test('two workspace folders are two worlds', async () => {
    await mkdir(join(folder, 'a'));
    await mkdir(join(folder, 'b'));
    await write('a/web.yaml', statefulSet('nginx'));
    await write('b/service.yaml', service('nginx'));
    await start({ folders: [join(folder, 'a'), join(folder, 'b')] });
    expect(codes('a/web.yaml')).toEqual(['service-not-found']);
  });

  test('come for the root of a client that knows no workspace folders', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await start({ root: folder });
    expect(codes('web.yaml')).toEqual(['service-not-found']);
  });

  test('a file that cannot be read is noted once, and costs the others nothing', async () => {
    await write('binary.yaml', 'kind: StatefulSet\0\0');
    await write('huge.yaml', `kind: StatefulSet\n${'#'.repeat(17 * 1024 * 1024)}`);
    await write('web.yaml', statefulSet('nginx'));
    await start();
    expect(published.get(uriOf('binary.yaml'))).toMatchObject([
      { severity: 3, message: expect.stringContaining('binary') },
    ]);
    expect(published.get(uriOf('huge.yaml'))).toMatchObject([{ severity: 3, message: expect.stringContaining('MiB') }]);
    expect(codes('web.yaml')).toEqual(['service-not-found']);
  });
});

describe('what is missing where somebody types', () => {
  const web = statefulSet('nginx').replace('matchLabels:\n      app: nginx\n', '$&    matchExpressions:\n');
  const begun = '      - key: app\n        operator: In\n';
  const withBegun = web.replace('matchExpressions:\n', `matchExpressions:\n${begun}`);
  let text: string;
  let version: number;
  const required = async () => {
    await client.sendRequest(requests.checkWorkspace);
    return codes('web.yaml').filter((code) => code === 'api-required').length;
  };
  const save = () => client.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf('web.yaml') } });
  /** As an editor sends it: the change alone. */
  const type = (after: string, typed: string) => {
    const start = TextDocument.create('', 'yaml', 0, text).positionAt(text.indexOf(after) + after.length);
    text = text.replace(after, after + typed);
    return client.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf('web.yaml'), version: ++version },
      contentChanges: [{ range: { start, end: start }, text: typed }],
    });
  };
  const begin = async (written: string) => {
    [text, version] = [written, 1];
    await write('web.yaml', written);
    await start();
    await open(uriOf('web.yaml'), written);
  };

  test('is told of no container that is written line by line, whatever comes first, until the file is saved', async () => {
    await begin(statefulSet('nginx'));
    let after = 'containerPort: 80';
    for (const line of [
      '- ',
      'env:',
      '  - value: a',
      '    ',
      '    name: A',
      'ports:',
      '  - name: http',
      '    containerPort: 81',
      'name: db',
      '',
    ]) {
      const typed = `\n${line.startsWith('-') ? '        ' : '          '}${line}`;
      await type(after, typed);
      after += typed;
      expect([line, await required()]).toEqual([line, 0]);
    }
    await save();
    expect(await required()).toBe(1);
  });

  test('is told in no map that is written letter by letter, until the file is saved', async () => {
    await begin(web);
    let after = 'matchExpressions:';
    for (const letter of `\n${begun.trimEnd()}`) {
      await type(after, letter);
      after += letter;
      expect(await required()).toBe(0);
    }
    await save();
    expect(await required()).toBe(1);
  });

  test('is told as soon as somebody types elsewhere in the file', async () => {
    await begin(web);
    await type('matchExpressions:\n', begun);
    expect(await required()).toBe(0);
    await type('name: web\n', '  namespace: shop\n');
    expect(await required()).toBe(1);
  });

  test('is told as soon as somebody types in another file', async () => {
    await begin(web);
    await type('matchExpressions:\n', begun);
    await open(uriOf('service.yaml'), service('nginx'));
    expect(await required()).toBe(0);
    await changeTo(uriOf('service.yaml'), 2, service('ngins'));
    expect(await required()).toBe(1);
  });

  test('is told of a map around what is typed, unless it is new, too', async () => {
    await begin(statefulSet('nginx').replace('  selector:\n    matchLabels:\n      app: nginx\n', ''));
    expect(await required()).toBe(1);
    await type('replicas: 3', '0');
    expect(await required()).toBe(0);
    await type('replicas: 30\n', '  ordinals:\n    start: 1\n');
    expect(await required()).toBe(1);
    await changeTo(uriOf('web.yaml'), ++version, '');
    await save();
    await changeTo(uriOf('web.yaml'), ++version, text.trimEnd());
    expect(await required()).toBe(0);
  });

  test('is told again when the text is as it was saved', async () => {
    await begin(withBegun);
    expect(await required()).toBe(1);
    await type('operator: In', ' ');
    expect(await required()).toBe(0);
    await changeTo(uriOf('web.yaml'), ++version, withBegun);
    expect(await required()).toBe(1);
  });
});

describe('files that are no YAML, of which a kustomization makes data', () => {
  const kustomization =
    'resources: [web.yaml, service.yaml]\nconfigMapGenerator: [{ name: app, files: [app.properties] }]\n';
  const fault = (character: number) => [
    { code: 'dns-unknown-pod', range: { start: { line: 1, character }, end: { line: 1, character: character + 5 } } },
  ];
  const patterns = () =>
    registered.flatMap(({ method, registerOptions }) =>
      JSON.stringify(registerOptions).includes('**/app.properties') ? [method] : [],
    );
  const begin = async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx').replace('9376', '80'));
    await write('kustomization.yaml', kustomization);
    await write('app.properties', '# ours\nhost=web-7.nginx:80\n');
    await write('other.properties', 'host=web-7.nginx:80\n');
    await start();
  };

  test('are read, and the client is asked to tell of them and of no others', async () => {
    await begin();
    expect(published.get(uriOf('app.properties'))).toMatchObject(fault(5));
    expect(published.has(uriOf('other.properties'))).toBe(false);
    await expect.poll(() => patterns().length).toBeGreaterThan(0);
    expect(patterns().sort()).toEqual([
      'textDocument/codeAction',
      'textDocument/didChange',
      'textDocument/didClose',
      'textDocument/didOpen',
      'workspace/didChangeWatchedFiles',
    ]);
  });
  test('are followed as they are typed, on the disk, and when they come and go', async () => {
    await begin();
    const uri = uriOf('app.properties');
    await open(uri, '# ours\nhost=web-7.nginx:80\n');
    await changeTo(uri, 2, '# ours\nhost=web-2.nginx:80\n');
    await until(() => codes('app.properties').length === 0);
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => codes('app.properties').length === 1);
    await write('app.properties', '# ours\nserver=web-8.nginx:80\n');
    await watched('app.properties', 2);
    await until(() => published.get(uri)?.[0]?.range.start.character === 7);
    expect(published.get(uri)).toMatchObject(fault(7));
    await rm(join(folder, 'app.properties'));
    await watched('app.properties', 3);
    await until(() => codes('app.properties').length === 0);
    await write('app.properties', '# ours\nhost=web-9.nginx:80\n');
    await watched('app.properties', 1);
    await until(() => codes('app.properties').length === 1);
  });
  test('are others when the kustomization names others', async () => {
    await begin();
    await expect.poll(() => patterns().length).toBeGreaterThan(0);
    const uri = uriOf('kustomization.yaml');
    await open(uri, kustomization);
    await changeTo(uri, 2, kustomization.replace('app.properties', 'app.properties=other.properties'));
    await until(() => codes('app.properties').length === 0 && codes('other.properties').length === 1);
    await changeTo(uri, 3, kustomization);
    await until(() => codes('app.properties').length === 1 && codes('other.properties').length === 0);
    await changeTo(uri, 4, 'resources: [web.yaml, service.yaml]\n');
    await until(() => codes('app.properties').length === 0);
    await client.sendRequest(requests.checkWorkspace);
    await expect.poll(() => patterns()).toEqual([]);
  });
  test('are repaired where the fault is, and silenced there', async () => {
    await begin();
    const uri = uriOf('app.properties');
    const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } },
      context: { diagnostics: [] },
    });
    const edits = (title: string) =>
      (actions.find((each) => each.title === title)?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    expect(edits('Write "web-2" for "web-7"').flatMap((each) => each.edits)).toEqual([
      { range: { start: { line: 1, character: 5 }, end: { line: 1, character: 10 } }, newText: 'web-2' },
    ]);
    expect(edits('Disable dns-unknown-pod for this line').flatMap((each) => each.edits)).toMatchObject([
      { newText: '# ordinal-disable-next-line dns-unknown-pod\n' },
    ]);
    expect(actions.map(({ title }) => title)).not.toContain('Disable dns-unknown-pod for this ConfigMap');
    await open(uri, '# ours\n# ordinal-disable-next-line dns-unknown-pod\nhost=web-7.nginx:80\n');
    await until(() => codes('app.properties').length === 0);
  });
});

describe('code actions', () => {
  const actionsAt = async (name: string, line: number) =>
    client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf(name) },
      range: { start: { line, character: 0 }, end: { line, character: 0 } },
      context: { diagnostics: [] },
    });

  test('repair with exact edits, best first, then silence', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx'));
    await start();
    const actions = await actionsAt('service.yaml', 10);
    expect(actions.map(({ title }) => title)).toEqual([
      'Set targetPort: 80',
      'Disable service-target-port-unknown for this line',
      'Disable service-target-port-unknown for this Service',
      'Disable service-target-port-unknown for this workspace folder',
    ]);
    expect(actions[0]).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'service-target-port-unknown' }],
      edit: {
        documentChanges: [
          {
            textDocument: { uri: uriOf('service.yaml'), version: null },
            edits: [{ newText: '80', range: { start: { line: 10, character: 18 }, end: { line: 10, character: 22 } } }],
          },
        ],
      },
    });
  });

  test('create a file beside the one at hand', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await start();
    const create = (await actionsAt('web.yaml', 5)).find(({ title }) => title.endsWith('in nginx-service.yaml'));
    const [operation, change] = create?.edit?.documentChanges ?? [];
    expect(operation).toEqual({ kind: 'create', uri: uriOf('nginx-service.yaml'), options: { ignoreIfExists: true } });
    expect((change as TextDocumentEdit).edits[0]).toMatchObject({
      newText: expect.stringContaining('clusterIP: None'),
    });
  });
});

describe('all at once', () => {
  const wrong = (i: number) => `${service(`nginx-${i}`)}---\n`;
  const text = `# kept\n${[1, 2, 3].map(wrong).join('')}${statefulSet('nginx-1').replace('image: nginx:1.29', 'image: nginx:1.29 # kept')}`;
  const ask = (name: string, line: number, only?: string[]) =>
    client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf(name) },
      range: { start: { line, character: 0 }, end: { line, character: 0 } },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  /** The text with an action's edits made; edits of other files are none of its. */
  const made = (name: string, before: string, action: CodeAction | undefined): string => {
    const changes = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    expect(changes.map(({ textDocument }) => textDocument.uri)).toEqual([uriOf(name)]);
    return TextDocument.applyEdits(
      TextDocument.create(uriOf(name), 'yaml', 0, before),
      changes.flatMap(({ edits }) => edits as TextEdit[]),
    );
  };

  test('all safe fixes of the file are one action for who asks for it, and no quick fix', async () => {
    await write('all.yaml', text);
    await start();
    for (const only of [['source.fixAll.ordinal'], ['source.fixAll'], ['source']]) {
      const actions = await ask('all.yaml', 0, only);
      expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.ordinal']);
      expect(made('all.yaml', text, actions[0])).toBe(text.replaceAll('9376', '80'));
    }
    for (const only of [['source.fixAll.other'], ['source.organizeImports'], ['source.fix'], ['refactor']])
      expect(await ask('all.yaml', 11, only)).toEqual([]);
    expect((await ask('all.yaml', 11, ['quickfix'])).every(({ kind }) => kind === 'quickfix')).toBe(true);
    expect((await ask('all.yaml', 11)).every(({ kind }) => kind === 'quickfix')).toBe(true);
  });
  test('there is no such action where nothing is safe to fix', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await start();
    expect(codes('web.yaml')).toEqual(['service-not-found']);
    expect(await ask('web.yaml', 0, ['source.fixAll.ordinal'])).toEqual([]);
  });
  test('all fixes of one rule are a quick fix beside the one of the line', async () => {
    await write('all.yaml', text);
    await start();
    const actions = await ask('all.yaml', 11);
    expect(actions.slice(0, 2).map(({ title }) => title)).toEqual([
      'Set targetPort: 80',
      'Fix all 3 findings of service-target-port-unknown in this file',
    ]);
    expect(made('all.yaml', text, actions[1])).toBe(text.replaceAll('9376', '80'));
    expect(actions[1]).toMatchObject({ diagnostics: [{ code: 'service-target-port-unknown' }] });
    expect(actions[1]?.isPreferred).toBeUndefined();
  });
  test('it is not offered for one finding, or where the cursor is not', async () => {
    await write('service.yaml', service('nginx'));
    await write('web.yaml', statefulSet('nginx'));
    await start();
    const titles = (await ask('service.yaml', 10)).map(({ title }) => title);
    expect(titles).toContain('Set targetPort: 80');
    expect(titles.filter((title) => title.startsWith('Fix all'))).toEqual([]);
  });
  test('line ends of Windows, and lone ones, stay', async () => {
    const odd = text.replaceAll('\n', '\r\n').replace('# kept\r\n', '# kept\r# more\r\n');
    await write('all.yaml', odd);
    await start();
    expect(made('all.yaml', odd, (await ask('all.yaml', 0, ['source.fixAll']))[0])).toBe(odd.replaceAll('9376', '80'));
  });
});

describe('the last commit', () => {
  const older = statefulSet('nginx').replace('nginx:1.29', 'nginx:1.28');
  const tell = (files: readonly (readonly [string, string | null])[]) =>
    client.sendRequest(requests.before, { files: files.map(([uri, text]) => ({ uri, text })) });
  const settled = async () => {
    await client.sendRequest(requests.checkWorkspace);
    return codes('web.yaml');
  };
  beforeEach(async () => {
    await write('web.yaml', statefulSet('nginx'));
    await write('service.yaml', service('nginx').replace('9376', '80'));
    await start();
  });

  test('is compared with once the client tells it, and as it tells it', async () => {
    expect(codes('web.yaml')).toEqual([]);
    await tell([[uriOf('web.yaml'), older]]);
    expect(await settled()).toEqual(['forced-rollback-trap']);
    await tell([[uriOf('web.yaml'), statefulSet('nginx')]]);
    expect(await settled()).toEqual([]);
    await tell([[uriOf('web.yaml'), older]]);
    expect(await settled()).toEqual(['forced-rollback-trap']);
    await tell([]);
    expect(await settled()).toEqual([]);
  });
  test('is compared with what is typed, not with what was saved', async () => {
    await tell([[uriOf('web.yaml'), older]]);
    await open(uriOf('web.yaml'), older);
    expect(await settled()).toEqual([]);
    await changeTo(uriOf('web.yaml'), 2, statefulSet('nginx'));
    expect(await settled()).toEqual(['forced-rollback-trap']);
  });
  test('is remembered when all files are read anew', async () => {
    await tell([[uriOf('web.yaml'), older]]);
    await settled();
    configuration = { exclude: ['other/**'] };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await write('service.yaml', service('nginx'));
    await watched('service.yaml', 2);
    expect(await settled()).toEqual(['forced-rollback-trap']);
  });
  test('is what the preview compares a set with', async () => {
    const planIn = async () => {
      const preview = await client.sendRequest<PreviewJson | null>(requests.preview, { uri: uriOf('web.yaml') });
      return preview?.statefulSets[0]?.plan;
    };
    expect(await planIn()).toBeUndefined();
    await client.sendRequest(requests.before, {
      files: [{ uri: uriOf('web.yaml'), text: older.replace('replicas: 3', 'replicas: 2') }],
      commit: 'a41c9e2',
    });
    await settled();
    expect(await planIn()).toMatchObject({
      against: 'HEAD',
      commit: 'a41c9e2',
      state: 'changed',
      sentence: 'One Pod is added, then two restart, one at a time. Nothing is refused.',
      changes: [
        { field: 'spec.replicas', from: '2', to: '3', file: uriOf('web.yaml') },
        { field: 'spec.template.spec.containers[0].image', from: 'nginx:1.28', to: 'nginx:1.29' },
      ],
      pods: [
        { from: 0, to: 1, fate: 'restart' },
        { from: 2, to: 2, fate: 'new' },
      ],
      restarts: [{ from: 1, to: 0 }],
      names: { begin: [{ from: 2, to: 2, suffix: '.nginx' }], cease: [] },
    });
    await tell([[uriOf('web.yaml'), statefulSet('nginx')]]);
    await settled();
    expect(await planIn()).toMatchObject({ state: 'unchanged', changes: [] });
  });
  test('may spell URIs in another way', async () => {
    await tell([[uriOf('web.yaml').replace('web', '%77eb'), older]]);
    expect(await settled()).toEqual(['forced-rollback-trap']);
  });
  test('knows a set that has left its file', async () => {
    await tell([
      [uriOf('gone.yaml'), older],
      [uriOf('web.yaml'), null],
    ]);
    expect(await settled()).toEqual(['forced-rollback-trap']);
  });
  test('is left out where the files are', async () => {
    configuration = { exclude: ['old/**'] };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await settled();
    await tell([
      [uriOf('old/web.yaml'), older],
      [uriOf('web.yaml'), null],
    ]);
    expect(await settled()).toEqual([]);
  });
});

describe('completion', () => {
  const complete = (name: string, line: number, character: number) =>
    client.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: uriOf(name) },
      position: { line, character },
    });
  test('offers keys and values of .ordinal.yaml as they are typed', async () => {
    await start();
    await open(uriOf('.ordinal.yaml'), 'rules:\n  name-too-long: \nkubernetesVersion: "1"\n\n');
    expect((await complete('.ordinal.yaml', 1, 17)).map(({ label }) => label)).toEqual([
      'error',
      'warning',
      'information',
      'hint',
      'off',
    ]);
    expect((await complete('.ordinal.yaml', 2, 21))[0]).toMatchObject({
      label: '1.37',
      filterText: '"1.37" 1.37',
      textEdit: {
        newText: '"1.37"',
        range: { start: { line: 2, character: 19 }, end: { line: 2, character: 22 } },
      },
    });
    expect((await complete('.ordinal.yaml', 3, 0)).map(({ label }) => label)).toEqual([
      'clusterDomain',
      'storageClasses',
      'exclude',
    ]);
  });
  test('offers nothing in manifests', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await start();
    expect(await complete('web.yaml', 0, 0)).toEqual([]);
  });
});

describe('hover', () => {
  const hover = (name: string, line: number, character: number) =>
    client.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: uriOf(name) },
      position: { line, character },
    });
  test('tells what the API knows of a field, of the version that the workspace is for', async () => {
    await write('web.yaml', `# first\n---\n${statefulSet('nginx')}`);
    configuration = { kubernetesVersion: '1.33' };
    await start();
    expect(await hover('web.yaml', 8, 4)).toEqual({
      contents: { kind: 'markdown', value: '**`spec.replicas`**\n\nwhole number (int32)\n\nDefault: `1`' },
      range: { start: { line: 8, character: 2 }, end: { line: 8, character: 10 } },
    });
    expect(await hover('web.yaml', 0, 4)).toBeNull();
    expect(await hover('web.yaml', 99, 0)).toBeNull();
    await open(uriOf('web.yaml'), 'apiVersion: v1\nkind: Pod\nspec:\n  hostnameOverride: a\n');
    expect((await hover('web.yaml', 3, 2))?.contents).toMatchObject({ value: expect.stringContaining('1.33') });
  });
  test('is off when the settings say so, without a restart', async () => {
    await write('web.yaml', statefulSet('nginx'));
    await start();
    configuration = { schema: 'off' };
    await client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.sendRequest(requests.checkWorkspace);
    expect(await hover('web.yaml', 6, 4)).toBeNull();
  });
});

test('a code lens says what a set will make', async () => {
  await write('web.yaml', statefulSet('nginx'));
  await start();
  const lenses = await client.sendRequest<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: uriOf('web.yaml') },
  });
  expect(lenses).toMatchObject([
    { command: { title: '3 Pods · preview', command: 'ordinal.preview', arguments: [uriOf('web.yaml'), 'web'] } },
  ]);
});

test('the preview follows the unsaved text, and names the line that breaks it', async () => {
  await write('web.yaml', statefulSet('nginx'));
  await write('service.yaml', service('nginx'));
  await start();
  const preview = () => client.sendRequest<PreviewJson>(requests.preview, { uri: uriOf('web.yaml') });
  expect((await preview()).statefulSets).toMatchObject([
    {
      name: 'web',
      replicas: 3,
      service: { state: 'headless' },
      pods: { dnsSuffix: '.nginx.default.svc.cluster.local' },
    },
  ]);
  await open(uriOf('web.yaml'), statefulSet('nginx').replace('replicas: 3', 'replicas: 5'));
  expect((await preview()).statefulSets).toMatchObject([{ replicas: 5 }]);
  await changeTo(uriOf('web.yaml'), 2, statefulSet('"nginx'));
  expect((await preview()).document).toMatchObject({ state: 'broken', range: { start: { line: 5 } } });
});

test('what if is answered without a change, written when that is asked, and passed on', async () => {
  await write('web.yaml', statefulSet('nginx'));
  await write('service.yaml', service('nginx'));
  await start();
  const uri = uriOf('web.yaml');
  const question = { set: 'web', namespace: null, scenario: 'create', options: {}, whatIf: { replicas: 5 } } as const;
  const shown = await client.sendRequest<PreviewJson>(requests.preview, { uri, question });
  expect(shown.statefulSets).toMatchObject([
    { replicas: 5, pods: { count: 5 }, whatIf: { replicas: { file: 3, value: 5 } }, scenario: { name: 'create' } },
  ]);
  expect((await client.sendRequest<PreviewJson>(requests.preview, { uri })).statefulSets).toMatchObject([
    { replicas: 3 },
  ]);

  const resolved = (name: string, step: number) =>
    client.sendRequest<unknown>(requests.resolve, { uri, question, name, from: 'same', step });
  expect(await resolved('web-4.nginx', 99)).toMatchObject({
    found: true,
    tries: [{ answer: 'A', targets: ['web-4'] }],
  });
  expect(await resolved('web-4.nginx', 1)).toMatchObject({ found: false, why: 'There is no Pod web-4 at this step.' });

  const edit = await client.sendRequest<WorkspaceEdit>(requests.write, { uri, question });
  expect(JSON.stringify(edit)).toContain('"newText":"5"');
  expect(await client.sendRequest(requests.write, { uri, question: { ...question, whatIf: {} } })).toBeNull();
  expect(await client.sendRequest(requests.write, { uri, question: { ...question, set: 'gone' } })).toBeNull();

  const exported = (format: string) =>
    client.sendRequest<unknown>(requests.export, { uri, question, format, files: { [uri]: 'web.yaml' } });
  expect(await exported('markdown')).toContain('**What if:** replicas 5, not 3.');
  expect(await exported('svg')).toMatch(/^<svg /);
  expect(await exported('png')).toMatchObject({ title: 'StatefulSet web' });
});

test('all sets of the workspace are listed with what is wrong with them', async () => {
  await Promise.all(['a', 'b'].map((name) => mkdir(join(folder, name))));
  await write('b/web.yaml', statefulSet('nginx'));
  await write('a/db.yaml', statefulSet('nowhere').replace('name: web', 'name: db'));
  await write('a/service.yaml', service('other'));
  await start();
  await client.sendRequest(requests.checkWorkspace);
  const { sets } = await client.sendRequest<SetsJson>(requests.sets);
  expect(sets).toMatchObject([
    { name: 'db', namespace: null, replicas: 3, file: uriOf('a/db.yaml') },
    { name: 'web', namespace: null, replicas: 3, file: uriOf('b/web.yaml') },
  ]);
  const [db] = sets;
  const all = published.get(uriOf('a/db.yaml')) ?? [];
  expect((db?.errors ?? 0) + (db?.warnings ?? 0)).toBe(all.filter(({ severity }) => (severity ?? 4) <= 2).length);
  expect((db?.errors ?? 0) + (db?.warnings ?? 0)).toBeGreaterThan(0);
});
