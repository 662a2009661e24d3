import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { wordsOfMarkdown } from '../../../core/text/markdownWords';

describe('the words of Markdown', () => {
  const WORDS: readonly [markdown: string, words: string][] = [
    ['**Named** meetings only:\n\n- 全国两会\n- `座谈会` _no_', 'Named meetings only: 全国两会 座谈会 no'],
    ['# Persons\n> quoted\n1. one', 'Persons quoted 1. one'],
    ['see [the page](https://a.b/c) and ![a picture](x.png)', 'see the page and a picture'],
    ['```yaml\na_b: 1\n```', 'a_b: 1'],
    ['只标**有名称**的会议：“全国两会”标。', '只标有名称的会议：“全国两会”标。'],
    ['2 \\* 3', '2 * 3'],
    ['  \n', ''],
  ];
  for (const [markdown, words] of WORDS)
    it(`of ${JSON.stringify(markdown)}`, () => assert.equal(wordsOfMarkdown(markdown), words));

  it('are on one line, and those of plain text are all of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '会', ' ', '\n', '。', '《', '1') }), (plain) => {
        assert.equal(wordsOfMarkdown(plain), plain.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});
