import { keyTargetAt, placeOf } from '../../core/annotation/mode/keyTarget';
import { withMovedEdge, wordAt, wordsFrom, type EdgeMove, type Words } from '../../core/annotation/mode/spanEdges';
import type { Span } from '../../core/annotation/undecided';
import type { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../core/text/units';

/** The keys that move an edge, on a keyboard as in the United States. */
const EDGE_KEYS: readonly (readonly [key: string, move: EdgeMove])[] = [
  ['[', { edge: 'start', towards: 'out', by: 'character' }],
  [']', { edge: 'end', towards: 'out', by: 'character' }],
  ['{', { edge: 'start', towards: 'out', by: 'word' }],
  ['}', { edge: 'end', towards: 'out', by: 'word' }],
  [';', { edge: 'start', towards: 'in', by: 'character' }],
  ["'", { edge: 'end', towards: 'in', by: 'character' }],
  [':', { edge: 'start', towards: 'in', by: 'word' }],
  ['"', { edge: 'end', towards: 'in', by: 'word' }],
];

const HINTS = '1234567890abcdefghijklmnopqrstuvwxyz';

/** What an annotator sees around the cursor. */
export interface View {
  readonly text: CanonicalText;
  readonly words: Words;
  readonly open: readonly Span[];
  readonly annotations: readonly Span[];
  readonly cursor: Utf16;
}

interface Selected {
  readonly keys: readonly string[];
  readonly span: Range<Utf16>;
}

/**
 * The fewest keys that select a span, by an annotator who knows them all; undefined where more than `most` are needed.
 * Breadth first: what takes fewer keys is found first.
 */
export function keysToSelect(view: View, wanted: Range<Utf16>, most: number): readonly string[] | undefined {
  const seen = new Set<string>();
  let waiting: Selected[] = firstSteps(view);
  for (let keys = 1; keys <= most; keys++) {
    const reached = waiting.filter((each) => each.keys.length === keys);
    const found = reached.find(({ span }) => span.start === wanted.start && span.end === wanted.end);
    if (found !== undefined) return found.keys;
    const fresh = reached.filter(({ span }) => !seen.has(`${span.start} ${span.end}`));
    fresh.forEach(({ span }) => seen.add(`${span.start} ${span.end}`));
    waiting = [
      ...waiting.filter((each) => each.keys.length > keys),
      ...fresh.flatMap((each) => furtherSteps(view, each)),
    ];
  }
  return undefined;
}

/** What one action selects where nothing is. */
function firstSteps(view: View): Selected[] {
  const { words, cursor } = view;
  const target = keyTargetAt({ ...view, text: view.text.text }, range(cursor, cursor));
  const place = target && placeOf(target);
  const around = place && range(utf16(place.start), utf16(place.end));
  const word = wordAt(words, cursor) ?? wordsFrom(words, cursor)[0];
  return [
    ...(word === undefined ? [] : [{ keys: ['w'], span: word }]),
    ...(around === undefined ? [] : [{ keys: ['e'], span: around }]),
    // An annotation at the cursor would be changed itself.
    ...(around === undefined || target?.kind === 'annotation' ? [] : moved(view, { keys: [], span: around })),
    ...upToWords(view, { keys: [], span: range(cursor, cursor) }),
  ];
}

function furtherSteps(view: View, from: Selected): Selected[] {
  const { text, words } = view;
  const more = (key: string, edge: EdgeMove['edge']): Selected => {
    return {
      keys: [...from.keys, key],
      span: withMovedEdge(text, words, from.span, { edge, towards: 'out', by: 'word' }),
    };
  };
  return [more('w', 'end'), more('W', 'start'), ...moved(view, from), ...upToWords(view, from)];
}

function moved({ text, words }: View, { keys, span }: Selected): Selected[] {
  return EDGE_KEYS.map(([key, move]) => ({ keys: [...keys, key], span: withMovedEdge(text, words, span, move) }));
}

function upToWords({ words }: View, { keys, span }: Selected): Selected[] {
  const ahead = wordsFrom(words, span.start).slice(0, HINTS.length);
  const start = span.start < span.end ? span.start : ahead[0]?.start;
  return ahead.map((word, at) => ({
    keys: [...keys, 'v', HINTS.charAt(at)],
    span: range(start ?? word.start, word.end),
  }));
}
