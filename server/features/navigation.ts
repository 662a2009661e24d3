import { DocumentHighlightKind, type DocumentHighlight, type Location, type LocationLink } from 'vscode-languageserver';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { Utf16 } from '../../core/text/units';
import { toLspRange } from '../workspace/positions';
import type { EntityMap, EntitySpan } from './entitySpans';

/** All places of the entity at an offset; the first, which defines it, is marked as writing. Null where none stands. */
export function documentHighlightsAt(text: CanonicalText, map: EntityMap, offset: Utf16): DocumentHighlight[] | null {
  const found = map.at(offset);
  if (found === undefined) return null;
  return found.entity.spans.map(({ range }, index) => ({
    range: toLspRange(text, range),
    kind: index === 0 ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

/** Where the entity at an offset is mentioned; the first mention counts as its declaration. */
export function referencesAt(
  uri: string,
  text: CanonicalText,
  map: EntityMap,
  offset: Utf16,
  includeDeclaration: boolean,
): Location[] | null {
  const found = map.at(offset);
  if (found === undefined) return null;
  const spans = includeDeclaration ? found.entity.spans : found.entity.spans.slice(1);
  return spans.map(({ range }) => ({ uri, range: toLspRange(text, range) }));
}

/** The first mention of the entity at an offset, and the whole span that leads there. */
export function definitionAt(uri: string, text: CanonicalText, map: EntityMap, offset: Utf16): LocationLink[] | null {
  const found = map.at(offset);
  if (found === undefined) return null;
  const target = toLspRange(text, (found.entity.spans[0] as EntitySpan).range);
  return [
    {
      originSelectionRange: toLspRange(text, found.range),
      targetUri: uri,
      targetRange: target,
      targetSelectionRange: target,
    },
  ];
}

/** The same for a client that knows places only. */
export function asLocation({ targetUri, targetSelectionRange }: LocationLink): Location {
  return { uri: targetUri, range: targetSelectionRange };
}
