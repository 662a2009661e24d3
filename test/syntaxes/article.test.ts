import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';

const root = join(__dirname, '../../..');
const GRAMMAR = join(root, 'syntaxes/article.tmLanguage.json');
const SEEDS = join(root, 'seeds');
const GOLDEN = join(root, 'test/golden/grammar');

async function loadGrammar(): Promise<IGrammar> {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR)),
  });
  const grammar = await registry.loadGrammar('text.corpus-article');
  assert.ok(grammar);
  return grammar;
}

/** Each token that has a scope of its own: line from 1, innermost scope, text. */
function scopesOf(grammar: IGrammar, text: string): string[] {
  let stack = INITIAL;
  return text.split(/\r?\n/).flatMap((line, index) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .filter(({ scopes }) => scopes.length > 1)
      .map(({ startIndex, endIndex, scopes }) => {
        const scope = (scopes.at(-1) as string).replace('.corpus-article', '');
        return `${index + 1}\t${scope}\t${line.slice(startIndex, endIndex)}`;
      });
  });
}

describe('the grammar of articles', () => {
  let grammar: IGrammar;
  before(async () => (grammar = await loadGrammar()));

  const scopes = (line: string): string[] => scopesOf(grammar, line).map((token) => token.slice(2).replace('\t', ' '));

  for (const name of readdirSync(SEEDS).filter((file) => file.endsWith('.txt'))) {
    it(`reads ${name} as it did (UPDATE_GOLDEN=1 writes anew what was looked at)`, () => {
      const found = `${scopesOf(grammar, readFileSync(join(SEEDS, name), 'utf8')).join('\n')}\n`;
      const golden = join(GOLDEN, name.replace('.txt', '.tsv'));
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, found);
      assert.equal(found, readFileSync(golden, 'utf8'));
    });
  }

  it('tells headlines from sentences, credits from names in a text', () => {
    assert.deepEqual(scopes('攀高比强作标杆 全力以赴拼经济'), [
      'markup.heading.headline 攀高比强作标杆 全力以赴拼经济',
    ]);
    assert.deepEqual(scopes('徐立毅指出，要抓好项目建设。'), []);
    assert.deepEqual(scopes('　　记者 孙庆辉 通讯员 赵翔宇 文/图'), [
      'markup.italic.byline 　　记者 孙庆辉 通讯员 赵翔宇 文/图',
    ]);
    assert.deepEqual(scopes('记者看到，现场一片繁忙。'), []);
  });
  it('knows datelines, with full-width and half-width marks', () => {
    for (const credit of ['(郑报全媒体记者 张昕)', '（记者 李明）']) {
      assert.deepEqual(scopes(`本报讯${credit} 昨日，会议召开。`), [
        `keyword.other.dateline 本报讯`,
        `markup.italic.byline ${credit}`,
      ]);
    }
    assert.deepEqual(scopes('本报讯息化建设提速，成效明显。'), []);
  });
  it('knows dates, numbers, titles and quotations, also in each other', () => {
    assert.deepEqual(scopes('他说：“到2035年，产值达到1.2万亿元，增长6.5%。”'), [
      'punctuation.definition.string.begin “',
      'string.quoted.double 到',
      'constant.other.date 2035年',
      'string.quoted.double ，产值达到',
      'constant.numeric 1.2万亿元',
      'string.quoted.double ，增长',
      'constant.numeric 6.5%',
      'string.quoted.double 。',
      'punctuation.definition.string.end ”',
    ]);
    assert.deepEqual(scopes('印发《行动计划》，3月1日至5日施行。'), [
      'string.quoted.title 《行动计划》',
      'constant.other.date 3月1日至5日',
    ]);
  });
  it('does not carry an open quotation over a line that a scanner broke', () => {
    assert.deepEqual(scopes('他说：“我们要\n提速。'), []);
  });
  it('reads a line of 200,000 characters without getting stuck', () => {
    const { stoppedEarly } = grammar.tokenizeLine('记者，“2020年'.repeat(25_000), INITIAL, 10_000);
    assert.equal(stoppedEarly, false);
  });
});
