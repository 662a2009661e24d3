import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { MOST_CRASHES } from '../../client/restartPolicy';
import { inCorpus, openArticle, readText, run, select, tokensOf, until, writeText } from './editor';

const NAME = 'crash.txt';
const WORDS = ['楼阳生', '郑州市', '王凯', '何雄', '豫章算力谷', '西美大厦', '孵化器'];

/** The process of the language server: a child of the extension host. */
function serverProcess(): number | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const line = lines.find((other) => {
    const [, parent, ...command] = other.trim().split(/\s+/);
    return Number(parent) === process.pid && command.join(' ').includes('dist/server.js');
  });
  return line === undefined ? undefined : Number(line.trim().split(/\s+/)[0]);
}

describe('a language server that is killed', function () {
  this.timeout(120_000);
  let editor: vscode.TextEditor;
  const annotated: string[] = [];

  before(async function () {
    if (process.platform === 'win32') this.skip();
    await writeText(inCorpus(NAME), `${WORDS.map((word) => `在${word}调研。`).join('\n\n')}\n`);
    editor = await openArticle(NAME);
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    for (const file of [inCorpus(NAME), inCorpus(`${NAME}.ann.yaml`)]) {
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
    }
  });

  const annotateNext = async (): Promise<void> => {
    const word = WORDS[annotated.length] as string;
    select(editor, word);
    assert.ok(await run('annotate', { label: 'TERM' }), `${word} is annotated`);
    annotated.push(word);
  };
  const allSaved = (): Promise<boolean> =>
    until('all annotations in the file', async () => {
      const { value } = parseSidecar((await readText(inCorpus(`${NAME}.ann.yaml`))) ?? '');
      const exacts = new Set(value?.annotations.map(({ exact }) => exact));
      return annotated.every((word) => exacts.has(word)) || undefined;
    });
  const allShown = (): Promise<boolean> =>
    until('all annotations in colour', async () => {
      const tokens = (await tokensOf(editor.document)) ?? [];
      const shown = new Set(tokens.flatMap(({ text, modifiers }) => (modifiers.includes('annotated') ? [text] : [])));
      return annotated.every((word) => shown.has(word)) || undefined;
    });
  const kill = (): number => {
    const server = serverProcess();
    assert.ok(server !== undefined, 'a server runs');
    process.kill(server, 'SIGKILL');
    return server;
  };

  it('is started again, and nothing that was annotated before, meanwhile or after is lost', async () => {
    for (let crash = 1; crash < MOST_CRASHES; crash++) {
      const killed = kill();
      await annotateNext();
      await until('another server', () => {
        const server = serverProcess();
        return (server !== undefined && server !== killed) || undefined;
      });
      await allShown();
      await allSaved();
    }
  });

  it('stays down after it has crashed too often: annotating goes on, and a command starts it again', async () => {
    kill();
    await until('the end', () => (serverProcess() === undefined ? true : undefined));
    await annotateNext();
    await allSaved();
    assert.equal(serverProcess(), undefined, 'it is not started by itself');
    await vscode.commands.executeCommand('corpusAnnotator.restartServer');
    await annotateNext();
    await allShown();
    await allSaved();
  });
});

describe('an article above 5 MiB', () => {
  it('is not annotated, and nothing is written', async () => {
    const name = 'large.txt';
    await writeText(inCorpus(name), '郑州市高质量发展，\n'.repeat(200_000));
    const editor = await openArticle(name);
    select(editor, '郑州市');
    assert.equal(await run('annotate', { label: 'LOC' }), false);
    assert.equal(await readText(inCorpus(`${name}.ann.yaml`)), undefined);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(inCorpus(name));
  });
});
