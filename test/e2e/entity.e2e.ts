import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { setOf } from './annotations';
import { inCorpus, openArticle, putCursorInto, readText, run, select, until, writeText } from './editor';

const NAME = 'entity.txt';
const article = inCorpus(NAME);
const sidecar = inCorpus(`${NAME}.ann.yaml`);
const TEXT = '省委书记楼阳生在郑州市调研。\n市长何雄陪同调研。\n楼阳生指出，要加快建设。\n';

describe('the tree of an entity', () => {
  let editor: vscode.TextEditor;
  const key = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);
  const line = (): number => vscode.window.activeTextEditor?.selection.active.line ?? -1;

  before(async () => {
    const set = setOf(TEXT, '楼阳生', '何雄');
    const annotations = set.annotations.map((annotation) => ({ ...annotation, label: 'PER' }));
    const relations = [{ id: 'r', label: 'knows', from: 'a', to: 'b' }];
    await writeText(sidecar, serialiseSidecar({ ...set, annotations, relations }));
    await writeText(article, TEXT);
    editor = await openArticle(NAME);
    await key('corpusAnnotator.entity.focus');
  });
  after(async () => {
    await key('workbench.action.closeAllEditors');
    await key('workbench.view.explorer');
    for (const file of [article, sidecar])
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
  });

  const atName = new vscode.Position(0, 5);
  /** Enter on an entry of the tree, once it is there. */
  const enter = (entry: string): Promise<boolean> =>
    until(entry, async () => {
      // The cursor may have left, by an entry or in annotate mode: the tree follows it.
      const active = vscode.window.activeTextEditor;
      if (active !== undefined && !active.selection.active.isEqual(atName)) {
        active.selection = new vscode.Selection(atName, atName);
        await key('corpusAnnotator.entity.focus');
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      return (await vscode.commands.executeCommand('corpusAnnotator.entity.open', entry)) === true || undefined;
    });

  it('leads to the places of the entity at the cursor, and along its relations', async () => {
    const second = TEXT.lastIndexOf('楼阳生');
    await enter(`section here ${second} ${second + 3}`);
    assert.equal(line(), 2);
    await enter('section relations r');
    assert.equal(line(), 1, '何雄 stands there');
    assert.ok(vscode.window.activeTextEditor?.selection.isEmpty, 'a selection is always a person’s');
  });

  it('shows nothing any more of an annotation that was undone', async () => {
    const words = '陪同';
    const start = TEXT.indexOf(words);
    const open = (): Thenable<unknown> =>
      vscode.commands.executeCommand('corpusAnnotator.entity.open', `section here ${start} ${start + words.length}`);
    select(editor, words);
    assert.ok(await run('annotate', { label: 'TERM' }));
    await until('the annotation in the tree', async () => ((await open()) === true ? true : undefined));
    assert.ok(await run('undo'));
    await until('the annotation is gone', async () => ((await open()) === false ? true : undefined));
  });

  it('says nothing any more of what was removed', async () => {
    assert.ok(await vscode.commands.executeCommand('corpusAnnotator.removeRelation', { id: 'r' }));
    await until('the relation is gone', async () => {
      // An entry that is still there moves the cursor away; the tree follows it a moment after it rests.
      putCursorInto(editor, '楼阳生');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return (
        (await vscode.commands.executeCommand('corpusAnnotator.entity.open', 'section relations r')) === false ||
        undefined
      );
    });
  });
});
