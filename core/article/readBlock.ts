import type { Block } from '../text/logicalText';
import { simplified } from '../text/scripts';
import { pairedMarks, type Pair } from './pairedMarks';
import { sentencesOf } from './sentences';
import { leadsClause, subjectOf, type NamedPerson, type PersonMention } from './subjects';

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A block as the search for quotations reads it; all offsets are UTF-16 units of its text. */
export class ReadBlock {
  /** In Simplified characters: the offsets are the same. */
  readonly text: string;
  /** Where the block starts in the logical text. */
  readonly offset: number;
  /** Quotations that lie in no other pair of marks, in text order. */
  readonly quotations: readonly Pair[];
  /** Offsets of the opening quotes that nothing in the block closes. */
  readonly openQuotes: readonly number[];
  readonly sentences: readonly Stretch[];
  readonly #marked: readonly Stretch[];
  readonly #persons: readonly NamedPerson[];

  constructor(block: Block, persons: readonly NamedPerson[]) {
    this.text = simplified(block.text);
    const { pairs, openQuotes } = pairedMarks(this.text);
    const outermost = outermostOf(pairs);
    this.offset = block.range.start;
    this.quotations = outermost.filter(({ kind }) => kind === 'quotation');
    this.openQuotes = openQuotes;
    this.sentences = sentencesOf(block).map(({ start, end }) => ({
      start: start - this.offset,
      end: end - this.offset,
    }));
    this.#marked = outermost;
    this.#persons = persons.filter(({ start }) => !isWithin(this.quotations, start));
  }

  /** Whether `offset` lies between two quotes, brackets or title marks. */
  isMarked(offset: number): boolean {
    return isWithin(this.#marked, offset);
  }

  /** The index of the sentence that holds `offset`, or of the last one before it; -1 where there is none. */
  sentenceAt(offset: number): number {
    return lastStartingBy(this.sentences, offset);
  }

  /** Who says what the verb at `verb` reports, as an index of the caller's mentions; nothing before `floor` counts. */
  speakerAt(verb: number, floor: number): number | undefined {
    const clause = this.clauseStart(verb, floor);
    if (clause === undefined) return undefined;
    const subject = subjectOf(this.text, clause, verb, this.#personsBetween(clause, verb));
    switch (subject.kind) {
      case 'person':
        return subject.person.index;
      case 'pronoun':
        return this.#antecedent(subject.start);
      case 'left out':
        return this.#subjectBefore(clause, floor);
      case 'unknown':
        return undefined;
    }
  }

  /** Who leads the clause that a colon closes at `colon`: `李明摆摆手：“…”`. */
  speakerBeforeColon(colon: number, floor: number): number | undefined {
    const clause = this.clauseStart(colon, floor);
    if (clause === undefined || BRINGS_TEXT.test(this.text.slice(clause, colon))) return undefined;
    const [person, other] = this.#personsBetween(clause, colon);
    if (person === undefined) {
      const pronoun = /^[^，]{0,2}?[他她](?!们|的|[和与])/.exec(this.text.slice(clause, colon));
      return pronoun === null ? undefined : this.#antecedent(clause + pronoun[0].length - 1);
    }
    return other === undefined && leadsClause(this.text, clause, person) ? person.index : undefined;
  }

  /** Where the clause begins that holds `offset`; nothing for one that is too long to be read. */
  clauseStart(offset: number, floor: number): number | undefined {
    const from = Math.max(floor, offset - LONGEST_CLAUSE);
    const before = this.text.slice(from, offset);
    const mark = Math.max(
      before.search(/[，。！？；：…][^，。！？；：…]*$/),
      before.search(/(?<=[。！？…，—])”[^”]*$/),
    );
    if (mark !== -1) return from + mark + 1;
    return from === floor ? floor : undefined;
  }

  /** The one person named in the sentences just before a pronoun, or before it in its own. */
  #antecedent(pronoun: number): number | undefined {
    const own = this.sentenceAt(pronoun);
    let end = pronoun;
    for (let sentence = own; sentence >= 0 && sentence >= own - FARTHEST_ANTECEDENT; sentence--) {
      const start = this.sentences[sentence]?.start ?? 0;
      const named = this.#personsBetween(start, end);
      if (named.length > 0) return this.#leader(named, start);
      end = start;
    }
    return undefined;
  }

  /** The one person who leads a clause from `floor` on, where no other actor stands between it and `clause`. */
  #subjectBefore(clause: number, floor: number): number | undefined {
    const named = this.#personsBetween(floor, clause);
    const [first] = named;
    if (first === undefined || clause - first.end > FARTHEST_SUBJECT) return undefined;
    if (OTHER_ACTOR.test(this.text.slice(first.end, clause))) return undefined;
    return this.#leader(named, floor);
  }

  /** The mention that leads a clause, where all are of one person. */
  #leader(named: readonly NamedPerson[], floor: number): number | undefined {
    if (named.some(({ entity }) => entity !== named[0]?.entity)) return undefined;
    return named.find((person) => {
      const start = this.clauseStart(person.start, floor);
      return start !== undefined && leadsClause(this.text, start, person);
    })?.index;
  }

  /** The last persons named between two offsets, in text order. */
  #personsBetween(start: number, end: number): readonly NamedPerson[] {
    const last = lastStartingBy(this.#persons, end - 1);
    return this.#persons
      .slice(Math.max(0, last + 1 - MOST_PERSONS), last + 1)
      .filter((person) => person.start >= start && person.end <= end);
  }
}

/** More names than this before a verb never tell its one subject. */
const MOST_PERSONS = 8;
const LONGEST_CLAUSE = 80;
/** How far back, in UTF-16 units, the subject of a clause without one is looked for. */
const FARTHEST_SUBJECT = 200;
/** How many sentences before its own a pronoun may point back over. */
const FARTHEST_ANTECEDENT = 3;

/** What brings a text that is not the words of the one who leads the clause. */
const BRINGS_TEXT =
  /收到|接到|看到|看见|听到|听见|发现|读到|写着|印着|刻着|挂着|贴着|名为|题为|口号|主题|标语|横幅|短信|来信|牌子|歌词|道理|一句话|这句话/;

const OTHER_ACTOR = /们|大家|群众|村民|居民|职工|记者|老人|有人|负责人/;

function outermostOf(pairs: readonly Pair[]): readonly Pair[] {
  const outermost: Pair[] = [];
  for (const pair of pairs) {
    while (outermost.length > 0 && (outermost.at(-1) as Pair).start > pair.start) outermost.pop();
    outermost.push(pair);
  }
  return outermost;
}

function isWithin(stretches: readonly Stretch[], offset: number): boolean {
  const stretch = stretches[lastStartingBy(stretches, offset)];
  return stretch !== undefined && offset < stretch.end;
}

/** The index of the last of some stretches, ordered by start, that starts at `offset` or before it, or -1. */
function lastStartingBy(stretches: readonly Stretch[], offset: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle] as Stretch).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The blocks with the persons named in each; `persons` come in text order. */
export function readBlocks(blocks: readonly Block[], persons: readonly PersonMention[]): readonly ReadBlock[] {
  let next = 0;
  return blocks.map((block) => {
    const named: NamedPerson[] = [];
    for (
      let person = persons[next];
      person !== undefined && person.range.start < block.range.end;
      person = persons[++next]
    ) {
      const start = person.range.start - block.range.start;
      named.push({ index: next, entity: person.entity, start, end: person.range.end - block.range.start });
    }
    return new ReadBlock(block, named);
  });
}
