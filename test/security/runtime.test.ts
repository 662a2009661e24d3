import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest, SemanticTokensRequest } from 'vscode-languageserver-protocol';
import { TestServer } from '../server/languageServer';

const LOG_CALLS =
  'trace=%network,execve,execveat,fork,vfork,clone,clone3,open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,ftruncate,chmod,fchmodat';

/** Whether system calls can be watched here: strace is there and may trace. */
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

/** The calls of a traced program that reach the network, start programs, or change files. */
function deeds(log: string): string[] {
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\d+\s+/, ''))
    .filter((line) => /^\w+\(/.test(line));
  assert.ok(calls.length > 20, 'the log holds the calls');
  const [started = '', ...others] = calls;
  assert.match(started, /^execve\(/);
  return others.filter((call) => {
    if (/^(?:clone|clone3)\(/.test(call)) return !call.includes('CLONE_THREAD');
    if (/^socket(?:pair)?\(AF_(?:UNIX|LOCAL|NETLINK)/.test(call)) return false;
    if (/^(?:open|openat)\(/.test(call))
      return /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/.test(call) && !isDevice(call);
    // What a pipe or terminal is asked for goes to the standard streams.
    return !/^(?:getsockname|getpeername|getsockopt|setsockopt|shutdown|sendmsg|recvmsg)\(\d/.test(call);
  });
}

const isDevice = (call: string): boolean => /"\/dev\/(?:null|tty|urandom)"/.test(call);

describe('the programs at work', function () {
  this.timeout(60_000);
  let folder: string;
  let log: string;
  before(function () {
    if (canTrace) return;
    console.log('      left out: strace is not here, or may not trace; it shows what a program asks of the system');
    this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    log = join(folder, 'calls.log');
    mkdirSync(join(folder, 'corpus'));
    const write = (name: string, content: string): void => writeFileSync(join(folder, 'corpus', name), content);
    write('corpus.yaml', 'authority: ["**/*.authority.yaml"]\n');
    write(
      'a.authority.yaml',
      'entities:\n- {id: valley, label: FAC, name: 豫章算力谷, site: "https://example.org/"}\n',
    );
    write('a.txt', '豫章算力谷昨日开工。省委书记楼阳生在郑州市调研。\n');
    write('a.txt.ann.yaml', 'version: 1\n<<<<<<< ours\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const contents = (): [string, string, number][] =>
    readdirSync(join(folder, 'corpus')).map((name) => {
      const path = join(folder, 'corpus', name);
      return [name, readFileSync(path, 'utf8'), statSync(path).mtimeMs];
    });

  it('the server connects to nothing, starts nothing and writes nothing', async () => {
    const before = contents();
    const uri = pathToFileURL(join(folder, 'corpus/a.txt')).href;
    const server = new TestServer({ wrapper: ['strace', '-f', '-qq', '-e', LOG_CALLS, '-o', log] });
    try {
      await server.start();
      await server.open(uri, readFileSync(join(folder, 'corpus/a.txt'), 'utf8'));
      const textDocument = { uri };
      assert.ok(await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument }));
      assert.ok(
        await server.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 0, character: 1 } }),
      );
      await server.change(uri, 2, [{ text: '郑州市。' }]);
      assert.ok(await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument }));
    } finally {
      await server.stop();
    }
    assert.deepEqual(deeds(log), []);
    assert.deepEqual(contents(), before);
  });

  it('the command line connects to nothing, starts nothing and writes nothing', () => {
    const before = contents();
    const program = [process.execPath, join(__dirname, '../../cli/main.js'), 'analyse', join(folder, 'corpus/a.txt')];
    const { status, stdout } = spawnSync('strace', ['-f', '-qq', '-e', LOG_CALLS, '-o', log, ...program], {
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    assert.match(stdout, /豫章算力谷/);
    assert.deepEqual(deeds(log), []);
    assert.deepEqual(contents(), before);
  });

  it('would be seen at it: a connection, a child and a written file', () => {
    const script = `
      require('net').connect(9, '127.0.0.1').on('error', () => undefined);
      require('child_process').spawnSync('true');
      require('fs').writeFileSync(${JSON.stringify(join(folder, 'written'))}, '');`;
    spawnSync('strace', ['-f', '-qq', '-e', LOG_CALLS, '-o', log, process.execPath, '-e', script]);
    const seen = deeds(log).join('\n');
    for (const call of [/socket\(AF_INET/, /connect\(/, /execve\(/, /openat\(.*written/]) assert.match(seen, call);
  });
});
