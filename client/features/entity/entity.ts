import * as vscode from 'vscode';
import type { EntityNode } from '../../../core/annotation/entityTree';
import type { Stop } from '../../../core/annotation/mode/keyTarget';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toRange } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { refuse } from '../annotations/answers';
import type { ListedArticles } from '../annotationTree/listedArticles';
import { EntityView, VIEW, type FindStored } from './entityView';

/** Makes the tree "Entity" and its commands. */
export function activateEntity(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  server: LanguageServer,
  listed: ListedArticles,
  findStored: FindStored,
): void {
  const view = new EntityView(listed, server, findStored);
  const register = (name: string, run: (key?: unknown) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`${VIEW}.${name}`, run));
  };
  const meant = (key: unknown): EntityNode | undefined => (typeof key === 'string' ? view.node(key) : view.selection);
  context.subscriptions.push(view);
  register('open', async (key) => {
    const node = meant(key);
    return node !== undefined && open(node, articles);
  });
  register('show', () => view.focus());
  // The commands on relations work on the article in view, which the relation is of.
  for (const name of ['relabelRelation', 'reverseRelation', 'removeRelation'])
    register(name, async (key) => {
      const node = meant(key);
      if (node?.kind !== 'relation') return refuse(vscode.l10n.t('Select a relation in the tree “Entity” first.'));
      const article = await articles.open(node.uri);
      if (article !== undefined) await vscode.window.showTextDocument(article.document, { preserveFocus: true });
      const isDone = await vscode.commands.executeCommand<boolean>(`corpusAnnotator.${name}`, { id: node.id });
      await view.focus();
      return isDone;
    });
}

/** The cursor goes to what a node stands for: a mention, the other end of a relation, the words of an event. */
async function open(node: EntityNode, articles: AnnotatedArticles): Promise<boolean> {
  switch (node.kind) {
    case 'mention': {
      const { start, end } = node.mention;
      return show(node.uri, articles, () => ({ start, end }));
    }
    case 'note':
      return show(node.uri, articles, viewOf(node.id));
    case 'relation':
      return show(node.uri, articles, viewOf(node.seenFrom === 'from' ? node.to.id : node.from.id));
    case 'event':
      return show(node.uri, articles, viewOf(node.trigger?.id ?? node.parts[0]?.id ?? ''));
    case 'stored':
      return show(node.annotation.uri, articles, viewOf(node.annotation.id));
    case 'section':
    case 'fact':
    case 'article':
      return false;
  }
}

type Find = (article: AnnotatedArticle) => Stop | undefined;

const viewOf =
  (id: string): Find =>
  ({ annotations }) =>
    annotations.find((view) => view.id === id);

async function show(uri: string, articles: AnnotatedArticles, find: Find): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const article = await articles.ready(document);
  const found = article && find(article);
  if (article === undefined || found === undefined)
    return refuse(vscode.l10n.t('This annotation is not there any more.'));
  const { start, end, id } = found;
  const place = toRange(article.text, range(utf16(start), utf16(end)));
  const editor = await vscode.window.showTextDocument(article.document, { preview: false });
  editor.selection = new vscode.Selection(place.start, place.start);
  article.goneTo = { start, end, cursor: start, ...(id !== undefined && { id }) };
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}
