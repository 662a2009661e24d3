import { strict as assert } from 'node:assert';
import { escapeMarkdown, harmlessMarkdown, markdownLink } from '../../server/markdown';

describe('user text in Markdown', () => {
  const addresses = [
    'http://a.b',
    'HTTPS://a.b',
    'www.a.b',
    'ftp://a.b',
    'mailto:a@b.co',
    'a.@b.co',
    '中@b.co',
    'a+@b.co',
  ];
  for (const address of addresses) {
    it(`does not become a link: ${address}`, () => {
      // What a reader of extended autolinks sees once the escapes are taken away.
      const shown = escapeMarkdown(address).replace(/\\(?=[!-/:-@[-`{-~])/g, '');
      assert.doesNotMatch(shown, /(?:https?|ftp|mailto):|www\.|[\w.+-]@\w/i);
      assert.equal(shown.replaceAll('\u2060', ''), address);
    });
  }

  const marks = ['![x](command:y)', '<img src=x>', '```\nfence', '# h', '[x]: y', '&lt;', '**a** _b_', '|a|'];
  for (const markup of marks) {
    it(`does not become markup: ${JSON.stringify(markup)}`, () => {
      assert.doesNotMatch(escapeMarkdown(markup), /(?<!\\)(?:\\\\)*[!-/:-@[\]-`{-~]|\n/);
    });
  }

  for (const address of [
    'https://a.b/c)[d](command:e',
    'https://a.b/c d>',
    'https://a.b/\\)',
    'https://a.b/谷\ud800\u202E',
  ]) {
    it(`is linked to as a whole: ${JSON.stringify(address)}`, () => {
      assert.match(markdownLink('x](y)', address), /^\[x\\\]\\\(y\\\)\]\(https:\/\/a\.b\/[!#-'*-;=?-Z^-~]*\)$/);
    });
  }

  it('does not turn the direction of what follows', () => {
    assert.equal(escapeMarkdown('a\u202Eb'), 'aU\\+202Eb');
  });
});

describe('Markdown of a user', () => {
  it('stays what it is', () => {
    const markdown = '# 会议\n\n- **有名称**的[会议](https://a.b)\n  - `x < 3`\n\n> 2 < 3';
    assert.equal(harmlessMarkdown(markdown), markdown);
  });
  for (const [markdown, shown] of [
    ['![a](https://a.b/spy.png)', '!⁠[a](https://a.b/spy.png)'],
    ['\\![a](x)', '\\!⁠[a](x)'],
    ['<img src=x> </b> <!-- x -->', '<⁠img src=x> <⁠/b> <⁠!-- x -->'],
    ['a\u202Eb', 'aU+202Eb'],
  ] as const)
    it(`loads nothing and is no HTML: ${JSON.stringify(markdown)}`, () =>
      assert.equal(harmlessMarkdown(markdown), shown));
});
