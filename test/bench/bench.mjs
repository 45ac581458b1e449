// npm run bench: how fast Ordinal is beside what cannot be avoided, all in one run. Needs a build.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { timesOfAnswers } from './api.mjs';
import { longFile, makeWorkspace, pair } from './generate.mjs';

const keystrokes = Number(process.env.KEYSTROKES ?? 100);
const state = mkdtempSync(join(tmpdir(), 'ordinal-bench-'));
const milliseconds = (ms) => `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const rows = [];
const row = (what, value, ratio = '') => {
  rows.push([what, value, ratio]);
  console.log(`${what.padEnd(64)} ${value.padStart(12)} ${ratio.padStart(10)}`);
};

/** What no tool can do without: walk, read, look for one word. */
function floor(folder) {
  const start = performance.now();
  let found = 0;
  const walk = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (readFileSync(path, 'utf8').indexOf('\nkind:') >= 0) found++;
    }
  };
  walk(folder);
  if (found === 0) throw new Error('the workspace is empty');
  return performance.now() - start;
}

/** The bundled server in a process of its own, over its standard streams, as an editor starts it. */
async function startServer(folder) {
  const child = spawn(process.execPath, ['dist/server.cjs', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const listeners = new Set();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    for (const listener of [...listeners]) listener(params);
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folder ? [{ uri: pathToFileURL(folder).href, name: 'bench' }] : [],
    capabilities: {},
  });
  const start = performance.now();
  await connection.sendNotification('initialized', {});
  const answer = await connection.sendRequest('ordinal/checkWorkspace');
  return {
    connection,
    answer,
    cold: performance.now() - start,
    /** Resolves with the next diagnostics of this file. */
    next: (uri) =>
      new Promise((resolve) => {
        const listener = (params) => {
          if (params.uri !== uri) return;
          listeners.delete(listener);
          resolve(params.diagnostics);
        };
        listeners.add(listener);
      }),
    async stop() {
      await connection.sendRequest('shutdown');
      child.kill();
      connection.dispose();
    },
  };
}

/** Types one character into the serviceName in the middle of the file and takes it out again; each time its diagnostics change. */
async function type(server, uri, text) {
  const lines = text.split('\n');
  const middle = Math.floor(lines.length / 2);
  const line = lines.findLastIndex((each, i) => i <= middle && each.startsWith('  serviceName: '));
  const character = lines[line].length;
  let version = 1;
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version, text },
  });
  await server.connection.sendRequest('ordinal/checkWorkspace');
  const times = [];
  for (let i = 0; i < keystrokes; i++) {
    const isThere = i % 2 === 1;
    const range = { start: { line, character }, end: { line, character: character + (isThere ? 1 : 0) } };
    const answer = server.next(uri);
    const start = performance.now();
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range, text: isThere ? '' : 'x' }],
    });
    await answer;
    times.push(performance.now() - start);
  }
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  return times.slice(10); // the first ones warm the machine up
}

try {
  console.log(`${'what'.padEnd(64)} ${'time'.padStart(12)} ${'ratio'.padStart(10)}\n${'-'.repeat(88)}`);
  const { lines, loaded, asked, reading, answering } = await timesOfAnswers(state);
  row(`core with the table of the API: loaded, and asked for the first time`, milliseconds(loaded + asked));
  row(`StatefulSet of ${lines} lines: read as YAML`, milliseconds(reading), '1.0 ×');
  row(
    `StatefulSet of ${lines} lines: the API server's answer`,
    `${answering.toFixed(3)} ms`,
    `${(answering / reading).toFixed(2)} ×`,
  );
  for (const files of [1_000, 10_000]) {
    const folder = join(state, `workspace-${files}`);
    makeWorkspace(folder, files);
    floor(folder); // once for the page cache
    const least = floor(folder);
    row(`walk, read, indexOf: ${files.toLocaleString('en')} files`, milliseconds(least), '1.0 ×');
    const server = await startServer(folder);
    row(
      `cold index and check: ${files.toLocaleString('en')} files, ${server.answer.findings} findings`,
      milliseconds(server.cold),
      `${(server.cold / least).toFixed(1)} ×`,
    );
    await server.stop();
  }

  const small = Array.from({ length: 14 }, (_, i) => pair(200_000 + i, false)).join('---\n');
  const large = longFile(2 * 1024 * 1024);
  const empty = await startServer(undefined);
  const measure = async (what, server, uri, text, least) => {
    const times = await type(server, uri, text);
    const [median, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    row(`${what}, median`, milliseconds(median), least ? `${(median / least).toFixed(1)} ×` : '1.0 ×');
    row(`${what}, 95 %`, milliseconds(p95));
    return median;
  };
  const least = await measure(
    'keystroke to diagnostics: 70 lines, nothing else',
    empty,
    'untitled:one',
    pair(300_000, false),
  );
  await measure(
    `keystroke to diagnostics: ${small.split('\n').length.toLocaleString('en')} lines, nothing else`,
    empty,
    'untitled:small',
    small,
    least,
  );
  await measure(
    `keystroke to diagnostics: a file of ${(large.length / 1024 / 1024).toFixed(1)} MB`,
    empty,
    'untitled:large',
    large,
    least,
  );
  await empty.stop();
  const folder = join(state, 'workspace-10000');
  const file = join(folder, 'team-0', 'app-0', 'manifest-900000.yaml');
  writeFileSync(file, small);
  const full = await startServer(folder);
  await measure(
    `keystroke to diagnostics: ${small.split('\n').length.toLocaleString('en')} lines among 10,000 files`,
    full,
    pathToFileURL(file).href,
    small,
    least,
  );
  await full.stop();
} finally {
  rmSync(state, { recursive: true, force: true });
}
