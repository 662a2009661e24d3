import { strict as assert } from 'node:assert';
import { table } from '../../../core/evaluation/table';

describe('tables', () => {
  it('align names left and numbers right, without blanks at the ends of lines', () => {
    const rows = table([
      ['label', 'F1', 'gold'],
      ['PER', '0.912', '7'],
      ['ORGANISATION', '1'],
      ['LOC', '', ''],
    ]);
    assert.deepEqual(rows, ['label            F1  gold', 'PER           0.912     7', 'ORGANISATION      1', 'LOC']);
  });
});
