import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../core/protocol';
import {
  articleNames,
  hoverAt,
  inCorpus,
  openArticle,
  putCursorInto,
  symbolsOf,
  tokensOf,
  until,
  writeText,
} from './editor';

describe('reading an article', () => {
  /** A person that each article names, the posts the text gives, and how many articles the file holds. */
  const expected: Readonly<Record<string, { person: string; hover: RegExp; articles: number }>> = {
    '000': { person: '楼阳生', hover: /省委书记/, articles: 1 },
    '001': { person: '张俊峰', hover: /航空港实验区党工委书记/, articles: 1 },
    '002': { person: '徐立毅', hover: /市委书记/, articles: 3 },
    '003': { person: '李新军', hover: /惠济区委书记/, articles: 4 },
    '004': { person: '王新亭', hover: /管委会主任/, articles: 5 },
  };

  for (const [number, { person, hover, articles }] of Object.entries(expected)) {
    it(`colours, explains and outlines article ${number}`, async () => {
      const name = (await articleNames()).find((candidate) => candidate.startsWith(number)) as string;
      const { document } = await openArticle(name);
      const tokens = await until('tokens, all of them suggestions', async () => {
        const found = (await tokensOf(document)) ?? [];
        return found.length > 0 && found.every(({ modifiers }) => modifiers.includes('suggested')) ? found : undefined;
      });
      assert.ok(
        tokens.some(({ text, type }) => text === person && type === 'person'),
        `${person} is coloured`,
      );
      const editor = vscode.window.activeTextEditor as vscode.TextEditor;
      const shown = await hoverAt(document, putCursorInto(editor, person));
      assert.match(shown, new RegExp(person));
      assert.match(shown, hover);
      assert.match(shown, /mention/);
      const symbols = await symbolsOf(document);
      assert.equal(symbols.length, articles);
      for (const article of symbols) assert.equal(article.children[0]?.detail.match(/headline|subtitle/)?.length, 1);
    });
  }

  it('sets the reading defaults of the language', async () => {
    const [name] = await articleNames();
    const { document } = await openArticle(name as string);
    const editor = vscode.workspace.getConfiguration('editor', document);
    assert.equal(editor.get('wordWrap'), 'on');
    assert.equal(editor.get('semanticHighlighting.enabled'), true);
    assert.deepEqual(editor.get('wordSegmenterLocales'), ['zh-CN']);
    const files = vscode.workspace.getConfiguration('files', document);
    assert.equal(files.get('autoSave'), 'off');
    assert.equal(files.get('insertFinalNewline'), false);
  });

  it('leaves other text files alone, until they are treated as corpus', async () => {
    const note = inCorpus('sub/note.txt');
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(note, '..'));
    await writeText(note, '省委书记楼阳生在郑州市调研。\n');
    const editor = await vscode.window.showTextDocument(note);
    assert.equal(editor.document.languageId, 'plaintext');
    // An article that the manifest includes, opened later, has been through the same check when this one has.
    const [name] = await articleNames();
    await openArticle(name as string);
    await vscode.window.showTextDocument(note);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'plaintext');
    await vscode.commands.executeCommand('corpusAnnotator.treatAsCorpus');
    await until('the language', () =>
      vscode.window.activeTextEditor?.document.languageId === ARTICLE_LANGUAGE ? true : undefined,
    );
  });

  for (const [index, [what, text]] of [
    ['an empty file', ''],
    ['CRLF line ends', '省委书记楼阳生在郑州市。\r\n\r\n王凯出席。\r\n'],
    ['a BOM', '\uFEFF省委书记楼阳生在郑州市。\n'],
    ['emoji and characters beyond the BMP', '😀𬭎𠮷省委书记楼阳生在郑州市。\n'],
    ['a line of 600,000 characters', `省委书记楼阳生在郑州市。${'高质量发展、'.repeat(100_000)}`],
  ].entries() as IterableIterator<[number, [string, string]]>) {
    it(`opens ${what}`, async () => {
      // A name of its own for each: the editor keeps a closed document for a while.
      const name = `hostile-${index}.txt`;
      await writeText(inCorpus(name), text);
      const { document } = await openArticle(name);
      const tokens = await until('an answer', () => tokensOf(document));
      if (text !== '') assert.ok(tokens.some((token) => token.text === '楼阳生'));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await vscode.workspace.fs.delete(inCorpus(name));
    });
  }
});
