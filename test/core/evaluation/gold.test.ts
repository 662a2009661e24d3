import { strict as assert } from 'node:assert';
import { readGold } from '../../../core/evaluation/gold';
import { CanonicalText } from '../../../core/text/canonicalText';

const article = new CanonicalText('郑州\n\n市和𠮷林');
const HEADER = 'start\tend\tlabel\ttext\n';

describe('gold spans', () => {
  it('are read from code points into UTF-16, with line feeds written as \\n', () => {
    const { value, problems } = readGold(`${HEADER}0\t5\tLOC\t郑州\\n\\n市\r\n6\t8\tLOC\t𠮷林\n`, article);
    assert.deepEqual(value, [
      { start: 0, end: 5, label: 'LOC' },
      { start: 6, end: 9, label: 'LOC' },
    ]);
    assert.deepEqual(problems, []);
  });

  const badLines: [line: string, message: RegExp][] = [
    ['0\t2\tLOC\t开封', /^Line 2: .*郑州.*开封/],
    ['0\t2\tLOC', /^Line 2: .*columns/],
    ['x\t2\tLOC\t郑州', /^Line 2: .*span/],
    ['2\t2\tLOC\t', /^Line 2: .*span/],
  ];
  for (const [line, message] of badLines) {
    it(`are refused with the number of the line ${JSON.stringify(line)}`, () => {
      const { value, problems } = readGold(`${HEADER}${line}\n`, article);
      assert.equal(value, undefined);
      assert.match(problems[0]?.message ?? '', message);
    });
  }
});
