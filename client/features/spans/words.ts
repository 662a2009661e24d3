import * as vscode from 'vscode';
import type { ValueWords } from '../../../core/annotation/values';
import type { EventRecord } from '../../../core/annotation/annotation';
import type { Texts } from '../../../core/annotation/schema';
import type { AnnotationView } from '../../../core/protocol';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { shorten } from '../annotations/labelPick';

export const placeOf = ({ start, end }: Pick<AnnotationView, 'start' | 'end'>): Range<Utf16> =>
  range(utf16(start), utf16(end));

/** The places of an annotation, one for each of its parts; none where it has lost its place. */
export function partsOf({ annotations }: AnnotatedArticle, id: string): Range<Utf16>[] {
  return annotations.filter((view) => view.id === id).map(placeOf);
}

/** The words of an annotation, those of all its parts, on one line; its stored words where it has no place. */
export function wordsOf(article: AnnotatedArticle, id: string): string {
  const parts = partsOf(article, id).map((part) => article.text.slice(part));
  return shorten(parts.length > 0 ? parts.join(' … ') : (article.annotation(id)?.exact ?? id));
}

/** `楼阳生 (PER)`. */
export function describe(article: AnnotatedArticle, id: string): string {
  const label = article.annotation(id)?.label;
  return label === undefined ? wordsOf(article, id) : `${wordsOf(article, id)} (${label})`;
}

/** `visit: 调研`. */
export function eventText(article: AnnotatedArticle, { label, trigger }: EventRecord): string {
  const type = article.schema.events.find(({ id }) => id === label);
  const name = type === undefined ? label : nameIn(type.names);
  return trigger === undefined ? name : `${name}: ${wordsOf(article, trigger)}`;
}

/** A name of the schema in the language of the editor. */
export function nameIn(names: Texts): string {
  return vscode.env.language.startsWith('zh') ? names.zh : names.en;
}

/** What stands between the items of a list. */
export const listSeparator = (): string => (vscode.env.language.startsWith('zh') ? '、' : ', ');

/** What values are told with. */
export function valueWords(): ValueWords {
  return { yes: vscode.l10n.t('yes'), no: vscode.l10n.t('no'), separator: listSeparator() };
}
