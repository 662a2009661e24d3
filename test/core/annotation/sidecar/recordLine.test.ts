import { strict as assert } from 'node:assert';
import { lineOfRecord } from '../../../../core/annotation/sidecar/recordLine';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { setOf } from '../../../e2e/annotations';

describe('the line of a record', () => {
  it('is its own in a file as it is written', () => {
    const text = serialiseSidecar(setOf('楼阳生在郑州调研', '楼阳生', '郑州'));
    const lines = text.split('\n');
    for (const [id, words] of Object.entries({ a: '楼阳生', b: '郑州' }))
      assert.match(lines[lineOfRecord(text, id)!]!, new RegExp(words));
    assert.equal(lineOfRecord(text, 'z'), undefined);
  });
  it('is where the id stands in a file that a person has set', () => {
    const text =
      'annotations:\r\n- label: PER\r\n  id: "a"\r\n- { id: b, label: PER }\r\n- id: ab # a\r\nrelations:\r\n- from: a\r\n';
    assert.deepEqual(
      ['a', 'b', 'ab', 'PER'].map((id) => lineOfRecord(text, id)),
      [2, 3, 4, undefined],
    );
  });
});
