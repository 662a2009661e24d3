import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { OutlineKind, OutlineNode } from '../../core/article/outline';
import type { CanonicalText } from '../../core/text/canonicalText';
import { visibleText } from '../../core/text/visible';
import { toLspRange } from '../workspace/positions';

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

/** The outline of an article file as the editor shows it; the kind of each part stands beside its name. */
export function documentSymbolsOf(text: CanonicalText, outline: readonly OutlineNode[]): DocumentSymbol[] {
  return outline.map((node) => {
    const range = toLspRange(text, node.range);
    return {
      name: visibleText(node.name),
      detail: node.kind,
      kind: SYMBOL_KIND[node.kind],
      range,
      selectionRange: range,
      children: documentSymbolsOf(text, node.children),
    };
  });
}
