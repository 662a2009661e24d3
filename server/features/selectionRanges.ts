import type { SelectionRange } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import type { Segmenter } from '../../core/analysis/segmenter';
import type { OutlineNode } from '../../core/article/outline';
import { sentencesOf } from '../../core/article/sentences';
import type { CanonicalText } from '../../core/text/canonicalText';
import type { Block } from '../../core/text/logicalText';
import { contains, range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { toLspRange } from '../workspace/positions';
import type { EntityMap } from './entitySpans';
import { wordAt } from './spanAt';

/** What selections grow by. */
export interface SelectionSource {
  readonly analysis: Analysis;
  readonly entities: EntityMap;
  readonly segmenter: Segmenter;
}

/**
 * What a selection grows by at each offset, step by step: the character, the word, the entities around it, the sentence,
 * the paragraph, the section, the article, the file. It yields after each offset.
 */
export function* selectionRangesInSteps(
  source: SelectionSource,
  offsets: readonly Utf16[],
): Generator<void, SelectionRange[]> {
  const { text } = source.analysis;
  const sentences = new SentencesOf(source.analysis);
  const found: SelectionRange[] = [];
  for (const offset of offsets) {
    found.push(linked(text, growing(rangesAround(source, sentences, offset), offset)));
    yield;
  }
  return found;
}

function rangesAround(
  { analysis, entities, segmenter }: SelectionSource,
  sentences: SentencesOf,
  offset: Utf16,
): Range<Utf16>[] {
  const { text, outline } = analysis;
  const word = wordAt(text, segmenter, offset);
  return [
    characterAt(text, offset),
    ...(word === null ? [] : [range(utf16(word.start), utf16(word.end))]),
    ...entities.holding(offset),
    ...sentences.at(offset),
    ...partsAt(outline, offset),
    range(utf16(0), text.end),
  ];
}

/** The ranges that hold the offset, each in the next one; of two that cross, the longer one is left out. */
function growing(ranges: readonly Range<Utf16>[], offset: Utf16): Range<Utf16>[] {
  const chain: Range<Utf16>[] = [];
  const holding = ranges.filter(({ start, end }) => start <= offset && offset <= end);
  for (const next of holding.sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const last = chain.at(-1);
    const isLarger = last === undefined || (contains(next, last) && next.end - next.start > last.end - last.start);
    if (isLarger) chain.push(next);
  }
  return chain;
}

function linked(text: CanonicalText, chain: readonly Range<Utf16>[]): SelectionRange {
  const whole = { range: toLspRange(text, range(utf16(0), text.end)) };
  return (
    chain.reduceRight<SelectionRange | undefined>(
      (parent, each) => ({ range: toLspRange(text, each), ...(parent !== undefined && { parent }) }),
      undefined,
    ) ?? whole
  );
}

/** How far around the cursor is looked for the bounds of a character: no character of a name is longer. */
const CONTEXT = 32;

/** The character as a reader sees it (a letter with its accents, an emoji of several parts) behind the offset. */
function characterAt(text: CanonicalText, offset: Utf16): Range<Utf16> {
  const line = text.positionAt(offset).line;
  const start = text.snap(utf16(Math.max(text.lineStart(line), offset - CONTEXT)));
  const end = text.snap(utf16(Math.min(text.lineEnd(line), offset + CONTEXT)));
  const characters = new Intl.Segmenter().segment(text.slice({ start, end }));
  const found = characters.containing(offset - start);
  if (found === undefined) return range(offset, offset);
  return range(utf16(start + found.index), utf16(start + found.index + found.segment.length));
}

/** The parts of the outline that hold an offset, from the article down. */
function partsAt(outline: readonly OutlineNode[], offset: Utf16): Range<Utf16>[] {
  const found = outline.findLast(({ range: { start, end } }) => start <= offset && offset <= end);
  return found === undefined ? [] : [found.range, ...partsAt(found.children, offset)];
}

/** The sentences of an article's blocks, read where they are asked for: cursors in one block read it once. */
class SentencesOf {
  readonly #analysis: Analysis;
  readonly #read = new Map<Block, readonly Range<Utf16>[]>();

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  at(offset: Utf16): Range<Utf16>[] {
    const { logical } = this.#analysis;
    const at = logical.toLogical(offset);
    const block = logical.blocks.find(({ range: { start, end } }) => start <= at && at <= end);
    if (block === undefined) return [];
    const sentences = this.#read.get(block) ?? sentencesOf(block).map((each) => logical.toCanonical(each));
    this.#read.set(block, sentences);
    return sentences.filter(({ start, end }) => start <= offset && offset <= end).slice(-1);
  }
}
