import { strict as assert } from 'node:assert';
import {
  FlowReader,
  fromFlowText,
  isWritable,
  keyText,
  toFlowText,
} from '../../../../core/annotation/sidecar/flowText';
import { MAXIMUM_DEPTH, MAXIMUM_KEY_LENGTH } from '../../../../core/yaml/boundedYaml';
import type { Json } from '../../../../core/yaml/json';

describe('a value in canonical form', () => {
  const same = (value: Json, text: string): void => {
    assert.equal(toFlowText(value, 0), text);
    assert.deepEqual(fromFlowText(text, 0), value);
  };

  it('is one line, which gives the value back', () => {
    const VALUES: readonly [Json, string][] = [
      ['', '""'],
      ['楼𬭎"\\/', '"楼𬭎\\"\\\\/"'],
      ['\\"', '"\\\\\\""'],
      ['\b\f\n\r\t', '"\\b\\f\\n\\r\\t"'],
      [0, '0'],
      [-0, '-0'],
      [12.5, '12.5'],
      [1e-7, '1.0e-7'],
      [-1e-7, '-1.0e-7'],
      [1.5e-300, '1.5e-300'],
      [true, 'true'],
      [false, 'false'],
      [null, 'null'],
      [[], '[]'],
      [{}, '{}'],
      [[1, 'a', [null]], '[1, "a", [null]]'],
      [{ a: { b: [] }, 'a b': false }, '{a: {b: []}, "a b": false}'],
    ];
    for (const [value, text] of VALUES) same(value, text);
  });
  it('has escapes for what is not seen, and for nothing beside it', () => {
    const RANGES = [
      [0x00, 0x07],
      [0x0e, 0x1f],
      [0x7f, 0x9f],
      [0xad, 0xad],
      [0x61c, 0x61c],
      [0x180e, 0x180e],
      [0x200b, 0x200f],
      [0x2028, 0x202e],
      [0x2060, 0x206f],
      [0xfdd0, 0xfdef],
      [0xfeff, 0xfeff],
      [0xfff9, 0xfffb],
      [0xfffe, 0xffff],
    ] as const;
    const escaped = (unit: number): string => `"\\u${unit.toString(16).padStart(4, '0')}"`;
    for (const [first, last] of RANGES) {
      for (const unit of [first, last]) {
        same(String.fromCharCode(unit), escaped(unit));
        assert.equal(fromFlowText(`"${String.fromCharCode(unit)}"`, 0), undefined, escaped(unit));
      }
    }
    for (const unit of [0x20, 0x7e, 0xa0, 0xac, 0xae, 0x200a, 0x2010, 0x2027, 0x202f, 0x205f, 0x2070, 0xfdcf, 0xfdf0])
      same(String.fromCharCode(unit), `"${String.fromCharCode(unit)}"`);
    for (const character of ['\ufff8', '\ufffc', '\u{1fffe}']) same(character, `"${character}"`);
  });
  it('has keys that stand bare where every reader takes them for texts', () => {
    for (const key of ['a', '_x', 'a-b', 'A1', 'note', 'yes-no', 'nothing', 'trues']) assert.equal(keyText(key), key);
    for (const key of ['y', 'N', 'Yes', 'no', 'ON', 'off', 'true', 'False', 'null', '1a', '', '-a', 'a b', '键', 'a:'])
      assert.equal(keyText(key), `"${key}"`);
  });
  it('is not what only looks like it', () => {
    const OTHERS = [
      ...[
        '',
        ' "x"',
        '"x" ',
        "'x'",
        'x',
        '"',
        '"x',
        '"x\\"',
        '"\\x41"',
        '"\\ud800"',
        '"\\udc00"',
        '"\ud800"',
        '"a\nb"',
      ],
      ...['01', '+1', '1.', '.5', '1e400', '9007199254740993', '1x', '- 1', '--1', 'True', '~', 'nullx', 'truefalse'],
      ...[
        '{a:1}',
        '{a: 1,b: 2}',
        '{a: 1 }',
        '{ a: 1}',
        '{a: 1, a: 2}',
        '{__proto__: 1}',
        '{yes: 1}',
        '{1: 1}',
        '{a: 1',
      ],
      ...['{a}', '{a: }', '{a: ,}', '{"a" : 1}', '{a: 1, }', '[1', '[1,2]', '[1 ]', '[,]', '[1, ]', '{]', '[}', '1\n'],
    ];
    for (const text of OTHERS) assert.equal(fromFlowText(text, 0), undefined, text);
  });
  it('is of limited depth and has keys of limited length', () => {
    const nested = (depth: number, inner: Json = 1): Json =>
      depth === 0 ? inner : depth % 2 === 0 ? [nested(depth - 1, inner)] : { a: nested(depth - 1, inner) };
    for (const ancestors of [0, 2]) {
      const most = MAXIMUM_DEPTH - ancestors;
      const text = toFlowText(nested(most), ancestors);
      assert.deepEqual(fromFlowText(text, ancestors), nested(most));
      for (const inner of [[], {}]) {
        assert.equal(fromFlowText(toFlowText(nested(most, inner), -1), ancestors), undefined);
        assert.throws(() => toFlowText(nested(most, inner), ancestors), RangeError);
      }
    }
    const key = (length: number): Json => ({ ['k'.repeat(length)]: 1 });
    assert.deepEqual(fromFlowText(toFlowText(key(MAXIMUM_KEY_LENGTH), 0), 0), key(MAXIMUM_KEY_LENGTH));
    assert.equal(fromFlowText(`{${'k'.repeat(MAXIMUM_KEY_LENGTH + 1)}: 1}`, 0), undefined);
    assert.equal(isWritable(key(MAXIMUM_KEY_LENGTH + 1)), false);
  });
  it('cannot be made of what no file gives back', () => {
    const OTHERS: readonly Json[] = ['\ud800', ['\udc00'], { '\ud800': 1 }, JSON.parse('{"__proto__": 1}') as Json];
    for (const value of [...OTHERS, NaN, Infinity, 1e21])
      assert.throws(() => toFlowText(value, 0), { name: 'RangeError', message: /cannot be written to a sidecar\.$/ });
  });
});

describe('the reader of canonical values', () => {
  const at = <Result>(text: string, read: (reader: FlowReader) => Result): [Result, number] => {
    const reader = new FlowReader(text);
    return [read(reader), reader.at];
  };

  it('skips the rest of a line, and its comment, but no other line', () => {
    const rest = (text: string, place: number): [boolean, number] =>
      at(text, (reader) => {
        reader.at = place;
        return reader.skipLineRest();
      });
    assert.deepEqual(rest('ab\nc', 2), [true, 3]);
    assert.deepEqual(rest('ab\r\nc', 2), [true, 4]);
    assert.deepEqual(rest('ab', 2), [true, 2]);
    assert.deepEqual(rest('ab  # why\nc', 2), [true, 10]);
    assert.deepEqual(rest('ab # why', 2), [true, 8]);
    for (const text of ['ab c\n', 'ab \n', 'ab# why\n', 'ab # \u0007\n', 'ab\rc\n'])
      assert.equal(rest(text, 2)[0], false, text);
  });
  it('reads strings one after the other, with and without backslashes', () => {
    const reader = new FlowReader('"a""b\\\\""c""\\"d""e\\n""𠮷""\\ud842\\udfb7""\\/""\\ud842"');
    const read = Array.from({ length: 9 }, () => reader.string());
    assert.deepEqual(read, ['a', 'b\\', 'c', '"d', 'e\n', '𠮷', '𠮷', '/', undefined]);
  });
});
