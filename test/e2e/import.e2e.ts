import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { inCorpus, openArticle, readText, run, symbolsOf, until, writeText } from './editor';

const TEXT = '省委书记楼阳生昨日会见科大讯飞股份\n\n有限公司客人。王凯参加会见。\n';
const at = (words: string): string => `${TEXT.indexOf(words)} ${TEXT.indexOf(words) + words.length}`;
const ANN = [
  `T1\tPOST ${at('省委书记')}\t省委书记`,
  `T2\tPER ${at('楼阳生')}\t楼阳生`,
  `T3\tORG ${at('科大讯飞股份')};${at('有限公司')}\t科大讯飞股份 有限公司`,
  'R1\tholds Arg1:T2 Arg2:T1',
  'A1\tGender T2 male',
  'T9\tPER 900 902\t王凯',
];

describe('importing annotations', () => {
  const folder = inCorpus('import');
  const into = vscode.Uri.joinPath(folder, 'corpus');
  const sources = [vscode.Uri.joinPath(folder, 'brat')];
  const sidecar = vscode.Uri.joinPath(into, '1954/a.txt.ann.yaml');

  before(async () => {
    await writeText(vscode.Uri.joinPath(folder, 'brat/1954/a.txt'), TEXT);
    await writeText(vscode.Uri.joinPath(folder, 'brat/1954/a.ann'), `${ANN.join('\n')}\n`);
    await writeText(vscode.Uri.joinPath(into, 'corpus.yaml'), 'include: ["**/*.txt"]\n');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('brings a folder of brat: the report says what was lost, and the annotations show', async () => {
    assert.ok(await run('importAnnotations', { format: 'brat', sources, into }));
    const report = vscode.window.activeTextEditor?.document;
    assert.equal(report?.uri.scheme, 'corpus-import');
    assert.match(report.getText(), /1 texts: 3 annotations, 1 relations and 0 events were added to 1 files\./);
    assert.match(report.getText(), /import\/brat\/1954\/a\.ann:6:1: .*\[span\]/);

    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', report.uri);
    assert.ok(links.some(({ target }) => target?.path.endsWith('/brat/1954/a.ann') && target.fragment === 'L6,1'));

    const editor = await openArticle('import/corpus/1954/a.txt');
    assert.equal(editor.document.getText(), TEXT);
    const labels = await until('the annotations in the outline or hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        new vscode.Position(0, 5),
      );
      const text = hovers
        .flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
        .join('');
      return text.includes('Gender') ? text : undefined;
    });
    assert.match(labels, /brat/);
    assert.ok((await symbolsOf(editor.document)).length > 0);
  });

  it('shows what is imported in an article that is open, and adds nothing the second time', async () => {
    await openArticle('import/corpus/1954/a.txt');
    const before = await readText(sidecar);
    assert.equal(await run('importAnnotations', { format: 'brat', sources, into }), false);
    assert.equal(await readText(sidecar), before);

    await writeText(vscode.Uri.joinPath(folder, 'brat/1954/a.ann'), `T7\tPER ${at('王凯')}\t王凯\n`);
    assert.ok(await run('importAnnotations', { format: 'brat', sources, into }));
    const { value } = parseSidecar((await readText(sidecar)) ?? '');
    assert.deepEqual(
      value?.annotations.map(({ exact }) => exact),
      ['省委书记', '楼阳生', '科大讯飞股份\n\n有限公司', '王凯'],
    );
  });
});
