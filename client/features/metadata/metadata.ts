import * as vscode from 'vscode';
import type { NewId } from '../../../core/annotation/id';
import { editingMetadata } from '../../../core/metadata/editMetadata';
import { METADATA_FIELDS, type MetadataField, type MetadataSource } from '../../../core/metadata/metadata';
import type { ArticleMetadata } from '../../../core/protocol';
import { range, utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toCanonical } from '../../positions';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import { attempt, refuse } from '../annotations/answers';
import { shorten } from '../annotations/labelPick';
import { OutlineRefresh } from './outlineRefresh';

/** What a key binding or another command may give: the value of a field. */
interface MetadataArgument {
  readonly field?: string;
  readonly value?: string;
}

/** Registers the command that edits newspaper, date, page and genre of the article at the cursor; it answers whether it did. */
export function activateMetadata(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  server: LanguageServer,
  newId: NewId,
): void {
  const edit = async (argument?: MetadataArgument): Promise<boolean> => {
    const editor = vscode.window.activeTextEditor;
    const article = editor && (await articles.ready(editor.document));
    if (editor === undefined || article === undefined) return refuse(vscode.l10n.t('Open a corpus article first.'));
    if (article.refusal !== undefined) return refuse(article.refusal, article);
    const { text } = article;
    const params = { uri: server.uriOf(article.document), version: article.document.version };
    const found = await server.metadata(params);
    if (found === undefined) return server.explainAbsence();
    const meant = articleAt(found, toCanonical(text, editor.selection).start);
    if (meant === undefined) return refuse(vscode.l10n.t('The file is empty, so there is nothing to describe.'));
    const field = METADATA_FIELDS.find((name) => name === argument?.field) ?? (await pickField(meant));
    if (field === undefined) return false;
    const value = argument?.value ?? (await askValue(field, meant));
    if (value === undefined) return false;
    const headline = range(utf16(meant.headline.start), utf16(meant.headline.end));
    const edited = { headline, text, isOnly: found.length === 1 };
    return write(article, () => article.set && editingMetadata(article.set, edited, field, value.trim(), newId));
  };
  context.subscriptions.push(
    new OutlineRefresh(articles),
    vscode.commands.registerCommand('corpusAnnotator.editMetadata', edit),
  );
}

/** The article at an offset, or the last one that begins before it. */
function articleAt(articles: readonly ArticleMetadata[], offset: number): ArticleMetadata | undefined {
  return articles.findLast((article) => article.range.start <= offset) ?? articles[0];
}

/** Changes nothing where the sidecar says so already. */
async function write(article: AnnotatedArticle, operation: () => ReturnType<typeof editingMetadata>): Promise<boolean> {
  const { text } = article;
  if (operation() === undefined) return false;
  const changed = vscode.l10n.t('The text here has changed meanwhile, so nothing was annotated.');
  return attempt(article, () =>
    article.perform(() => (article.text.text === text.text ? operation() : undefined) ?? changed),
  );
}

async function pickField({ name, metadata }: ArticleMetadata): Promise<MetadataField | undefined> {
  const items = METADATA_FIELDS.map((field) => {
    const known = metadata[field];
    const description = known === undefined ? '' : `${known.value} (${sourceName(known.from)})`;
    return { label: fieldName(field), description, field };
  });
  const title = vscode.l10n.t('Metadata of “{0}”', shorten(name));
  return (await vscode.window.showQuickPick(items, { title }))?.field;
}

function askValue(field: MetadataField, { metadata }: ArticleMetadata): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: fieldName(field),
    prompt: vscode.l10n.t(
      'It is kept in the annotation file. An empty value is removed, and what table, file name or text say counts.',
    ),
    value: metadata[field]?.value ?? '',
    ...(field === 'date' && { placeHolder: '2021-03-05' }),
  });
}

function fieldName(field: MetadataField): string {
  switch (field) {
    case 'newspaper':
      return vscode.l10n.t('Newspaper');
    case 'date':
      return vscode.l10n.t('Date');
    case 'page':
      return vscode.l10n.t('Page');
    case 'genre':
      return vscode.l10n.t('Genre');
  }
}

function sourceName(source: MetadataSource): string {
  switch (source) {
    case 'article':
    case 'document':
      return vscode.l10n.t('annotation file');
    case 'table':
      return vscode.l10n.t('table articles.csv');
    case 'fileName':
      return vscode.l10n.t('by the file name');
    case 'text':
      return vscode.l10n.t('by the text');
  }
}
