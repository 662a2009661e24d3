import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import {
  articleNames,
  hoverAt,
  inCorpus,
  openArticle,
  putCursorInto,
  readText,
  run,
  select,
  tokensOf,
  until,
  writeText,
} from './editor';

describe('annotating an article', () => {
  let name: string;
  let editor: vscode.TextEditor;
  let sidecar: vscode.Uri;

  before(async () => {
    name = (await articleNames()).find((candidate) => candidate.startsWith('000')) as string;
    editor = await openArticle(name);
    sidecar = inCorpus(`${name}.ann.yaml`);
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
  });
  after(async () => {
    if ((await readText(sidecar)) !== undefined) await vscode.workspace.fs.delete(sidecar);
  });

  /** The annotations in the file, once they satisfy the condition. */
  const saved = (awaited: string, wanted: (labels: string[]) => boolean): Promise<string[]> =>
    until(awaited, async () => {
      const text = await readText(sidecar);
      const labels = parseSidecar(text ?? '').value?.annotations.map(({ label, exact }) => `${label} ${exact}`);
      return labels !== undefined && wanted(labels) ? labels : undefined;
    });
  const annotatedTokens = async (): Promise<string[]> =>
    ((await tokensOf(editor.document)) ?? [])
      .filter(({ modifiers }) => modifiers.includes('annotated'))
      .map(({ text }) => text);

  it('annotates the selection with a label', async () => {
    select(editor, '国家超算郑州中心');
    assert.ok(await run('annotate', { label: 'ORG' }));
    assert.deepEqual(await saved('the annotation', (labels) => labels.length === 1), ['ORG 国家超算郑州中心']);
    await until('the token', async () => (await annotatedTokens()).includes('国家超算郑州中心') || undefined);
  });

  it('writes the sidecar exactly as specified', async () => {
    const lines = ((await readText(sidecar)) as string).split('\n');
    assert.equal(lines[0], 'version: 1');
    assert.match(lines[1] as string, /^text: \{sha256: "[0-9a-f]{64}", length: \d+\}$/);
    assert.equal(lines[2], 'annotations:');
    assert.match(
      lines[3] as string,
      /^- \{id: "[0-9a-z]{16}", label: "ORG", start: \d+, end: \d+, exact: "国家超算郑州中心", before: "[^"]{32}", after: "[^"]{32}"(?:, by: "[a-z0-9_-]+")?, at: "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"(?:, source: \{kind: "suggestion", [^}]+\})?\}$/,
    );
    assert.deepEqual(lines.slice(-2), ['...', '']);
    const article = Array.from((await readText(inCorpus(name))) as string);
    const [start, end] = /start: (\d+), end: (\d+)/
      .exec(lines[3] as string)
      ?.slice(1)
      .map(Number) as [number, number];
    assert.equal(article.slice(start, end).join(''), '国家超算郑州中心');
  });

  it('accepts the suggestion at the cursor', async () => {
    putCursorInto(editor, '王凯');
    assert.ok(await run('accept'));
    await saved('the suggestion', (labels) => labels.includes('PER 王凯'));
    assert.match(
      (await readText(sidecar)) as string,
      /source: \{kind: "suggestion", recognisers: \["[a-z-]+"[^\]]*\], version: "[0-9.]+\+model\.[0-9a-f]{8}"\}/,
    );
  });

  it('annotates the word at the cursor where nothing is suggested', async () => {
    putCursorInto(editor, '孵化器');
    assert.ok(await run('annotate', { label: 'TERM' }));
    await saved('the word', (labels) => labels.some((label) => label.startsWith('TERM ') && label.includes('孵')));
    assert.ok(await run('undo'));
    await saved('without the word', (labels) => !labels.some((label) => label.startsWith('TERM ')));
  });

  it('annotates several selections in one step', async () => {
    const first = select(editor, '西美大厦');
    const second = select(editor, '临空生物医药园');
    editor.selections = [first, second];
    assert.ok(await run('annotate', { label: 'FAC' }));
    await saved('both', (labels) => labels.includes('FAC 西美大厦') && labels.includes('FAC 临空生物医药园'));
    assert.ok(await run('undo'));
    await saved('neither', (labels) => !labels.some((label) => label.startsWith('FAC ')));
  });

  it('changes the label and the note, shows both on hover', async () => {
    const position = putCursorInto(editor, '国家超算郑州中心');
    assert.ok(await run('changeLabel', { label: 'FAC' }));
    assert.ok(await run('editNote', { note: '见 <b>规划</b>' }));
    await saved('the label', (labels) => labels.includes('FAC 国家超算郑州中心'));
    const hover = await until('the hover', async () => {
      const text = await hoverAt(editor.document, position);
      return text.includes('规划') ? text : undefined;
    });
    assert.match(hover, /FAC/);
    assert.doesNotMatch(hover, /<b>/);
  });

  it('undoes and redoes step by step', async () => {
    assert.ok(await run('undo'));
    assert.ok(await run('undo'));
    await saved('the old label', (labels) => labels.includes('ORG 国家超算郑州中心'));
    assert.ok(await run('redo'));
    await saved('the new label', (labels) => labels.includes('FAC 国家超算郑州中心'));
    assert.doesNotMatch((await readText(sidecar)) as string, /note:/);
  });

  it('takes in an edit from outside at once', async () => {
    const text = (await readText(sidecar)) as string;
    await writeText(sidecar, text.replace('label: "FAC"', 'label: "TERM"'));
    await until('the reload', async () => {
      const hover = await hoverAt(editor.document, putCursorInto(editor, '国家超算郑州中心'));
      return hover.includes('TERM') || undefined;
    });
  });

  it('shows where a broken sidecar is broken, keeps the last view, refuses commands and overwrites nothing', async () => {
    const good = (await readText(sidecar)) as string;
    const broken = good.replace('\nannotations:\n- {', '\nannotations:\n- {{');
    await writeText(sidecar, broken);
    await until('a diagnostic at the place', () => {
      const [found] = vscode.languages.getDiagnostics(sidecar);
      return (found?.range.start.line ?? 0) >= 3 || undefined;
    });
    assert.ok((await annotatedTokens()).includes('国家超算郑州中心'), 'the last view stays');
    select(editor, '西美大厦');
    assert.equal(await run('annotate', { label: 'FAC' }), false);
    assert.equal(await readText(sidecar), broken);
    assert.ok(await run('openSidecar'), 'the broken file can be opened');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), sidecar.toString());
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    editor = await openArticle(name);

    await writeText(sidecar, good);
    await until('the repair', () => vscode.languages.getDiagnostics(sidecar).length === 0 || undefined);
    assert.ok(await run('annotate', { label: 'FAC' }));
    await saved('work goes on', (labels) => labels.includes('FAC 西美大厦'));
  });

  it('removes an annotation and undoes the removal', async () => {
    putCursorInto(editor, '西美大厦');
    assert.ok(await run('remove'));
    await saved('the removal', (labels) => !labels.includes('FAC 西美大厦'));
    assert.ok(await run('undo'));
    await saved('the return', (labels) => labels.includes('FAC 西美大厦'));
  });

  it('keeps spans on their text while it is edited, and writes the new offsets with the article', async () => {
    const before = (await readText(inCorpus(name))) as string;
    assert.ok(await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '😀郑州日报\n')));
    await until('the moved colour', async () => (await annotatedTokens()).includes('国家超算郑州中心') || undefined);
    assert.ok(await editor.document.save());
    await until('new offsets', async () => {
      const article = Array.from((await readText(inCorpus(name))) as string);
      const annotations = parseSidecar((await readText(sidecar)) ?? '').value?.annotations ?? [];
      return annotations.length > 0 &&
        annotations.every(({ start, end, exact }) => article.slice(start, end).join('') === exact)
        ? true
        : undefined;
    });
    await writeText(inCorpus(name), before);
    await until('the article as it was', () => (editor.document.getText() === before ? true : undefined));
  });

  it('undoes a removal at the right place after the text has been edited', async () => {
    const before = (await readText(inCorpus(name))) as string;
    // The article came from disk with another text: saving makes the sidecar describe it.
    assert.ok(await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '\n')));
    assert.ok(await editor.document.save());
    putCursorInto(editor, '国家超算郑州中心');
    assert.ok(await run('remove'));
    assert.ok(await editor.edit((edit) => edit.insert(editor.document.positionAt(0), '郑州日报\n')));
    assert.ok(await run('undo'), 'the edited article is saved first');
    await until('the record at its new place', async () => {
      const article = Array.from((await readText(inCorpus(name))) as string);
      const annotations = parseSidecar((await readText(sidecar)) ?? '').value?.annotations ?? [];
      const back = annotations.find(({ exact }) => exact === '国家超算郑州中心');
      return article.slice(back?.start, back?.end).join('') === back?.exact ? true : undefined;
    });
    await writeText(inCorpus(name), before);
    await until('the article as it was', () => (editor.document.getText() === before ? true : undefined));
  });

  it('has a name whole again when undo brings its text back, also over a save', async () => {
    const before = (await readText(inCorpus(name))) as string;
    const { end } = select(editor, '国家超算郑州中心');
    assert.ok(await editor.edit((edit) => edit.delete(new vscode.Range(end.translate(0, -2), end))));
    assert.ok(await editor.document.save());
    await saved('the shorter span', (labels) => labels.some((label) => label.endsWith(' 国家超算郑州')));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
    assert.ok(await editor.document.save());
    await saved('the whole span', (labels) => labels.some((label) => label.endsWith(' 国家超算郑州中心')));
  });

  it('shows a banner over an article whose sidecar was broken when it was opened', async () => {
    const article = inCorpus('banner.txt');
    const broken = 'version: 1\nannotations:\n- {id: "a", label: 12}\n';
    await writeText(article, '省委书记楼阳生在郑州市调研。\n');
    await writeText(inCorpus('banner.txt.ann.yaml'), broken);
    const { document } = await openArticle('banner.txt');
    await until('the banner', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.some(({ command }) => command?.title.includes('cannot be read')) || undefined;
    });
    const tokens = (await tokensOf(document)) ?? [];
    assert.ok(tokens.length > 0 && tokens.every(({ modifiers }) => modifiers.includes('suggested')));
    assert.equal(await readText(inCorpus('banner.txt.ann.yaml')), broken);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(article);
    await vscode.workspace.fs.delete(inCorpus('banner.txt.ann.yaml'));
  });

  it('reads on Retry what could not be read when the article was opened', async () => {
    const article = inCorpus('unreadable.txt');
    const record = inCorpus('unreadable.txt.ann.yaml');
    const elsewhere = mkdtempSync(join(tmpdir(), 'corpus-elsewhere-'));
    const target = join(elsewhere, 'sidecar');
    // A link to a folder cannot be read, and the watcher does not see when a file takes that folder's place.
    mkdirSync(target);
    symlinkSync(target, record.fsPath, 'junction');
    try {
      await writeText(article, '省委书记楼阳生在郑州市调研。\n');
      const opened = await openArticle('unreadable.txt');
      const lenses = async (): Promise<string[]> =>
        (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', article)).flatMap(
          ({ command }) => command?.title ?? [],
        );
      await until('the banner', async () => ((await lenses()).includes('Retry') ? true : undefined));
      select(opened, '楼阳生');
      assert.equal(await run('annotate', { label: 'PER' }), false);
      rmdirSync(target);
      const hash = createHash('sha256').update('省委书记楼阳生在郑州市调研。\n').digest('hex');
      const line = '- {id: "k", label: "LOC", start: 8, end: 11, exact: "郑州市", before: "", after: ""}';
      writeFileSync(target, `version: 1\ntext: {sha256: "${hash}", length: 15}\nannotations:\n${line}\n...\n`);
      assert.ok(await run('retry'));
      await until('no banner', async () => ((await lenses()).includes('Retry') ? undefined : true));
      assert.ok(await run('annotate', { label: 'PER' }));
      await until('both records', () =>
        /LOC[^]*PER|PER[^]*LOC/.test(readFileSync(target, 'utf8')) ? true : undefined,
      );
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      unlinkSync(record.fsPath);
      rmSync(elsewhere, { recursive: true });
      await vscode.workspace.fs.delete(article);
    }
  });

  it('keeps the line ends and the BOM of an article, and counts without them', async () => {
    const article = inCorpus('crlf.txt');
    const text = '\uFEFF😀\r\n\r\n省委书记楼阳生在郑州市调研。\r\n';
    await writeText(article, text);
    const crlf = await openArticle('crlf.txt');
    select(crlf, '楼阳生');
    assert.ok(await run('annotate', { label: 'PER' }));
    const record = await until('the record', async () => (await readText(inCorpus('crlf.txt.ann.yaml'))) ?? undefined);
    assert.match(record, /start: 7, end: 10, exact: "楼阳生"/);
    assert.equal(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(article)),
      text,
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(article);
    await vscode.workspace.fs.delete(inCorpus('crlf.txt.ann.yaml'));
  });

  it('refuses to annotate a file that is not UTF-8 and writes nothing', async () => {
    const file = inCorpus('gb18030.txt');
    await writeText(file, Uint8Array.of(0xd6, 0xa3, 0xd6, 0xdd, 0x0a, 0x61, 0x62, 0x63));
    const foreign = await openArticle('gb18030.txt');
    select(foreign, 'abc');
    assert.equal(await run('annotate', { label: 'TERM' }), false);
    assert.equal(await readText(inCorpus('gb18030.txt.ann.yaml')), undefined);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(file);
  });
});
