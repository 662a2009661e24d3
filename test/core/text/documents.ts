import fc from 'fast-check';

const PIECES = [
  '楼阳生在郑州市调研时强调',
  '省长王凯出席。',
  '王　凯',
  '李　𬭎',
  '周　霁　徐立毅',
  '𬭎𠮷',
  '😀',
  '👩‍👩‍👧',
  'e\u0301',
  '本报讯(记者 冯芸) ',
  '记者 孙庆辉',
  '扫码看',
  'the quick brown fox, ',
  '１０：３０',
  '10:30,1,000',
  '(扩大)',
  '——访',
  '；',
  '、',
  ' ',
  '　',
  '\t',
  '\ufeff',
  '\ud800',
  '\udc00',
] as const;

const LINE_ENDS = ['\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\n　　', '\r\r', '\n\r'] as const;

/** Source texts of articles: a BOM or none, every line end, astral, combining and joined characters, breaks anywhere. */
export const sources: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.constantFrom(...LINE_ENDS)), {
      maxLength: 40,
    }),
  )
  .map(([hasBom, pieces]) => (hasBom ? '\ufeff' : '') + pieces.join(''));
