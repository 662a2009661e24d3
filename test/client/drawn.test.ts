import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { TextChange } from '../../core/annotation/tracking';
import { trackSpan } from '../../core/annotation/tracking';
import { range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { Drawn } from '../../client/features/decorations/drawn';

const span = (start: number, end: number): Range<Utf16> => range(utf16(start), utf16(end));
const change = (start: number, end: number, newLength: number): TextChange => ({ ...span(start, end), newLength });
const wanted = (styles: Readonly<Record<string, readonly Range<Utf16>[]>>): Map<string, readonly Range<Utf16>[]> =>
  new Map(Object.entries(styles));

describe('what is drawn in an editor', () => {
  it('is drawn once', () => {
    const drawn = new Drawn();
    const styles = wanted({ person: [span(3, 6)] });
    assert.deepEqual(drawn.differences(styles), styles);
    assert.equal(drawn.differences(styles).size, 0);
  });

  it('is drawn anew for the style that has changed, and removed where it is wanted no more', () => {
    const drawn = new Drawn();
    drawn.differences(wanted({ person: [span(3, 6)], place: [span(9, 11)] }));
    assert.deepEqual(
      drawn.differences(wanted({ person: [span(3, 6), span(20, 23)], place: [span(9, 11)] })),
      wanted({ person: [span(3, 6), span(20, 23)] }),
    );
    assert.deepEqual(drawn.differences(wanted({ place: [span(9, 11)] })), wanted({ person: [] }));
  });

  it('is not drawn anew by typing beside it, in front of it or behind it', () => {
    const drawn = new Drawn();
    drawn.differences(wanted({ person: [span(3, 6), span(20, 23)] }));
    drawn.follow([change(0, 1, 4), change(15, 15, 2), change(40, 40, 1)]);
    assert.equal(drawn.differences(wanted({ person: [span(6, 9), span(25, 28)] })).size, 0);
  });

  it('is drawn anew where an edit touches it: the editor may have let it end elsewhere', () => {
    for (const touching of [change(3, 3, 1), change(6, 6, 1), change(4, 5, 0), change(5, 9, 2), change(0, 30, 0)]) {
      const drawn = new Drawn();
      drawn.differences(wanted({ person: [span(3, 6)], place: [span(50, 52)] }));
      drawn.follow([touching]);
      const left = trackSpan(span(3, 6), [touching]);
      const anew = drawn.differences(wanted({ person: left === undefined ? [] : [left] }));
      assert.deepEqual(anew.get('person'), left === undefined ? [] : [left], JSON.stringify(touching));
    }
  });

  it('is always what was wanted, whatever is edited and drawn', () => {
    const spans = fc
      .uniqueArray(fc.nat(12), { maxLength: 4 })
      .map((starts) => starts.sort((a, b) => a - b).map((start) => span(start * 5, start * 5 + 3)));
    const step = fc.oneof(
      fc.record({ wanted: fc.dictionary(fc.constantFrom('a', 'b'), spans) }),
      fc.record({ edit: fc.tuple(fc.nat(60), fc.nat(6), fc.nat(6)) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const drawn = new Drawn();
        // An editor that moves what it shows, and is wrong about everything that an edit touches.
        let shown = new Map<string, readonly Range<Utf16>[]>();
        for (const each of steps) {
          if ('edit' in each) {
            const [start, length, newLength] = each.edit;
            const edit = change(start, start + length, newLength);
            shown = new Map(
              [...shown].map(([style, ranges]) => [style, ranges.map((place) => movedByEditor(place, edit))]),
            );
            drawn.follow([edit]);
            continue;
          }
          const styles = wanted(each.wanted);
          for (const [style, ranges] of drawn.differences(styles)) shown.set(style, ranges);
          for (const style of ['a', 'b']) assert.deepEqual(shown.get(style) ?? [], styles.get(style) ?? []);
        }
      }),
    );
  });
});

function movedByEditor(place: Range<Utf16>, edit: TextChange): Range<Utf16> {
  const isBeside = edit.end < place.start || place.end < edit.start;
  return isBeside && place.start >= 0 ? trackSpan(place, [edit])! : span(-1, -1);
}
