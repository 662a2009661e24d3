import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { hoverAt, inCorpus, openArticle, readText, run, symbolsOf, until, writeText } from './editor';

const NAME = '郑州日报_2021-03-05_A1.txt';
const article = inCorpus(NAME);
const sidecar = inCorpus(`${NAME}.ann.yaml`);
const table = inCorpus('articles.csv');
const TEXT = '我市召开经济工作会议\n\n本报讯 全市上下要深入学习贯彻会议精神，把思想和行动统一到决策部署上来。\n';

describe('the metadata of an article', () => {
  let editor: vscode.TextEditor;
  const detail = async (): Promise<string | undefined> => (await symbolsOf(editor.document))[0]?.detail;
  const shows = (wanted: string): Promise<boolean> =>
    until(wanted, async () => ((await detail()) === wanted ? true : undefined));

  before(async () => {
    await writeText(article, TEXT);
    editor = await openArticle(NAME);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of [article, sidecar, table])
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
  });

  it('stand in the outline by file name and text, then by the table', async () => {
    await shows('郑州日报 · 2021-03-05 · A1 · 消息');
    await writeText(table, `文件,版面,体裁\n${NAME},A2,\n"x\n`);
    await shows('郑州日报 · 2021-03-05 · A2 · 消息');
    const problems = await until('the problem of the table', () => {
      const found = vscode.languages.getDiagnostics(table);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problems[0]?.range.start.line, 2);
    assert.match(await hoverAt(editor.document, new vscode.Position(0, 3)), /- Page: A2 _\(articles\.csv\)_/);
  });

  it('are edited into the annotation file, and undone', async () => {
    assert.ok(await run('editMetadata', { field: 'page', value: 'B1' }));
    await shows('郑州日报 · 2021-03-05 · B1 · 消息');
    await until('the file', async () => {
      const set = parseSidecar((await readText(sidecar)) ?? '').value;
      return set?.document['page'] === 'B1' ? true : undefined;
    });
    assert.equal(await run('editMetadata', { field: 'page', value: 'B1' }), false, 'it says so already');
    assert.ok(await run('undo'));
    await shows('郑州日报 · 2021-03-05 · A2 · 消息');
  });
});
