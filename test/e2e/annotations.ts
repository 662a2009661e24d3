import {
  emptyAnnotationSet,
  textIdentity,
  type Annotation,
  type AnnotationSet,
} from '../../core/annotation/annotation';
import { spanFields } from '../../core/annotation/placement';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';

/** Annotations for a text, one on each of the words; their ids are a, b, c in this order. */
export function setOf(content: string, ...words: readonly string[]): AnnotationSet {
  const text = new CanonicalText(content);
  const annotations = words.map((word, at): Annotation => {
    const start = text.text.indexOf(word);
    const span = spanFields(text, [range(utf16(start), utf16(start + word.length))]);
    return { id: 'abcdefghijkl'[at] as string, label: 'TERM', ...span };
  });
  return { ...emptyAnnotationSet(textIdentity(text, sha256)), annotations };
}
