import * as vscode from 'vscode';
import { lineOfRecord } from '../../../core/annotation/sidecar/recordLine';
import type { AnnotatedArticle } from './annotatedArticle';

/** Runs a change and explains why it was refused, if it was. */
export async function attempt(article: AnnotatedArticle, change: () => Promise<string | undefined>): Promise<boolean> {
  const refusal = await change();
  return refusal === undefined || refuse(refusal, article);
}

/** Says why nothing was done, and leads to the remedy. Never awaited: a message stays until the user closes it. */
export function refuse(reason: string, article?: AnnotatedArticle): false {
  const open = vscode.l10n.t('Open Annotation File');
  const resolve = vscode.l10n.t('Resolve Annotation Conflicts');
  const remedy = article?.inConflict === true ? resolve : open;
  const answers = article?.refusal === undefined ? [] : [remedy];
  void vscode.window.showWarningMessage(reason, ...answers).then((answer) => {
    if (article === undefined) return;
    if (answer === open) void openSidecar(article);
    if (answer === resolve) void vscode.commands.executeCommand('corpusAnnotator.resolveConflict', article.sidecar);
  });
  return false;
}

/** Says that there was nothing to do, where the eye is and nothing has to be closed. */
export function tellNothing(reason: string): false {
  vscode.window.setStatusBarMessage(`$(info) ${reason}`, STATUS_TIME);
  return false;
}

/** How long the status bar says so, in milliseconds. */
const STATUS_TIME = 10_000;

/** Says what was done, and offers to undo it. */
export function tell(article: AnnotatedArticle, message: string): void {
  const undo = vscode.l10n.t('Undo');
  void vscode.window.showInformationMessage(message, undo).then((answer) => {
    if (answer === undo) void attempt(article, () => article.undo());
  });
}

/** Shows an annotation file beside its article, at a range or the record of an annotation where one is given. */
export async function openSidecar(article: AnnotatedArticle, at?: vscode.Range | string): Promise<boolean> {
  const { sidecar } = article;
  try {
    // What was just annotated may still be on its way into the file.
    if (typeof at === 'string') await article.whenSaved().catch(() => undefined);
    const file = await vscode.workspace.openTextDocument(sidecar);
    const selection = typeof at === 'string' ? recordOf(file, at) : at;
    await vscode.window.showTextDocument(file, {
      viewColumn: vscode.ViewColumn.Beside,
      ...(selection !== undefined && { selection }),
    });
    return true;
  } catch {
    const name = vscode.workspace.asRelativePath(article.document.uri);
    return refuse(vscode.l10n.t('{0} has no annotation file yet. It is made with the first annotation.', name));
  }
}

/** The start of the line that gives a record its id. */
function recordOf(file: vscode.TextDocument, id: string): vscode.Range | undefined {
  const line = lineOfRecord(file.getText(), id);
  return line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
}
