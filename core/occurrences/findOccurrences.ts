import type { CanonicalText } from '../text/canonicalText';
import { readLogicalText, type LogicalText } from '../text/logicalText';
import { simplified } from '../text/scripts';
import { logical, range, type Logical, type Range, type Utf16 } from '../text/units';
import { foldWidths } from '../text/widths';

/** What is looked for: a text as readers see it, column breaks and blanks at its ends left out. */
export interface Query {
  readonly text: string;
  /** Whether full and half width, Traditional and Simplified characters count as the same. */
  readonly foldsVariants: boolean;
}

/** A place where the words of a query stand. */
export interface Match {
  readonly range: Range<Utf16>;
  readonly logical: Range<Logical>;
}

/** The query for a part of a text, column breaks in it bridged. */
export function queryFor(text: LogicalText, part: Range<Utf16>, foldsVariants: boolean): Query {
  return { text: printedText(text, range(text.toLogical(part.start), text.toLogical(part.end))).trim(), foldsVariants };
}

/**
 * Finds where a query stands, also across column breaks; matches do not overlap. Articles that cannot hold it are told
 * apart without reading their layout, so that a corpus is searched quickly.
 */
export class OccurrenceSearch {
  readonly #query: Query;
  /** What a text must hold when it is laid bare in the same way. */
  readonly #clue: string;
  /** The form in which logical texts are searched. */
  readonly #wanted: string;

  constructor(query: Query) {
    this.#query = query;
    this.#wanted = folded(query.text);
    this.#clue = this.#bare(query.foldsVariants ? this.#wanted : query.text);
  }

  /** Whether the text may hold the query; false is certain. */
  mayHold({ text }: CanonicalText): boolean {
    if (this.#wanted === '') return false;
    // Its first character is looked for first: most articles lack that of a rare name.
    if (!this.#query.foldsVariants && !text.includes(firstCharacter(this.#clue))) return false;
    return this.#bare(text).includes(this.#clue);
  }

  /** The text without blanks, or where variants count as the same without marks too: these are read by what is beside them. */
  #bare(text: string): string {
    return this.#query.foldsVariants ? folded(text.replace(MARKS, '')) : text.replace(BLANKS, '');
  }

  /** The matches in a text, in order. */
  in(text: LogicalText): Match[] {
    const matches: Match[] = [];
    const searched = simplified(text.text);
    const wanted = this.#wanted;
    if (wanted === '') return matches;
    for (let at = searched.indexOf(wanted); at !== -1; at = searched.indexOf(wanted, at)) {
      const found = range(logical(at), logical(at + wanted.length));
      const isMatch = this.#query.foldsVariants || printedText(text, found) === this.#query.text;
      if (isMatch) matches.push({ range: text.toCanonical(found), logical: found });
      at += isMatch ? wanted.length : 1;
    }
    return matches;
  }

  /** The matches in an article; its layout is read only where that is worth it. */
  inArticle(text: CanonicalText): { readonly logical: LogicalText; readonly matches: readonly Match[] } | undefined {
    if (!this.mayHold(text)) return undefined;
    const read = readLogicalText(text);
    const matches = this.in(read);
    return matches.length === 0 ? undefined : { logical: read, matches };
  }
}

/** The characters of a logical range as they are printed, widths unchanged. */
function printedText(text: LogicalText, { start, end }: Range<Logical>): string {
  let printed = '';
  for (let at: number = start; at < end; at++) {
    const character = text.toCanonical(range(logical(at), logical(at + 1)));
    printed += text.canonical.slice(character);
  }
  return printed;
}

const folded = (text: string): string => simplified(foldWidths(text));
const firstCharacter = (text: string): string => text.slice(0, (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
const BLANKS = /\s+/g;
const MARKS = /[^\p{L}\p{N}]+/gu;
