import * as vscode from 'vscode';
import type { SidecarStore } from '../../../core/annotation/store';
import { isSidecarPath } from '../../../core/annotation/sidecarPath';
import type { NewId } from '../../../core/annotation/id';
import { SIDECAR_LANGUAGE } from '../../../core/protocol';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse } from '../annotations/answers';
import { ConflictLenses } from './conflictLenses';
import { conflictOfFile, conflictOfMemory, type OpenConflict } from './openConflict';
import { resolve, SidesOfConflicts } from './resolver';

/** Registers the resolver of conflicts: of files that git left with markers, and of files changed under the memory. */
export function activateConflicts(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  store: SidecarStore,
  newId: NewId,
): void {
  const sides = new SidesOfConflicts();
  const command = vscode.commands.registerCommand('corpusAnnotator.resolveConflict', async (sidecar?: vscode.Uri) => {
    const conflict = await findConflict(articles, sidecar);
    if (typeof conflict === 'string') return refuse(conflict);
    const resolved = await resolve(conflict, sides, newId);
    if (resolved.kind === 'dismissed') return false;
    await store.fileChanged(conflict.sidecar.toString());
    if (resolved.refusal !== undefined) return refuse(resolved.refusal);
    if (conflict.afterwards !== undefined) void vscode.window.showInformationMessage(conflict.afterwards);
    return true;
  });
  const lenses = vscode.languages.registerCodeLensProvider({ language: SIDECAR_LANGUAGE }, new ConflictLenses());
  context.subscriptions.push(command, sides, lenses);
}

/** The conflict of the sidecar that is named or, without one, of the active editor; or why there is none. */
async function findConflict(
  articles: AnnotatedArticles,
  named: vscode.Uri | undefined,
): Promise<OpenConflict | string> {
  const document = vscode.window.activeTextEditor?.document;
  const active = document !== undefined && isSidecarPath(document.uri.path) ? document.uri : undefined;
  const sidecar = named ?? active;
  const article =
    sidecar === undefined
      ? document && (await articles.ready(document))
      : articles.all().find((other) => other.sidecar.toString() === sidecar.toString());
  const target = sidecar ?? article?.sidecar;
  if (target === undefined) {
    return vscode.l10n.t('Open an article or an annotation file with a conflict first.');
  }
  return conflictOf(target, article);
}

function conflictOf(sidecar: vscode.Uri, article: AnnotatedArticle | undefined): Promise<OpenConflict | string> {
  if (article !== undefined && article.conflicts.length > 0) return Promise.resolve(conflictOfMemory(article));
  return conflictOfFile(sidecar);
}
