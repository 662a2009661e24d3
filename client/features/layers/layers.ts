import * as vscode from 'vscode';
import { ownerOfSidecar } from '../../../core/annotation/sidecarPath';
import type { SidecarFiles } from '../../../core/annotation/sidecarFiles';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse, tellNothing } from '../annotations/answers';
import type { CorpusIndex } from '../progress/corpusIndex';
import { annotatorOf, OtherLayers } from './otherLayers';

/** Annotators work blind: what others annotated is shown only when it is asked for, and only in this window. */
export function activateLayers(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  files: Pick<SidecarFiles, 'beside'>,
  index: CorpusIndex,
): void {
  const layers = new OtherLayers(articles);
  const register = (name: string, run: (argument?: unknown) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`corpusAnnotator.${name}`, run));
  };
  context.subscriptions.push(layers);
  register('showAnnotationsOf', async (names) => {
    const editor = vscode.window.activeTextEditor;
    const article = editor && (await articles.ready(editor.document));
    if (article === undefined) return refuse(vscode.l10n.t('Open a corpus article first.'));
    const others = await othersBeside(article, files);
    if (others.length === 0) return tellNothing(vscode.l10n.t('Nobody else has annotated this article.'));
    const chosen = Array.isArray(names)
      ? others.filter((uri) => names.includes(annotatorOf(uri)))
      : await pick(others, layers.shown(article));
    if (chosen === undefined) return false;
    const unread = await layers.show(article, chosen);
    if (unread.length > 0)
      return refuse(vscode.l10n.t('These annotations cannot be read: {0}', unread.map(annotatorOf).join(', ')));
    return chosen.length > 0;
  });
  register('hideAnnotationsOf', () => layers.hideAll());
  register('hideFilesOfOthers', () => hideFiles(index));
}

/** The sidecars of an article that are not this window's. */
async function othersBeside(article: AnnotatedArticle, files: Pick<SidecarFiles, 'beside'>): Promise<string[]> {
  const beside = await files.beside(article.document.uri.toString());
  return beside.filter((uri) => uri !== article.sidecar.toString());
}

async function pick(others: readonly string[], shown: readonly string[]): Promise<string[] | undefined> {
  const items = others.map((uri) => ({ label: annotatorOf(uri), picked: shown.includes(uri), uri }));
  const title = vscode.l10n.t('Show Annotations of');
  const placeHolder = vscode.l10n.t('They can be looked at in this window, not changed. Choose nobody to hide them.');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  return picked?.map(({ uri }) => uri);
}

/** Leaves the files of other annotators out of the explorer, of search and of Quick Open, by the settings of the workspace. */
async function hideFiles(index: CorpusIndex): Promise<boolean> {
  const articles = await index.articles();
  const names = new Set(
    articles.flatMap(({ sidecars }) => sidecars.flatMap((uri) => ownerOfSidecar(uri)?.annotator ?? [])),
  );
  const own = annotator();
  if (own !== undefined) names.delete(own);
  if (names.size === 0) return tellNothing(vscode.l10n.t('There are no files of other annotators in this folder.'));
  const settings = vscode.workspace.getConfiguration('files');
  const before = settings.inspect<Readonly<Record<string, unknown>>>('exclude')?.workspaceValue ?? {};
  const hidden = [...names].sort().map((name) => [`**/*.txt.${name}.ann.yaml`, true] as const);
  const exclude: Readonly<Record<string, unknown>> = Object.fromEntries([...Object.entries(before), ...hidden]);
  await settings.update('exclude', exclude, vscode.ConfigurationTarget.Workspace);
  return true;
}
