import type { Token } from '../segmentedBlock';
import { CHARACTER_KIND, IS_DELIMITER, LETTER, NORMAL, SURNAME_RANK } from './characters';
import { EMPTY_HASH, extended, hashOf } from './hash';
import { GROUPS, IS_HEAD, lexiconTrie, TITLE } from './lexicon';
import type { Marks } from './marks';
import { NO_NODE } from './phraseTrie';
import type { Recurrence } from './recurrence';
import { Attribute, ATTRIBUTES, writeFeatures } from './templates';
import { coarse, fine, type WordClasses } from './wordClasses';

/** UTF-16 units. */
const LONGEST_PHRASE = 16;
const LONGEST_QUOTATION = 60;
const LONGEST_HEADLINE = 60;

/** What stands before and behind a passage. */
const START = 1;
const STOP = 2;

const FULL_STOP = 0x3002;
const COLON = 0xff1a;
const LIST_COMMA = 0x3001;
const BLANK = 0x20;
const CLOSING: Readonly<Record<number, number>> = { 0x201c: 0x201d, 0x2018: 0x2019, 0x300a: 0x300b };

/**
 * Reads the features of the characters of a passage. A reader reads one passage at a time; its buffers grow and are
 * used again.
 */
export class FeatureReader {
  readonly #trie = lexiconTrie();
  /** For each code unit the node that phrases which begin with it share: most characters begin none. */
  readonly #opening = this.#trie.openings();
  readonly #classes: WordClasses;
  readonly #attributes = new Int32Array(ATTRIBUTES);
  readonly #speechHashes = new Map<string, number>();
  #capacity = 0;
  #length = 0;
  #codes = new Uint16Array(0);

  #words = 0;
  #wordAt = new Int32Array(0);
  #partAt = new Uint8Array(0);
  #wordHash = new Int32Array(0);
  #speech = new Int32Array(0);
  #wordLength = new Uint8Array(0);
  #wordEnd = new Uint16Array(0);
  #wordClass = new Uint16Array(0);

  /** For each group where in a phrase each character stands: 1 first, 2 inside, 3 last, 4 alone. */
  #phrases: Uint8Array[] = [];
  /** For each character the groups of the phrases it stands in, as bits. */
  #groupsAt = new Int32Array(0);
  /** The groups whose attributes are not 0. */
  #groupsAround = 0;
  #behindTitle = new Uint8Array(0);
  #beforeTitle = new Uint8Array(0);
  #head = new Int32Array(0);
  #headDistance = new Uint8Array(0);
  #itemStart = new Int32Array(0);
  #itemEnd = new Int32Array(0);
  #quoteStart = new Int32Array(0);
  #quoteEnd = new Int32Array(0);

  #isHeadline = 0;
  #marks: Marks | undefined;
  #recurrence: Recurrence | undefined;

  constructor(classes: WordClasses) {
    this.#classes = classes;
  }

  /** Prepares a passage: its text (UTF-16 units), its words, what the rules and what the document say of it. */
  read(text: string, tokens: readonly Token[], marks: Marks, recurrence: Recurrence | undefined): void {
    this.#reserve(Math.max(text.length, tokens.length) + 1);
    this.#length = text.length;
    this.#marks = marks;
    this.#recurrence = recurrence;
    for (let at = 0; at < text.length; at++) this.#codes[at] = NORMAL[text.charCodeAt(at)] as number;
    this.#readWords(tokens);
    this.#readPhrases();
    this.#readItems();
    this.#readQuotations();
    const last = this.#codes[text.length - 1];
    this.#isHeadline = text.length < LONGEST_HEADLINE && last !== FULL_STOP && last !== COLON ? 1 : 0;
  }

