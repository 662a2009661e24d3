import { strict as assert } from 'node:assert';
import { unionMerges } from '../../../core/doctor/gitAttributes';

const found = (text: string): string[] => unionMerges(text).map(({ offset, end }) => text.slice(offset, end));

describe('lines of .gitattributes that have sidecars merged by union', () => {
  it('are found where they stand', () => {
    const line = '*.ann.yaml text merge=union eol=lf';
    assert.deepEqual(found(`*.txt text\r\n${line}\r\n`), [line]);
    assert.deepEqual(found(`${line}\n\n${line}`), [line, line]);
  });

  it('are not those of other files, other merges or comments', () => {
    const others = [
      '*.txt merge=union',
      '*.ann.yaml merge=corpus-annotator',
      '# *.ann.yaml merge=union',
      '*.ann.yaml',
      '*.ann.yamls merge=union',
      'merge=union *.ann.yaml',
    ];
    assert.deepEqual(found(others.join('\n')), []);
  });

  it('are looked for in linear time', () => {
    const timeOf = (text: string): number => {
      const start = performance.now();
      assert.deepEqual(unionMerges(text), []);
      return performance.now() - start;
    };
    const best = (size: number): number => {
      const text = '.ann.yaml '.repeat(size);
      return Math.min(timeOf(text), timeOf(text), timeOf(text));
    };
    // Quadratic growth would make the ratio 64.
    const ratio = best(16_000) / Math.max(best(2_000), 1);
    assert.ok(ratio < 30, `eight times the text took ${ratio.toFixed(1)} times as long`);
  });
});
