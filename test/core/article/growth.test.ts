import { strict as assert } from 'node:assert';
import { arrange } from '../../../core/article/arrange';
import { quotationsOf } from '../../../core/article/quotations';
import { sentencesOf } from '../../../core/article/sentences';
import { spokenParts } from '../../../core/article/speakers';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { logical } from '../../../core/text/units';

/** Reads sentences, quotations and speakers; milliseconds of the processor, so that what else runs does not count. */
function timeOf(source: string): number {
  const { text, blocks } = readLogicalText(new CanonicalText(source));
  const persons = [...text.matchAll(/李明/g)].map(({ index }) => ({
    range: { start: logical(index), end: logical(index + 2) },
    entity: '李明',
  }));
  const start = process.cpuUsage();
  blocks.forEach(sentencesOf);
  quotationsOf(blocks, persons);
  spokenParts(arrange(blocks), persons);
  return process.cpuUsage(start).user / 1000;
}

const best = (source: string): number => Math.min(timeOf(source), timeOf(source), timeOf(source));

/** Texts that a step which looks twice at what it has seen would read in quadratic time, by their unit. */
const UNITS: Readonly<Record<string, string>> = {
  'speech in one paragraph': '“路通了。”李明说，“心也通了。”他笑了。',
  'reports without a full stop': '李明说，他指出，要抓落实，',
  'pronouns without an antecedent': '他说，',
  'names without a full stop': '李明，',
  'opening quotes': '“',
  'paragraphs that open a quotation': '“李明说：“路通了。\n\n',
  'opening and full stops': '（。',
  'full stops': '。',
  'closing quotes and full stops': '“。”。',
  'nested quotes': '“‘李明说：',
  'verbs of saying': '强调指出',
  ellipses: '…，',
  'abbreviations without end': 'U.S.',
  'turns of an interview': '记者：怎么抓？\n\n李明：抓住不放。\n\n',
  'sections of speakers': '某某县县长 李明：\n\n路通了。\n\n',
};

describe('growth of the time to read speech', function () {
  this.timeout(60_000);

  for (const [name, unit] of Object.entries(UNITS))
    it(`is linear for ${name}`, () => {
      const size = 20_000;
      const small = unit.repeat(Math.ceil(size / unit.length));
      timeOf(small);
      // Quadratic growth would make the ratio 64; garbage collection and cold code leave a linear one below 30.
      const ratio = best(small.repeat(8)) / Math.max(best(small), 1);
      assert.ok(ratio < 30, `eight times the text took ${ratio.toFixed(1)} times as long`);
    });

  for (const unit of ['，', '、；', ' ', '　'])
    it(`is linear for a report with a long run of ${JSON.stringify(unit)} in it`, () => {
      const report = (size: number): string => `李明指出，要抓落实${unit.repeat(size)}好。`;
      const small = report(20_000);
      timeOf(small);
      const ratio = best(report(160_000)) / Math.max(best(small), 1);
      assert.ok(ratio < 30, `eight times the text took ${ratio.toFixed(1)} times as long`);
    });
});
