import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../../../core/analysis/analyse';
import type { Analysis } from '../../../core/analysis/analysis';
import { readInSteps, readPassage, type PassageCache, type Reading } from '../../../core/analysis/reading';
import { runAtOnce } from '../../../core/cooperative';
import { CanonicalText } from '../../../core/text/canonicalText';
import { loadAnalysisResources } from '../../../node/analysisResources';
import { Random } from '../../../model/random';

const resources = loadAnalysisResources();
const seeds = join(__dirname, '../../../../seeds');
const corpus = readdirSync(seeds)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(seeds, name), 'utf8'))
  .join('\n\n');

/** Characters: enough for several paragraphs, little enough for ten thousand analyses from scratch. */
const LONGEST = 260;

function someText(random: Random): string {
  const start = random.below(corpus.length);
  return corpus.slice(start, start + 1 + random.below(30));
}

/** Typing, pasting, deleting, breaking and joining lines. */
function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  if (text.length > LONGEST) return text.slice(0, at) + text.slice(at + 1 + random.below(60));
  const inserted = random.chance(0.3)
    ? random.pick(['\n\n', '。', '，', '、', '“', '”', ' ', '市', '书记'])
    : someText(random);
  return text.slice(0, at) + inserted + text.slice(at + (random.chance(0.5) ? random.below(8) : 0));
}

const summary = ({ mentions, entities, quotations, spokenParts, outline }: Analysis): unknown => ({
  mentions,
  entities,
  quotations,
  spokenParts,
  outline,
});

describe('incremental analysis', () => {
  it('equals an analysis from scratch after each of 10,000 edits', function () {
    this.timeout(240_000);
    const random = new Random(20261121);
    const cache = new Map<string, Reading>();
    let text = corpus.slice(0, LONGEST);
    for (let step = 0; step < 10_000; step++) {
      text = edited(text, random);
      const canonical = new CanonicalText(text);
      const incremental = analyse(canonical, resources, cache);
      if (cache.size > 2_000) cache.clear();
      assert.deepEqual(summary(incremental), summary(analyse(canonical, resources)), `step ${step}: ${text}`);
    }
  });

  it('reads only the passages that an edit touches', () => {
    const known = new Map<string, Reading>();
    let read = 0;
    const counting: PassageCache = {
      get: (passage) => known.get(passage),
      set: (passage, reading) => {
        read++;
        return known.set(passage, reading);
      },
    };
    const paragraphs = ['省长廖先河到会。', '会议听取了汇报。', '市长李明走进展厅。'];
    analyse(new CanonicalText(paragraphs.join('\n\n')), resources, counting);
    assert.equal(read, 3);
    analyse(new CanonicalText([...paragraphs.slice(0, 2), '市长李明走出展厅。'].join('\n\n')), resources, counting);
    assert.equal(read, 4);
  });

  it('reads passages together as it reads each by itself, repeated ones once', () => {
    const passages = corpus.split(/\n+/).flatMap((line) => [line, '会议听取了汇报。']);
    const { segmenter, tagger } = resources;
    const alone = passages.map((passage) => readPassage(passage, segmenter, tagger));
    const together = runAtOnce(readInSteps(passages, segmenter, tagger));
    assert.deepEqual(together, alone);
    assert.equal(new Set(together).size, new Set(passages).size);
  });
});
