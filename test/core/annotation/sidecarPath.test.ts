import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ID_BYTES, idFromBytes } from '../../../core/annotation/id';
import { isAnnotatorName, ownerOfSidecar, sidecarPathOf } from '../../../core/annotation/sidecarPath';

describe('the path of a sidecar', () => {
  const OWNERS: readonly [path: string, owner: ReturnType<typeof ownerOfSidecar>][] = [
    ['/corpus/a.txt.ann.yaml', { article: '/corpus/a.txt' }],
    ['/corpus/a.txt.li-na_2.ann.yaml', { article: '/corpus/a.txt', annotator: 'li-na_2' }],
    ['1.2.txt.ann.yaml', { article: '1.2.txt' }],
    ['a.md.ann.yaml', { article: 'a.md' }],
    ['a.txt.Li.ann.yaml', { article: 'a.txt.Li' }],
    ['a.txt', undefined],
    ['/corpus/.ann.yaml', undefined],
    ['.ann.yaml', undefined],
  ];
  for (const [path, owner] of OWNERS)
    it(`${path} belongs to ${owner?.article ?? 'nothing'}`, () => assert.deepEqual(ownerOfSidecar(path), owner));

  it('leads back to its article and annotator', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).map((text) => `/corpus/${text}.txt`);
    const annotator = fc.option(fc.stringMatching(/^[a-z0-9_-]+$/).filter(isAnnotatorName), { nil: undefined });
    fc.assert(
      fc.property(name, annotator, (article, who) => {
        const expected = who === undefined ? { article } : { article, annotator: who };
        assert.deepEqual(ownerOfSidecar(sidecarPathOf(article, who)), expected);
      }),
    );
  });

  it('is refused for names that could be misread', () => {
    for (const name of ['', 'Li', 'a.b', 'a/b', '..', '李娜', 'txt']) assert.throws(() => sidecarPathOf('a.txt', name));
  });
});

describe('an id', () => {
  it('spells 80 bits in 16 characters, each value differently', () => {
    const bytes = fc.uint8Array({ minLength: ID_BYTES, maxLength: ID_BYTES });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        assert.match(idFromBytes(a), /^[0-9a-hjkmnp-tv-z]{16}$/);
        assert.equal(idFromBytes(a) === idFromBytes(b), Buffer.from(a).equals(Buffer.from(b)));
      }),
    );
    assert.equal(idFromBytes(new Uint8Array(ID_BYTES).fill(255)), 'z'.repeat(16));
    assert.throws(() => idFromBytes(new Uint8Array(6)), RangeError);
  });
});
