import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../../core/analysis/analyse';
import { CanonicalText } from '../../core/text/canonicalText';
import { loadAnalysisResources } from '../../node/analysisResources';
import { explainEvidence } from '../../server/evidence';

describe('evidence', () => {
  it('of every mention in the sample corpus is explained in both languages', () => {
    const seeds = join(__dirname, '../../../seeds');
    const resources = loadAnalysisResources();
    assert.equal(resources.segmenter.name, 'jieba');
    for (const name of readdirSync(seeds).filter((file) => file.endsWith('.txt'))) {
      const { mentions } = analyse(new CanonicalText(readFileSync(join(seeds, name), 'utf8')), resources);
      for (const evidence of mentions.flatMap((mention) => mention.evidence)) {
        assert.notEqual(explainEvidence(evidence, 'en'), evidence.recogniser, evidence.recogniser);
        assert.match(explainEvidence(evidence, 'zh'), /\p{Script=Han}/u);
      }
    }
  });
});
