import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { ARTICLE_LANGUAGE, SIDECAR_LANGUAGE } from '../../core/protocol';
import { hasKeyboard, see } from './keyboard';
import { articleNames, inCorpus, openArticle, readText, run, tokensOf, until } from './editor';

describe('the first steps', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  /** Opens an article and annotates it; answers how to take that back. */
  async function takeSteps(): Promise<() => Thenable<void>> {
    const [name] = (await articleNames()) as [string];
    const { document } = await openArticle(name);
    await until('colours', async () => ((await tokensOf(document)) ?? []).length > 0 || undefined);
    await run('nextSuggestion');
    assert.ok(await run('accept'));
    const sidecar = inCorpus(`${name}.ann.yaml`);
    await until('the annotation', () => readText(sidecar));
    return () => vscode.workspace.fs.delete(sidecar);
  }

  it('lead by the walkthrough to a first annotation of the sample article', async () => {
    const forgetSteps = await takeSteps();
    await vscode.commands.executeCommand('corpusAnnotator.getStarted');
    await until('the walkthrough', () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input === undefined ? true : undefined,
    );
    // They are ticked off also when their page is opened after they were taken.
    const ticks = '.getting-started-step .codicon.complete';
    if (hasKeyboard) await until('two ticks', async () => (await see(ticks)).length >= 2 || undefined);
    await forgetSteps();
    assert.ok(await run('openSample'));
    const editor = await until('the sample', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.languageId === ARTICLE_LANGUAGE ? active : undefined;
    });
    assert.equal(editor.viewColumn, vscode.ViewColumn.Two, 'the walkthrough stays in view');
    const { document } = editor;
    await until('colours', async () => ((await tokensOf(document)) ?? []).length > 0 || undefined);
    // A button of the walkthrough makes the walkthrough the active editor.
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    assert.ok(await run('accept'), 'the article beside it is annotated, at the name where the cursor stands');
    const sidecar = document.uri.with({ path: `${document.uri.path}.ann.yaml` });
    const annotations = await until('the annotation', async () => {
      const found = parseSidecar((await readText(sidecar)) ?? '').value?.annotations;
      return found?.length === 1 ? found : undefined;
    });
    assert.equal(`${annotations[0]?.label} ${annotations[0]?.exact}`, 'PER 周启明');
    assert.ok(await run('openSidecar'));
    assert.equal(vscode.window.activeTextEditor?.document.languageId, SIDECAR_LANGUAGE);
    await vscode.workspace.fs.delete(sidecar);
  });

  it('keep what a person made of the sample', async () => {
    assert.ok(await run('openSample'));
    const { document } = vscode.window.activeTextEditor as vscode.TextEditor;
    const before = document.getText();
    const changed = `${before}我的笔记。\n`;
    const write = (text: string): Thenable<void> =>
      vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(text));
    await write(changed);
    assert.ok(await run('openSample'));
    assert.equal(await readText(document.uri), changed);
    await write(before);
  });

  it('do not touch a corpus.yaml that is there, and write one that makes articles', async () => {
    const manifest = inCorpus('corpus.yaml');
    const before = (await readText(manifest)) as string;
    assert.ok(await run('createManifest'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), manifest.toString());
    assert.equal(await readText(manifest), before);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    try {
      await vscode.workspace.fs.delete(manifest);
      assert.ok(await run('createManifest'));
      const written = await until('the manifest', () => readText(manifest));
      assert.match(written, /^include: \["\*\*\/\*\.txt"\]$/m);
    } finally {
      await vscode.workspace.fs.writeFile(manifest, new TextEncoder().encode(before));
    }
  });

  it('fold annotation files under their articles where file nesting is on', () => {
    const patterns = vscode.workspace
      .getConfiguration('explorer.fileNesting')
      .get<Readonly<Record<string, string>>>('patterns', {});
    assert.match(patterns['*.txt'] ?? '', /\$\{capture\}\.txt\.ann\.yaml/);
  });
});
