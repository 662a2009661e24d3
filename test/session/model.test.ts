import { strict as assert } from 'node:assert';
import { followed, joined, SessionModel } from './model';

const TEXT = '王小明会见李强\n李𬭎陪同';

describe('the model of a session', () => {
  const opened = (): SessionModel => new SessionModel(TEXT);
  const idsOf = (model: SessionModel): string[] => model.annotations.map(([id]) => id);
  const wordsOf = (model: SessionModel): string[] => idsOf(model).map((id) => model.words(id));

  it('annotates a place once with one label, and takes it back', () => {
    const model = opened();
    assert.ok(model.annotate([{ start: 0, end: 3 }], 'PER'));
    assert.ok(!model.annotate([{ start: 0, end: 3 }], 'PER'));
    assert.ok(model.annotate([{ start: 0, end: 3 }], 'ORG'));
    assert.equal(model.undo(), 'done');
    assert.deepEqual(wordsOf(model), ['王小明']);
    assert.equal(model.redo(), 'done');
    assert.equal(model.redo(), 'nothing');
    assert.equal(model.annotations.length, 2);
  });

  it('moves an edge by a character, over a line break, and never empties a part', () => {
    const model = opened();
    model.annotate([{ start: 5, end: 7 }], 'PER');
    assert.ok(model.moveEdge(5, 'end', 'out'));
    assert.deepEqual(wordsOf(model), ['李强\n李']);
    assert.ok(model.moveEdge(5, 'end', 'out'));
    assert.deepEqual(wordsOf(model), ['李强\n李𬭎']);
    for (let step = 0; step < 3; step++) model.moveEdge(5, 'end', 'in');
    assert.ok(!model.moveEdge(5, 'end', 'in'));
    assert.deepEqual(wordsOf(model), ['李']);
  });

  it('takes links along with an annotation, and brings them back', () => {
    const model = opened();
    model.annotate([{ start: 0, end: 3 }], 'PER');
    model.annotate([{ start: 5, end: 7 }], 'PER');
    const [from = '', to = ''] = idsOf(model);
    model.relate({ label: 'knows', from, to });
    model.newEvent(to, 'visit');
    model.addToEvent([...model.events.keys()][0] ?? '', 'who', from);
    model.remove(from);
    assert.deepEqual([model.relations.size, [...model.events.values()][0]?.arguments], [0, []]);
    model.undo();
    assert.deepEqual([model.relations.size, [...model.events.values()][0]?.arguments.length], [1, 1]);
  });

  it('refuses to take back what others have removed, and goes on with the step before', () => {
    const model = opened();
    model.annotate([{ start: 0, end: 3 }], 'PER');
    model.annotate([{ start: 5, end: 7 }], 'PER');
    model.removeByOthers(idsOf(model)[1] as string);
    assert.deepEqual([model.undo(), model.undo(), model.undo()], ['refused', 'done', 'nothing']);
  });

  it('follows edits: what is put inside belongs to a part, what is put at its boundary does not', () => {
    const part = { start: 2, end: 4 };
    const edit = (start: number, end: number, inserted: string) =>
      followed(part, { start, end, inserted }, '甲乙丙丁戊');
    assert.deepEqual(edit(2, 2, 'xy'), { start: 4, end: 6 });
    assert.deepEqual(edit(4, 4, 'xy'), part);
    assert.deepEqual(edit(3, 3, 'xy'), { start: 2, end: 6 });
    assert.deepEqual(edit(1, 3, 'x'), { start: 2, end: 3 });
    assert.equal(edit(1, 5, 'x'), undefined);
  });

  it('joins parts that overlap or touch', () => {
    const parts = [
      { start: 4, end: 6 },
      { start: 0, end: 2 },
      { start: 2, end: 3 },
    ];
    assert.deepEqual(joined(parts), [
      { start: 0, end: 3 },
      { start: 4, end: 6 },
    ]);
  });

  it('tells each difference to a sidecar, and takes over its ids', () => {
    const model = opened();
    model.annotate([{ start: 8, end: 11 }], 'PER');
    const record = {
      id: 'real',
      label: 'PER',
      start: 8,
      end: 10,
      exact: '李𬭎',
      before: '王小明会见李强\n',
      after: '陪同',
    };
    const set = { text: { sha256: 'x', length: 12 }, annotations: [record], relations: [], document: {} };
    const differences = (changes: object): readonly string[] =>
      model.differences({ ...set, ...changes } as never, () => 'x');
    assert.equal(differences({ annotations: [{ ...record, label: 'ORG' }] }).length, 2);
    assert.deepEqual(differences({}), []);
    assert.deepEqual(
      idsOf(model).map((id) => model.realId(id)),
      ['real'],
    );
    assert.equal(differences({ annotations: [{ ...record, note: 'x' }] }).length, 1);
    assert.equal(differences({ annotations: [] }).length, 1);
    assert.equal(differences({ document: { page: 1 } }).length, 1);
  });
});
