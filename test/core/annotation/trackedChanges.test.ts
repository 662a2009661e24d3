import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { TrackedChanges } from '../../../core/annotation/trackedChanges';
import { trackSpan, type TextChange } from '../../../core/annotation/tracking';
import { range, utf16 } from '../../../core/text/units';

const change = (start: number, end: number, newLength: number): TextChange => ({
  ...range(utf16(start), utf16(end)),
  newLength,
});

describe('changes composed', () => {
  it('lead every span where the changes one after the other lead it', () => {
    const edits = fc.array(fc.record({ at: fc.nat(), removed: fc.nat(8), inserted: fc.nat(5) }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), edits, (length, list) => {
        let now = length;
        const changes = list.map(({ at, removed, inserted }) => {
          const start = at % (now + 1);
          const end = Math.min(now, start + removed);
          now += inserted - (end - start);
          return change(start, end, inserted);
        });
        const tracked = changes.reduce((all, one) => all.and([one]), TrackedChanges.none(utf16(length)));
        for (let start = 0; start < length; start++)
          for (let end = start + 1; end <= length; end++) {
            const span = range(utf16(start), utf16(end));
            assert.deepEqual(tracked.locate(span), trackSpan(span, changes));
          }
      }),
      { numRuns: 1000 },
    );
  });

  it('take no more memory for much typing at one place', () => {
    let tracked = TrackedChanges.none(utf16(1000));
    for (let typed = 0; typed < 500; typed++) tracked = tracked.and([change(500 + typed, 500 + typed, 1)]);
    assert.equal(tracked.size, 3);
    for (let typed = 0; typed < 500; typed++) tracked = tracked.and([change(999 - typed, 1000 - typed, 0)]);
    assert.equal(tracked.size, 1);
  });

  it('locate all parts of a span, or none', () => {
    const tracked = TrackedChanges.none(utf16(9)).and([change(0, 0, 1), change(5, 7, 0)]);
    const [first, second] = [range(utf16(1), utf16(2)), range(utf16(4), utf16(6))];
    assert.deepEqual(tracked.locateAll([first]), [range(utf16(2), utf16(3))]);
    assert.equal(tracked.locateAll([first, second]), undefined);
  });
});
