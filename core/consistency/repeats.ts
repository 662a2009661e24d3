import { wordAcross } from '../occurrences/longerWords';
import { freeOf } from '../text/freeRanges';
import { contains, logical, range, utf16, type Range, type Utf16 } from '../text/units';
import type { AnnotatedText } from './article';
import type { UnlabelledRepeat } from './inconsistency';
import type { LabelsOfWords } from './labelsOfWords';
import { Phrases, type PhraseFound } from './phrases';

type Wanted = readonly [words: string, labels: LabelsOfWords];

/** Looks in articles for words that have a label elsewhere; those that have several, none of which stands out, are let be. */
export class Repeats {
  readonly #wanted: readonly Wanted[];
  readonly #phrases: Phrases;

  constructor(labels: ReadonlyMap<string, LabelsOfWords>) {
    this.#wanted = [...labels].filter(([words, { majority }]) => majority !== undefined && isName(words));
    this.#phrases = new Phrases(this.#wanted.map(([words]) => words));
  }

  /** What stands unlabelled in an article, in order; undefined behind each paragraph, so that the caller can pause there. */
  *in(article: AnnotatedText): Generator<UnlabelledRepeat | undefined> {
    const { logical: text } = article;
    const isOpen = openPlaces(article);
    for (const { range: block, text: paragraph } of text.blocks) {
      const placeOf = ({ start, end }: PhraseFound): Range<Utf16> =>
        text.toCanonical(range(logical(block.start + start), logical(block.start + end)));
      const words = article.words?.(paragraph);
      const isWanted = (found: PhraseFound): boolean => {
        const cut = words && (wordAcross(words, found.start) ?? wordAcross(words, found.end));
        return cut === undefined && isOpen(placeOf(found), this.#labelOf(found));
      };
      for (const found of this.#phrases.in(paragraph, isWanted)) {
        const [name, { labels }] = this.#wanted[found.phrase] as Wanted;
        const label = this.#labelOf(found);
        const { count = 0 } = labels.find((one) => one.label === label) ?? {};
        yield { rule: 'unlabelledRepeats', range: placeOf(found), words: name, label, count };
      }
      yield undefined;
    }
  }

  #labelOf({ phrase }: PhraseFound): string {
    return this.#wanted[phrase]?.[1].majority ?? '';
  }
}

/** Whether a place is free of annotations, was not turned down, and is no part of a longer mention. Asked in order. */
function openPlaces({
  annotations,
  rejected,
  mentions,
}: AnnotatedText): (place: Range<Utf16>, label: string) => boolean {
  const isFree = freeOf(annotations.map(({ start, end }) => range(utf16(start), utf16(end))));
  const turnedDown = new Set(rejected.map(({ label, start, end }) => `${start} ${end} ${label}`));
  let first = 0;
  return (place, label) => {
    if (!isFree(place) || turnedDown.has(`${place.start} ${place.end} ${label}`)) return false;
    while ((mentions[first]?.range.end ?? Infinity) <= place.start) first++;
    for (let near = first; (mentions[near]?.range.start ?? Infinity) < place.end; near++) {
      const longer = mentions[near]?.range;
      if (longer && contains(longer, place) && longer.end - longer.start > place.end - place.start) return false;
    }
    return true;
  };
}

/** A single character is a piece of other words everywhere. */
const isName = (words: string): boolean => Array.from(words).length > 1 && !words.includes('\n');
