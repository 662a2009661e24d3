import { strict as assert } from 'node:assert';
import { provenance } from '../../../core/annotation/provenance';
import { suggestionSource } from '../../../core/annotation/source';

describe('what a new annotation says of its making', () => {
  const clock = (): Date => new Date('2026-03-01T16:30:00.789+08:00');
  const at = '2026-03-01T08:30:00Z';

  it('is the time alone where nobody gave a name', () =>
    assert.deepEqual(provenance(undefined, clock, undefined), { at }));
  it('is the annotator and the time, in UTC', () =>
    assert.deepEqual(provenance('li', clock, undefined), { by: 'li', at }));
  it('is also the suggestion that was taken', () => {
    const source = suggestionSource(['persons'], '0.1.0');
    assert.deepEqual(provenance('li', clock, source), { by: 'li', at, source });
  });
});
