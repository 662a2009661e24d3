import { strict as assert } from 'node:assert';
import { NO_NODE, PhraseTrie, ROOT } from '../../../../core/analysis/tagger/phraseTrie';

describe('the openings of a trie of phrases', () => {
  it('are the nodes behind the root, and none where no phrase begins', () => {
    const trie = new PhraseTrie([
      ['郑州', 1],
      ['郑', 2],
      ['\u0000', 4],
      ['\uffff州', 8],
    ]);
    const openings = trie.openings();
    assert.equal(openings.length, 0x10000);
    openings.forEach((node, code) => assert.equal(node, trie.next(ROOT, code)));
    assert.equal(trie.classesOf(openings['郑'.charCodeAt(0)]!), 2);
    assert.notEqual(openings[0xffff], NO_NODE);
    assert.equal(openings['州'.charCodeAt(0)], NO_NODE);
  });
});
