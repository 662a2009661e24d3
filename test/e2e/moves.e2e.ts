import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { articleNames, inCorpus, openArticle, readText, run, select, until, writeText } from './editor';

describe('files that move', () => {
  /** Each test has a folder of its own: the editor may still hold the articles of the one before. */
  let name = '';
  let tests = 0;
  let folder: vscode.Uri;
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
    const editor = await openArticle(`${name}/${article.path.slice(article.path.lastIndexOf('/') + 1)}`);
    select(editor, '郑州');
    assert.ok(await run('annotate', { label }));
  };
  /** Annotates once more, which leaves so many in the file. */
  const annotateOn = async (count: number): Promise<void> => {
    await annotate('ORG');
    await until(`${count} annotations`, async () =>
      (await labels(sidecarOf(article)))?.length === count ? true : undefined,
    );
  };
  const gone = (uri: vscode.Uri): Promise<true> =>
    until(`${uri.path} is gone`, async () => ((await readText(uri)) === undefined ? true : undefined));

  beforeEach(async () => {
    name = `moves${++tests}`;
    folder = inCorpus(name);
    const [sample] = (await articleNames()).filter((candidate) => candidate.startsWith('003'));
    source = (await readText(inCorpus(sample as string))) as string;
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
    const editor = await openArticle(`${name}/b.txt`);
    select(editor, '中国');
    assert.ok(await run('annotate', { label: 'ORG' }));
    await until('both annotations', async () => ((await labels(sidecarOf(target)))?.length === 2 ? true : undefined));
    assert.equal(await readText(sidecar), undefined);
  });

  it('undo brings the article and its annotations back', async () => {
    const target = at('b.txt');
    assert.ok(await rename(article, target));
    await gone(sidecar);
    await openArticle(`${name}/b.txt`);
    await vscode.commands.executeCommand('undo');
    await until('the sidecar', async () => ((await labels(sidecar))?.length === 1 ? true : undefined));
    await gone(target);
    await gone(sidecarOf(target));
  });

  it('redo takes both to the new name again', async () => {
    const target = at('b.txt');
    assert.ok(await rename(article, target));
    await gone(sidecar);
    await openArticle(`${name}/b.txt`);
    await vscode.commands.executeCommand('undo');
    await until('the sidecar', async () => ((await labels(sidecar))?.length === 1 ? true : undefined));
    await gone(sidecarOf(target));
    await openArticle(`${name}/a.txt`);
    await vscode.commands.executeCommand('redo');
    await until('the sidecar again', async () => ((await labels(sidecarOf(target)))?.length === 1 ? true : undefined));
    await gone(sidecar);
    article = target;
    await annotateOn(2);
  });

  it('a name that changes in case only is followed, there and back', async () => {
    const target = at('A.txt');
    assert.ok(await rename(article, target));
    await until('the sidecar', async () => ((await labels(sidecarOf(target)))?.length === 1 ? true : undefined));
    article = target;
    await annotateOn(2);
    assert.ok(await rename(target, at('a.txt')));
    await until('the sidecar back', async () => ((await labels(sidecar))?.length === 2 ? true : undefined));
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.deepEqual(names.toSorted(), ['a.txt', 'a.txt.ann.yaml', 'corpus.yaml']);
  });

  it('an annotation made just before the move is not lost', async () => {
    const editor = await openArticle(`${name}/a.txt`);
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
    const editor = await openArticle('moved/a.txt');
    select(editor, '中国');
    assert.ok(await run('annotate', { label: 'ORG' }));
    await until('both annotations', async () => ((await labels(moved))?.length === 2 ? true : undefined));
    assert.equal(await readText(sidecar), undefined, 'nothing is left at the old place');
    assert.ok(await rename(target, folder));
    await until('the sidecar back', async () => ((await labels(sidecar))?.length === 2 ? true : undefined));
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

  it('a deletion that is undone brings the article and its annotations back, also the last one', async () => {
    const editor = await openArticle(`${name}/a.txt`);
    await vscode.commands.executeCommand('revealInExplorer', article);
    select(editor, '中国');
    const annotating = run('annotate', { label: 'ORG' });
    // The editor keeps what the Explorer deletes, to bring it back; in tests it asks nobody.
    const deleting = vscode.commands.executeCommand('deleteFile');
    await Promise.all([annotating, deleting]);
    await gone(article);
    await gone(sidecar);
    await until('the files again', async () => {
      await vscode.commands.executeCommand('workbench.files.action.focusFilesExplorer');
      await vscode.commands.executeCommand('undo');
      return (await readText(article)) === undefined ? undefined : true;
    });
    assert.equal(await readText(article), source);
    await until('both annotations', async () => ((await labels(sidecar))?.length === 2 ? true : undefined));
    await openArticle(`${name}/a.txt`);
    await annotateOn(3);
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
