import * as vscode from 'vscode';
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

/** Shows an annotation file beside its article, at a range where one is given. */
export async function openSidecar({ sidecar, document }: AnnotatedArticle, selection?: vscode.Range): Promise<boolean> {
  try {
    const at = selection === undefined ? {} : { selection };
    await vscode.window.showTextDocument(sidecar, { viewColumn: vscode.ViewColumn.Beside, ...at });
    return true;
  } catch {
    const article = vscode.workspace.asRelativePath(document.uri);
    return refuse(vscode.l10n.t('{0} has no annotation file yet. It is made with the first annotation.', article));
  }
}
