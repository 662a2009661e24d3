import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import {
  articleNames,
  corpus,
  hoverAt,
  inCorpus,
  openArticle,
  putCursorInto,
  readText,
  run,
  symbolsOf,
  tokensOf,
  until,
  writeText,
} from '../e2e/editor';

describe('in Restricted Mode', () => {
  let editor: vscode.TextEditor;
  let name: string;

  before(async () => {
    [name = ''] = await articleNames();
    editor = await openArticle(name);
  });

  it('the folder is not trusted, and the extension runs all the same', () => {
    assert.equal(vscode.workspace.isTrusted, false);
    assert.ok(vscode.extensions.getExtension('corpus-annotator.corpus-annotator')?.isActive);
  });

  it('an article is coloured, explained and outlined', async () => {
    await until('tokens', async () => ((await tokensOf(editor.document))?.length ?? 0) > 0 || undefined);
    const person = putCursorInto(editor, '楼阳生');
    assert.match(await hoverAt(editor.document, person), /楼阳生/);
    assert.ok((await symbolsOf(editor.document)).length > 0);
  });

  it('an article is annotated, and that is undone', async () => {
    const sidecar = inCorpus(`${name}.ann.yaml`);
    const labels = async (): Promise<string[] | undefined> =>
      parseSidecar((await readText(sidecar)) ?? '').value?.annotations.map(({ label }) => label);
    putCursorInto(editor, '楼阳生');
    assert.ok(await run('annotate', { label: 'PER' }));
    await until('the annotation', async () => ((await labels())?.join() === 'PER' ? true : undefined));
    assert.ok(await run('undo'));
    await until('nothing again', async () => ((await labels())?.length === 0 ? true : undefined));
  });

  it('the corpus is checked', async () => {
    const stray = inCorpus('.corpus-annotator-1-0123456789abcdef.tmp');
    await writeText(stray, 'left over');
    void vscode.commands.executeCommand('corpusAnnotator.checkCorpus');
    await until('the finding', () => (vscode.languages.getDiagnostics(stray).length > 0 ? true : undefined));
    await vscode.workspace.fs.delete(stray);
  });

  it('git is not used: no merge driver is installed', async () => {
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: corpus().fsPath, encoding: 'utf8' });
    git('init', '--quiet');
    await vscode.commands.executeCommand('corpusAnnotator.installMergeDriver');
    assert.doesNotMatch(git('config', '--local', '--list'), /corpus-annotator/);
    assert.equal(await readText(inCorpus('.gitattributes')), undefined);
    await vscode.workspace.fs.delete(inCorpus('.git'), { recursive: true });
  });
});
