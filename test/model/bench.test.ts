import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { decodeArticle } from '../../core/text/decode';
import { interleaved, interleavedRequests, median, medianRatio, quantile, verdict } from '../../model/benchMeasure';
import { ADVERSARIAL_TEXTS, characterStart, newspaper, piecesOf } from '../../model/benchTexts';
import { readTaggedArticle } from '../../model/taggedArticle';

describe('measures of the benchmark', () => {
  it('takes the value at a share of the values, by the nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    assert.equal(quantile(values, 0.95), 5);
    assert.equal(quantile(values, 0.5), 3);
    assert.equal(quantile(values, 0.2), 1);
    assert.ok(Number.isNaN(quantile([], 0.95)));
  });

  it('waits for requests in turn, and does not count those that warm up', async () => {
    const calls: string[] = [];
    const request = (name: string) => async (): Promise<void> => {
      calls.push(`${name} begins`);
      await Promise.resolve();
      calls.push(`${name} ends`);
    };
    const times = await interleavedRequests({ a: request('a'), b: request('b') }, 2, 1);
    assert.deepEqual(calls.slice(0, 4), ['a begins', 'a ends', 'b begins', 'b ends']);
    assert.equal(calls.length, 12);
    assert.deepEqual([times.a.length, times.b.length], [2, 2]);
  });

  it('take the middle value, which an outlier does not move', () => {
    assert.equal(median([3, 1000, 1]), 3);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.ok(Number.isNaN(median([])));
  });

  it('take the ratio round by round, so that a slow round counts on both sides', () => {
    assert.equal(medianRatio([20, 2000, 60], [10, 1000, 20]), 2);
  });

  it('run the works in turn and leave the first round out', () => {
    const order: string[] = [];
    const times = interleaved({ a: () => order.push('a'), b: () => order.push('b') }, 2);
    assert.deepEqual(order, ['a', 'b', 'a', 'b', 'a', 'b']);
    assert.deepEqual([times.a.length, times.b.length], [2, 2]);
  });

  it('say which bar a value keeps, the bar itself included', () => {
    const bar = { floor: 10, target: 6 };
    assert.deepEqual(verdict(6, bar, 'x'), ['10 x', '6 x', 'target met']);
    assert.equal(verdict(6.1, bar, 'x')[2], 'floor met');
    assert.equal(verdict(10.1, bar, 'x')[2], 'MISSED');
    assert.equal(verdict(NaN, bar, 'x')[2], 'MISSED');
  });
});

describe('texts of the benchmark', () => {
  const articles = [
    readTaggedArticle('a', '⟦POST:市长⟧⟦PER:王凯⟧在⟦LOC:郑州⟧调研。'),
    readTaggedArticle('b', '⟦POST:书记⟧⟦PER:李新军⟧到⟦LOC:开封⟧，⟦PER:侯红⟧参加。'),
  ];

  it('have the wanted size, or up to three bytes less, and end with a whole character', () => {
    for (const bytes of [100, 101, 102, 5000]) {
      const text = newspaper(articles, bytes);
      const size = Buffer.byteLength(text);
      assert.ok(size <= bytes && size >= bytes - 3, `${size} of ${bytes}`);
      assert.doesNotMatch(text, /\uFFFD/);
    }
  });

  it('are the same each time, and name others when the articles come again', () => {
    const text = newspaper(articles, 20_000);
    assert.equal(text, newspaper(articles, 20_000));
    const lines = text.split('\n\n').slice(0, -1);
    assert.ok(new Set(lines).size > lines.length / 2, `${new Set(lines).size} of ${lines.length}`);
  });

  it('are cut between characters', () => {
    const bytes = Buffer.from('a郑𠮷');
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 7, 8].map((offset) => characterStart(bytes, offset)),
      [0, 1, 4, 4, 4, 8, 8, 8],
    );
    assert.deepEqual(piecesOf('一二三四五', 2), ['一二', '三四']);
  });

  for (const [name, make] of Object.entries(ADVERSARIAL_TEXTS)) {
    it(`are articles that can be read: ${name}`, () => {
      for (const size of [4000, 16_000]) {
        const bytes = Buffer.from(make(size));
        assert.ok(Math.abs(bytes.length - size) < 0.1 * size, String(bytes.length));
        assert.deepEqual(decodeArticle(bytes).problems, []);
      }
    });
  }

  it('are chosen by sections that exist', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(__dirname, '../../model/bench.js'), 'haste'], {
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.match(stderr, /speed, growth, adversarial, memory/);
  });
});
