import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { articleNames, hoverAt, inCorpus, openArticle, readText, run, select, until, writeText } from './editor';

const MANIFEST = inCorpus('corpus.yaml');
const OTHER_YAML = inCorpus('other.yaml');

describe('the schema of a corpus', () => {
  let original: string;
  let names: string[];
  let sidecars: vscode.Uri[];

  before(async () => {
    original = (await readText(MANIFEST)) as string;
    names = (await articleNames()).slice(0, 2);
    sidecars = names.map((name) => inCorpus(`${name}.ann.yaml`));
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await writeText(MANIFEST, original);
    for (const file of [...sidecars, OTHER_YAML])
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
  });

  const codesAt = (uri: vscode.Uri): unknown[] => vscode.languages.getDiagnostics(uri).map(({ code }) => code);
  const insert = async (editor: vscode.TextEditor, marked: string): Promise<vscode.Position> => {
    const { document } = editor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const offset = marked.indexOf('|');
    assert.ok(await editor.edit((edit) => edit.replace(whole, marked.replace('|', ''))));
    const cursor = document.positionAt(offset === -1 ? marked.length : offset);
    editor.selection = new vscode.Selection(cursor, cursor);
    return cursor;
  };
  const offeredAt = async (uri: vscode.Uri, position: vscode.Position): Promise<string[]> => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      position,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  };

  it('is checked, completed, explained and coloured while corpus.yaml is typed, and no other file is', async () => {
    const editor = await vscode.window.showTextDocument(MANIFEST);
    await insert(editor, 'labels:\n- {id: PER, colour: "#ff0000"}\n- {id: PER, parent: }\n');
    await until('the problem', () => (codesAt(MANIFEST).includes('duplicate-id') ? true : undefined));
    assert.ok(editor.document.isDirty);

    const position = await insert(editor, 'labels:\n- {id: PER, colour: "#ff0000"}\n- {id: MAYOR, parent: |}\n');
    await until('no problem', () => (codesAt(MANIFEST).includes('duplicate-id') ? undefined : true));
    const offered = await offeredAt(MANIFEST, position);
    assert.ok(offered.includes('PER') && !offered.includes('MAYOR'), offered.join());
    assert.match(await hoverAt(editor.document, new vscode.Position(2, 16)), /`parent` — The label/);
    const colours = await vscode.commands.executeCommand<vscode.ColorInformation[]>(
      'vscode.executeDocumentColorProvider',
      MANIFEST,
    );
    assert.deepEqual(
      colours.map(({ color }) => [color.red, color.green]),
      [[1, 0]],
    );

    await writeText(OTHER_YAML, 'labels:\n- {id: PER}\n- {id: PER}\n');
    const other = await vscode.window.showTextDocument(OTHER_YAML);
    assert.ok(!(await offeredAt(OTHER_YAML, new vscode.Position(1, 7))).includes('guidelines'));
    assert.equal(await hoverAt(other.document, new vscode.Position(0, 1)), '');
    assert.deepEqual(codesAt(OTHER_YAML), []);
    await vscode.window.showTextDocument(MANIFEST);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('has a label renamed with F2 over two articles, one open and one closed, and undone as one', async () => {
    const schema = 'labels:\n- {id: PER}   # persons\n- {id: AREA}\n';
    await writeText(MANIFEST, schema);
    for (const name of names) {
      const editor = await openArticle(name);
      const { start } = select(editor, '郑州');
      editor.selection = new vscode.Selection(start, start.translate(0, 2));
      await until('the label', async () => ((await run('annotate', { label: 'AREA' })) ? true : undefined));
      const sidecar = inCorpus(`${name}.ann.yaml`);
      await until('the annotation', async () => ((await readText(sidecar))?.includes('"AREA"') ? true : undefined));
      if (name === names[0]) await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
    const before = await Promise.all(sidecars.map(readText));
    const editor = await vscode.window.showTextDocument(MANIFEST, { preview: false });
    const position = editor.document.positionAt(schema.indexOf('AREA') + 1);
    const edit = await until('the rename provider', async () => {
      try {
        return await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
          'vscode.executeDocumentRenameProvider',
          MANIFEST,
          position,
          '地点',
        );
      } catch {
        return undefined;
      }
    });
    assert.equal(edit.size, 0, 'the refactoring changes the files itself');
    await until('the new label everywhere', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const texts = await Promise.all([MANIFEST, ...sidecars].map(readText));
      return texts.every((text) => text?.includes('地点') === true) || undefined;
    });
    assert.equal(await readText(MANIFEST), schema.replace('AREA', '地点'));
    for (const [index, sidecar] of sidecars.entries())
      assert.equal(await readText(sidecar), before[index]?.replace('"AREA"', '"地点"'));

    assert.ok(await run('undoCorpusEdit'));
    await until('the old label everywhere', async () => {
      const texts = await Promise.all(sidecars.map(readText));
      return texts.every((text, index) => text === before[index]) || undefined;
    });
    assert.equal(await readText(MANIFEST), schema);
  });
});