  /** Writes the features of a character, from `from` on; returns where they end. */
  featuresAt(at: number, features: Int32Array, from = 0): number {
    this.#readCharacters(at);
    this.#readWordsAround(at);
    this.#readPhrasesAround(at);
    this.#readItem(at);
    this.#readQuotation(at);
    this.#readMarks(at);
    this.#readRecurrence(at);
    return writeFeatures(this.#attributes, features, from);
  }

  #reserve(needed: number): void {
    if (needed <= this.#capacity) return;
    const capacity = Math.max(1024, needed * 2);
    this.#capacity = capacity;
    this.#codes = new Uint16Array(capacity);
    this.#wordAt = new Int32Array(capacity);
    this.#partAt = new Uint8Array(capacity);
    this.#wordHash = new Int32Array(capacity);
    this.#speech = new Int32Array(capacity);
    this.#wordLength = new Uint8Array(capacity);
    this.#wordEnd = new Uint16Array(capacity);
    this.#wordClass = new Uint16Array(capacity);
    this.#phrases = GROUPS.map(() => new Uint8Array(capacity));
    this.#groupsAt = new Int32Array(capacity);
    this.#behindTitle = new Uint8Array(capacity);
    this.#beforeTitle = new Uint8Array(capacity);
    this.#head = new Int32Array(capacity);
    this.#headDistance = new Uint8Array(capacity);
    this.#itemStart = new Int32Array(capacity);
    this.#itemEnd = new Int32Array(capacity);
    this.#quoteStart = new Int32Array(capacity);
    this.#quoteEnd = new Int32Array(capacity);
  }

  #readWords(tokens: readonly Token[]): void {
    for (let word = 0; word < tokens.length; word++) {
      const { start, end, tag } = tokens[word] as Token;
      let hash = EMPTY_HASH;
      for (let at = start; at < end; at++) {
        const code = this.#codes[at] as number;
        // Latin letters in a row count once: words of all lengths are one.
        if (code !== LETTER || at === start || this.#codes[at - 1] !== LETTER) hash = extended(hash, code);
        this.#wordAt[at] = word;
        this.#partAt[at] = end - start === 1 ? 3 : at === start ? 0 : at === end - 1 ? 2 : 1;
      }
      this.#wordHash[word] = hash;
      this.#speech[word] = this.#speechHash(tag);
      this.#wordLength[word] = Math.min(end - start, 5);
      this.#wordEnd[word] = this.#codes[end - 1] as number;
      this.#wordClass[word] = this.#classes.get(hash);
    }
    this.#words = tokens.length;
  }

  #speechHash(tag: string): number {
    let hash = this.#speechHashes.get(tag);
    if (hash === undefined) {
      hash = hashOf(tag);
      this.#speechHashes.set(tag, hash);
    }
    return hash;
  }

  /** Marks the longest phrases of each group, left to right, and what stands near titles and before heads. */
  #readPhrases(): void {
    const length = this.#length;
    for (const phrases of this.#phrases) phrases.fill(0, 0, length);
    this.#groupsAt.fill(0, 0, length);
    this.#behindTitle.fill(0, 0, length);
    this.#beforeTitle.fill(0, 0, length);
    this.#head.fill(0, 0, length);
    const longest = new Uint8Array(GROUPS.length);
    const covered = new Int32Array(GROUPS.length);
    for (let start = 0; start < length; start++) {
      for (let seen = this.#longestPhrases(start, longest); seen !== 0; seen &= seen - 1) {
        const group = lowestBit(seen);
        if (start < (covered[group] as number)) continue;
        const size = longest[group] as number;
        covered[group] = start + size;
        this.#notePhrase(group, start, size);
      }
    }
    this.#spreadHeads();
  }

  /** Writes the length of the longest phrase of each group that starts at `start`; returns the groups as bits. */
  #longestPhrases(start: number, longest: Uint8Array): number {
    let node = this.#opening[this.#codes[start] as number] as number;
    if (node === NO_NODE) return 0;
    let seen = 0;
    const limit = Math.min(LONGEST_PHRASE, this.#length - start);
    for (let size = 1; node !== NO_NODE; size++) {
      const groups = this.#trie.classesOf(node);
      seen |= groups;
      for (let rest = groups; rest !== 0; rest &= rest - 1) longest[lowestBit(rest)] = size;
      if (size === limit) break;
      node = this.#trie.next(node, this.#codes[start + size] as number);
    }
    return seen;
  }

