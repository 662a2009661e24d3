import { strict as assert } from 'node:assert';
import type { Analysis } from '../../core/analysis/analysis';
import { groupEntities } from '../../core/analysis/entities';
import { KnownEntities, type KnownEntity } from '../../core/analysis/knownEntities';
import type { Mention } from '../../core/analysis/mention';
import { outlineOf } from '../../core/article/outline';
import type { AnnotationView } from '../../core/protocol';
import { CanonicalText } from '../../core/text/canonicalText';
import { readLogicalText } from '../../core/text/logicalText';
import { range, utf16, type Utf16 } from '../../core/text/units';
import { readMarkedText } from '../core/analysis/markedText';

/** An analysis in which the spans marked in a text (`⟦PER:楼阳生⟧`) are what was recognised. */
export function markedArticle(marked: string, known: readonly KnownEntity[] = []): Analysis {
  const { text: source, spans } = readMarkedText(marked);
  const text = new CanonicalText(source);
  const logical = readLogicalText(text);
  const located = spans.map(({ label, start, end }) => {
    const place = range(logical.toLogical(utf16(start)), logical.toLogical(utf16(end)));
    return { label, text: logical.text.slice(place.start, place.end), logical: place };
  });
  const { entities, entityOf } = groupEntities(logical.text, located, new KnownEntities(known));
  const mentions = located.map((span, index): Mention => {
    const { start, end } = spans[index]!;
    const place = range(utf16(start), utf16(end));
    return { ...span, range: place, confidence: 1, evidence: [], entity: entityOf[index]! };
  });
  return { text, logical, outline: outlineOf(logical), mentions, entities, quotations: [], spokenParts: [] };
}

/** An annotation of the nth place (from 1) of some words. */
export function annotationOf(
  { text }: Analysis,
  words: string,
  label: string,
  { nth = 1, entity }: { readonly nth?: number; readonly entity?: string } = {},
): AnnotationView {
  const start = placeOf(text, words, nth);
  const end = start + words.length;
  return { id: `${label}${start}`, label, start, end, state: 'anchored', ...(entity !== undefined && { entity }) };
}

/** Where the nth place (from 1) of some words begins. */
export function placeOf({ text }: CanonicalText, words: string, nth = 1): Utf16 {
  let at = -1;
  for (let count = 0; count < nth; count++) at = text.indexOf(words, at + 1);
  assert.notEqual(at, -1, `${words} stands ${nth} times in the article`);
  return utf16(at);
}
