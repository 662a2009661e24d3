import type { Candidate } from '../mention';
import { PatternScanner } from '../patterns/patternScanner';
import type { SegmentedBlock } from '../segmentedBlock';
import { candidate } from './candidate';
import { COMPOUND, holdsFunctionWord, surnameLength } from './personNames';

/** Reporters' and photographers' credits: names set apart by blanks, 、 or / behind 记者, 通讯员, before 文, 图, 摄. */
export function* creditedNames(block: SegmentedBlock): Generator<Candidate> {
  for (const credit of CREDIT.in(block)) {
    const detail = block.text.slice(credit.start, credit.end).trim();
    let at = credit.end;
    for (let names = 0; names < 12; names++) {
      const name = creditName(block, at, /[ ：]/.test(block.text[at - 1] ?? ''));
      if (name === undefined) break;
      yield candidate('PER', at, name, 0.92, 'credit', detail);
      at = afterSeparator(block.text, name);
      if (at === name) break;
    }
  }
  for (const { start, end } of PHOTO_CREDIT.in(block)) {
    yield candidate('PER', start, end, 0.9, 'credit', block.text.slice(start, end));
  }
}

const CREDIT = new PatternScanner(
  /(?:记者|通讯员|评论员|实习生|编辑|校对|摄影|文\/图|文图|摄影报道|文\/|图\/|供图|(?<=[ （])文|(?<=[ （])图)[ ：:]{0,2}/,
);
const PHOTO_CREDIT = new PatternScanner(
  /(?<![\p{Script=Han}])\p{Script=Han}{2,4}(?= ?(?:摄(?![\p{Script=Han}])|\/摄|\/文|\/图|供图|绘图|\/绘|文\/图|文\/摄))/u,
);

/** A name of a credit ends at a blank or mark; behind a blank or colon any two or three characters are one. */
function creditName(block: SegmentedBlock, at: number, setApart: boolean): number | undefined {
  const match = /^\p{Script=Han}{2,4}(?=[ 、/（），。：;；]|$)/u.exec(block.text.slice(at, at + 6));
  if (match === null || NOT_NAMES_IN_CREDITS.test(match[0])) return undefined;
  if (holdsFunctionWord(match[0])) return undefined;
  if (setApart) return match[0].length < 4 || COMPOUND.has(match[0].slice(0, 2)) ? at + match[0].length : undefined;
  if (match[0].length === 4 && !COMPOUND.has(match[0].slice(0, 2))) return undefined;
  return surnameLength(block, at) > 0 || match[0].length === 3 ? at + match[0].length : undefined;
}

const NOT_NAMES_IN_CREDITS = /记者|通讯|编辑|报道|摄影|摄$|文字|实习|视频|近日|昨日|日前|本报|文图|如下|供稿|来源/;

function afterSeparator(text: string, at: number): number {
  const match = /^(?:[ 、]{1,2}|\/(?:文|图|摄影?)(?:[ 、]{1,2}))/.exec(text.slice(at, at + 6));
  return at + (match?.[0].length ?? 0);
}
