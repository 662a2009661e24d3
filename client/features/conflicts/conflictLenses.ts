import * as vscode from 'vscode';
import { ARTICLE_LANGUAGE } from '../../../core/protocol';
import { findConflictMarkers } from '../../../core/yaml/conflictMarkers';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';

/** A line above the first marker of an unfinished merge, and above an article whose annotations are in conflict, that leads to the resolver. */
export class ConflictLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #articles: AnnotatedArticles;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(articles: AnnotatedArticles) {
    this.#articles = articles;
    this.#subscriptions = [
      articles.onDidChange(() => this.#changed.fire()),
      vscode.languages.registerCodeLensProvider([{ language: 'corpus-sidecar' }, { language: ARTICLE_LANGUAGE }], this),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (document.languageId !== ARTICLE_LANGUAGE) {
      const [marker] = findConflictMarkers(document.getText());
      return marker === undefined ? [] : [lensAt(document.positionAt(marker.offset), document.uri)];
    }
    const article = this.#articles.get(document);
    return article?.inConflict === true ? [lensAt(new vscode.Position(0, 0), article.sidecar)] : [];
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
    this.#changed.dispose();
  }
}

function lensAt(position: vscode.Position, sidecar: vscode.Uri): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(position, position), {
    title: `$(git-merge) ${vscode.l10n.t('Resolve Annotation Conflicts')}`,
    command: 'corpusAnnotator.resolveConflict',
    arguments: [sidecar],
  });
}
