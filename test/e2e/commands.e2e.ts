import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { articleNames, inCorpus, openArticle, putCursorInto, readText, run, select, tokensOf, until } from './editor';

describe('the annotation commands', () => {
  let editor: vscode.TextEditor;
  let sidecar: vscode.Uri;

  beforeEach(async () => {
    const name = (await articleNames()).find((candidate) => candidate.startsWith('003')) as string;
    editor = await openArticle(name);
    sidecar = inCorpus(`${name}.ann.yaml`);
    // The window may still have what was annotated in the file that is gone.
    await until('the server, and nothing annotated', async () => {
      const tokens = (await tokensOf(editor.document)) ?? [];
      return tokens.length > 0 && !tokens.some(({ modifiers }) => modifiers.includes('annotated')) ? true : undefined;
    });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    if ((await readText(sidecar)) !== undefined) await vscode.workspace.fs.delete(sidecar);
    await until('an empty start', async () => ((await readText(sidecar)) === undefined ? true : undefined));
  });

  const labelsInFile = async (): Promise<string[]> =>
    (parseSidecar((await readText(sidecar)) ?? '').value?.annotations ?? []).map(
      ({ label, exact }) => `${label} ${exact}`,
    );
  const saved = (awaited: string, wanted: (labels: string[]) => boolean): Promise<string[]> =>
    until(awaited, async () => {
      const labels = await labelsInFile();
      return wanted(labels) ? labels : undefined;
    });
  const actionsAt = async (range: vscode.Range): Promise<vscode.CodeAction[]> => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      range,
      vscode.CodeActionKind.Refactor.append('annotate').value,
    );
    return actions;
  };
  const take = async (title: RegExp, range: vscode.Range): Promise<void> => {
    const actions = await actionsAt(range);
    const action = actions.find((offered) => title.test(offered.title));
    assert.ok(action?.command, actions.map((offered) => offered.title).join('\n'));
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
  };
  const titles = async (range: vscode.Range): Promise<string[]> => (await actionsAt(range)).map(({ title }) => title);
  /** A person's name that is suggested in the article. */
  const suggestedName = async (): Promise<string> => {
    const tokens = (await tokensOf(editor.document)) ?? [];
    const token = tokens.find(({ type, modifiers }) => type === 'person' && modifiers.includes('suggested'));
    assert.ok(token);
    return token.text;
  };

  it('are code actions at a suggestion, and then at the annotation', async () => {
    const name = await suggestedName();
    const cursor = putCursorInto(editor, name);
    const at = new vscode.Range(cursor, cursor);
    assert.ok((await titles(at)).includes(`Annotate “${name}” as…`));
    await take(/^Accept Suggestion .* \(PER\)$/, at);
    await saved('the accepted one', (labels) => labels.includes(`PER ${name}`));
    assert.match((await readText(sidecar)) as string, /source: \{kind: "suggestion"/);
    const offered = await titles(at);
    assert.ok(offered.includes(`Change Label of “${name}” (PER)…`) && offered.includes(`Edit Note of “${name}”…`));
    assert.ok(!offered.some((title) => title.startsWith('Accept')), 'it is accepted already');
    await take(/^Remove Annotation/, at);
    await saved('the removal', (labels) => labels.length === 0);
  });

  it('take a selection with the end of the line before as the suggestion in it', async () => {
    const at = editor.document.getText().search(/\n杨金军表示/);
    assert.notEqual(at, -1);
    const selection = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 4));
    assert.ok((await titles(selection)).includes('Accept Suggestion “杨金军” (PER)'));
  });

  it('repeat the last label, which is offered as a code action too', async () => {
    const [first, second] = Array.from(editor.document.getText().matchAll(/[一-龥]{4}/gu), ([words]) => words).slice(
      -2,
    );
    select(editor, first as string);
    assert.ok(await run('annotate', { label: 'TERM' }));
    const selection = select(editor, second as string);
    assert.ok((await titles(selection)).includes(`Annotate “${second}” as TERM`));
    assert.ok(await run('repeatLabel'));
    await saved('both', (labels) => labels.includes(`TERM ${first}`) && labels.includes(`TERM ${second}`));
  });

  it('accept all suggestions of the article in one step, and skip what is annotated', async () => {
    const name = await suggestedName();
    select(editor, name);
    assert.ok(await run('annotate', { label: 'TERM' }));
    await saved('a decision of one’s own', (labels) => labels.includes(`TERM ${name}`));
    assert.ok(await run('acceptAll'));
    const all = await saved('all', (labels) => labels.length > 20);
    assert.equal(all.filter((label) => label === `TERM ${name}`).length, 1);
    const annotations = parseSidecar((await readText(sidecar)) as string).value?.annotations ?? [];
    const own = annotations.find(({ label, exact }) => label === 'TERM' && exact === name);
    assert.ok(own);
    const over = annotations.filter((other) => other !== own && other.start < own.end && own.start < other.end);
    assert.deepEqual(over, [], 'nothing lies over what was annotated');
    assert.equal(await run('acceptAll'), false, 'nothing is left');
    assert.ok(await run('undo'));
    await saved('one step back', (labels) => labels.length === 1);
    assert.ok(await run('redo'));
    await saved('and forth', (labels) => labels.length === all.length);
  });

  it('accept all suggestions of one label', async () => {
    assert.ok(await run('acceptAllOfLabel', { label: 'TIME' }));
    const labels = await saved('times', (found) => found.length > 0);
    assert.ok(labels.every((label) => label.startsWith('TIME ')));
    assert.equal(await run('acceptAllOfLabel', { label: 'TIME' }), false);
    assert.ok(await run('undo'));
    await saved('none', (found) => found.length === 0);
  });

  it('stand in the palette where they can work', async () => {
    const name = await suggestedName();
    putCursorInto(editor, name);
    assert.ok(await run('accept'));
    await saved('the annotation', (labels) => labels.length === 1);
    /** Chooses a command in the palette until it has worked: what stands there follows the cursor in a moment. */
    const choose = (title: string, works: () => Promise<boolean>): Promise<true> =>
      until(title, async () => {
        await vscode.commands.executeCommand('workbench.action.quickOpen', `>Corpus: ${title}`);
        for (let look = 0; look < 40; look++) {
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          if (await works()) return true;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return undefined;
      });
    await choose('Remove Annotation', async () => (await labelsInFile()).length === 0);
    await choose('Undo Annotation', async () => (await labelsInFile()).length === 1);
    await choose('Redo Annotation', async () => (await labelsInFile()).length === 0);
  });

  it('that need the server refuse while it is down, others work, and a restart brings all back', async function () {
    if (process.platform !== 'linux') this.skip();
    this.timeout(120_000);
    const name = await suggestedName();
    for (let quiet = Date.now(); Date.now() - quiet < 4000; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const server = serverProcess();
      if (server === undefined) continue;
      process.kill(server, 'SIGKILL');
      quiet = Date.now();
    }
    putCursorInto(editor, '表示');
    assert.equal(await run('annotate'), false, 'which word it is, is not known');
    putCursorInto(editor, name);
    assert.ok(await run('accept'), 'what was suggested before is known');
    await saved('the suggestion', (labels) => labels.some((label) => label.endsWith(` ${name}`)));
    assert.ok(await run('undo'));
    select(editor, name);
    assert.ok(await run('annotate', { label: 'PER' }), 'selected text can be annotated');
    await saved('the annotation', (labels) => labels.includes(`PER ${name}`));
    await run('restartServer');
    await until('colours', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
    assert.ok(await run('acceptAllOfLabel', { label: 'TIME' }));
  });
});

/** The process of the language server: a child of this extension host. Linux only. */
function serverProcess(): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((id) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
        return parent === process.pid && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('dist/server.js');
      } catch {
        return false;
      }
    });
}
