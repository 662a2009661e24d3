import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText, type LogicalText } from '../../../core/text/logicalText';
import { utf16 } from '../../../core/text/units';
import type { PersonMention } from '../../../core/article/subjects';

/** A text with the persons that `‹…›` marks in it; the same name is the same person. */
export function personsIn(marked: string): {
  readonly logical: LogicalText;
  readonly persons: readonly PersonMention[];
} {
  const names: { readonly start: number; readonly name: string }[] = [];
  let source = '';
  for (const [, before = '', name] of marked.matchAll(/([^‹]*)(?:‹([^›]*)›|$)/g)) {
    source += before;
    if (name !== undefined) names.push({ start: source.length, name });
    source += name ?? '';
  }
  const logical = readLogicalText(new CanonicalText(source));
  const persons = names.map(({ start, name }) => ({
    range: { start: logical.toLogical(utf16(start)), end: logical.toLogical(utf16(start + name.length)) },
    entity: name,
  }));
  return { logical, persons };
}
