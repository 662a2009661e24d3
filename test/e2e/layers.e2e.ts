import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { setOf } from './annotations';
import { inCorpus, openArticle, putCursorInto, readText, run, until, writeText } from './editor';

const NAME = 'blind.txt';
const article = inCorpus(NAME);
const own = inCorpus(`${NAME}.ann.yaml`);
const other = inCorpus(`${NAME}.lin.ann.yaml`);
const TEXT = '省委书记楼阳生在郑州市调研。\n市长何雄陪同调研。\n';

describe('the annotations of others', () => {
  let editor: vscode.TextEditor;
  const theirs = serialiseSidecar({ ...setOf(TEXT, '何雄'), annotator: 'lin' });
  const show = (...names: string[]): Thenable<unknown> =>
    vscode.commands.executeCommand('corpusAnnotator.showAnnotationsOf', names);

  before(async () => {
    await writeText(article, TEXT);
    await writeText(own, serialiseSidecar(setOf(TEXT, '楼阳生')));
    await writeText(other, theirs);
    editor = await openArticle(NAME);
    await until('the own annotation', async () => {
      putCursorInto(editor, '楼阳生');
      return (await run('nextAnnotation')) || undefined;
    });
  });
  after(async () => {
    await run('hideAnnotationsOf');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of [article, own, other])
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
  });

  it('are shown when they are asked for, and never become one’s own', async () => {
    assert.equal(await show('lin'), true);
    putCursorInto(editor, '何雄');
    assert.equal(await run('editNote', { note: 'mine' }), false, 'there is no annotation of one’s own');
    assert.equal(await run('remove'), false);
    putCursorInto(editor, '楼阳生');
    assert.equal(await run('changeLabel', { label: 'PER' }), true);
    await until('the own file', async () => ((await readText(own))?.includes('"PER"') === true ? true : undefined));
    assert.equal(parseSidecar((await readText(own)) ?? '').value?.annotations.length, 1);
    assert.equal(await readText(other), theirs, 'not a byte of the other file has changed');
  });

  it('follow an edit of the text, which only the saving writes into their file', async () => {
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '本报讯'));
    assert.equal(await readText(other), theirs);
    await vscode.commands.executeCommand('undo');
  });

  it('are nobody’s where nobody else has annotated', async () => {
    await vscode.workspace.fs.delete(other);
    assert.equal(await show('lin'), false);
  });
});
