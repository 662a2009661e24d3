import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert';
import fc from 'fast-check';
import { codesOf, type CodedText } from '../../../../core/analysis/patterns/codedText';
import { Openings } from '../../../../core/analysis/patterns/openings';
import { PatternGroup } from '../../../../core/analysis/patterns/patternGroup';
import { PatternRules } from '../../../../core/analysis/patterns/patternRules';
import { PatternScanner, type Found } from '../../../../core/analysis/patterns/patternScanner';

/** One pattern or more for each part of the syntax, in the shapes that recognisers use. */
const PATTERNS: readonly RegExp[] = [
  /市委/,
  /[省市县]?委(?:办|常委会)?(?![员托])/,
  /(?:中共|中国共产党)?(?:省|市)?委第[一二三]{1,2}次(?:全会|会议)/,
  /(?<=[省市])\p{Script=Han}{1,3}(?:县|区)/u,
  /(?<![省市0-9])[一二三]{1,4}(?:个|次)?/,
  /(?<!省|市|[0-9]年)会议/,
  /(?<=(?:在|省))委|(?<=^|、)会/m,
  /(?<![\p{Script=Han}、])\p{Script=Han}{2,4}(?:、\p{Script=Han}{2,4}){1,3}?(?=等?(?:参加|出席))/u,
  /(?<=(?<!\p{Script=Han})省、)市(?=[、等])/u,
  /[^\P{Script=Han}的和省市]{1,3}(?:县|区)(?=[、，]|$)/u,
  /[^，、省]{2,3}区/u,
  /[0-9]{4}年(?:[0-9]{1,2}月)?|[0-9]{1,2}月(?=[0-9]{1,2}日)/,
  /“[^”\n]{1,4}”(?:工程)?/,
  /(?<name>省|市)长?(?= ?(?:说|\/))/,
  /[一二]*三+省?/,
  /.会/,
  /[0-9]{2,}\.[0-9]-|\d\/\d/,
  /会$|^省/,
];

const asGlobal = ({ source, flags }: RegExp): RegExp => new RegExp(source, `${flags}g`);

const byEngine = (pattern: RegExp, text: string): Found[] =>
  Array.from(text.matchAll(asGlobal(pattern)), (match) => ({ start: match.index, end: match.index + match[0].length }));

const coded = (text: string): CodedText => ({ text, codes: codesOf(text) });

/** Texts in which the patterns often match or nearly match; halves of surrogate pairs and rare characters included. */
const units = [
  ...Array.from('省市县区委员会办常第一二三次全国中共产党的和、，。“”0123 年月日长说在等参加出席/.-\n'),
  '𠮷',
  '\ud842',
  '\udfb7',
];
const texts = fc
  .array(fc.constantFrom(...units, '市委', '会议', '省委第一次', '、市'), { maxLength: 40 })
  .map((all) => all.join(''));

describe('PatternScanner', () => {
  for (const pattern of PATTERNS) {
    it(`finds what the engine finds: ${String(pattern)}`, () => {
      const scanner = new PatternScanner(pattern);
      fc.assert(
        fc.property(texts, (text) => deepStrictEqual(scanner.in(coded(text)), byEngine(pattern, text))),
        {
          numRuns: 400,
        },
      );
    });
  }

  it('tells whether a pattern matches at an offset', () => {
    const scanner = new PatternScanner(/(?<=市)委(?:书记)?(?!员)/);
    const text = coded('市委书记、省委、市委员');
    deepStrictEqual(
      [0, 1, 6, 9, 11].map((offset) => scanner.matchesAt(text, offset)),
      [false, true, false, false, false],
    );
    strictEqual(scanner.endAt(text, 1), 4);
    strictEqual(scanner.endAt(text, 2), -1);
  });

  it('refuses what it cannot read', () => {
    for (const pattern of [/(省)\1/, /省\b/, /\w委/, /省/i, /\p{L}委/u])
      throws(() => new PatternScanner(pattern), SyntaxError);
    for (const pattern of [/省?/, /(?=省)/, /省*|市/]) throws(() => new PatternScanner(pattern), RangeError);
  });

  it('takes time in proportion to the text', () => {
    const scanner = new PatternScanner(/\p{Script=Han}{6,24}?(?:行动方案|实施方案)/u);
    const millis = (size: number): number => {
      const text = coded('省市'.repeat(size / 2));
      const start = performance.now();
      scanner.in(text);
      return performance.now() - start;
    };
    millis(20_000);
    const small = Math.min(millis(20_000), millis(20_000), millis(20_000));
    ok(Math.min(millis(80_000), millis(80_000)) < 12 * small, 'four times the text takes about four times as long');
  });
});

describe('Openings', () => {
  const allowed = (pattern: RegExp, text: string): number[] => {
    const openings = new Openings(pattern);
    const codes = codesOf(text);
    return Array.from(codes.keys()).filter((offset) => openings.allow(codes, offset));
  };

  it('deny what the first characters or the one before them exclude', () => {
    deepStrictEqual(allowed(/(?:中共)?(?:省|市)委/, '省委和省人大、中共市委、中共党员'), [0, 7, 9]);
    deepStrictEqual(allowed(/(?<=在)[省市]/, '省在省，在市'), [2, 5]);
    deepStrictEqual(allowed(/(?<!全)省/, '省全省'), [0]);
  });

  it('read what a pattern looks ahead to at its end', () => {
    deepStrictEqual(allowed(/[省市](?=委(?:会|员))/, '省委会、市委、市委员'), [0, 7]);
  });
});

describe('PatternGroup', () => {
  it('finds for each pattern what it finds alone', () => {
    for (let from = 0; from < PATTERNS.length; from += 6) {
      const patterns = PATTERNS.slice(from, from + 6);
      const group = new PatternGroup(patterns.map((pattern) => new PatternScanner(pattern)));
      fc.assert(
        fc.property(texts, (text) => {
          const found = group.in(coded(text));
          patterns.forEach((pattern, index) => deepStrictEqual(found[index] ?? [], byEngine(pattern, text)));
        }),
        { numRuns: 400 },
      );
    }
  });

  it('has at most eight patterns', () => {
    throws(() => new PatternGroup(Array.from({ length: 9 }, () => new PatternScanner(/省/))), RangeError);
  });
});

describe('PatternRules', () => {
  it('give their results rule by rule, without those that read as nothing', () => {
    const rules = new PatternRules<CodedText, string>([
      [/[0-9]+%/, ({ text }, { start, end }) => text.slice(start, end)],
      [/[省市]/, ({ text }, { start }) => (text[start] === '省' ? undefined : `${text[start]}${start}`)],
    ]);
    deepStrictEqual(rules.in(coded('市占5%，省占30%，市')), ['5%', '30%', '市0', '市11']);
  });
});
