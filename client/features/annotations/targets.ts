import type * as vscode from 'vscode';
import { placeOf } from '../../../core/annotation/mode/keyTarget';
import type { SuggestionSource } from '../../../core/annotation/source';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { wholeGraphemes } from '../../../core/text/graphemes';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { LanguageServer } from '../../languageServer';
import { toCanonical } from '../../positions';
import type { AnnotatedArticle, NewAnnotation } from './annotatedArticle';

/** A span that a command works on, with what a recogniser says of it. */
export interface Target {
  readonly range: Range<Utf16>;
  /** The text that the range is in. */
  readonly text: CanonicalText;
  readonly suggestion?: { readonly label: string; readonly source?: SuggestionSource };
  /** The selection cut a character that readers take for one. */
  readonly isWidened?: boolean;
}

/** The selections, blanks at their ends left out; where nothing is selected, what is meant at the cursor, else the word. */
export async function targetsOf(
  selections: readonly vscode.Range[],
  article: AnnotatedArticle,
  server: LanguageServer,
): Promise<Target[]> {
  const targets = await Promise.all(
    selections.map(async (selection): Promise<Target | undefined> => {
      const { text } = article;
      const asked = selectedIn(text, selection);
      const selected = selection.isEmpty ? asked : wholeGraphemes(text, asked);
      if (selection.isEmpty) return meantAt(article, asked) ?? targetAt(article, asked.start, server);
      const suggested = await targetAt(article, selected.start, server);
      const isSuggested = suggested?.range.start === selected.start && suggested.range.end === selected.end;
      const isWidened = selected.start < asked.start || asked.end < selected.end;
      return { ...(isSuggested ? suggested : { range: selected, text }), isWidened };
    }),
  );
  return targets.flatMap((target) => (target !== undefined && target.range.start < target.range.end ? [target] : []));
}

/** The suggestion or annotation that is meant by a cursor. */
function meantAt(article: AnnotatedArticle, cursor: Range<Utf16>): Target | undefined {
  const { text } = article;
  const meant = article.meant(cursor);
  if (meant === undefined) return undefined;
  const { start, end } = placeOf(meant);
  const place = { range: range(utf16(start), utf16(end)), text };
  if (meant.kind !== 'suggestion') return place;
  const { label, source } = meant.suggestion;
  return { ...place, suggestion: { label, source } };
}

/** The suggestion or word at an offset; undefined where there is none, or the server cannot say. */
export async function targetAt(
  article: AnnotatedArticle,
  offset: Utf16,
  server: LanguageServer,
): Promise<Target | undefined> {
  const { text } = article;
  const uri = server.uriOf(article.document);
  const found = await server.spanAt({ uri, version: article.document.version, offset });
  if (found === undefined) return undefined;
  const span = range(utf16(found.start), utf16(found.end));
  if (found.label === undefined) return { range: span, text };
  return {
    range: span,
    text,
    suggestion: { label: found.label, ...(found.source !== undefined && { source: found.source }) },
  };
}

/** What is selected, blanks at its ends left out: a mouse easily takes the end of the line before. */
export function selectedIn(text: CanonicalText, selection: vscode.Range): Range<Utf16> {
  const selected = toCanonical(text, selection);
  return selection.isEmpty ? selected : withoutBlanks(text, selected);
}

/** A range without the blanks at its ends. */
export function withoutBlanks(text: CanonicalText, selected: Range<Utf16>): Range<Utf16> {
  const content = text.slice(selected);
  const start = selected.start + (content.length - content.trimStart().length);
  return range(utf16(start), utf16(Math.max(start, selected.end - (content.length - content.trimEnd().length))));
}

/** The annotation of a target; one that takes the suggested label keeps where it came from. */
export function annotationOf({ range: span, text, suggestion }: Target, label: string): NewAnnotation {
  const source = suggestion?.label === label ? suggestion.source : undefined;
  return { range: span, text, label, ...(source !== undefined && { source }) };
}