  #notePhrase(group: number, start: number, size: number): void {
    const phrases = this.#phrases[group] as Uint8Array;
    const last = start + size - 1;
    phrases.fill(2, start, last);
    phrases[start] = 1;
    phrases[last] = size === 1 ? 4 : 3;
    for (let at = start; at <= last; at++) this.#groupsAt[at] = (this.#groupsAt[at] as number) | (1 << group);
    if (size === 1) return;
    if (IS_HEAD[group] === 1) this.#head[last] = group * 65536 + (this.#codes[last] as number);
    if (group !== TITLE) return;
    for (let step = 1; step <= 4; step++) {
      if (start >= step && this.#beforeTitle[start - step] === 0) this.#beforeTitle[start - step] = step;
      if (last + step < this.#length) this.#behindTitle[last + step] = step;
    }
  }

  /** Tells each character of the next head in its item. */
  #spreadHeads(): void {
    let distance = FAR;
    let head = 0;
    for (let at = this.#length - 1; at >= 0; at--) {
      if (IS_DELIMITER[this.#codes[at] as number] === 1) distance = FAR;
      if (this.#head[at] !== 0) {
        distance = 0;
        head = this.#head[at] as number;
      }
      this.#head[at] = distance > FARTHEST_HEAD ? 0 : head;
      this.#headDistance[at] = distance <= 2 ? distance : distance <= 5 ? 3 : distance <= 9 ? 4 : 5;
      distance++;
    }
  }

  #readItems(): void {
    let start = 0;
    for (let at = 0; at <= this.#length; at++) {
      if (at < this.#length && IS_DELIMITER[this.#codes[at] as number] === 0) continue;
      this.#itemStart.fill(start, start, at + 1);
      this.#itemEnd.fill(at, start, at + 1);
      start = at + 1;
    }
  }

  /** Marks what stands in the innermost quotation or title. */
  #readQuotations(): void {
    this.#quoteStart.fill(-1, 0, this.#length);
    let open = -1;
    let closing = 0;
    for (let at = 0; at < this.#length; at++) {
      const code = this.#codes[at] as number;
      const pair = CLOSING[code];
      if (pair !== undefined) {
        open = at;
        closing = pair;
      } else if (open !== -1 && code === closing) {
        if (at - open <= LONGEST_QUOTATION) {
          this.#quoteStart.fill(open, open + 1, at);
          this.#quoteEnd.fill(at, open + 1, at);
        }
        open = -1;
      }
    }
  }

  #code(at: number): number {
    return at < 0 ? START : at >= this.#length ? STOP : (this.#codes[at] as number);
  }

  #readCharacters(at: number): void {
    const attributes = this.#attributes;
    const before2 = this.#code(at - 2);
    const before1 = this.#code(at - 1);
    const here = this.#codes[at] as number;
    const behind1 = this.#code(at + 1);
    const behind2 = this.#code(at + 2);
    attributes[Attribute.before3] = this.#code(at - 3);
    attributes[Attribute.before2] = before2;
    attributes[Attribute.before1] = before1;
    attributes[Attribute.here] = here;
    attributes[Attribute.behind1] = behind1;
    attributes[Attribute.behind2] = behind2;
    attributes[Attribute.behind3] = this.#code(at + 3);
    attributes[Attribute.kindsBefore] = (CHARACTER_KIND[before2] as number) * 16 + (CHARACTER_KIND[before1] as number);
    attributes[Attribute.kindsBehind] =
      ((CHARACTER_KIND[here] as number) * 16 + (CHARACTER_KIND[behind1] as number)) * 16 +
      (CHARACTER_KIND[behind2] as number);
    attributes[Attribute.surnames] =
      ((SURNAME_RANK[before2] as number) * 4 + (SURNAME_RANK[before1] as number)) * 4 + (SURNAME_RANK[here] as number);
    attributes[Attribute.delimiters] = (IS_DELIMITER[behind1] as number) * 2 + (IS_DELIMITER[behind2] as number);
    attributes[Attribute.inHeadline] = this.#isHeadline;
    attributes[Attribute.placeInPassage] = Math.min(at, 3) * 4 + Math.min(this.#length - at, 3);
  }

