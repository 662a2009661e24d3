import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { includes, parseManifest } from '../../../core/corpus/manifest';
import { newManifest } from '../../../core/corpus/newManifest';

const COMMENTS = { include: 'Which files are articles.', labels: '自己的标签' };

describe('a new corpus.yaml', () => {
  it('can be read, whatever the folder is called', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (name) => {
        const { value, problems } = parseManifest(newManifest(name, COMMENTS));
        assert.deepEqual(problems, []);
        assert.equal(value?.name, name.replace(/\p{Surrogate}/gu, '\uFFFD'));
      }),
    );
  });

  it('makes articles of text files in all folders, and keeps the ten labels', () => {
    const { value } = parseManifest(newManifest('日报', COMMENTS));
    assert.ok(value);
    assert.ok(includes(value, 'a.txt') && includes(value, '1958/03/a.txt') && !includes(value, 'a.md'));
    assert.equal(value.labels.length, 10);
  });

  it('has labels that take effect without their comment marks', () => {
    const text = newManifest('x', COMMENTS).replace(/^# (labels:|- )/gm, '$1');
    const { value, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      value?.labels.map(({ id }) => id),
      ['PER'],
    );
  });
});
