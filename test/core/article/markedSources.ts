import fc from 'fast-check';

const PIECES = [
  '李明',
  '他',
  '对王凯',
  '说',
  '指出',
  '要抓落实',
  '天冷了',
  '会议',
  '，',
  '。',
  '！',
  '？',
  '……',
  '：',
  '“',
  '”',
  '‘',
  '’',
  '"',
  '「',
  '」',
  '（',
  '）',
  '《',
  '》',
  '.',
  ' ',
  '的',
  '、',
  '记者：',
  '\n\n',
  '\n\n“',
] as const;

/** Texts full of quotes, brackets, names and verbs of saying, in and out of order. */
export const markedSources: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 60 })
  .map((pieces) => pieces.join(''));
