import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DidCloseTextDocumentNotification, HoverRequest, SemanticTokensRequest } from 'vscode-languageserver-protocol';
import { setOf } from '../e2e/annotations';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { MAXIMUM_ARTICLE_BYTES } from '../../core/text/decode';
import { INSPECT, type Inspection } from '../server/inspectedServer';
import { INSPECTED, TestServer } from '../server/languageServer';

/** What large files are made of. Their size is looked at first, so all are refused for that. */
const KINDS: Readonly<Record<string, Buffer>> = {
  'one line': Buffer.from('郑州市高质量发展，'),
  'line ends': Buffer.from('\n'),
  NULs: Buffer.from('\0'),
  'invalid UTF-8': Buffer.from([0xff]),
  GB18030: Buffer.from([0xd6, 0xa3, 0xd6, 0xdd]),
  'UTF-16': Buffer.from('郑州', 'utf16le'),
  'halves of characters': Buffer.from([0xed, 0xa0, 0x80]),
};

const TEXT = '楼阳生在郑州市调研。\n';
const SIDECAR = serialiseSidecar(setOf(TEXT, '楼阳生'));
/** No file of VS Code's above this size is told to a language server. */
const MOST_TOLD = 50 * 1024 * 1024;

export interface LargeSummary {
  readonly files: number;
  /** Bytes that a program had resident more, at most, than with a small file. */
  readonly memory: number;
  /** Milliseconds until a request about another article was answered. */
  readonly slowest: number;
}

/**
 * Files of so many bytes in each place of a corpus that is read: the command line and the server refuse each with a reason,
 * write nothing, and go on. Throws where they do not.
 */
export async function checkLargeFiles(bytes: number): Promise<LargeSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'large-'));
  try {
    writeFileSync(join(folder, 'corpus.yaml'), 'authority: [a.authority.yaml]\n');
    writeFileSync(join(folder, 'b.txt'), TEXT);
    writeFileSync(join(folder, 'b.txt.ann.yaml'), SIDECAR);
    const inCommand = checkCommand(folder, bytes);
    const inServer = await checkServer(folder, bytes);
    return {
      files: inCommand.files + inServer.files,
      memory: Math.max(inCommand.memory, inServer.memory),
      slowest: inServer.slowest,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where a file may stand in which nothing can be annotated; `b.txt` beside it goes on. */
const PLACES = ['b.txt.ann.yaml', 'a.authority.yaml', 'articles.csv', 'corpus.yaml'] as const;

function checkCommand(folder: string, bytes: number): { files: number; memory: number } {
  const usual = runCheck(folder).memory;
  let [files, memory] = [0, 0];
  const article = join(folder, 'a.txt');
  writeFileSync(join(folder, 'a.txt.ann.yaml'), SIDECAR);
  for (const [what, piece] of Object.entries(KINDS)) {
    fill(article, piece, bytes);
    const { status, out, memory: taken } = runCheck(folder);
    assert.equal(status, 1, `${what}: ${out}`);
    assert.match(out, /a\.txt:.*\[too-large\]/, what);
    assert.equal(readFileSync(join(folder, 'a.txt.ann.yaml'), 'utf8'), SIDECAR, what);
    memory = Math.max(memory, taken - usual);
    files++;
  }
  rmSync(article);
  rmSync(join(folder, 'a.txt.ann.yaml'));
  return { files, memory };
}

function runCheck(folder: string): { status: number | null; out: string; memory: number } {
  const args = ['--require', join(__dirname, 'tellMemory.js'), join(__dirname, '../../cli/main.js'), 'check', folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const memory = Number(/^memory (\d+)$/m.exec(stderr)?.[1]);
  assert.ok(memory > 0, stderr);
  return { status, out: stdout, memory };
}

async function checkServer(folder: string, bytes: number): Promise<LargeSummary> {
  let [files, memory, slowest] = [0, 0, 0];
  const uri = pathToFileURL(join(folder, 'b.txt')).href;
  const hover = async (server: TestServer): Promise<void> => {
    const start = performance.now();
    const textDocument = { uri };
    const answer = await server.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 0, character: 5 },
    });
    assert.match(JSON.stringify(answer), /郑州市/);
    slowest = Math.max(slowest, performance.now() - start);
  };
  const rss = async (server: TestServer): Promise<number> =>
    (await server.connection.sendRequest<Inspection>(INSPECT, {})).rss;
  const check = async (given: (server: TestServer) => Promise<void>): Promise<void> => {
    const server = await new TestServer({ ...INSPECTED, args: ['--rules'] }).start();
    try {
      await server.open(uri, TEXT);
      await hover(server);
      const before = await rss(server);
      await given(server);
      await hover(server);
      const taken = (await rss(server)) - before;
      memory = Math.max(memory, taken);
      files++;
    } finally {
      await server.stop();
    }
  };
  for (const name of PLACES) {
    const path = join(folder, name);
    const usual = name === 'b.txt.ann.yaml' || name === 'corpus.yaml' ? readFileSync(path) : undefined;
    for (const piece of Object.values(KINDS)) {
      await check(async (server) => {
        fill(path, piece, bytes);
        const changes = [{ uri: pathToFileURL(path).href, type: 2 }];
        await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
      });
    }
    if (usual === undefined) rmSync(path);
    else writeFileSync(path, usual);
  }
  const told = Math.min(bytes, MOST_TOLD);
  assert.ok(told > MAXIMUM_ARTICLE_BYTES, 'articles above the limit are meant');
  await check(async (server) => {
    const textDocument = { uri: pathToFileURL(join(folder, 'a.txt')).href };
    await server.open(textDocument.uri, '郑州市高质量发展，'.repeat(told / 27));
    const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    assert.deepEqual(tokens?.data, []);
    await server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  });
  return { files, memory, slowest };
}

/** Writes a file of about so many bytes in parts. */
function fill(path: string, piece: Buffer, bytes: number): void {
  const part = Buffer.alloc(Math.floor((1024 * 1024) / piece.length) * piece.length, piece);
  const file = openSync(path, 'w');
  try {
    for (let written = 0; written < bytes; written += part.length) writeSync(file, part);
  } finally {
    closeSync(file);
  }
}
