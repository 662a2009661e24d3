import * as vscode from 'vscode';
import { anchorAll } from '../../../core/annotation/anchoring';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { sidecarPathOf } from '../../../core/annotation/sidecarPath';
import type { PlacedSpan } from '../../../core/occurrences/verdict';
import type { SearchHost } from '../../../core/occurrences/searchCorpus';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { decodeArticle } from '../../../core/text/decode';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import type { LanguageServer } from '../../languageServer';
import { corpusFiles } from '../../storage/corpusFiles';
import { annotator, type AnnotatedArticles } from '../annotations/annotatedArticles';

/** What a search reads: open articles as the editor shows them, others from disk; the server says what are words. */
export function searchHost(articles: AnnotatedArticles, server: LanguageServer): SearchHost {
  return {
    async text(articleUri) {
      const open = await articles.open(articleUri);
      if (open !== undefined) return open.text;
      const bytes = await corpusFiles.read(articleUri).catch(() => undefined);
      return bytes && decodeArticle(bytes).value;
    },
    async annotations(articleUri, text) {
      const open = await articles.open(articleUri);
      if (open?.text === text)
        return open.annotations.map(({ label, start, end }) => ({ label, range: range(utf16(start), utf16(end)) }));
      return storedAnnotations(articleUri, text);
    },
    longerWords: (articleUri, pieces) => server.longerWords({ articleUri: vscode.Uri.parse(articleUri, true), pieces }),
  };
}

async function storedAnnotations(articleUri: string, text: CanonicalText): Promise<PlacedSpan[]> {
  const bytes = await corpusFiles.read(sidecarPathOf(articleUri, annotator())).catch(() => undefined);
  const set = bytes && SidecarVersion.read(bytes).value?.set;
  if (set === undefined) return [];
  const anchorings = anchorAll(set, text, sha256(text.text));
  return set.annotations.flatMap(({ id, label }) =>
    (anchorings.get(id)?.parts ?? []).map((part): PlacedSpan => ({ label, range: part })),
  );
}
