import * as vscode from 'vscode';
import { MANIFEST_NAME } from '../../../core/corpus/manifest';
import { newManifest } from '../../../core/corpus/newManifest';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse } from '../annotations/answers';
import { FirstStepsOffer } from './offer';
import { StepTicks } from './stepTicks';

/** The files of the sample corpus, in `media/sample` of the extension. */
const SAMPLE_ARTICLE = 'article.txt';
const SAMPLE_FILES = [MANIFEST_NAME, SAMPLE_ARTICLE];
/** Where the cursor stands at first, so that a first annotation is one key away. */
const NAME_TO_ANNOTATE = '周启明';

/** Registers the commands that lead a new user to a first annotation. */
export function activateFirstSteps(context: vscode.ExtensionContext, articles: AnnotatedArticles): void {
  const ticks = new StepTicks(articles);
  const offer = new FirstStepsOffer(articles, context.globalState);
  context.subscriptions.push(ticks, offer);
  const register = (name: string, run: () => Promise<unknown>): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${name}`, run));
  };
  register('getStarted', async () => {
    await offer.forget();
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#firstSteps`);
    ticks.tell();
  });
  register('openSample', async () => {
    await offer.forget();
    return openSample(context);
  });
  register('createManifest', createManifest);
}

/** Opens the sample article beside what is open. It is the user's copy: what was changed in it stays. */
async function openSample({ extensionUri, globalStorageUri }: vscode.ExtensionContext): Promise<boolean> {
  const folder = vscode.Uri.joinPath(globalStorageUri, 'sample');
  await vscode.workspace.fs.createDirectory(folder);
  for (const name of SAMPLE_FILES) {
    const original = vscode.Uri.joinPath(extensionUri, 'media', 'sample', name);
    await copyWhereAbsent(original, vscode.Uri.joinPath(folder, name));
  }
  const article = vscode.Uri.joinPath(folder, SAMPLE_ARTICLE);
  const isEmpty = vscode.window.tabGroups.activeTabGroup.activeTab === undefined;
  const viewColumn = isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  const editor = await vscode.window.showTextDocument(article, { viewColumn, preview: false });
  const { document, selection } = editor;
  const name = document.getText().indexOf(NAME_TO_ANNOTATE);
  if (name >= 0 && selection.active.isEqual(new vscode.Position(0, 0))) {
    const inside = document.positionAt(name + 1);
    editor.selection = new vscode.Selection(inside, inside);
  }
  return true;
}

async function copyWhereAbsent(original: vscode.Uri, copy: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.copy(original, copy, { overwrite: false });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileExists')) throw error;
  }
}

/** Writes a corpus.yaml into a folder of the workspace that has none, and shows it. */
async function createManifest(): Promise<boolean> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return refuse(vscode.l10n.t('Open the folder of a corpus first.'));
  const folder = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  if (folder === undefined) return false;
  const uri = vscode.Uri.joinPath(folder.uri, MANIFEST_NAME);
  if (!(await exists(uri)) && !(await create(uri, folder.name)))
    return refuse(vscode.l10n.t('The file {0} could not be written.', vscode.workspace.asRelativePath(uri)));
  await vscode.window.showTextDocument(uri, { preview: false });
  return true;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Writes a manifest; a file that has come to be meanwhile is not overwritten, and the answer is no. */
async function create(uri: vscode.Uri, name: string): Promise<boolean> {
  const text = newManifest(name, {
    include: vscode.l10n.t('The files that “include” names open as corpus articles.'),
    labels: vscode.l10n.t('Without “labels” the ten default labels serve. Remove the marks in front to have your own:'),
  });
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  return vscode.workspace.applyEdit(edit);
}
