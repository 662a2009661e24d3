import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { hoverAt, inCorpus, openArticle, putCursorInto, readText, run, tokensOf, until, writeText } from './editor';
import { hasKeyboard, press, see } from './keyboard';

const FIRST = 'queue-1.txt';
const SECOND = 'queue-2.txt';
const THIRD = 'queue-3.txt';
const TEXTS: Readonly<Record<string, string>> = {
  [FIRST]: '市长徐衣显主持会议，徐衣显强调安全，会后徐衣显到洛阳市调研。\n',
  [SECOND]: '市长徐衣显昨日在洛阳市会见客人。\n',
  [THIRD]: '河南省委书记在三门峡市主持会议，徐衣显参加。\n',
};

describe('the queue of suggestions', () => {
  before(async () => {
    for (const [name, text] of Object.entries(TEXTS)) await writeText(inCorpus(name), text);
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeSidecars();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeSidecars();
    for (const name of Object.keys(TEXTS)) await vscode.workspace.fs.delete(inCorpus(name));
    await run('suggestions.by.article');
  });

  const sidecarOf = (name: string): vscode.Uri => inCorpus(`${name}.ann.yaml`);
  const removeSidecars = async (): Promise<void> => {
    for (const name of Object.keys(TEXTS))
      await until(`${name} has no sidecar`, async () => {
        if ((await readText(sidecarOf(name))) === undefined) return true;
        await vscode.workspace.fs.delete(sidecarOf(name));
        return undefined;
      });
  };
  const setOf = async (name: string): Promise<AnnotationSet | undefined> =>
    parseSidecar((await readText(sidecarOf(name))) ?? '').value;
  const rejectedIn = async (name: string): Promise<string[]> =>
    ((await setOf(name))?.rejected ?? []).map(({ label, exact }) => `${label} ${exact}`);
  const annotatedIn = async (name: string): Promise<string[]> =>
    ((await setOf(name))?.annotations ?? []).map(({ label, exact }) => `${label} ${exact}`);
  const suggestedIn = async ({ document }: vscode.TextEditor): Promise<string[]> =>
    ((await tokensOf(document)) ?? [])
      .filter(({ modifiers }) => modifiers.includes('suggested'))
      .map(({ text }) => text);
  const suggests = (editor: vscode.TextEditor, words: string, wanted: boolean): Promise<true> =>
    until(`${words} is ${wanted ? '' : 'not '}suggested`, async () => {
      const suggested = await suggestedIn(editor);
      return (suggested.length > 0 && suggested.includes(words) === wanted) || undefined;
    });
  /** Makes a decision on a group of equal words in the view, once that has it. */
  const decideWords = async (decision: 'accept' | 'reject', label: string, words: string): Promise<void> => {
    await run('suggestions.by.words');
    await vscode.commands.executeCommand('corpusAnnotator.suggestions.focus');
    await vscode.commands.executeCommand('corpusAnnotator.suggestions.refresh');
    // What is read counts: twice the same, and no message that more is being read.
    let before = '';
    await until('the corpus is read', async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      const told = (await see('.pane-header .description')).join();
      const isReading = (await see('.pane-body')).join().includes('Reading the corpus');
      const isSettled = told === before && / of \d+ decided/.test(told) && !isReading;
      before = told;
      return isSettled || undefined;
    });
    const group = `words ${label} ${words}`;
    // The view has its groups a moment after it says so.
    await until(`${words} is decided`, async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const isDone = await vscode.commands.executeCommand(`corpusAnnotator.suggestions.${decision}`, group);
      return isDone === true || undefined;
    });
  };

  it('does not suggest what was rejected, also when the article is opened anew and the server is another; undo brings it back', async () => {
    const editor = await openArticle(SECOND);
    await suggests(editor, '徐衣显', true);
    putCursorInto(editor, '徐衣显');
    assert.ok(await run('reject'));
    await suggests(editor, '徐衣显', false);
    await until('it is in the file', async () =>
      (await rejectedIn(SECOND)).includes('PER 徐衣显') ? true : undefined,
    );
    assert.ok((await suggestedIn(editor)).includes('洛阳市'), 'others are suggested');

    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('corpusAnnotator.restartServer');
    const again = await openArticle(SECOND);
    await suggests(again, '洛阳市', true);
    await suggests(again, '徐衣显', false);

    putCursorInto(again, '洛阳市');
    assert.ok(await run('reject'));
    await suggests(again, '市长', true);
    await suggests(again, '洛阳市', false);
    assert.ok(await run('undo'));
    await suggests(again, '洛阳市', true);
    await until('the file', async () => ((await rejectedIn(SECOND)).join() === 'PER 徐衣显' ? true : undefined));

    const id = (await setOf(SECOND))?.rejected?.[0]?.id as string;
    assert.ok(await run('restoreRejected', { ids: [id] }));
    await suggests(again, '徐衣显', true);
  });

  it('leads from the least sure suggestion on, and on to the next article', async () => {
    const editor = await openArticle(THIRD);
    await suggests(editor, '徐衣显', true);
    const count = (await suggestedIn(editor)).length;
    const visited = new Set<number>();
    for (let step = 0; step < count; step++) {
      assert.ok(await run('nextInCorpus'));
      assert.equal(vscode.window.activeTextEditor?.document, editor.document);
      visited.add(vscode.window.activeTextEditor.selection.active.character);
    }
    assert.ok(visited.size >= count - 1, 'each is visited (of two that nest the start may be one)');
    assert.ok(await run('nextInCorpus'));
    assert.notEqual(vscode.window.activeTextEditor?.document.uri.path, editor.document.uri.path);
  });

  it('learns: what was accepted in one article is surer in another, and hover says why', async () => {
    const editor = await openArticle(SECOND);
    await suggests(editor, '徐衣显', true);
    const place = putCursorInto(editor, '徐衣显');
    const sureOf = (hover: string): number => Number(/confidence (\d+)%/.exec(hover)?.[1]);
    const before = await hoverAt(editor.document, place);
    const other = await openArticle(FIRST);
    await suggests(other, '徐衣显', true);
    for (const match of TEXTS[FIRST]?.matchAll(/徐衣显/g) ?? []) {
      const position = other.document.positionAt(match.index + 1);
      other.selection = new vscode.Selection(position, position);
      assert.ok(await run('accept'));
    }
    const after = await until('the hover tells', async () => {
      const hover = await hoverAt(editor.document, place);
      return hover.includes('accepted 3 times in this corpus') ? hover : undefined;
    });
    assert.ok(sureOf(after) > sureOf(before), `${sureOf(after)} is above ${sureOf(before)}`);
  });

  it('takes equal words of the whole corpus with one decision, open or not, and takes it back', async function () {
    if (!hasKeyboard) this.skip();
    const editor = await openArticle(SECOND);
    await suggests(editor, '徐衣显', true);
    await decideWords('accept', 'PER', '徐衣显');
    await suggests(editor, '徐衣显', false);
    for (const [name, count] of [
      [FIRST, 3],
      [SECOND, 1],
      [THIRD, 1],
    ] as const)
      await until(`${name} is annotated`, async () => {
        const annotated = await annotatedIn(name);
        return annotated.filter((words) => words === 'PER 徐衣显').length === count || undefined;
      });
    assert.ok(await run('suggestions.undo'));
    for (const name of [FIRST, SECOND, THIRD])
      await until(`${name} is as it was`, async () => ((await annotatedIn(name)).length === 0 ? true : undefined));
    await suggests(editor, '徐衣显', true);
  });

  it('is decided by single keys in the view, one after the other', async function () {
    if (!hasKeyboard) this.skip();
    await run('suggestions.by.article');
    await vscode.commands.executeCommand('corpusAnnotator.suggestions.focus');
    await vscode.commands.executeCommand('corpusAnnotator.suggestions.refresh');
    const focused = async (): Promise<string> => (await see('.pane-body .monaco-list-row.focused')).join();
    await until('a row is focused', async () => {
      await vscode.commands.executeCommand('corpusAnnotator.suggestions.focus');
      await vscode.commands.executeCommand('list.focusFirst');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return (await focused()).includes('.txt') || undefined;
    });
    for (let step = 0; step < 30 && !(await focused()).startsWith(SECOND); step++) await press('ArrowDown');
    // The first opens the article, another one goes into it.
    await until('a suggestion is focused', async () => {
      await press('ArrowRight');
      return !(await focused()).includes('.txt') || undefined;
    });
    const first = await focused();
    await press('x');
    await until('it is rejected', async () => ((await rejectedIn(SECOND)).length === 1 ? true : undefined));
    const next = await until('the next is focused', async () => {
      const row = await focused();
      return row !== '' && row !== first ? row : undefined;
    });
    await press('s');
    await until('it is accepted', async () => ((await annotatedIn(SECOND)).length === 1 ? true : undefined));
    const words = ((await annotatedIn(SECOND))[0] ?? '').split(' ')[1] as string;
    assert.ok(next.startsWith(words), `${next} is ${words}`);
    await press('z');
    await until('that is undone', async () => ((await annotatedIn(SECOND)).length === 0 ? true : undefined));
    assert.equal((await rejectedIn(SECOND)).length, 1, 'the decision before stays');
  });
});
