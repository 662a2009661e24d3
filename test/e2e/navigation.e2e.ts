import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { articleNames, inCorpus, openArticle, putCursorInto, run, select, tokensOf, until, writeText } from './editor';

const NAME = 'navigation.txt';
const TEXT =
  '郑州要闻\n\n省委书记楼阳生在郑州市调研。省长王凯陪同。\n\n楼阳生指出，要加快建设。王凯强调，要落实。\n\n楼阳生最后讲话。\n';

describe('finding one’s way in an article', () => {
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    await writeText(inCorpus(NAME), TEXT);
    editor = await openArticle(NAME);
    await until('suggestions', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of [NAME, `${NAME}.ann.yaml`])
      await vscode.workspace.fs.delete(inCorpus(name)).then(undefined, () => undefined);
  });

  const offsetOf = (): number => editor.document.offsetAt(editor.selection.active);
  const placesOf = (words: string): number[] => Array.from(TEXT.matchAll(new RegExp(words, 'g')), ({ index }) => index);
  /** Where the cursor stands after each of several runs of a command. */
  const tour = async (command: string, times: number): Promise<number[]> => {
    const stops: number[] = [];
    for (let count = 0; count < times; count++) {
      assert.equal(await run(command), true, command);
      stops.push(offsetOf());
    }
    return stops;
  };

  it('the cursor goes from mention to mention of one entity, and around the end', async () => {
    const [first, second, third] = placesOf('楼阳生');
    putCursorInto(editor, '楼阳生');
    assert.deepEqual(await tour('nextMention', 3), [second, third, first]);
    assert.deepEqual(await tour('previousMention', 3), [third, second, first]);
    assert.ok(editor.selection.isEmpty, 'nothing is selected');
  });

  it('where no entity stands, the next mention is the next thing that is coloured', async () => {
    select(editor, '指出');
    editor.selection = new vscode.Selection(
      editor.document.positionAt(TEXT.indexOf('要加快')),
      editor.document.positionAt(TEXT.indexOf('要加快')),
    );
    assert.deepEqual(await tour('nextMention', 1), [TEXT.indexOf('王凯强调')]);
  });

  it('what is annotated is no suggestion any more, but an annotation to go to', async () => {
    assert.equal(await run('nextAnnotation'), false);
    for (const words of ['楼阳生指出', '王凯陪同']) {
      const start = editor.document.positionAt(TEXT.indexOf(words));
      editor.selection = new vscode.Selection(start, start);
      assert.equal(await run('accept'), true);
    }
    const annotated = [TEXT.indexOf('王凯陪同'), TEXT.indexOf('楼阳生指出')];
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.deepEqual(await tour('nextAnnotation', 3), [...annotated, annotated[0]]);
    assert.deepEqual(await tour('previousAnnotation', 1), [annotated[1]]);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const stops = await tour('nextSuggestion', 12);
    assert.ok(!stops.some((stop) => annotated.includes(stop)), 'a suggestion that was taken is visited');
    assert.ok(stops.includes(TEXT.indexOf('楼阳生在')) && stops.includes(TEXT.indexOf('王凯强调')));
    assert.equal(stops.indexOf(stops[0]!, 1) > 1, true, 'it goes around');
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

  it('the search over the workspace finds entities of open articles by name and by initials', async () => {
    const other = await openArticle((await articleNames())[0]!);
    await until(
      'the other article is read',
      async () => ((await tokensOf(other.document)) ?? []).length > 0 || undefined,
    );
    const search = async (query: string): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        query,
      );
      return found
        .filter(({ kind, name }) => kind === vscode.SymbolKind.Object && name.startsWith('楼阳生'))
        .map(({ location }) => location.uri.path);
    };
    assert.equal((await search('楼阳生')).length, 2);
    assert.equal((await search('lys')).length, 2);
  });
});
