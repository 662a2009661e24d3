import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { setOf } from './annotations';
import { answerQuickPick, inCorpus, openArticle, readText, run, select, until, writeText } from './editor';

const NAME = 'tree.txt';
const article = inCorpus(NAME);
const sidecar = inCorpus(`${NAME}.ann.yaml`);
const TEXT = '省委书记楼阳生在郑州市调研。\n市长何雄陪同调研。\n省长王凯在郑州市讲话。\n';

/** The tree has no interface for tests: it is used as by a person, with the editor's own commands for lists. */
describe('the tree of annotations', () => {
  let editor: vscode.TextEditor;
  const records = async (): Promise<Record<string, Annotation>> => {
    const set = parseSidecar((await readText(sidecar)) ?? '').value;
    return Object.fromEntries((set?.annotations ?? []).map((annotation) => [annotation.id, annotation]));
  };
  const labels = async (): Promise<string> =>
    Object.entries(await records())
      .map(([id, { label }]) => `${id} ${label}`)
      .join(', ');
  const key = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);
  const cursor = (): string => {
    const active = vscode.window.activeTextEditor;
    return active === undefined
      ? ''
      : active.document.getText(new vscode.Range(active.selection.active, active.selection.active.translate(0, 2)));
  };

  before(async () => {
    await writeText(sidecar, serialiseSidecar(setOf(TEXT, '楼阳生', '郑州市', '何雄')));
    await writeText(article, TEXT);
    editor = await openArticle(NAME);
    await run('annotations.groupByPosition');
    await key('corpusAnnotator.annotations.focus');
  });
  after(async () => {
    await run('annotations.clearFilter');
    await run('annotations.groupByLabel');
    await key('workbench.action.closeAllEditors');
    await key('workbench.view.explorer');
    for (const file of [article, sidecar])
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
  });

  /** Selects the first entry once the list is there, and takes further steps down. */
  const selectEntry = async (steps: number): Promise<void> => {
    await key('corpusAnnotator.annotations.focus');
    await key('list.focusFirst');
    for (let step = 0; step < steps; step++) await key('list.focusDown');
  };

  it('leads to the annotation that Enter is pressed on', async () => {
    await until('the cursor at 何雄', async () => {
      await selectEntry(2);
      await key('list.select');
      return cursor() === '何雄' ? true : undefined;
    });
    assert.ok(vscode.window.activeTextEditor?.selection.isEmpty, 'a selection is always a person’s');
  });

  it('relabels several at once, as one step', async () => {
    await until('two others have another label', async () => {
      if ((await labels()) !== 'a TERM, b TERM, c TERM') return true;
      await key('list.clear');
      await selectEntry(0);
      await key('list.toggleSelection');
      await key('list.focusDown');
      await key('list.toggleSelection');
      const relabelled = run('annotations.relabel');
      await answerQuickPick(1);
      return (await relabelled) ? true : undefined;
    });
    await until('the file', async () => ((await labels()) === 'a DOC, b DOC, c TERM' ? true : undefined));
    assert.ok(await run('undo'));
    await until('one undo', async () => ((await labels()) === 'a TERM, b TERM, c TERM' ? true : undefined));
  });

  it('removes what is clicked, and nothing else', async () => {
    // As the button of an entry does.
    const clicked = `position c ${article.toString()}`;
    await vscode.commands.executeCommand('corpusAnnotator.annotations.filter', '何');
    await until('何雄 is listed, and removed', async () => {
      await selectEntry(0);
      return (
        (await vscode.commands.executeCommand('corpusAnnotator.annotations.delete', clicked)) === true || undefined
      );
    });
    await until('the file', async () => ((await labels()) === 'a TERM, b TERM' ? true : undefined));
    await run('undo');
    await vscode.commands.executeCommand('corpusAnnotator.annotations.clearFilter');
    await until('it is back', async () => ((await labels()) === 'a TERM, b TERM, c TERM' ? true : undefined));
  });

  it('shows the annotation at the cursor, in a closed group, too', async () => {
    await run('annotations.groupByLabel');
    const { start } = select(editor, '郑州市');
    editor.selection = new vscode.Selection(start, start);
    assert.ok(await run('annotations.revealAtCursor'));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await until('the cursor back at 郑州', async () => {
      await key('corpusAnnotator.annotations.focus');
      await key('list.select');
      return cursor() === '郑州' ? true : undefined;
    });
  });

  it('shows what is annotated anew, wherever the cursor is', async () => {
    const clicked = `label c ${article.toString()}`;
    const { start } = select(editor, '何雄');
    editor.selection = new vscode.Selection(start, start);
    assert.ok(await run('annotations.revealAtCursor'));
    assert.ok(await vscode.commands.executeCommand('corpusAnnotator.annotations.delete', clicked));
    await until('the file', async () => ((await labels()) === 'a TERM, b TERM' ? true : undefined));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.ok(await run('undo'));
    await until('the cursor at 何雄, which is selected in the tree', async () => {
      await run('annotations.open');
      return cursor() === '何雄' ? true : undefined;
    });
  });
});
