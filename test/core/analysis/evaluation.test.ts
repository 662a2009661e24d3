import { strict as assert } from 'node:assert';
import { countMatches, readGold, score, sum } from '../../../core/analysis/evaluation';
import { CanonicalText } from '../../../core/text/canonicalText';
import { codePoint } from '../../../core/text/units';

const article = new CanonicalText('郑州\n\n市和𠮷林');
const span = (start: number, end: number, label: string) => ({ start: codePoint(start), end: codePoint(end), label });

describe('evaluation', () => {
  it('reads gold spans in code points, with line feeds written as \\n', () => {
    const { value, problems } = readGold(
      'start\tend\tlabel\ttext\n0\t5\tLOC\t郑州\\n\\n市\n6\t8\tLOC\t𠮷林\n',
      article,
    );
    assert.deepEqual(value, [span(0, 5, 'LOC'), span(6, 8, 'LOC')]);
    assert.deepEqual(problems, []);
  });

  const badLines: [line: string, message: RegExp][] = [
    ['0\t2\tLOC\t开封', /^Line 2: .*郑州.*开封/],
    ['0\t2\tLOC', /^Line 2: .*columns/],
    ['x\t2\tLOC\t郑州', /^Line 2: .*span/],
    ['2\t2\tLOC\t', /^Line 2: .*span/],
  ];
  for (const [line, message] of badLines) {
    it(`names the line of ${JSON.stringify(line)}`, () => {
      const { value, problems } = readGold(`start\tend\tlabel\ttext\n${line}\n`, article);
      assert.equal(value, undefined);
      assert.match(problems[0]?.message ?? '', message);
    });
  }

  it('counts exact spans with exact labels only', () => {
    const proposed = [span(0, 2, 'LOC'), span(3, 4, 'PER'), span(5, 6, 'ORG')];
    const counts = countMatches(proposed, [span(0, 2, 'LOC'), span(3, 4, 'ORG')]);
    assert.deepEqual(counts.get('LOC'), { correct: 1, proposed: 1, expected: 1 });
    assert.deepEqual(counts.get('ORG'), { correct: 0, proposed: 1, expected: 1 });
    const all = score(sum(counts.values()));
    assert.equal(all.precision, 1 / 3);
    assert.equal(all.recall, 1 / 2);
    assert.equal(all.f1, 2 / 5);
  });
});
