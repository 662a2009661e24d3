import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../core/protocol';

/** The folder that holds the copy of the sample corpus. */
export function corpus(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the suite opens a folder');
  return folder.uri;
}

export const inCorpus = (name: string): vscode.Uri => vscode.Uri.joinPath(corpus(), name);

/** The sample articles by their file names, in order. */
export async function articleNames(): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(corpus());
  return entries
    .map(([name]) => name)
    .filter((name) => /^00\d_.*\.txt$/.test(name))
    .sort();
}

/** Shows a file and waits until the extension has made it a corpus article, whose text can be edited. */
export async function openArticle(name: string): Promise<vscode.TextEditor> {
  const editor = await openInMode(name);
  assert.ok(await run('editText'));
  return editor;
}

/** Shows a file as a corpus article, in annotate mode. */
export async function openInMode(name: string): Promise<vscode.TextEditor> {
  await vscode.window.showTextDocument(inCorpus(name), { preview: false });
  return until(`${name} is a corpus article`, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.path.endsWith(`/${name}`) === true && editor.document.languageId === ARTICLE_LANGUAGE
      ? editor
      : undefined;
  });
}

/** Asks again and again until there is an answer; fails after 15 seconds with what was awaited. */
export async function until<Answer>(
  awaited: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within 15 seconds: ${awaited}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Selects the nth occurrence of a text, or with an empty text puts the cursor there. */
export function select(editor: vscode.TextEditor, text: string): vscode.Selection {
  const at = editor.document.getText().indexOf(text);
  assert.notEqual(at, -1, `${text} is in the article`);
  const selection = new vscode.Selection(editor.document.positionAt(at), editor.document.positionAt(at + text.length));
  editor.selection = selection;
  return selection;
}

/** Puts the cursor into the middle of a text. */
export function putCursorInto(editor: vscode.TextEditor, text: string): vscode.Position {
  const { start } = select(editor, text);
  const position = start.translate(0, 1);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

export interface Token {
  readonly text: string;
  readonly range: vscode.Range;
  readonly type: string;
  readonly modifiers: readonly string[];
}

/** The semantic tokens of a document as the editor gets them, read back into text. */
export async function tokensOf(document: vscode.TextDocument): Promise<Token[] | undefined> {
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
    'vscode.provideDocumentSemanticTokens',
    document.uri,
  );
  if (legend === undefined || tokens === undefined) return undefined;
  const found: Token[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < tokens.data.length; at += 5) {
    const [deltaLine, deltaCharacter, length, type, modifiers] = tokens.data.slice(
      at,
      at + 5,
    ) as unknown as number[] as [number, number, number, number, number];
    character = deltaLine === 0 ? character + deltaCharacter : deltaCharacter;
    line += deltaLine;
    const range = new vscode.Range(line, character, line, character + length);
    found.push({
      text: document.getText(range),
      range,
      type: legend.tokenTypes[type] as string,
      modifiers: legend.tokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0),
    });
  }
  return found;
}

/** The text of all hovers at a position. */
export async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content as vscode.MarkdownString).value)
    .join('\n');
}

export async function symbolsOf(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return symbols ?? [];
}

/** The text of a file on disk, or undefined. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

export async function writeText(uri: vscode.Uri, text: string | Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, typeof text === 'string' ? new TextEncoder().encode(text) : text);
}

/** Runs one of the extension's commands and answers whether it changed something. */
export async function run(command: string, argument?: object): Promise<boolean> {
  return (await vscode.commands.executeCommand<boolean | undefined>(`corpusAnnotator.${command}`, argument)) === true;
}

/**
 * Chooses the entry at an index (headings do not count) of the quick pick that a command shows now. The editor tells
 * nobody what it shows, but it takes requests in their order: the pick has only to be asked for before.
 */
export async function answerQuickPick(index: number): Promise<void> {
  await quickPickShown();
  for (let step = 0; step < index; step++) await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

/** Leaves the quick picks that a command shows without an answer, until it ends; gives its result. */
export async function leaveQuickPicks<Result>(command: Promise<Result>): Promise<Result> {
  let isEnded = false;
  void command.finally(() => (isEnded = true));
  await until('the command ends', async () => {
    await quickPickShown();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    return isEnded || undefined;
  });
  return command;
}

export const quickPickShown = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));
