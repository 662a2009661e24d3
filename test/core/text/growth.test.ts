import { strict as assert } from 'node:assert';
import { foldingRangesOf } from '../../../core/article/folding';
import { outlineOf } from '../../../core/article/outline';
import { decodeArticle } from '../../../core/text/decode';
import { readLogicalText } from '../../../core/text/logicalText';
import { codePoint, utf16 } from '../../../core/text/units';

/** Reads an article as far as its outline; milliseconds. */
function timeOf(source: string): number {
  const bytes = Buffer.from(source);
  const start = performance.now();
  const text = decodeArticle(bytes).value;
  assert.ok(text !== undefined);
  foldingRangesOf(outlineOf(readLogicalText(text)), text);
  return performance.now() - start;
}

const best = (source: string): number => Math.min(timeOf(source), timeOf(source), timeOf(source));

/** Texts that a step which looks twice at what it has seen would read in quadratic time, by their unit. */
const UNITS: Readonly<Record<string, string>> = {
  'one long line': '楼阳生在郑州市调研时强调,当好国家队。',
  'one long line without a mark': '楼阳生在郑州市调研时强调',
  'column breaks without end': '一是瞄准前沿产业。二是持续强化与大院大所合作,三是完善人才支\n\n',
  'blank lines': ' \n　\n',
  'closing quotes': '。”’」',
  'opening brackets': '（(',
  'spread names': '　王　凯',
  'short lines': '提升认识 明确任务\n\n',
  'speakers and speeches': '某某市委书记 王小明\n\n全会总结站位高,深受鼓舞。\n\n',
  'signed articles': '提升认识 明确任务\n\n会议召开。\n\n会议闭幕。\n\n记者 李明\n\n',
  furniture: '扫码看\n视频新闻\n',
  'words of English': 'the quick brown fox jumps over the lazy dog and on\n',
  'astral characters': '𬭎😀',
  'straight quotes': '"双创',
  'a straight quote and then none': '"\n双创\n\n',
  addresses: 'http://www.',
  'full-width stops': '班．達。',
  'Traditional text': '國務院總理在廣東省調研，',
};

describe('growth of the time to read an article', function () {
  this.timeout(60_000);

  for (const [name, unit] of Object.entries(UNITS))
    it(`is linear for ${name}`, () => {
      const size = 30_000;
      const small = unit.repeat(Math.ceil(size / unit.length));
      timeOf(small);
      // Quadratic growth would make the ratio 64; garbage collection and cold code leave a linear one below 30.
      const ratio = best(small.repeat(8)) / Math.max(best(small), 1);
      assert.ok(ratio < 30, `eight times the text took ${ratio.toFixed(1)} times as long`);
    });

  it('keeps offsets right in a line of 600,000 characters and a file of 5 MB', () => {
    const line = decodeArticle(Buffer.from('𬭎阳'.repeat(300_000))).value;
    assert.equal(line?.length, 600_000);
    assert.equal(line.toUtf16(codePoint(599_999)), 899_999);
    assert.deepEqual(line.positionAt(utf16(899_999)), { line: 0, character: 899_999 });
    const file = decodeArticle(Buffer.from('楼阳生。\r\n'.repeat(370_000))).value;
    assert.equal(file?.lineCount, 370_001);
    assert.deepEqual(file.positionAt(file.end), { line: 370_000, character: 0 });
  });
});
