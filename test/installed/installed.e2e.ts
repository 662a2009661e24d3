import { strict as assert } from 'node:assert';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { articleNames, inCorpus, openArticle, putCursorInto, readText, run, tokensOf, until } from '../e2e/editor';

describe('the extension as its VSIX installs it', () => {
  let editor: vscode.TextEditor;

  before(async () => {
    editor = await openArticle((await articleNames())[0] as string);
  });

  it('runs from the folder of the installed extensions, with a jieba of its own', () => {
    const extension = vscode.extensions.getExtension('corpus-annotator.corpus-annotator');
    assert.ok(extension?.isActive, 'it is installed, and an article has activated it');
    const folder = realpathSync(extension.extensionPath) + sep;
    assert.ok(!folder.startsWith(realpathSync(join(__dirname, '../../..')) + sep), folder);
    const jieba = createRequire(join(folder, 'dist/server.js')).resolve('@node-rs/jieba');
    assert.ok(jieba.startsWith(folder), jieba);
  });

  it('colours an article', async () => {
    const tokens = await until('tokens', async () => {
      const found = await tokensOf(editor.document);
      return found !== undefined && found.length > 0 ? found : undefined;
    });
    assert.ok(
      tokens.some(({ text, type }) => text === '楼阳生' && type === 'person'),
      'the person is coloured',
    );
  });

  it('writes an annotation, of a word that only jieba knows', async () => {
    putCursorInto(editor, '参天大树');
    assert.ok(await run('annotate', { label: 'TERM' }));
    const [name = ''] = await articleNames();
    const text = await until('the annotation file', () => readText(inCorpus(`${name}.ann.yaml`)));
    assert.deepEqual(
      parseSidecar(text).value?.annotations.map(({ label, exact }) => `${label} ${exact}`),
      ['TERM 参天大树'],
    );
  });
});
