import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { HOSTILE_PIECES } from '../../fuzz/hostileFiles';
import { readYaml, utf8Length } from '../../../core/yaml/boundedYaml';

describe('the bounded YAML reader', () => {
  const size = 100_000;
  for (const piece of HOSTILE_PIECES)
    it(`answers soon for many times ${JSON.stringify(piece)}`, () => {
      const started = performance.now();
      const { value, problems } = readYaml(piece.repeat(Math.floor(size / piece.length)));
      assert.equal(value === undefined, problems.length > 0);
      assert.ok(performance.now() - started < 4000, `${performance.now() - started} ms`);
    });

  it('answers soon for many keys', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1\n`).join('');
    const started = performance.now();
    assert.notEqual(readYaml(text).value, undefined);
    assert.ok(performance.now() - started < 4000);
  });

  it('refuses a file above 4 MiB', () => {
    assert.equal(readYaml('汉'.repeat(1_400_000)).problems[0]?.code, 'too-large');
  });

  it('never throws, and says where each problem is', () => {
    const pieces = fc.constantFrom(
      ...HOSTILE_PIECES,
      'a',
      '1',
      'é',
      '汉',
      '\u0000',
      '\ufeff',
      '\r\n',
      '__proto__: 1\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (list) => {
        const text = list.join('');
        const { value, problems } = readYaml(text);
        assert.equal(value === undefined, problems.length > 0);
        for (const { offset, end } of problems) assert.ok(0 <= offset && offset <= end && end <= text.length + 1);
      }),
      { numRuns: 1000 },
    );
    assert.equal(Object.keys(Object.prototype).length, 0);
  });

  it('refuses as no YAML only what the library refuses too', () => {
    const values = [
      '',
      '1',
      '""',
      '|',
      '|1',
      '>-',
      '{a: 1}',
      '[]',
      "'x' # y",
      '|\n  x',
      '|\n\n  x\n\n',
      '\n  b: |',
      '\n- |\n- >',
    ];
    const entries = fc.array(fc.constantFrom(...values), { maxLength: 5 });
    fc.assert(
      fc.property(entries, fc.constantFrom('\n', '\r\n'), (list, lineEnd) => {
        const text = [...list.map((value, index) => `k${index}: ${value}`), '...', '']
          .join('\n')
          .replaceAll('\n', lineEnd);
        const refused = readYaml(text).problems.some(({ code }) => code === 'yaml');
        const errors = parseAllDocuments(text).flatMap((document) => document.errors);
        assert.equal(refused, errors.length > 0, text);
      }),
      { numRuns: 500 },
    );
  });

  it('counts bytes as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(utf8Length(text), Buffer.byteLength(text));
      }),
    );
  });
});
