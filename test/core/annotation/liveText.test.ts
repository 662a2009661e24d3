import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { LiveText } from '../../../core/annotation/liveText';
import { CanonicalText } from '../../../core/text/canonicalText';
import { utf16, type Range, type Utf16 } from '../../../core/text/units';

/** Replaces `[start, end)` of the live text. */
function edit(live: LiveText, start: number, end: number, inserted: string): void {
  const { text } = live.live;
  const changed = new CanonicalText(text.slice(0, start) + inserted + text.slice(end));
  live.edited(changed, [{ start: utf16(start), end: utf16(end), newLength: inserted.length }]);
}

const span = (start: number, end: number): Range<Utf16>[] => [{ start: utf16(start), end: utf16(end) }];

describe('an article while it is edited', () => {
  it('moves spans with the text around them', () => {
    const live = new LiveText(new CanonicalText('省委书记楼阳生'));
    edit(live, 0, 0, '河南');
    assert.deepEqual(live.toLive(span(4, 7)), span(6, 9));
    assert.ok(live.isEdited);
  });

  it('loses a deleted span, and has it again when the text comes back', () => {
    const live = new LiveText(new CanonicalText('省委书记楼阳生在郑州'));
    edit(live, 0, 1, '');
    edit(live, 3, 7, '');
    assert.equal(live.toLive(span(4, 7)), undefined);
    edit(live, 3, 3, '楼阳生在');
    assert.deepEqual(live.toLive(span(4, 7)), span(3, 6));
    edit(live, 0, 0, '省');
    assert.deepEqual(live.toLive(span(4, 7)), span(4, 7));
    assert.ok(!live.isEdited);
  });

  it('starts anew once the text is settled', () => {
    const live = new LiveText(new CanonicalText('郑州'));
    edit(live, 0, 0, '河南');
    live.settled(live.live);
    assert.ok(!live.isEdited);
    assert.deepEqual(live.toLive(span(2, 4)), span(2, 4));
  });

  it('has every span on its own characters, whatever is edited and undone', () => {
    const steps = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(4), insert: fc.constantFrom('', '甲', '乙丙') }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(steps, fc.nat(20), (edits, undone) => {
        const original = '一二三四五六七八九十';
        const live = new LiveText(new CanonicalText(original));
        const texts = [original];
        for (const { at, remove, insert } of edits) {
          const start = at % (live.live.text.length + 1);
          edit(live, start, Math.min(start + remove, live.live.text.length), insert);
          texts.push(live.live.text);
        }
        for (const text of texts.reverse().slice(0, undone)) {
          live.edited(new CanonicalText(text), [{ start: utf16(0), end: live.live.end, newLength: text.length }]);
        }
        for (let at = 0; at < original.length; at++) {
          const place = live.toLive(span(at, at + 1))?.[0];
          if (place !== undefined) assert.equal(live.live.slice(place), original[at]);
          else if (!live.isEdited) assert.fail('the whole text is back, so every span is');
        }
      }),
    );
  });
});
