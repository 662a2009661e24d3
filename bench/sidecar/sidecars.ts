import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareAnnotations,
  textIdentity,
  type Annotation,
  type AnnotationSet,
} from '../../core/annotation/annotation';
import { describeSpan } from '../../core/annotation/spanDescription';
import { CanonicalText } from '../../core/text/canonicalText';
import { codePoint, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';

const LABELS = ['PER', 'ORG', 'LOC', 'TIME', 'POST'];
/** Longer than any article of the sample corpus, so that annotations spread as in a long one. */
const TEXT_LENGTH = 100_000;

/** What annotations carry: nothing but words, also their context, also who made them from what. */
export type Detail = 'words' | 'context' | 'source';

/** The articles of the sample corpus, one after the other, over and over. */
export function longText(): CanonicalText {
  const folder = join(__dirname, '../../../seeds');
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const articles = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  return new CanonicalText(articles.repeat(Math.ceil(TEXT_LENGTH / articles.length)).slice(0, TEXT_LENGTH));
}

/** A set of so many annotations of a text, spread evenly; ids are numbered so that every run measures the same file. */
export function annotatedSet(text: CanonicalText, count: number, detail: Detail): AnnotationSet {
  const annotations = Array.from({ length: count }, (_, index) => annotationOf(text, index, count, detail));
  const set = { text: textIdentity(text, sha256), relations: [], document: {} };
  return { ...set, annotations: annotations.toSorted(compareAnnotations) };
}

/** The annotation with a number that annotates the text at its share of the way. */
export function annotationOf(text: CanonicalText, index: number, count: number, detail: Detail): Annotation {
  // The articles have no character beyond U+FFFF: both units are the same.
  const start = Math.floor((index * (text.length - 20)) / count);
  const end = start + 2 + (index % 6);
  const description = describeSpan(text, { start: utf16(start), end: utf16(end) });
  const context = detail === 'words' ? { before: '', after: '' } : {};
  const source = { kind: 'suggestion', recognisers: ['tagger', 'place-suffix'], version: '0.4.0' };
  return {
    id: sha256(`annotation ${index}`).slice(0, 16),
    label: LABELS[index % LABELS.length] as string,
    start: codePoint(start),
    end: codePoint(end),
    ...description,
    ...context,
    ...(detail === 'source' && { by: 'lin', at: '2024-06-14T10:00:00Z', source }),
  };
}
