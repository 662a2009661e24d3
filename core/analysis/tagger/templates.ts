import { hashOf, mix } from './hash';
import { GROUPS } from './lexicon';

/** What is known of a character in its place; 0 where there is nothing to say. */
export enum Attribute {
  /** Characters before (3 is the farthest), here and behind. */
  before3,
  before2,
  before1,
  here,
  behind1,
  behind2,
  behind3,
  /** Kinds of the two characters before and of those from here on. */
  kindsBefore,
  kindsBehind,
  /** Words: two before, this one, two behind; their parts of speech; where in its word the character stands. */
  word2,
  word1,
  word,
  wordNext1,
  wordNext2,
  speech2,
  speech1,
  speech,
  speechNext1,
  speechNext2,
  part,
  /** Part and length of the word. */
  shape,
  wordEnd,
  wordNextEnd,
  /** Classes of words, coarse and fine. */
  coarse2,
  coarse1,
  coarse,
  coarseNext1,
  coarseNext2,
  fine1,
  fine,
  fineNext1,
  /** Which groups of phrases the character stands in. */
  groups,
  surnames,
  /** How far behind or before a title, up to four characters. */
  behindTitle,
  beforeTitle,
  delimiters,
  /** The next word that ends names in this item: its group and last character, its group, how far. */
  head,
  headGroup,
  headDistance,
  /** The item: its delimiters, the place in it from both ends, its last characters. */
  itemMarks,
  fromItemStart,
  fromItemEnd,
  placeInItem,
  placeBeforeItemEnd,
  itemEnd,
  itemEnd2,
  itemNext,
  /** 1 in a list; the last characters of the items on both sides. */
  inList,
  itemBeforeEnd,
  itemBehindEnd,
  /** The quotation or title: its opening mark (0 for none), length, the place in it, and what stands around. */
  quote,
  quoteLength,
  placeInQuote,
  behindQuote1,
  behindQuote2,
  quoteEnd,
  beforeQuote,
  isQuoteLong,
  /** 1 in a headline. */
  inHeadline,
  placeInPassage,
  /** What the rules mark here (1 for nothing, else the tag + 1), before and behind, and which rule. */
  mark,
  mark1,
  markNext1,
  isMarked,
  isUnmarked,
  markSource,
  /** What the rest of the document says (0 for nothing), how firmly, before and behind. */
  recurrence,
  recurrenceStrength,
  recurrence1,
  recurrenceNext1,
  isBesideRecurrence,
  /** Position in the phrases of each group: from here on one attribute for each. */
  group0,
}

export const ATTRIBUTES = Attribute.group0 + GROUPS.length;

type Name = keyof typeof Attribute;

/**
 * Which attributes are looked at together, as in other taggers of Chinese names: windows of characters, of words and of
 * their classes, phrases of the gazetteers, items and quotations, what the rules say, what the document says. A name
 * with `?` must not be 0, or the template gives nothing.
 */
const TEMPLATES: readonly string[] = [
  'here',
  'before1',
  'behind1',
  'before1 here',
  'here behind1',
  'before2 before1 here',
  'before1 here behind1',
  'here behind1 behind2',

  'word part',
  'speech shape',
  'word1 part',
  'wordNext1 part',
  'word1 word part',
  'word wordNext1 part',
  'speech1 speech speechNext1 part',
  'wordEnd shape',

  'fine part',
  'fine1 part',
  'fineNext1 part',
  'coarse1 coarse coarseNext1 part',

  'groups part',
  'beforeTitle? surnames',
  'behindTitle? surnames delimiters',
  'head? headDistance',
  'headGroup? headDistance speech',

  'itemMarks placeInItem',
  'itemEnd2 fromItemStart',
  'itemEnd itemNext fromItemStart',
  'inList? itemBeforeEnd fromItemStart itemEnd',
  'inList? itemBehindEnd fromItemEnd fromItemStart',
  'inList? itemBeforeEnd itemBehindEnd fromItemStart fromItemEnd',

  'quote? quoteLength placeInQuote',
  'quote? behindQuote1 placeInQuote',
  'quote? behindQuote1 behindQuote2 placeInQuote',
  'quote? quoteEnd quoteLength placeInQuote',
  'quote? beforeQuote isQuoteLong placeInQuote',

  'mark1 mark markNext1',
  'mark speech part',
  'isMarked? markSource mark',
  'isMarked? mark fromItemStart itemMarks',

  'recurrence?',
  'recurrence? recurrenceStrength',
  'recurrence? recurrenceStrength shape',
  'recurrence? before1',
  'recurrence? behind1',
  'isBesideRecurrence? recurrence1 recurrenceNext1',
];

const NO_GUARD = -1;

/** Templates as numbers: for each the attribute that must not be 0 (or -1), the end of its attributes, and these. */
const PROGRAM = compiled();

function compiled(): Int32Array {
  const program: number[] = [];
  const add = (guard: number, attributes: readonly number[]): void => {
    program.push(guard, program.length + 2 + attributes.length, ...attributes);
  };
  for (const template of TEMPLATES) {
    const names = template.split(' ');
    const guard = names.find((name) => name.endsWith('?'));
    const indices = names.map((name) => Attribute[name.replace('?', '') as Name]);
    add(guard === undefined ? NO_GUARD : Attribute[guard.slice(0, -1) as Name], indices);
  }
  for (let group = 0; group < GROUPS.length; group++) {
    const attribute = Attribute.group0 + group;
    add(attribute, [attribute, Attribute.speech]);
  }
  return Int32Array.from(program);
}

/** As many features as a character can have. */
export const MOST_FEATURES = TEMPLATES.length + GROUPS.length;

/** Tells models apart that were learnt with other features. */
export const FINGERPRINT = hashOf([...TEMPLATES, ...GROUPS, ...Object.keys(Attribute)].join());

/** Writes the features (32-bit hashes, never 0) that the attributes of a character give, from `from` on; returns their end. */
export function writeFeatures(attributes: Int32Array, features: Int32Array, from: number): number {
  const program = PROGRAM;
  let next = from;
  for (let at = 0; at < program.length;) {
    const template = at;
    const guard = program[at] as number;
    const end = program[at + 1] as number;
    at += 2;
    if (guard !== NO_GUARD && attributes[guard] === 0) {
      at = end;
      continue;
    }
    let hash = Math.imul(template + 1, 0x85ebca6b);
    for (; at < end; at++) hash = mix(hash, attributes[program[at] as number] as number);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    features[next++] = hash === 0 ? 1 : hash;
  }
  return next;
}
