import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { inCorpus, openArticle, putCursorInto, readText, run, select, tokensOf, until, writeText } from './editor';

describe('the same again', () => {
  const folder = inCorpus('again');
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const FIRST = '楼阳生在郑州调研。楼阳生指出，中国人民和国人要走在前列。\n';
  const SECOND = '会后，楼阳生到郑州大学。楼阳生强调，国人关心此事。\n';

  before(async () => {
    await writeText(file('corpus.yaml'), 'name: again\ninclude: ["*.txt"]\n');
    await writeText(file('first.txt'), FIRST);
    await writeText(file('second.txt'), SECOND);
    const editor = await openArticle('again/first.txt');
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  const wordsIn = async (name: string): Promise<string[]> => {
    const text = await readText(file(`${name}.ann.yaml`));
    return (parseSidecar(text ?? '').value?.annotations ?? []).map(({ label, exact }) => `${label} ${exact}`);
  };
  const saved = (name: string, ...wanted: readonly string[]): Promise<true> =>
    until(`${name}: ${wanted.join()}`, async () => {
      const found = await wordsIn(name);
      return found.join() === wanted.join() ? true : undefined;
    });

  it('annotates all occurrences in two articles, one of them closed, and one undo takes all back', async () => {
    const editor = await openArticle('again/first.txt');
    select(editor, '楼阳生');
    assert.ok(await run('annotate', { label: 'PER' }));
    putCursorInto(editor, '楼阳生');
    assert.ok(await run('annotateOccurrences', { scope: 'corpus' }), 'something is found');
    assert.deepEqual(await wordsIn('second.txt'), [], 'nothing is annotated before it was seen');
    assert.ok(await run('applyOccurrences'));
    await saved('first.txt', 'PER 楼阳生', 'PER 楼阳生');
    await saved('second.txt', 'PER 楼阳生', 'PER 楼阳生');
    assert.match((await readText(file('second.txt.ann.yaml'))) ?? '', /source: \{kind: "query", query: "楼阳生"\}/);
    await openArticle('again/second.txt');
    assert.ok(await run('undo'), 'in the article that was opened after');
    await saved('first.txt', 'PER 楼阳生');
    await saved('second.txt');
    await openArticle('again/first.txt');
    assert.ok(await run('redo'));
    await saved('second.txt', 'PER 楼阳生', 'PER 楼阳生');
    assert.ok(await run('undoCorpusEdit'));
    await saved('second.txt');
  });

  it('leaves alone what is in a longer word, and takes the label that is chosen', async () => {
    const editor = await openArticle('again/first.txt');
    const at = editor.document.getText().indexOf('和国人') + 1;
    editor.selection = new vscode.Selection(editor.document.positionAt(at), editor.document.positionAt(at + 2));
    assert.ok(await run('annotateOccurrences', { scope: 'folder', label: 'TERM' }));
    assert.ok(await run('applyOccurrences'));
    await saved('first.txt', 'PER 楼阳生', 'TERM 国人');
    await saved('second.txt', 'TERM 国人');
    assert.ok(await run('undo'));
    await saved('second.txt');
  });

  it('says that there is nothing more to annotate', async () => {
    const editor = await openArticle('again/first.txt');
    select(editor, '调研');
    assert.equal(await run('annotateOccurrences', { scope: 'file', label: 'TERM' }), true, 'itself');
    assert.equal(await run('applyOccurrences'), true);
    select(editor, '调研');
    assert.equal(await run('annotateOccurrences', { scope: 'corpus', label: 'TERM' }), false);
    assert.equal(await run('applyOccurrences'), false, 'no list is left');
    assert.ok(await run('undo'));
  });
});
