import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { setOf } from './annotations';
import {
  articleNames,
  hoverAt,
  inCorpus,
  openInMode,
  putCursorInto,
  readText,
  run,
  select,
  tokensOf,
  until,
  writeText,
} from './editor';
import { compose, hasKeyboard, press, see } from './keyboard';

describe('annotate mode', function () {
  let name: string;
  let editor: vscode.TextEditor;
  let text: string;

  before(async function () {
    if (!hasKeyboard) this.skip();
    name = (await articleNames()).find((candidate) => candidate.startsWith('001')) as string;
    editor = await openInMode(name);
    text = editor.document.getText();
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
    await until('the mode', async () => (await statusBar()).includes('1 DOC') || undefined);
  });
  afterEach(() => {
    if (hasKeyboard) assert.equal(editor.document.getText(), text, 'no key changes the text');
  });
  after(async () => {
    if (!hasKeyboard) return;
    const sidecar = inCorpus(`${name}.ann.yaml`);
    if ((await readText(sidecar)) !== undefined) await vscode.workspace.fs.delete(sidecar);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const statusBar = async (): Promise<string> => (await see('.statusbar-item-label')).join(' | ');
  /** What the sidecar holds, once it satisfies the condition. */
  const saved = (awaited: string, wanted: (labels: readonly string[]) => boolean): Promise<readonly string[]> =>
    until(awaited, async () => {
      const annotations = parseSidecar((await readText(inCorpus(`${name}.ann.yaml`))) ?? '').value?.annotations ?? [];
      const labels = annotations.map(({ label, exact }) => `${label} ${exact}`);
      return wanted(labels) ? labels : undefined;
    });
  const selected = (awaited: string): Promise<true> =>
    until(`${awaited} is selected`, () => editor.document.getText(editor.selection) === awaited || undefined);
  /** Selects words from the cursor on, one key each; waits for each, since keys and selections are not told in step. */
  const selectWords = async (count: number): Promise<string> => {
    let words = '';
    for (let word = 1; word <= count; word++) {
      await press('w');
      words = await until(`${word} words are selected`, () => {
        const now = editor.document.getText(editor.selection);
        return now.length > words.length ? now : undefined;
      });
    }
    return words;
  };
  /** A word of the article that is suggested nowhere. */
  const plainWord = '统筹';

  it('opens with read-only text, and says which keys set labels', async () => {
    assert.match(await statusBar(), /1 DOC {2}2 EVENT {2}3 POST {2}4 PER/);
    await press('b', 'q', 'Z', '-', '!');
    assert.deepEqual(await see('.monaco-editor-overlaymessage'), [], 'no pop-up about read-only text');
  });

  it('goes to a suggestion, accepts it and goes on: one key each', async () => {
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await press('Tab');
    const first = await until('the first suggestion', () =>
      editor.selection.active.isAfter(new vscode.Position(0, 0)) ? editor.selection.active : undefined,
    );
    await press('s', 's', 'Enter');
    await saved('three annotations', (all) => all.length === 3);
    await until('the cursor behind them', () => editor.selection.active.isAfter(first) || undefined);
  });

  it('says at a suggestion which keys decide on it, and nothing elsewhere', async () => {
    const decides = 'Enter accepts · Backspace rejects · Tab goes on';
    await press('Tab');
    const item = await until('the keys', async () => /[^|]*Enter accepts[^|]*/.exec(await statusBar())?.[0].trim());
    assert.match(item, new RegExp(`^\\S.* [A-Z]+ \\d+ % · ${decides}$`));
    putCursorInto(editor, plainWord);
    await until('no keys', async () => !(await statusBar()).includes(decides) || undefined);
  });

  it('accepts and rejects by the links of a hover, also where the cursor is elsewhere', async () => {
    await press('Tab');
    const item = await until('a suggestion', async () => /[^|]*Enter accepts[^|]*/.exec(await statusBar())?.[0].trim());
    const words = item.split(' ')[0] as string;
    const at = editor.selection.active;
    putCursorInto(editor, plainWord);
    const follow = async (name: string): Promise<unknown> => {
      const hover = await hoverAt(editor.document, at);
      const [, command, query] = new RegExp(`\\[${name}\\]\\(command:([\\w.]+)\\?([^)]+)\\)`).exec(hover) ?? [];
      assert.ok(command !== undefined && query !== undefined, hover);
      return vscode.commands.executeCommand(command, ...(JSON.parse(decodeURIComponent(query)) as unknown[]));
    };
    const before = (await saved('three', (all) => all.length === 3)).length;
    assert.ok(await follow('Accept'));
    await saved(
      'the accepted one',
      (all) => all.length === before + 1 && all.some((each) => each.endsWith(` ${words}`)),
    );
    assert.doesNotMatch(await hoverAt(editor.document, at), /command:/, 'what is decided has no links');
    await press('Control+z');
    await saved('three again', (all) => all.length === before);
    assert.ok(await follow('Reject'));
    assert.doesNotMatch(await hoverAt(editor.document, at), /command:/);
    await press('Control+z');
  });

  it('takes steps back and forth with the keys of the editor', async () => {
    await press('Control+z', 'Control+z');
    await saved('one annotation', (all) => all.length === 1);
    await press('Control+Shift+z');
    await saved('two annotations', (all) => all.length === 2);
    await press('Control+y');
    await saved('three annotations', (all) => all.length === 3);
    await press('Control+z', 'Control+z', 'Control+z');
    await saved('none', (all) => all.length === 0);
  });

  it('selects a word, and one more, and labels them with one key', async () => {
    putCursorInto(editor, plainWord);
    const words = await selectWords(2);
    await press('0');
    await saved('the label', (all) => all.length === 1 && all[0] === `TERM ${words}`);
    await press('Control+z');
    await saved('none', (all) => all.length === 0);
  });

  it('selects to a word by its key', async () => {
    putCursorInto(editor, plainWord);
    const three = await selectWords(3);
    putCursorInto(editor, plainWord);
    await press('v', '3');
    await selected(three);
    await press('v');
    await until('the hints', async () => (await statusBar()).includes('Select to the word') || undefined);
    await press('Escape', '0');
    await saved('the label', (all) => all[0] === `TERM ${three}`);
    await press('Control+z');
    await saved('none', (all) => all.length === 0);
  });

  it('grows and shrinks what is selected, and an annotation', async () => {
    const { start, end } = select(editor, plainWord);
    await press(']');
    await until('a character more', () => editor.selection.end.isEqual(end.translate(0, 1)) || undefined);
    await press("'", '[');
    await until('one more on the left', () => editor.selection.start.isEqual(start.translate(0, -1)) || undefined);
    await press(';');
    await selected(plainWord);
    await press('0');
    await saved('the label', (all) => all[0] === `TERM ${plainWord}`);
    putCursorInto(editor, plainWord);
    await press(']');
    await saved('a longer one', (all) => all[0]?.startsWith(`TERM ${plainWord}`) === true && all[0].length === 8);
    await press('4');
    await saved('another label', (all) => all[0]?.startsWith('PER ') === true);
    await press('Delete');
    await saved('none', (all) => all.length === 0);
  });

  it('takes the digit of a label in the pick of labels', async () => {
    select(editor, plainWord);
    await press('a');
    await until('the pick', async () => (await see('.quick-input-widget .monaco-list-row')).length > 0 || undefined);
    await press('4');
    await saved('the label', (all) => all[0] === `PER ${plainWord}`);
    putCursorInto(editor, plainWord);
    await press('Delete');
    await saved('none', (all) => all.length === 0);
  });

  it('says in the status bar where there is nothing to do, with nothing to be closed', async () => {
    putCursorInto(editor, plainWord);
    await press('d');
    await until(
      'the reason',
      async () => (await statusBar()).includes('There is no annotation at the cursor') || undefined,
    );
    assert.doesNotMatch((await see('.notification-toast')).join(), /There is no annotation/);
  });

  it('labels several selections at once, in one step', async () => {
    const [first, second] = ['要', '会'].map((word) => select(editor, word)) as [vscode.Selection, vscode.Selection];
    editor.selections = [first, second];
    await press('0');
    await saved('two', (all) => all.length === 2);
    await press('Control+z');
    await saved('none', (all) => all.length === 0);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
  });

  it('rejects a suggestion and goes on', async () => {
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await press('Tab');
    const first = await until('the first suggestion', () =>
      editor.selection.active.isAfter(new vscode.Position(0, 0)) ? editor.selection.active : undefined,
    );
    await press('x');
    await until('the next', () => editor.selection.active.isAfter(first) || undefined);
    await press('Control+z', 'Shift+Tab');
    await until('it is suggested again', () => editor.selection.active.isEqual(first) || undefined);
  });

  it('says where letters go to an input method; digits go on to work', async () => {
    putCursorInto(editor, plainWord);
    await selectWords(1);
    await compose('ni');
    await until('the hint', async () => (await statusBar()).includes('Letters go to the input method') || undefined);
    await press('Escape');
    select(editor, plainWord);
    await press('0');
    await saved('the label', (all) => all[0] === `TERM ${plainWord}`);
    await press('Control+z');
    await saved('none', (all) => all.length === 0);
    await press('w');
    await until('no hint', async () => !(await statusBar()).includes('Letters go') || undefined);
  });

  it('reaches commands under an input method by chords with Alt held', async () => {
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await press('Alt+a', 'Alt+g');
    await until('the first suggestion', () => editor.selection.active.isAfter(new vscode.Position(0, 0)) || undefined);
  });

  it('lists by key what the light bulb offers, though the text is read-only, and does it', async () => {
    select(editor, plainWord);
    await press('Control+.');
    const rows = '.quick-input-widget .monaco-list-row';
    const offered = `Annotate “${plainWord}” as TERM`;
    await until('the list', async () => (await see(rows)).some((row) => row.includes(offered)) || undefined);
    await press('T', 'E', 'R', 'M', 'Enter');
    await saved('the label', (all) => all[0] === `TERM ${plainWord}`);
    await press('Control+z');
    await saved('none', (all) => all.length === 0);
  });

  it('lists the keys, and does what is chosen', async () => {
    await press('?');
    const rows = '.quick-input-widget .monaco-list-row';
    const listed = await until('the list', async () => {
      const all = await see(rows);
      return all.some((row) => row.includes('Accept Suggestion')) ? all : undefined;
    });
    assert.match(listed[0] ?? '', /^Accept Suggestion/, 'what a beginner needs comes first');
    await press('Escape');
  });

  it('unlocks the text; keys are the editor’s then, its undo too, and chords annotate', async () => {
    await press('i');
    await until('editing', async () => (await statusBar()).includes('Editing text · Alt+A I annotates') || undefined);
    select(editor, plainWord);
    await press('x');
    await until('the letter', () => editor.document.getText() !== text || undefined);
    await press('Control+z');
    await until('the text again', () => editor.document.getText() === text || undefined);
    await vscode.commands.executeCommand('workbench.action.files.save');
    putCursorInto(editor, plainWord);
    await press('Alt+a', 'w');
    await until('a word', () => !editor.selection.isEmpty || undefined);
    assert.ok(await run('annotateMode'));
    await press('q');
  });
});

describe('what keys mean in annotate mode', function () {
  const NAME = 'nested.txt';
  const TEXT = '省委书记楼阳生喜欢苹果。\n';
  const sidecar = inCorpus(`${NAME}.ann.yaml`);
  let editor: vscode.TextEditor;

  before(async function () {
    if (!hasKeyboard) this.skip();
    await writeText(sidecar, serialiseSidecar(setOf(TEXT, '省委书记', '省委')));
    await writeText(inCorpus(NAME), TEXT);
    editor = await openInMode(NAME);
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
    await until('the mode', async () => (await statusBar()).includes('1 DOC') || undefined);
  });
  after(async () => {
    if (!hasKeyboard) return;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of [inCorpus(NAME), sidecar]) await vscode.workspace.fs.delete(file);
  });

  const statusBar = async (): Promise<string> => (await see('.statusbar-item-label')).join(' | ');
  const saved = (wanted: string): Promise<true> =>
    until(wanted, async () => {
      const annotations = parseSidecar((await readText(sidecar)) ?? '').value?.annotations ?? [];
      return annotations.map(({ label, exact }) => `${label} ${exact}`).join(', ') === wanted || undefined;
    });
  const putCursor = (offset: number): void => {
    const position = editor.document.positionAt(offset);
    editor.selection = new vscode.Selection(position, position);
  };
  const shown = (words: string): Promise<true> =>
    until(words, async () => (await statusBar()).includes(words) || undefined);

  it('is the annotation that was gone to, of two that begin together', async () => {
    putCursor(5);
    await press('t');
    await shown('1 of 2: 省委书记');
    await press('t');
    await shown('2 of 2: 省委');
    await press('4');
    await saved('PER 省委, TERM 省委书记');
    await until('the count is gone', async () => !(await statusBar()).includes('2 of 2') || undefined);
    await press(']');
    await saved('PER 省委书, TERM 省委书记');
    await press('d');
    await saved('TERM 省委书记');
    await press('Control+z', 'Control+z', 'Control+z');
    await saved('TERM 省委, TERM 省委书记');
    await press('t');
    await shown('1 of 2: 省委书记');
    await press('d');
    await saved('TERM 省委');
    await press('Control+z');
    await saved('TERM 省委, TERM 省委书记');
  });

  it('is the word that begins behind a name', async () => {
    putCursor(7);
    await press('0');
    await saved('TERM 省委, TERM 省委书记, TERM 喜欢');
    await press('Control+z');
    await saved('TERM 省委, TERM 省委书记');
  });

  it('is what was just annotated, and nothing is selected any more', async () => {
    select(editor, '喜欢');
    assert.ok(await run('annotate', { label: 'DOC' }));
    await until('nothing is selected', () => editor.selection.isEmpty || undefined);
    await press(']');
    await saved('TERM 省委, TERM 省委书记, DOC 喜欢苹');
    select(editor, '喜欢苹');
    await press("'");
    await saved('TERM 省委, TERM 省委书记, DOC 喜欢');
    await press('d');
    await saved('TERM 省委, TERM 省委书记');
  });

  it('is the line of the annotation in its file', async () => {
    putCursor(5);
    await press('t', 't', 'o');
    const file = await until('the file', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path === sidecar.path ? active : undefined;
    });
    await until('the line of 省委', () => {
      const { text } = file.document.lineAt(file.selection.active.line);
      return text.includes('id: "b"') || undefined;
    });
  });
});
