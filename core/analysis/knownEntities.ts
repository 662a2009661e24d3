import { simplified } from '../text/scripts';
import { foldWidths } from '../text/widths';
import type { SegmentedBlock } from './segmentedBlock';
import { NO_NODE, PhraseTrie, ROOT } from './tagger/phraseTrie';

/** An entity that the user's authority files list: what recognition needs of it. */
export interface KnownEntity {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** UTF-16 units of the form for recognition; longer names are not looked for, so that the search stays linear. */
export const LONGEST_KNOWN_NAME = 100;

/** The form in which a name is looked for: Simplified characters, widths folded, single blanks. */
export function recognitionForm(name: string): string {
  return simplified(foldWidths(name)).replace(/ +/g, ' ').trim();
}

/** A place of a passage where a listed name stands, `[start, end)` in UTF-16 units of the passage. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The id of the entity; the name itself where several entities bear it. */
  readonly detail: string;
}

/** The entities of a corpus' authority files, compiled once for many articles. */
export class KnownEntities {
  readonly #bearers: ReadonlyMap<string, readonly KnownEntity[]>;
  readonly #wanted: readonly WantedName[];
  readonly #trie: PhraseTrie;

  /** Linear in the length of all names. Names that are empty or above `LONGEST_KNOWN_NAME` are passed over. */
  constructor(entities: Iterable<KnownEntity>) {
    this.#bearers = bearersOf(entities);
    this.#wanted = [...this.#bearers].flatMap(wantedName);
    // The class of a phrase is the number of its name, from 1.
    this.#trie = new PhraseTrie(this.#wanted.map(({ form }, index) => [form, index + 1]));
  }

  /** The one entity of this label that bears a name (in any of the forms it is printed in), if there is just one. */
  named(label: string, name: string): KnownEntity | undefined {
    const bearers = this.bearers(label, name);
    return bearers.length === 1 ? bearers[0] : undefined;
  }

  /** All entities of this label that bear a name, in any of the forms it is printed in. */
  bearers(label: string, name: string): readonly KnownEntity[] {
    return this.#bearers.get(recognitionForm(name))?.filter((entity) => entity.label === label) ?? [];
  }

  /**
   * Where listed names stand in a passage, in order and apart from each other: left to right, the longest name first.
   * A name that entities of several labels bear is left to the tagger. At most `LONGEST_KNOWN_NAME` steps a character.
   */
  occurrences(words: SegmentedBlock): Occurrence[] {
    const found: Occurrence[] = [];
    for (let start = 0; start < words.text.length; start++) {
      const occurrence = this.#longestAt(words, start);
      if (occurrence === undefined) continue;
      found.push(occurrence);
      start = occurrence.end - 1;
    }
    return found;
  }

  #longestAt(words: SegmentedBlock, start: number): Occurrence | undefined {
    const { text } = words;
    let longest: Occurrence | undefined;
    let node = ROOT;
    for (let at = start; at < text.length; at++) {
      node = this.#trie.next(node, text.charCodeAt(at));
      if (node === NO_NODE) break;
      const name = this.#wanted[this.#trie.classesOf(node) - 1];
      if (name === undefined || !standsAlone(words, start, at + 1, name.isShort)) continue;
      longest = { start, end: at + 1, label: name.label, detail: name.detail };
    }
    return longest;
  }
}

interface WantedName {
  readonly form: string;
  readonly label: string;
  readonly detail: string;
  /** One or two characters: such a name is often a piece of other words. */
  readonly isShort: boolean;
}

function bearersOf(entities: Iterable<KnownEntity>): Map<string, KnownEntity[]> {
  const bearers = new Map<string, KnownEntity[]>();
  for (const entity of entities) {
    for (const form of new Set([entity.name, ...entity.aliases].map(recognitionForm))) {
      if (form === '' || form.length > LONGEST_KNOWN_NAME) continue;
      const known = bearers.get(form);
      if (known === undefined) bearers.set(form, [entity]);
      else known.push(entity);
    }
  }
  return bearers;
}

function wantedName([form, bearers]: readonly [string, readonly KnownEntity[]]): WantedName[] {
  const [first] = bearers;
  if (first === undefined || bearers.some(({ label }) => label !== first.label)) return [];
  const detail = bearers.length === 1 ? first.id : form;
  return [{ form, label: first.label, detail, isShort: Array.from(form).length <= 2 }];
}

/**
 * Whether a name is more than a piece of other words. Scripts that part their words by blanks tell for certain. For
 * Chinese the segmenter is asked, which seldom knows a listed name: one end of a longer name must be the edge of a word,
 * both ends of a short one (国人 in 中国|人民, 王凯 in 王凯旋).
 */
function standsAlone(words: SegmentedBlock, start: number, end: number, isShort: boolean): boolean {
  const { text } = words;
  if (cutsWord(text, start) || cutsWord(text, end)) return false;
  const startsWord = isOfSpacedWord(text, start) || words.isBoundary(start);
  const endsWord = isOfSpacedWord(text, end - 1) || words.isBoundary(end);
  return isShort ? startsWord && endsWord : startsWord || endsWord;
}

const cutsWord = (text: string, at: number): boolean => isOfSpacedWord(text, at - 1) && isOfSpacedWord(text, at);

const isOfSpacedWord = (text: string, at: number): boolean => SPACED.test(text.charAt(at));

const SPACED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u;
