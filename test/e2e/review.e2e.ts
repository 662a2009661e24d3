import { strict as assert } from 'node:assert';
import { linkSync, unlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import { textIdentity, type Annotation } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { ARTICLE_LANGUAGE } from '../../core/protocol';
import { CanonicalText } from '../../core/text/canonicalText';
import { sha256 } from '../../node/sha256';
import { setOf } from './annotations';
import { inCorpus, openArticle, readText, run, select, until, writeText } from './editor';

const NAME = 'review.txt';
const article = inCorpus(NAME);
const sidecar = inCorpus(`${NAME}.ann.yaml`);

const BEFORE = [
  '省委书记楼阳生在郑州市调研时指出，要加快建设国家超算郑州中心，努力在新一轮竞争中走在前列。',
  '市长何雄陪同调研，并主持召开座谈会，听取企业家的意见和建议。',
  '郑州日报记者从现场获悉，明年将新增三个重点项目，总投资超过一百亿元。',
].join('\n');
/** The sentence with 何雄 is gone; a line stands in front of everything; the words around 重点项目 have changed. */
const AFTER = [
  '本报讯',
  '省委书记楼阳生在郑州市调研时指出，要加快建设国家超算郑州中心，努力在新一轮竞争中走在前列。',
  '座谈会当天举行，听取企业家的意见和建议。',
  '郑州日报记者从现场获悉，今后将新增三个重点项目，投资额创下新高。',
].join('\n');

describe('reviewing annotations', () => {
  const diagnostics = (): Record<string, string> =>
    Object.fromEntries(
      vscode.languages.getDiagnostics(article).flatMap(({ message, code, range: { start } }) => {
        const isOurs = typeof code === 'string' && code.startsWith('place-');
        return isOurs ? [[/“([^”]*)”/.exec(message)?.[1] ?? '', `${code} ${start.line}`] as const] : [];
      }),
    );
  const records = async (): Promise<Record<string, Annotation>> => {
    const set = parseSidecar((await readText(sidecar)) ?? '').value;
    return Object.fromEntries((set?.annotations ?? []).map((annotation) => [annotation.id, annotation]));
  };
  const lines = async (): Promise<string[]> => ((await readText(sidecar)) as string).split('\n');
  const fixesAt = async (position: vscode.Range): Promise<vscode.CodeAction[]> =>
    vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', article, position);
  const placeOf = (words: string): vscode.Range => {
    const found = vscode.languages.getDiagnostics(article).find(({ message }) => message.includes(`“${words}”`));
    assert.ok(found, `${words} has a diagnostic`);
    return found.range;
  };
  const runFix = async (words: string, title: string): Promise<void> => {
    const fixes = await fixesAt(placeOf(words));
    const fix = fixes.find((candidate) => candidate.title.startsWith(title));
    assert.ok(fix?.command, `${title} is among: ${fixes.map((candidate) => candidate.title).join(' | ')}`);
    const [argument] = fix.command.arguments as [object];
    assert.equal(await vscode.commands.executeCommand(fix.command.command, argument), true);
  };
  const original = serialiseSidecar(setOf(BEFORE, '郑州市', '何雄', '重点项目'));
  let editor: vscode.TextEditor;

  before(async () => {
    await writeText(sidecar, original);
    await writeText(article, AFTER);
    editor = await openArticle(NAME);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of [article, sidecar])
      if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
  });

  it('shows which are uncertain and which are lost, and changes nothing by opening', async () => {
    await until('the diagnostics', () => (Object.keys(diagnostics()).length === 2 ? true : undefined));
    assert.deepEqual(diagnostics(), { 何雄: 'place-lost 1', 重点项目: 'place-uncertain 3' });
    assert.equal(await readText(sidecar), original);
  });

  it('leads from one to the next and back', async () => {
    const cursorLine = (): number => vscode.window.activeTextEditor?.selection.active.line ?? -1;
    assert.ok(await run('nextReview'));
    const first = cursorLine();
    assert.ok(await run('nextReview'));
    assert.notEqual(cursorLine(), first);
    assert.ok(vscode.window.activeTextEditor?.selection.isEmpty, 'a selection is always a person’s');
    assert.ok(await run('previousReview'));
    assert.equal(cursorLine(), first);
  });

  it('keeps a place by a quick fix, and touches no other record', async () => {
    const before = await lines();
    await runFix('重点项目', 'Keep');
    const kept = await until('the record', async () => {
      const record = (await records())['c'];
      return record?.after.startsWith('，投资额') ? record : undefined;
    });
    const identity = textIdentity(new CanonicalText(AFTER), sha256);
    assert.ok(kept.in !== undefined && identity.sha256.startsWith(kept.in), 'it says which text it means');
    const changed = (await lines()).filter((line) => !before.includes(line));
    assert.equal(changed.length, 1, 'one line is another');
    await until('it needs no review', () => (diagnostics()['重点项目'] === undefined ? true : undefined));
  });

  it('deletes a lost annotation, and undoes that', async () => {
    await runFix('何雄', 'Remove');
    await until('the deletion', async () => ((await records())['b'] === undefined ? true : undefined));
    assert.ok(await run('undo'));
    const record = await until('the record', async () => (await records())['b']);
    assert.equal(record.exact, '何雄');
    await until('it is lost as before', () => (diagnostics()['何雄'] === 'place-lost 1' ? true : undefined));
  });

  it('places a lost annotation at the selection, and undoes that', async () => {
    const selection = select(editor, '座谈会');
    const fixes = await fixesAt(selection);
    const fix = fixes.find(({ title }) => title === 'Place “何雄” at the Selection');
    assert.ok(fix?.command, fixes.map(({ title }) => title).join(' | '));
    assert.equal(
      await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments as object[])),
      true,
    );
    await until('the record', async () => ((await records())['b']?.exact === '座谈会' ? true : undefined));
    await until('nothing is lost', () => (diagnostics()['何雄'] === undefined ? true : undefined));
    assert.ok(await run('undo'));
    await until('the record as it was', async () => ((await records())['b']?.exact === '何雄' ? true : undefined));
    await until('it is lost as before', () => (diagnostics()['何雄'] === 'place-lost 1' ? true : undefined));
  });

  it('refuses a place in a text that has changed since', async () => {
    const argument = {
      uri: article.toString(),
      id: 'b',
      version: editor.document.version - 1,
      parts: [{ start: 0, end: 1 }],
    };
    const before = await readText(sidecar);
    assert.equal(await run('placeHere', argument), false);
    assert.equal(await readText(sidecar), before);
  });

  it('writes exact and unique matches when a person saves, and keeps the words of what is lost', async () => {
    const before = (await records())['b'];
    assert.ok(await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '快讯。')));
    assert.ok(await editor.document.save());
    const saved = await until('the new text', async () => {
      const text = await readText(sidecar);
      const set = parseSidecar(text ?? '').value;
      return set?.text.sha256 === sha256(editor.document.getText()) ? await records() : undefined;
    });
    assert.equal(saved['a']?.start, editor.document.getText().indexOf('郑州市'));
    assert.equal(saved['a'].in, undefined);
    assert.deepEqual({ ...saved['b'], in: undefined }, { ...before, in: undefined });
    assert.ok(saved['b']?.in !== undefined);
  });

  it('follows a saved edit in the files of other annotators', async () => {
    const theirs = inCorpus(`${NAME}.lin.ann.yaml`);
    await writeText(theirs, serialiseSidecar({ ...setOf(editor.document.getText(), '楼阳生'), annotator: 'lin' }));
    assert.ok(await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '更正：')));
    assert.ok(await editor.document.save());
    const record = await until('their record', async () => {
      const set = parseSidecar((await readText(theirs)) ?? '').value;
      return set?.text.sha256 === sha256(editor.document.getText()) ? set.annotations[0] : undefined;
    });
    assert.equal(record.start, editor.document.getText().indexOf('楼阳生'));
    await vscode.workspace.fs.delete(theirs);
  });

  it('keeps the exact places over a save while the annotation file is broken', async () => {
    const good = (await readText(sidecar)) as string;
    await writeText(sidecar, good.replace('\nannotations:\n- {', '\nannotations:\n- {{'));
    await until('it is broken', () => vscode.languages.getDiagnostics(sidecar).length > 0 || undefined);
    assert.ok(await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '又讯：')));
    assert.ok(await editor.document.save());
    await writeText(sidecar, good);
    assert.ok(await run('retry'));
    await until('the file follows', async () => {
      const set = parseSidecar((await readText(sidecar)) ?? '').value;
      return set?.text.sha256 === sha256(editor.document.getText()) || undefined;
    });
    assert.equal((await records())['a']?.start, editor.document.getText().indexOf('郑州市'));
  });

  it('shows the warnings of a file that can be read', async () => {
    const good = (await readText(sidecar)) as string;
    const relation = 'relations:\n- {id: "r", label: "of", from: "a", to: "gone"}\n...';
    await writeText(sidecar, good.replace('\n...', `\n${relation}`));
    const warning = await until('the warning', () => vscode.languages.getDiagnostics(sidecar)[0]);
    assert.equal(warning.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(warning.message, /gone/);
    await writeText(sidecar, good);
    await until('no warning', () => vscode.languages.getDiagnostics(sidecar).length === 0 || undefined);
  });

  it('keeps work that cannot be saved when the article is closed, and writes it on Retry', async () => {
    const closed = inCorpus('closing.txt');
    const file = inCorpus('closing.txt.ann.yaml');
    await writeText(closed, BEFORE);
    await writeText(file, serialiseSidecar(setOf(BEFORE, '楼阳生')));
    // Not as other tests do: a document that was opened through the API stays open for minutes.
    await vscode.commands.executeCommand('vscode.open', closed);
    const shown = await until('the article', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith('/closing.txt') && active.document.languageId === ARTICLE_LANGUAGE
        ? active
        : undefined;
    });
    // A second name of the file: replacing it would part the two, so it is refused.
    const other = `${file.fsPath}.link`;
    linkSync(file.fsPath, other);
    try {
      select(shown, '企业家');
      assert.ok(await run('annotate', { label: 'TERM' }));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await until('the article is closed', () => shown.document.isClosed || undefined);
      await run('retry');
      assert.doesNotMatch((await readText(file)) as string, /exact: "企业家"/, 'it still cannot be written');
    } finally {
      unlinkSync(other);
    }
    await run('retry');
    assert.match((await readText(file)) as string, /exact: "企业家"/);
    for (const uri of [closed, file]) await vscode.workspace.fs.delete(uri);
  });
});
