import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { articleNames, inCorpus, openArticle, readText, run, until, writeText } from './editor';

/** Done and assigned articles: through commands, as the tree uses them. */
describe('the progress of a corpus', () => {
  let names: string[];
  const sidecar = (name: string): vscode.Uri => inCorpus(`${name}.ann.yaml`);
  const tags = async (name: string): Promise<unknown> =>
    parseSidecar((await readText(sidecar(name))) ?? '').value?.document ?? {};
  const active = (): string => vscode.window.activeTextEditor?.document.uri.path.split('/').at(-1) ?? '';

  before(async () => {
    names = await articleNames();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of names)
      if ((await readText(sidecar(name))) !== undefined) await vscode.workspace.fs.delete(sidecar(name));
  });

  it('marks the active article as done and goes to the next that is not', async () => {
    const [first, second, third] = names as [string, string, string];
    const text =
      'version: 1\ntext: {sha256: "' + '0'.repeat(64) + '", length: 1}\ndocument: {status: "done", x: 1}\n...\n';
    await writeText(sidecar(second), text);
    // The watcher tells of the file a moment later.
    await until('the mark of the second', async () => {
      await openArticle(first);
      await run('nextOpenArticle');
      return active() === third || undefined;
    });
    await openArticle(first);
    assert.ok(await run('doneAndNext'));
    await until('the next article', () => active() === third || undefined);
    await until('the mark', async () => (JSON.stringify(await tags(first)) === '{"status":"done"}' ? true : undefined));
    assert.equal(await readText(sidecar(second)), text, 'what is done already is not touched');
  });

  it('takes the mark back, by command and by undo', async () => {
    const first = names[0] as string;
    await openArticle(first);
    assert.ok(await run('toggleDone'));
    await until('no mark', async () => (JSON.stringify(await tags(first)) === '{}' ? true : undefined));
    assert.ok(await run('undo'));
    await until('the mark', async () => (JSON.stringify(await tags(first)) === '{"status":"done"}' ? true : undefined));
  });

  it('assigns an article, and leads past what is assigned to others', async () => {
    const [first, , third, fourth] = names as [string, string, string, string];
    await openArticle(third);
    assert.equal(await vscode.commands.executeCommand('corpusAnnotator.assign', undefined, 'wang'), true);
    await until('the name', async () =>
      JSON.stringify(await tags(third)) === '{"assignee":"wang"}' ? true : undefined,
    );
    await openArticle(first);
    await until('the one after', async () => {
      await openArticle(first);
      return (await run('nextOpenArticle')) && active() === fourth ? true : undefined;
    });
    await openArticle(third);
    assert.equal(await vscode.commands.executeCommand('corpusAnnotator.assign', undefined, ''), true);
    await until('no name', async () => (JSON.stringify(await tags(third)) === '{}' ? true : undefined));
  });
});
