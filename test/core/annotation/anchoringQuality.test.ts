import { strict as assert } from 'node:assert';
import { heldOutArticles, sampleArticles } from '../../simulation/articles';
import { sharesOf, simulate } from '../../simulation/reanchoring';

describe('anchoring after simulated edits', () => {
  const check = (what: string, articles: () => readonly string[]): Mocha.Test =>
    it(`follows what is left and lets go of what is deleted in ${what}`, function () {
      this.timeout(60_000);
      const cases = [...simulate(articles(), 50, 20240614)];
      const survivors = sharesOf(cases.filter(({ survived }) => survived));
      const deleted = sharesOf(cases.filter(({ survived }) => !survived));
      const report = JSON.stringify([survivors, deleted]);
      assert.ok(survivors.right >= 0.98, report);
      assert.ok(survivors.right + survivors.rightForReview >= 0.995, report);
      assert.ok(survivors.wrong + survivors.wrongForReview <= 0.001, report);
      assert.ok(deleted.wrong <= 0.01, report);
      assert.ok(deleted.wrong + deleted.wrongForReview <= 0.025, report);
    });

  check('the sample articles', sampleArticles);
  check('articles that no limit was chosen on', () => {
    const articles = heldOutArticles();
    assert.ok(articles.length >= 100);
    return articles;
  });
});
