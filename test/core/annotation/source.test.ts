import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Annotation } from '../../../core/annotation/annotation';
import { describeSource, readSource, suggestionSource, type Source } from '../../../core/annotation/source';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import { annotation, sample, sampleSet } from './arbitraries';

describe('the source of a record', () => {
  const cases: readonly [what: string, stored: Annotation['source'], source: Source, shown: string | undefined][] = [
    ['nothing', undefined, { kind: 'hand' }, undefined],
    ['hand', { kind: 'hand' }, { kind: 'hand' }, undefined],
    [
      'a suggestion',
      suggestionSource(['persons', 'tagger'], '0.1.0'),
      { kind: 'suggestion', recognisers: ['persons', 'tagger'], version: '0.1.0' },
      'suggestion: persons, tagger (0.1.0)',
    ],
    [
      'a suggestion in its first form',
      'suggestion: persons, tagger',
      { kind: 'suggestion', recognisers: ['persons', 'tagger'] },
      'suggestion: persons, tagger',
    ],
    [
      'an import',
      { kind: 'import', format: 'brat', version: '1.3', file: 'a.ann' },
      { kind: 'import', format: 'brat', version: '1.3' },
      'import: brat (1.3)',
    ],
    ['a query', { kind: 'query', query: '楼.*' }, { kind: 'query', query: '楼.*' }, 'query: 楼.*'],
    ['words', 'by eye', { kind: 'other', text: 'by eye' }, 'by eye'],
    ['a kind that is not known', { kind: 'dream' }, { kind: 'other', text: '{"kind":"dream"}' }, '{"kind":"dream"}'],
    [
      'an inherited name',
      { kind: 'constructor' },
      { kind: 'other', text: '{"kind":"constructor"}' },
      '{"kind":"constructor"}',
    ],
  ];
  for (const [what, stored, source, shown] of cases)
    it(`that says ${what} is read, shown and kept`, () => {
      assert.deepEqual(readSource(stored), source);
      assert.equal(describeSource(stored), shown);
      const set = sampleSet(sample('a', 1, '楼', stored === undefined ? {} : { source: stored }));
      assert.deepEqual(parseSidecar(serialiseSidecar(set)), { value: set, problems: [] });
    });

  it('always has a description unless it is the hand', () => {
    fc.assert(
      fc.property(annotation, ({ source }) => {
        assert.equal(describeSource(source) === undefined, readSource(source).kind === 'hand');
      }),
    );
  });
});
