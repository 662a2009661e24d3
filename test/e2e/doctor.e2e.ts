import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { articleNames, inCorpus, openArticle, readText, run, select, until, writeText } from './editor';

describe('checking the corpus', () => {
  let name: string;
  let sidecar: vscode.Uri;
  const stray = inCorpus('.corpus-annotator-1-0123456789abcdef.tmp');

  before(async () => {
    name = (await articleNames()).find((candidate) => candidate.startsWith('002')) as string;
    sidecar = inCorpus(`${name}.ann.yaml`);
    const editor = await openArticle(name);
    const { start } = select(editor, '中原');
    editor.selection = new vscode.Selection(start, start.translate(0, 2));
    assert.ok(await run('annotate', { label: 'LOC' }));
    await until('the annotation', async () => (await readText(sidecar)) ?? undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const file of [sidecar, stray]) {
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
    }
  });

  const codesAt = (uri: vscode.Uri): unknown[] =>
    vscode.languages.getDiagnostics(uri).flatMap(({ source, code }) => (source === 'corpus-annotator' ? [code] : []));

  it('shows what is wrong, mends it, and the editor takes the repair back', async () => {
    const sound = (await readText(sidecar)) as string;
    // The words stand one character further on than the file says.
    const wrong = sound.replace(/start: (\d+), end: (\d+)/, (_, start: string, end: string) => {
      return `start: ${Number(start) - 1}, end: ${Number(end) - 1}`;
    });
    await writeText(sidecar, wrong);
    await writeText(stray, 'left over');
    void vscode.commands.executeCommand('corpusAnnotator.checkCorpus');
    await until('the finding', () => (codesAt(sidecar).includes('exact') ? true : undefined));
    await until('the stray file', () => (codesAt(stray).includes('stray') ? true : undefined));

    const editor = await vscode.window.showTextDocument(sidecar);
    const [diagnostic] = vscode.languages.getDiagnostics(sidecar);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      sidecar,
      diagnostic?.range,
    );
    const action = actions.find(({ command }) => command?.command === 'corpusAnnotator.repairFinding');
    assert.ok(action?.command, actions.map(({ title }) => title).join());
    const { command, arguments: args = [] } = action.command;
    void vscode.commands.executeCommand(command, ...(args as unknown[]));
    await until('the repair', async () => ((await readText(sidecar)) === sound ? true : undefined));
    await until('a new check', () => (codesAt(sidecar).length === 0 ? true : undefined));

    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), wrong);
  });
});
