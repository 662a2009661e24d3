import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { decodeArticle, MAXIMUM_ARTICLE_BYTES } from '../../../core/text/decode';

/** The first bad byte by another way: the longest prefix that Node decodes and encodes unchanged. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  for (let length = 1; length <= bytes.length; length++) {
    const prefix = Buffer.from(bytes.subarray(0, length));
    if (Buffer.from(prefix.toString('utf8'), 'utf8').equals(prefix)) good = length;
  }
  return good;
}

function check(bytes: readonly number[], offset: number): void {
  const { value, problems } = decodeArticle(Uint8Array.from(bytes));
  assert.equal(value, undefined);
  assert.deepEqual(
    problems.map((problem) => [problem.code, problem.offset, problem.end]),
    [['not-utf8', offset, offset + 1]],
  );
}

describe('decoding an article', () => {
  const rejected: readonly (readonly [name: string, bytes: readonly number[], offset: number])[] = [
    ['a lone continuation byte', [0x41, 0x80], 1],
    ['an overlong slash of two bytes', [0xc0, 0xaf], 0],
    ['an overlong form of three bytes', [0x41, 0xe0, 0x80, 0xaf], 1],
    ['an overlong form of four bytes', [0xf0, 0x80, 0x80, 0xaf], 0],
    ['a surrogate', [0x41, 0x42, 0xed, 0xa0, 0x80], 2],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a byte that UTF-8 never uses', [0xff], 0],
    ['a character cut off at the end', [0xe6, 0x9d, 0x8e, 0xe6, 0x9d], 3],
    ['a character cut off by another', [0xe6, 0x9d, 0x41], 0],
    ['GB18030 (郑州)', [0xd6, 0xa3, 0xd6, 0xdd], 2],
    ['UTF-16 with a BOM', [0xff, 0xfe, 0x41, 0x00], 0],
  ];
  for (const [name, bytes, offset] of rejected)
    it(`refuses ${name}`, () => {
      check(bytes, offset);
    });

  it('says what the file may be instead', () => {
    const message = (...bytes: number[]) => decodeArticle(Uint8Array.from(bytes)).problems[0]?.message ?? '';
    assert.match(message(0xff, 0xfe, 0x41, 0x00), /UTF-16/);
    assert.match(message(0x41, 0xe6, 0x9d), /end inside a character/);
    assert.match(message(0xba, 0xd3, 0xc4, 0xcf), /GB18030/);
  });

  it('reads a file with and without a BOM alike', () => {
    assert.equal(decodeArticle(Buffer.from('\ufeff郑州𬭎')).value?.text, '郑州𬭎');
    assert.equal(decodeArticle(Buffer.from('郑州𬭎')).value?.text, '郑州𬭎');
    assert.equal(decodeArticle(new Uint8Array()).value?.text, '');
  });

  it('refuses a file above the limit and reads one at the limit', () => {
    const bytes = new Uint8Array(MAXIMUM_ARTICLE_BYTES).fill(0x61);
    assert.equal(decodeArticle(bytes).value?.length, MAXIMUM_ARTICLE_BYTES);
    const { value, problems } = decodeArticle(new Uint8Array(MAXIMUM_ARTICLE_BYTES + 1).fill(0x61));
    assert.equal(value, undefined);
    assert.equal(problems[0]?.code, 'too-large');
  });

  it('finds the first bad byte of any bytes', () => {
    const fragments = fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => new Uint8Array(Buffer.from(text))),
      fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf).map((byte) => Uint8Array.of(byte)),
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 8 }), (parts) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        const expected = firstBadByte(bytes);
        const { value, problems } = decodeArticle(bytes);
        if (expected === bytes.length) assert.notEqual(value, undefined);
        else assert.equal(problems[0]?.offset, expected);
      }),
      { numRuns: 500 },
    );
  });
});
