import { strict as assert } from 'node:assert';
import type { AnnotationView } from '../../core/protocol';
import { ToldAnnotations } from '../../server/workspace/annotations';

describe('annotations that are told', () => {
  const uri = 'file:///a.txt';
  const view = (id: string, start: number): AnnotationView => ({
    id,
    label: 'PER',
    start,
    end: start + 2,
    state: 'anchored',
  });
  const [a, b, c] = [view('a', 0), view('b', 4), view('c', 8)];

  it('may be told by what has changed of the list', () => {
    const told = new ToldAnnotations();
    assert.ok(told.tell({ uri, annotations: [a, c] }));
    assert.ok(told.tell({ uri, annotations: [b], splice: { start: 1, count: 0, length: 2 } }));
    assert.deepEqual(told.now(uri).annotations, [a, b, c]);
    assert.ok(told.tell({ uri, annotations: [], splice: { start: 0, count: 2, length: 3 } }));
    assert.deepEqual(told.now(uri).annotations, [c]);
    assert.ok(!told.tell({ uri, annotations: [c], splice: { start: 0, count: 1, length: 1 } }), 'nothing differs');
  });

  it('are left alone by a change of another list, and by what is none', () => {
    const told = new ToldAnnotations();
    told.tell({ uri, annotations: [a, c] });
    const splices: unknown[] = [
      { start: 0, count: 1, length: 3 },
      { start: 2, count: 1, length: 2 },
      { start: -1, count: 1, length: 2 },
      { start: 0, count: 0.5, length: 2 },
      'splice',
      null,
    ];
    for (const splice of splices) {
      assert.ok(!told.tell({ uri, annotations: [b], splice: splice as never }));
      assert.deepEqual(told.now(uri).annotations, [a, c]);
    }
  });
});
