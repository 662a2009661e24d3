import { strict as assert } from 'node:assert';
import { conflictKey, merge, type MergeConflict } from '../../../core/annotation/merge';
import { choicesIn, differencesOf, Resolution, sideAsText, subjectOf } from '../../../core/annotation/resolution';
import { sample, sampleSet } from './arbitraries';

const LOU = sample('a', 1, '楼阳生');
const CITY = sample('b', 8, '郑州');
const BASE = sampleSet(LOU, CITY);
const OURS = { ...sampleSet({ ...LOU, label: 'X', note: 'x' }), document: { genre: '调研' } };
const THEIRS = { ...sampleSet({ ...LOU, label: 'Y' }, { ...CITY, note: 'y' }), document: { genre: '通讯' } };
const { conflicts } = merge(BASE, OURS, THEIRS);
const [lou, city, genre] = ['annotation:a', 'annotation:b', 'document:genre'].map((key) =>
  conflicts.find((conflict) => conflictKey(conflict) === key),
) as [MergeConflict, MergeConflict, MergeConflict];

describe('the resolution of conflicts', () => {
  const start = (oneSided: readonly MergeConflict[] = []): Resolution =>
    new Resolution(conflicts, oneSided, () => 'new');

  it('offers both or neither where both have a record', () => {
    assert.deepEqual(choicesIn(lou), ['ours', 'theirs', 'both', 'removed']);
    assert.deepEqual(choicesIn(city), ['ours', 'theirs']);
    assert.deepEqual(choicesIn(genre), ['ours', 'theirs']);
  });

  it('is done when everything is decided', () => {
    const resolution = start();
    assert.deepEqual(resolution.undecided.map(conflictKey), conflicts.map(conflictKey));
    resolution.choose(lou, 'both');
    resolution.choose(genre, 'theirs');
    assert.deepEqual(resolution.undecided, [city]);
    resolution.chooseForRest('ours');
    assert.deepEqual(resolution.undecided, []);
    assert.equal(resolution.choiceFor(lou), 'both');
    const { set, conflicts: open } = merge(BASE, OURS, THEIRS, resolution.decisions);
    assert.deepEqual(open, []);
    assert.deepEqual(set, {
      ...sampleSet({ ...LOU, label: 'X', note: 'x' }, { ...LOU, id: 'new', label: 'Y' }),
      document: { genre: '通讯' },
    });
  });

  it('can be changed', () => {
    const resolution = start();
    resolution.chooseForRest('ours');
    resolution.choose(lou, 'removed');
    assert.equal(merge(BASE, OURS, THEIRS, resolution.decisions).set.annotations.length, 0);
  });

  it('lets records of one side stay unless they are removed', () => {
    const alone: MergeConflict = { kind: 'annotation', id: 'z', base: undefined, ours: LOU, theirs: undefined };
    const resolution = start([alone]);
    resolution.toggle(alone);
    assert.equal(resolution.decisions.get('annotation:z'), 'removed');
    resolution.toggle(alone);
    assert.equal(resolution.decisions.size, 0);
  });

  it('tells what a conflict is about and how the sides differ', () => {
    assert.equal(subjectOf(lou), 'X “楼阳生”');
    assert.equal(subjectOf(genre), 'genre');
    assert.equal(
      subjectOf({
        ...{ kind: 'relation', id: 'r', base: undefined, theirs: undefined },
        ours: { id: 'r', label: 'holds', from: 'a', to: 'b' },
      }),
      'holds a → b',
    );
    assert.equal(differencesOf(lou, 'ours'), 'label: "X", note: "x"');
    assert.equal(differencesOf(lou, 'theirs'), 'label: "Y", note: —');
    assert.equal(differencesOf(city, 'ours'), undefined);
    assert.match(differencesOf(city, 'theirs') ?? '', /exact: "郑州"/);
    assert.equal(differencesOf(genre, 'theirs'), '"通讯"');
  });

  it('shows a side record by record, a line a field', () => {
    assert.equal(
      sideAsText([lou, city, genre], 'ours'),
      '# annotation:a\nid: "a"\nlabel: "X"\nstart: 1\nend: 4\nexact: "楼阳生"\nbefore: ""\nafter: ""\nnote: "x"\n\n' +
        '# annotation:b\n\n# document:genre\n"调研"\n',
    );
  });
});
