import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import type { Annotation } from '../../core/annotation/annotation';
import { setOf } from './annotations';
import { inCorpus, openArticle, readText, tokensOf, until, writeText } from './editor';

describe('what does not fit together', () => {
  const folder = inCorpus('consistency');
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const TEXT = '王凯到郑州。王凯说：郑州是我是中国人民的家。王凯再到开封。\n';
  let editor: vscode.TextEditor;

  const found = (code: string): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(file('a.txt')).filter((diagnostic) => diagnostic.code === code);
  const awaited = (code: string, count = 1): Promise<vscode.Diagnostic> =>
    until(`${code} ${count}×`, () => (found(code).length === count ? found(code)[0] : undefined));
  const gone = (code: string): Promise<true> =>
    until(`no ${code}`, () => (found(code).length === 0 ? true : undefined));
  const annotations = async (): Promise<readonly Annotation[]> =>
    parseSidecar((await readText(file('a.txt.ann.yaml'))) ?? '').value?.annotations ?? [];

  /** Makes the fix whose title holds the words. */
  const fix = async (diagnostic: vscode.Diagnostic, title: string): Promise<void> => {
    const action = await until(title, async () => {
      const { uri } = editor.document;
      const kind = vscode.CodeActionKind.QuickFix.value;
      const provider = 'vscode.executeCodeActionProvider';
      const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(provider, uri, diagnostic.range, kind);
      return all.find((action) => action.title.includes(title));
    });
    const { command = '', arguments: args = [] } = action.command ?? {};
    await vscode.commands.executeCommand(command, ...(args as unknown[]));
  };

  before(async () => {
    const set = setOf(TEXT, '王凯', '郑州', '国人民', '开封');
    const labels = ['PER', 'LOC', 'TERM', 'CITY'];
    const placed = set.annotations.map((annotation, index) => ({ ...annotation, label: labels[index] as string }));
    const second = setOf(TEXT.replace('郑州', '　　'), '郑州').annotations[0] as Annotation;
    const other: Annotation = { ...second, before: '凯说：', id: 'z', label: 'ORG' };
    const all = [...placed, other].sort((a, b) => a.start - b.start);
    await writeText(
      file('corpus.yaml'),
      'include: ["*.txt"]\nauthority: ["x.authority.yaml"]\nlabels:\n- {id: "PER"}\n- {id: "LOC"}\n- {id: "ORG"}\n- {id: "TERM"}\n',
    );
    await writeText(file('x.authority.yaml'), 'entities:\n- {id: "wk", label: "PER", name: "王凯"}\n');
    await writeText(file('a.txt'), TEXT);
    await writeText(file('a.txt.ann.yaml'), serialiseSidecar({ ...set, annotations: all }));
    editor = await openArticle('consistency/a.txt');
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
  });
  after(async () => {
    await vscode.workspace.getConfiguration('corpusAnnotator.consistency').update('unlabelledRepeats', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('is shown for each rule', async () => {
    assert.equal((await awaited('differentLabels', 2)).severity, vscode.DiagnosticSeverity.Information);
    assert.equal((await awaited('schema')).severity, vscode.DiagnosticSeverity.Warning);
    assert.equal((await awaited('unlinkedEntities')).severity, vscode.DiagnosticSeverity.Hint);
    assert.match((await awaited('cutWords')).message, /“国人民” begins or ends inside the word “中国”/);
    assert.equal((await awaited('unlabelledRepeats', 2)).severity, vscode.DiagnosticSeverity.Hint);
  });

  it('of labels: the words get one label', async () => {
    const [here] = found('differentLabels');
    await fix(here as vscode.Diagnostic, 'Change the label to ORG');
    await gone('differentLabels');
    const labels = (await annotations()).flatMap(({ exact, label }) => (exact === '郑州' ? [label] : []));
    await until('both are written', () => labels.length === 2 || undefined);
    assert.deepEqual(labels, ['ORG', 'ORG']);
  });

  it('of the edge: it moves to that of the word', async () => {
    await fix(await awaited('cutWords'), 'Move the edge: “中国人民”');
    await gone('cutWords');
    await until('the words', async () => (await annotations()).some(({ exact }) => exact === '中国人民') || undefined);
  });

  it('of a listed name: it is linked', async () => {
    await fix(await awaited('unlinkedEntities'), 'Link to 王凯 (wk)');
    await until('the entity', async () => (await annotations()).some(({ entity }) => entity === 'wk') || undefined);
    await gone('unlinkedEntities');
  });

  it('of the schema: the label is added to corpus.yaml', async () => {
    await fix(await awaited('schema'), 'Add the label CITY');
    await gone('schema');
    assert.match((await readText(file('corpus.yaml'))) ?? '', /- \{id: "TERM"\}\n- \{id: "CITY"\}\n$/);
  });

  it('of repeats: all are annotated at once, and with them what they lack', async () => {
    await fix(await awaited('unlabelledRepeats', 2), 'Annotate all 2');
    await gone('unlabelledRepeats');
    await until(
      'three',
      async () => (await annotations()).filter(({ exact }) => exact === '王凯').length === 3 || undefined,
    );
    await awaited('unlinkedEntities', 2);
  });

  it('is not shown where the rule is off', async () => {
    await vscode.commands.executeCommand('corpusAnnotator.undo');
    await awaited('unlabelledRepeats', 2);
    await vscode.workspace.getConfiguration('corpusAnnotator.consistency').update('unlabelledRepeats', 'off');
    await gone('unlabelledRepeats');
  });
});
