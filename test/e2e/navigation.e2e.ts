import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { articleNames, inCorpus, openArticle, putCursorInto, run, tokensOf, until, writeText } from './editor';

const NAME = 'navigation.txt';
const TEXT =
  '郑州要闻\n\n省委书记楼阳生在郑州市调研。省长王凯陪同。\n\n楼阳生指出，要加快建设。王凯强调，要落实。\n\n楼阳生最后讲话。\n';

describe('finding one’s way in an article', () => {
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    await writeText(inCorpus(NAME), TEXT);
    editor = await openArticle(NAME);
    told = editor.document.offsetAt(editor.selection.active);
    await until('suggestions', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
  });
  // The window tells a selection back; one that comes late overwrites what was set meanwhile.
  let told = 0;
  const listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    told = textEditor.document.offsetAt(selections[0]!.active);
  });
  after(() => void listener.dispose());
  const settled = (): Promise<number> => {
    const wanted = editor.document.offsetAt(editor.selection.active);
    return until('the window has moved its cursor', () => (told === wanted ? wanted : undefined));
  };
  const putCursor = async (offset: number): Promise<void> => {
    const position = editor.document.positionAt(offset);
    editor.selection = new vscode.Selection(position, position);
    await settled();
  };
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of [NAME, `${NAME}.ann.yaml`])
      await vscode.workspace.fs.delete(inCorpus(name)).then(undefined, () => undefined);
  });

  const placesOf = (words: string): number[] => Array.from(TEXT.matchAll(new RegExp(words, 'g')), ({ index }) => index);
  /** Where the cursor stands after each of several runs of a command. */
  const tour = async (command: string, times: number): Promise<number[]> => {
    const stops: number[] = [];
    for (let count = 0; count < times; count++) {
      assert.equal(await run(command), true, command);
      stops.push(await settled());
    }
    return stops;
  };

  it('the cursor goes from mention to mention of one entity, and around the end', async () => {
    const [first, second, third] = placesOf('楼阳生');
    await putCursor(first! + 1);
    assert.deepEqual(await tour('nextMention', 3), [second, third, first]);
    assert.deepEqual(await tour('previousMention', 3), [third, second, first]);
    assert.ok(editor.selection.isEmpty, 'nothing is selected');
  });

  it('where no entity stands, the next mention is the next thing that is coloured', async () => {
    await putCursor(TEXT.indexOf('要加快'));
    assert.deepEqual(await tour('nextMention', 1), [TEXT.indexOf('王凯强调')]);
  });

  it('what is annotated is no suggestion any more, but an annotation to go to', async () => {
    assert.equal(await run('nextAnnotation'), false);
    for (const words of ['楼阳生指出', '王凯陪同']) {
      await putCursor(TEXT.indexOf(words));
      assert.equal(await run('accept'), true);
    }
    const annotated = [TEXT.indexOf('王凯陪同'), TEXT.indexOf('楼阳生指出')];
    await putCursor(0);
    assert.deepEqual(await tour('nextAnnotation', 3), [...annotated, annotated[0]]);
    assert.deepEqual(await tour('previousAnnotation', 1), [annotated[1]]);
    await putCursor(0);
    const stops = await tour('nextSuggestion', 16);
    assert.ok(!stops.some((stop) => annotated.includes(stop)), 'a suggestion that was taken is visited');
    assert.ok(stops.includes(TEXT.indexOf('楼阳生在')) && stops.includes(TEXT.indexOf('王凯强调')));
    // Of several that begin together each is visited.
    assert.ok(stops.lastIndexOf(stops[0]!) > new Set(stops).size, 'it goes around');
  });

  it('the editor’s own commands find definition, references and highlights', async () => {
    const position = editor.document.positionAt(placesOf('楼阳生')[1]! + 1);
    const ask = <Answer>(command: string): Thenable<Answer> =>
      vscode.commands.executeCommand<Answer>(command, editor.document.uri, position);
    const offsets = (ranges: readonly vscode.Range[]): number[] =>
      ranges.map(({ start }) => editor.document.offsetAt(start));
    const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider');
    assert.deepEqual(offsets(references.map(({ range }) => range)), placesOf('楼阳生'));
    const [definition] = await ask<vscode.LocationLink[]>('vscode.executeDefinitionProvider');
    assert.deepEqual(offsets([definition!.targetRange]), placesOf('楼阳生').slice(0, 1));
    const highlights = await ask<vscode.DocumentHighlight[]>('vscode.executeDocumentHighlights');
    assert.deepEqual(offsets(highlights.map(({ range }) => range)), placesOf('楼阳生'));
  });

  it('the selection grows to the name, the sentence, the paragraph and the article', async () => {
    putCursorInto(editor, '王凯强调');
    const grown = new Set<string>();
    for (let step = 0; step < 8; step++) {
      await vscode.commands.executeCommand('editor.action.smartSelect.grow');
      grown.add(editor.document.getText(editor.selection));
    }
    for (const wanted of ['王凯', '王凯强调，要落实。', '楼阳生指出，要加快建设。王凯强调，要落实。', TEXT.trimEnd()])
      assert.ok(grown.has(wanted), `${wanted} is not among ${JSON.stringify([...grown])}`);
  });

  it('labels stand in the text where the setting asks for them', async () => {
    const settings = vscode.workspace.getConfiguration('corpusAnnotator');
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const tags = async (): Promise<string[]> => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        editor.document.uri,
        whole,
      );
      return hints.map(({ label }) => label as string);
    };
    assert.deepEqual(await tags(), []);
    await settings.update('labelTags', true, vscode.ConfigurationTarget.Global);
    try {
      putCursorInto(editor, '楼阳生');
      assert.equal(await run('accept'), true);
      const shown = await until('a tag of the annotation', async () => {
        const found = await tags();
        return found.includes('PER') ? found : undefined;
      });
      assert.ok(shown.includes('PER?') && shown.includes('LOC?'), shown.join(' '));
    } finally {
      await settings.update('labelTags', undefined, vscode.ConfigurationTarget.Global);
    }
    await until('no tags', async () => ((await tags()).length === 0 ? true : undefined));
  });

  it('the search over the workspace finds entities of open articles by name and by initials', async () => {
    const [first] = await articleNames();
    const other = await openArticle(first!);
    await until(
      'the other article is read',
      async () => ((await tokensOf(other.document)) ?? []).length > 0 || undefined,
    );
    for (const query of ['楼阳生', 'lys']) {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        query,
      );
      // Other articles that the suite has opened may be found as well.
      const articles = found
        .filter(({ kind, name }) => kind === vscode.SymbolKind.Object && name.startsWith('楼阳生'))
        .map(({ location }) => location.uri.path);
      for (const { document } of [editor, other])
        assert.ok(articles.includes(document.uri.path), `${query} is not found in ${document.uri.path}`);
    }
  });
});