  #readWordsAround(at: number): void {
    const attributes = this.#attributes;
    const word = this.#wordAt[at] as number;
    const part = this.#partAt[at] as number;
    const has1 = word > 0;
    const has2 = word > 1;
    const hasNext1 = word + 1 < this.#words;
    const hasNext2 = word + 2 < this.#words;
    attributes[Attribute.word2] = has2 ? (this.#wordHash[word - 2] as number) : START;
    attributes[Attribute.word1] = has1 ? (this.#wordHash[word - 1] as number) : START;
    attributes[Attribute.word] = this.#wordHash[word] as number;
    attributes[Attribute.wordNext1] = hasNext1 ? (this.#wordHash[word + 1] as number) : STOP;
    attributes[Attribute.wordNext2] = hasNext2 ? (this.#wordHash[word + 2] as number) : STOP;
    attributes[Attribute.speech2] = has2 ? (this.#speech[word - 2] as number) : START;
    attributes[Attribute.speech1] = has1 ? (this.#speech[word - 1] as number) : START;
    attributes[Attribute.speech] = this.#speech[word] as number;
    attributes[Attribute.speechNext1] = hasNext1 ? (this.#speech[word + 1] as number) : STOP;
    attributes[Attribute.speechNext2] = hasNext2 ? (this.#speech[word + 2] as number) : STOP;
    attributes[Attribute.part] = part;
    attributes[Attribute.shape] = part * 8 + (this.#wordLength[word] as number);
    attributes[Attribute.wordEnd] = this.#wordEnd[word] as number;
    attributes[Attribute.wordNextEnd] = hasNext1 ? (this.#wordEnd[word + 1] as number) : STOP;
    const class1 = has1 ? (this.#wordClass[word - 1] as number) : NO_CLASS;
    const classHere = this.#wordClass[word] as number;
    const classNext1 = hasNext1 ? (this.#wordClass[word + 1] as number) : NO_CLASS;
    attributes[Attribute.coarse2] = coarse(has2 ? (this.#wordClass[word - 2] as number) : NO_CLASS);
    attributes[Attribute.coarse1] = coarse(class1);
    attributes[Attribute.coarse] = coarse(classHere);
    attributes[Attribute.coarseNext1] = coarse(classNext1);
    attributes[Attribute.coarseNext2] = coarse(hasNext2 ? (this.#wordClass[word + 2] as number) : NO_CLASS);
    attributes[Attribute.fine1] = fine(class1);
    attributes[Attribute.fine] = fine(classHere);
    attributes[Attribute.fineNext1] = fine(classNext1);
  }

  #readPhrasesAround(at: number): void {
    const attributes = this.#attributes;
    const groups = this.#groupsAt[at] as number;
    const groupsBefore = at > 0 ? (this.#groupsAt[at - 1] as number) : 0;
    const groupsBehind = at + 1 < this.#length ? (this.#groupsAt[at + 1] as number) : 0;
    const around = groups | groupsBefore | groupsBehind;
    // Attributes of the character before that are 0 here.
    for (let rest = this.#groupsAround & ~around; rest !== 0; rest &= rest - 1) {
      attributes[Attribute.group0 + lowestBit(rest)] = 0;
    }
    for (let rest = around; rest !== 0; rest &= rest - 1) {
      const group = lowestBit(rest);
      const phrases = this.#phrases[group] as Uint8Array;
      const before = at > 0 ? (phrases[at - 1] as number) : 0;
      const behind = at + 1 < this.#length ? (phrases[at + 1] as number) : 0;
      attributes[Attribute.group0 + group] = (before * 8 + (phrases[at] as number)) * 8 + behind;
    }
    this.#groupsAround = around;
    attributes[Attribute.groups] = groups;
    attributes[Attribute.behindTitle] = this.#behindTitle[at] as number;
    attributes[Attribute.beforeTitle] = this.#beforeTitle[at] as number;
    const head = this.#head[at] as number;
    attributes[Attribute.head] = head;
    attributes[Attribute.headGroup] = head >>> 16;
    attributes[Attribute.headDistance] = this.#headDistance[at] as number;
  }

  #readItem(at: number): void {
    const attributes = this.#attributes;
    const start = this.#itemStart[at] as number;
    const end = this.#itemEnd[at] as number;
    const left = this.#code(start - 1);
    const right = this.#code(end);
    const length = Math.min(end - start, 15);
    const fromStart = Math.min(at - start, 4);
    const fromEnd = Math.min(end - 1 - at, 4);
    const last = end > start ? (this.#codes[end - 1] as number) : 0;
    const isListed = left === LIST_COMMA || right === LIST_COMMA || left === BLANK || right === BLANK;
    attributes[Attribute.itemMarks] = left * 65537 + right;
    attributes[Attribute.fromItemStart] = fromStart;
    attributes[Attribute.fromItemEnd] = fromEnd;
    attributes[Attribute.placeInItem] = fromStart * 16 + length;
    attributes[Attribute.placeBeforeItemEnd] = fromEnd * 16 + length;
    attributes[Attribute.itemEnd] = last;
    attributes[Attribute.itemEnd2] = end > start + 1 ? (this.#codes[end - 2] as number) * 65537 + last : last;
    attributes[Attribute.itemNext] = right;
    attributes[Attribute.inList] = isListed ? 1 : 0;
    attributes[Attribute.itemBeforeEnd] = left === LIST_COMMA || left === BLANK ? this.#code(start - 2) : 0;
    const nextEnd = end + 1 < this.#length ? (this.#itemEnd[end + 1] as number) : 0;
    attributes[Attribute.itemBehindEnd] =
      right === LIST_COMMA || right === BLANK ? (nextEnd > end + 1 ? this.#code(nextEnd - 1) : STOP) : 0;
  }

  #readQuotation(at: number): void {
    const attributes = this.#attributes;
    const start = this.#quoteStart[at] as number;
    if (start === -1) {
      attributes[Attribute.quote] = 0;
      return;
    }
    const end = this.#quoteEnd[at] as number;
    const length = Math.min(end - start, 20);
    attributes[Attribute.quote] = this.#codes[start] as number;
    attributes[Attribute.quoteLength] = length;
    attributes[Attribute.placeInQuote] = Math.min(at - start, 3) * 4 + Math.min(end - at, 3);
    attributes[Attribute.behindQuote1] = this.#code(end + 1);
    attributes[Attribute.behindQuote2] = this.#code(end + 2);
    attributes[Attribute.quoteEnd] = this.#codes[end - 1] as number;
    attributes[Attribute.beforeQuote] = this.#code(start - 1);
    attributes[Attribute.isQuoteLong] = length > 9 ? 1 : 0;
  }

  #readMarks(at: number): void {
    const attributes = this.#attributes;
    const { tags, sources } = this.#marks as Marks;
    const here = tags[at] as number;
    attributes[Attribute.mark] = here + 1;
    attributes[Attribute.mark1] = at > 0 ? (tags[at - 1] as number) : 0;
    attributes[Attribute.markNext1] = at + 1 < this.#length ? (tags[at + 1] as number) : 0;
    attributes[Attribute.isMarked] = here === 0 ? 0 : 1;
    attributes[Attribute.isUnmarked] = here === 0 ? 1 : 0;
    attributes[Attribute.markSource] = sources[at] as number;
  }

  #readRecurrence(at: number): void {
    const attributes = this.#attributes;
    const recurrence = this.#recurrence;
    attributes[Attribute.recurrence] = 0;
    attributes[Attribute.isBesideRecurrence] = 0;
    if (recurrence === undefined) return;
    const here = recurrence.tags[at] as number;
    const before = at > 0 ? (recurrence.tags[at - 1] as number) : 0;
    const behind = at + 1 < this.#length ? (recurrence.tags[at + 1] as number) : 0;
    attributes[Attribute.recurrence] = here;
    attributes[Attribute.recurrenceStrength] = recurrence.strengths[at] as number;
    attributes[Attribute.recurrence1] = before;
    attributes[Attribute.recurrenceNext1] = behind;
    attributes[Attribute.isBesideRecurrence] = here === 0 && (before | behind) !== 0 ? 1 : 0;
  }
}

/** The index of the lowest bit that is set. */
const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** Behind the last class. */
const NO_CLASS = 0xffff;
const FAR = 99;
const FARTHEST_HEAD = 20;
