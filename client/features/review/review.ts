import * as vscode from 'vscode';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { activateReviewCommands } from './reviewCommands';
import { ReviewDiagnostics } from './reviewDiagnostics';
import { ReviewFixes } from './reviewFixes';
import { Reviews } from './reviews';
import { ReviewView } from './reviewView';

/** Makes what needs a person visible: in a tree, in the text, and with commands and quick fixes that settle it. */
export function activateReview(context: vscode.ExtensionContext, articles: AnnotatedArticles): void {
  const reviews = new Reviews(articles);
  const view = new ReviewView(reviews);
  context.subscriptions.push(reviews, view, new ReviewDiagnostics(articles, reviews), new ReviewFixes(articles));
  activateReviewCommands(context, articles, reviews, view);
  void vscode.commands.executeCommand('setContext', 'corpusAnnotator.isActive', true);
}
