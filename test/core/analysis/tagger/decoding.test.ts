import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Kernel } from '../../../../core/analysis/tagger/kernel';
import { LANE_OF_TAG, LANES, meetingOf, NEIGHBOURS } from '../../../../core/analysis/tagger/lanes';
import {
  BEGIN,
  BODY,
  END,
  INSIDE,
  KINDS,
  kindOf,
  OUTSIDE,
  partOf,
  POST,
  SINGLE,
  spansOf,
  tagOf,
  TAGS,
  tagsOf,
} from '../../../../core/analysis/tagger/tagSet';

const meetings = Float64Array.from({ length: NEIGHBOURS ** 2 }, (_, place) => ((place * 7919) % 23) - 11);
const someTags = [
  OUTSIDE,
  ...[0, POST, BODY].flatMap((kind) => [BEGIN, INSIDE, END, SINGLE].map((part) => tagOf(kind, part))),
];

/** Decodes emissions of `TAGS` scores for each character. */
function decoded(kernel: Kernel, emissions: Float64Array, length: number): Uint8Array {
  for (let at = 0; at < length; at++) {
    for (let tag = 0; tag < TAGS; tag++)
      kernel.emissions[at * LANES + (LANE_OF_TAG[tag] as number)] = emissions[at * TAGS + tag] as number;
  }
  kernel.setMeetings(meetings);
  const tags = new Uint8Array(length);
  kernel.decode(length, tags);
  return tags;
}

/** Whether a tag may stand behind another; `undefined` stands for the ends of the text. */
function mayMeet(before: number | undefined, tag: number | undefined): boolean {
  const isOpen = before !== undefined && before !== OUTSIDE && partOf(before) < END;
  const continues = tag !== undefined && tag !== OUTSIDE && (partOf(tag) === INSIDE || partOf(tag) === END);
  if (isOpen || continues) return isOpen && continues && kindOf(before) === kindOf(tag);
  const isBody = before !== undefined && before !== OUTSIDE && kindOf(before) === BODY;
  return !isBody || (tag !== undefined && tag !== OUTSIDE && kindOf(tag) === POST);
}

/** The score of a sequence of tags, or undefined where it is not well formed. */
function scoreOf(tags: readonly number[], emissions: Float64Array): number | undefined {
  let score = 0;
  for (let at = 0; at <= tags.length; at++) {
    const before = at === 0 ? undefined : tags[at - 1];
    const tag = tags[at];
    if (!mayMeet(before, tag)) return undefined;
    if (tag === undefined) break;
    const meeting = meetingOf(before ?? OUTSIDE, tag);
    score += (emissions[at * TAGS + tag] as number) + (meeting === -1 ? 0 : (meetings[meeting] as number));
  }
  return score;
}

function* sequences(length: number): Generator<number[]> {
  if (length === 0) yield [];
  else for (const rest of sequences(length - 1)) for (const tag of someTags) yield [...rest, tag];
}

describe('decoding', () => {
  it('finds the best well-formed sequence of tags', () => {
    const kernel = new Kernel();
    const all = [...sequences(3)];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 39, maxLength: 39 }), (scores) => {
        const emissions = new Float64Array(3 * TAGS).fill(-10_000);
        for (const [index, score] of scores.entries()) {
          emissions[Math.floor(index / 13) * TAGS + (someTags[index % 13] as number)] = score;
        }
        const tags = decoded(kernel, emissions, 3);
        const best = Math.max(...all.map((sequence) => scoreOf(sequence, emissions) ?? -Infinity));
        assert.equal(scoreOf([...tags], emissions), best);
      }),
      { numRuns: 60 },
    );
  });

  it('gives well-formed sequences of any length', () => {
    const kernel = new Kernel();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (length, seed) => {
        let state = seed | 1;
        const emissions = Float64Array.from({ length: length * TAGS }, () => {
          state = Math.imul(state, 1103515245) + 12345;
          return (state >> 16) % 100;
        });
        assert.notEqual(scoreOf([...decoded(kernel, emissions, length)], emissions), undefined);
      }),
    );
  });
});

describe('tags', () => {
  it('carry spans there and back', () => {
    const span = fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 1, max: 5 }), fc.nat({ max: KINDS.length - 1 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (pieces) => {
        let at = 0;
        const spans = pieces.map(([gap, length, kind]) => {
          const start = at + gap;
          at = start + length;
          return { start, end: at, kind };
        });
        const tags = new Uint8Array(at);
        tagsOf(spans, tags);
        assert.deepEqual(spansOf(tags, at), spans);
      }),
    );
  });
});
