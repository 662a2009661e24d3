import type { Candidate } from '../mention';
import { PatternScanner, type Found } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import { candidate } from './candidate';
import { nameEnd, surnameLength } from './personNames';

/** A list of nothing but names before 参加, 出席, 陪同: 穆为民、周霁、徐立毅参加相关活动. */
export function* participants(block: SegmentedBlock): Generator<Candidate> {
  for (const list of PARTICIPANTS.in(block)) {
    const members = membersOf(block.text.slice(list.start, list.end), list.start);
    if (!members.every(({ start }) => surnameLength(block, start) > 0)) continue;
    for (const { start, end } of members) yield candidate('PER', start, end, 0.86, 'list-of-names', '、');
  }
}

const PARTICIPANTS = new PatternScanner(
  /(?<![\p{Script=Han}、])\p{Script=Han}{2,4}(?:、\p{Script=Han}{2,4}){1,60}?(?=等?(?:同志)?(?:先后|分别|一同|一起)?(?:参加|出席|陪同|参与|主持|列席))/u,
);

function membersOf(list: string, offset: number): Found[] {
  let end = offset - 1;
  return list.split('、').map(({ length }) => {
    const start = end + 1;
    end = start + length;
    return { start, end };
  });
}

/** Further members of a list of names joined by 、: 穆为民、周霁、徐立毅. */
export function* listedNames(block: SegmentedBlock, names: readonly Candidate[]): Generator<Candidate> {
  for (const name of names) {
    if (name.confidence < 0.6) continue;
    let at = name.end;
    for (let members = 0; members < 60; members++) {
      const next = nextInList(block, at);
      if (next === undefined) break;
      yield candidate('PER', next.start, next.end, 0.85, 'list-of-names', '、');
      at = next.end;
    }
  }
}

function nextInList(block: SegmentedBlock, at: number): { start: number; end: number } | undefined {
  if (block.text[at] !== '、') return undefined;
  const match = /^\p{Script=Han}{2,4}(?=[、，。； ）]|和|等|参加|出席|分别|陪同)/u.exec(
    block.text.slice(at + 1, at + 8),
  );
  const start = at + 1;
  const name = nameEnd(block, start);
  if (match === null || name === undefined || name.score < 3.5) return undefined;
  return { start, end: name.end };
}
