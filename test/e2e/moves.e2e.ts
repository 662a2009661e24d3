import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { articleNames, inCorpus, openArticle, readText, run, select, until, writeText } from './editor';

describe('files that move', () => {
  const folder = inCorpus('moves');
  let article: vscode.Uri;
  let sidecar: vscode.Uri;
  let source: string;

  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const sidecarOf = (uri: vscode.Uri): vscode.Uri => uri.with({ path: `${uri.path}.ann.yaml` });
  const labels = async (uri: vscode.Uri): Promise<string[] | undefined> =>
    parseSidecar((await readText(uri)) ?? '').value?.annotations.map(({ label }) => label);
  const rename = (from: vscode.Uri, to: vscode.Uri): Thenable<boolean> => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    return vscode.workspace.applyEdit(edit);
  };
  const annotate = async (label: string): Promise<void> => {
    const editor = await openArticle(`moves/${article.path.slice(article.path.lastIndexOf('/') + 1)}`);
    select(editor, '郑州');
    assert.ok(await run('annotate', { label }));
  };
  const gone = (uri: vscode.Uri): Promise<true> =>
    until(`${uri.path} is gone`, async () => ((await readText(uri)) === undefined ? true : undefined));

  beforeEach(async () => {
    const [name] = (await articleNames()).filter((candidate) => candidate.startsWith('003'));
    source = (await readText(inCorpus(name as string))) as string;
    await vscode.workspace.fs.createDirectory(folder);
    await writeText(at('corpus.yaml'), 'include: ["*.txt"]\n');
    article = at('a.txt');
    sidecar = sidecarOf(article);
    await writeText(article, source);
    await annotate('LOC');
    await until('the annotation', async () => ((await labels(sidecar))?.length === 1 ? true : undefined));
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('a renamed article keeps its annotations, and can be annotated on', async () => {
    const target = at('b.txt');
    assert.ok(await rename(article, target));
    await until('the sidecar at its new place', async () => ((await labels(sidecarOf(target))) ? true : undefined));
    await gone(sidecar);
    const editor = await openArticle('moves/b.txt');
    select(editor, '中国');
    assert.ok(await run('annotate', { label: 'ORG' }));
    await until('both annotations', async () => ((await labels(sidecarOf(target)))?.length === 2 ? true : undefined));
    assert.equal(await readText(sidecar), undefined);
  });

  it('undo brings the article and its annotations back', async () => {
    const target = at('b.txt');
    assert.ok(await rename(article, target));
    await gone(sidecar);
    await openArticle('moves/b.txt');
    await vscode.commands.executeCommand('undo');
    await until('the sidecar', async () => ((await labels(sidecar))?.length === 1 ? true : undefined));
    await gone(target);
    await gone(sidecarOf(target));
  });

  it('an annotation made just before the move is not lost', async () => {
    const editor = await openArticle('moves/a.txt');
    select(editor, '中国');
    const annotating = run('annotate', { label: 'ORG' });
    const target = at('c.txt');
    await Promise.all([annotating, rename(article, target)]);
    await until('both annotations', async () => ((await labels(sidecarOf(target)))?.length === 2 ? true : undefined));
    await gone(sidecar);
  });

  it('a folder takes its sidecars along', async () => {
    const target = inCorpus('moved');
    assert.ok(await rename(folder, target));
    const moved = vscode.Uri.joinPath(target, 'a.txt.ann.yaml');
    await until('the sidecar', async () => ((await labels(moved))?.length === 1 ? true : undefined));
    assert.ok(await rename(target, folder));
    await until('the sidecar back', async () => ((await labels(sidecar))?.length === 1 ? true : undefined));
  });

  it('never replaces a sidecar that is there', async () => {
    const target = at('b.txt');
    const other = (await readText(sidecar)) as string;
    await writeText(sidecarOf(target), other.replace('LOC', 'PER'));
    assert.ok(await rename(article, target));
    await until('the article', async () => (await readText(target)) ?? undefined);
    assert.deepEqual(await labels(sidecarOf(target)), ['PER']);
    assert.deepEqual(await labels(sidecar), ['LOC']);
  });

  it('a deleted article takes its sidecar along', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(article);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await gone(article);
    await gone(sidecar);
    // afterEach deletes the folder.
  });

  it('an article that something else moved is found by its text, and nothing moves by itself', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const target = at('elsewhere.txt');
    await vscode.workspace.fs.rename(article, target);
    await vscode.commands.executeCommand('corpusAnnotator.findLostSidecars');
    assert.deepEqual(await labels(sidecar), ['LOC']);
    assert.equal(await readText(sidecarOf(target)), undefined);
    await vscode.commands.executeCommand('corpusAnnotator.moveLostSidecar', {
      uri: sidecar,
      matches: [{ address: target.toString(), isSameText: true }],
    });
    await until('the sidecar', async () => ((await labels(sidecarOf(target)))?.length === 1 ? true : undefined));
    await gone(sidecar);
  });
});
