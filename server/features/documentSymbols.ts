import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { OutlineKind, OutlineNode } from '../../core/article/outline';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { ArticleMetadata } from '../../core/protocol';
import { visibleText } from '../../core/text/visible';
import { toLspRange } from '../workspace/positions';
import { isOf, metadataDetail } from './articleMetadata';

/** The icon of each part; the protocol has no kinds for prose. */
export const SYMBOL_KIND: Readonly<Record<OutlineKind, SymbolKind>> = {
  article: SymbolKind.File,
  headline: SymbolKind.Class,
  subtitle: SymbolKind.Interface,
  caption: SymbolKind.Object,
  dateline: SymbolKind.Event,
  byline: SymbolKind.Key,
  section: SymbolKind.Namespace,
  paragraph: SymbolKind.String,
  furniture: SymbolKind.Null,
};

/**
 * The outline of an article file as the editor shows it; beside its name each part has its kind, an article what is known of it.
 */
export function documentSymbolsOf(
  text: CanonicalText,
  outline: readonly OutlineNode[],
  metadata: readonly ArticleMetadata[] = [],
): DocumentSymbol[] {
  return outline.map((node) => {
    const range = toLspRange(text, node.range);
    return {
      name: visibleText(node.name),
      detail: visibleText(detailOf(node, metadata)),
      kind: SYMBOL_KIND[node.kind],
      range,
      selectionRange: range,
      children: documentSymbolsOf(text, node.children),
    };
  });
}

function detailOf(node: OutlineNode, metadata: readonly ArticleMetadata[]): string {
  const known = node.kind === 'article' ? metadata.find((article) => isOf(article, node)) : undefined;
  const detail = known === undefined ? '' : metadataDetail(known.metadata);
  return detail === '' ? node.kind : detail;
}
