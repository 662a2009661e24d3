import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { emptyAnnotationSet, textIdentity, textPrefix, type AnnotationSet } from '../../../core/annotation/annotation';
import { followingOperations } from '../../../core/annotation/articleChange';
import { ArticlePlaces, type PlacesHost } from '../../../core/annotation/articlePlaces';
import { apply } from '../../../core/annotation/operations';
import { spanFields } from '../../../core/annotation/placement';
import type { Turns } from '../../../core/cooperative';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';

/** Turns in which no time passes, or with `slow` a second at each look at the clock. */
function turns(slow = false): Turns {
  let time = 0;
  return { now: () => (slow ? (time += 1000) : 0), next: () => new Promise((resolve) => setImmediate(resolve)) };
}

const host = (fields: Partial<PlacesHost> = {}): PlacesHost => ({
  sha256,
  turns: turns(),
  placed: () => undefined,
  ...fields,
});

/** A set of the words that are marked in a text: `在‹郑州›调研`; ids are a, b, c in their order. */
function markedSet(source: string): { readonly text: CanonicalText; readonly set: AnnotationSet } {
  const text = new CanonicalText(source.replace(/[‹›]/g, ''));
  let marks = 0;
  const annotations = Array.from(source.matchAll(/‹([^›]*)›/g), ({ index, 1: words = '' }, at) => {
    const start = index - marks;
    marks += 2;
    const span = spanFields(text, [range(utf16(start), utf16(start + words.length))]);
    return { id: 'abcdef'[at] as string, label: 'LOC', ...span };
  });
  return { text, set: { ...emptyAnnotationSet(textIdentity(text, sha256)), annotations } };
}

/** Replaces some words of the live text. */
function edit(places: ArticlePlaces, from: string, to: string): void {
  const start = places.live.text.indexOf(from);
  assert.notEqual(start, -1, `${from} is in the text`);
  const changed = new CanonicalText(places.live.text.replace(from, to));
  places.edited(changed, [{ start: utf16(start), end: utf16(start + from.length), newLength: to.length }]);
}

/** The state and the live words of each annotation. */
function seen(places: ArticlePlaces): Record<string, string> {
  return Object.fromEntries(
    [...places.anchorings].map(([id, { state, parts }]) => {
      const words =
        parts &&
        places
          .toLive(parts)
          ?.map((part) => places.live.slice(part))
          .join('+');
      return [id, `${state} ${words ?? '-'}`];
    }),
  );
}

/** Saves the live text: the set follows as in the store, and is shown. */
function save(places: ArticlePlaces, set: AnnotationSet): AnnotationSet {
  const { change } = places.savedAs();
  let current = set;
  for (const operationFor of followingOperations(set, [change])) {
    const result = apply(current, operationFor(current));
    assert.ok(result.ok);
    current = result.set;
  }
  places.show(current);
  return current;
}

describe('the places of an open article', () => {
  const source = '省委书记楼阳生在‹郑州市›调研时指出，要高质量加快建设‹国家超算郑州中心›，努力在这一轮竞争中走在前列。';

  it('are those of the sidecar, and follow what is typed', () => {
    const { text, set } = markedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '省委', '河南省委');
    assert.deepEqual(seen(places), { a: 'anchored 郑州市', b: 'anchored 国家超算郑州中心' });
    edit(places, '郑州市', '');
    assert.deepEqual(seen(places), { a: 'anchored -', b: 'anchored 国家超算郑州中心' });
  });

  it('are written by a save', () => {
    const { text, set } = markedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '省委', '河南省委');
    const saved = save(places, set);
    assert.deepEqual(
      saved.annotations.map(({ start, exact }) => [start, exact]),
      [
        [10, '郑州市'],
        [27, '国家超算郑州中心'],
      ],
    );
    assert.deepEqual(places.saved.identity, saved.text);
    assert.ok(!places.isEdited);
  });

  it('are kept exactly over saves while the sidecar cannot follow, and written when it can', () => {
    const twice = '在‹郑州›。在郑州。';
    const { text, set } = markedSet(twice);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '在郑州。', '');
    edit(places, '在郑州。', '到郑州。');
    // The place cannot be told by context any more; the editor knows what became of it: it was deleted.
    places.savedAs();
    places.show(set);
    assert.deepEqual(seen(places), { a: 'orphan -' });

    const other = markedSet('会议在‹郑州›举行，代表在郑州讨论，随后在郑州参观。');
    const kept = new ArticlePlaces(other.text, host());
    kept.show(other.set);
    edit(kept, '会议在', '大家于');
    edit(kept, '举行', '齐聚');
    const { change: first } = kept.savedAs();
    kept.show(other.set);
    assert.deepEqual(seen(kept), { a: 'anchored 郑州' });
    edit(kept, '大家于', '众人');
    const { change: second } = kept.savedAs();
    kept.show(other.set);
    assert.deepEqual(seen(kept), { a: 'anchored 郑州' });
    let repaired = other.set;
    for (const operationFor of followingOperations(repaired, [first, second])) {
      const result = apply(repaired, operationFor(repaired));
      assert.ok(result.ok);
      repaired = result.set;
    }
    assert.equal(repaired.annotations[0]?.start, 2);
  });

  it('look anew for a record that was corrected elsewhere', () => {
    const { text, set } = markedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '省委', '河南省委');
    places.savedAs();
    places.show(
      markedSet('省委书记‹楼阳生›在郑州市调研时指出，要高质量加快建设国家超算郑州中心，努力在这一轮竞争中走在前列。')
        .set,
    );
    assert.deepEqual(seen(places), { a: 'anchored 楼阳生' });
  });

  it('are not written by a save where they were found in a context that is only similar', () => {
    const { text, set } = markedSet(source);
    const elsewhere = new CanonicalText(text.text.replace('走在前列', '走在前面'));
    const places = new ArticlePlaces(elsewhere, host());
    places.show(set);
    assert.deepEqual(seen(places), { a: 'anchored 郑州市', b: 'anchored 国家超算郑州中心' });
    assert.deepEqual([...places.moved], ['b']);
    edit(places, '省委', '河南省委');
    const saved = save(places, set);
    assert.deepEqual([...places.moved], ['b']);
    const [first, second] = saved.annotations;
    assert.deepEqual([first?.start, first?.in], [10, undefined], 'its context was unchanged');
    assert.deepEqual([second?.start, second?.in], [25, textPrefix(set.text)], 'it waits for a person');
    assert.deepEqual(seen(places), { a: 'anchored 郑州市', b: 'anchored 国家超算郑州中心' });
  });

  it('are found by context when the file was read again', () => {
    const { text, set } = markedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    const now = new CanonicalText(`快讯。${text.text}`);
    places.edited(now, [{ start: utf16(0), end: text.end, newLength: now.end }]);
    places.reread();
    places.show(set);
    assert.deepEqual(seen(places), { a: 'anchored 郑州市', b: 'anchored 国家超算郑州中心' });
    assert.ok(!places.isEdited);
  });

  it('bring the history along, and leave what is gone', () => {
    const { text, set } = markedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '省委', '河南省委');
    edit(places, '郑州市', '');
    const { follow } = places.savedAs();
    const [first, second] = set.annotations;
    assert.equal(follow(first!), undefined);
    assert.equal(follow(second!)?.start, 24);
    assert.equal(follow({ ...second!, exact: '别的文字' }), undefined, 'an orphan has its offsets in another text');
  });

  it('are found in turns where that takes long, and told then', async () => {
    const { text, set } = markedSet(source);
    let told = 0;
    const places = new ArticlePlaces(text, host({ turns: turns(true), placed: () => told++ }));
    places.show(set);
    assert.ok(places.isSearching);
    assert.equal(places.anchorings.size, 0, 'none of them is called an orphan meanwhile');
    await places.whenPlaced();
    assert.deepEqual(seen(places), { a: 'anchored 郑州市', b: 'anchored 国家超算郑州中心' });
    assert.equal(told, 1);

    places.show(set);
    places.show({ ...set, annotations: set.annotations.slice(1) });
    await places.whenPlaced();
    assert.deepEqual(seen(places), { b: 'anchored 国家超算郑州中心' });
    assert.equal(told, 2, 'a search that was overtaken tells nothing');
    places.show(undefined);
    await places.whenPlaced();
    assert.equal(places.anchorings.size, 0);
  });

  it('lose no annotation and never change one by being shown, whatever is typed, saved and read again', () => {
    const pieces = ['郑州', '开封', '省委', '，在', '。', '😀', '调研时指出'];
    const action = fc.record({
      kind: fc.constantFrom('type', 'type', 'cut', 'save', 'reread'),
      at: fc.nat(),
      piece: fc.constantFrom(...pieces),
    });
    const words = fc.array(fc.constantFrom(...pieces), { minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.array(action, { maxLength: 25 }), (list, actions) => {
        const marked = markedSet(list.map((word, at) => (at % 3 === 1 ? `‹${word}›` : word)).join(''));
        const places = new ArticlePlaces(marked.text, host());
        let { set } = marked;
        places.show(set);
        for (const { kind, at, piece } of actions) {
          const { live } = places;
          const start = live.snap(utf16(at % (live.end + 1)));
          const end = kind === 'cut' ? live.snap(utf16(Math.min(live.end, start + 3))) : start;
          const inserted = kind === 'cut' ? '' : piece;
          if (kind === 'type' || kind === 'cut') {
            const next = new CanonicalText(live.text.slice(0, start) + inserted + live.text.slice(end));
            places.edited(next, [{ start, end, newLength: inserted.length }]);
          } else if (kind === 'save') set = save(places, set);
          else {
            places.reread();
            places.show(set);
          }
          assert.deepEqual([...places.anchorings.keys()].sort(), set.annotations.map(({ id }) => id).sort());
          assert.equal(set.annotations.length, marked.set.annotations.length);
          for (const [id, { state, parts, isMisplaced }] of places.anchorings) {
            const record = set.annotations.find((annotation) => annotation.id === id)!;
            const isOfThisText = record.in === undefined && set.text.sha256 === places.saved.identity.sha256;
            if (isOfThisText) assert.ok(state === 'anchored' && isMisplaced === undefined, 'what a save wrote is sure');
            if (parts?.[0] !== undefined && isOfThisText) assert.equal(places.saved.text.slice(parts[0]), record.exact);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the places of rejected suggestions', () => {
  /** A set in which what is marked was rejected. */
  function rejectedSet(source: string): { readonly text: CanonicalText; readonly set: AnnotationSet } {
    const { text, set } = markedSet(source);
    return { text, set: { ...set, annotations: [], rejected: set.annotations } };
  }
  const source = '郑州市委书记在‹郑州›调研时指出，‹和平›街道要高质量发展，努力在这一轮竞争中走在前列。';

  it('follow what is typed', () => {
    const { text, set } = rejectedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '郑州市委', '中共郑州市委');
    assert.deepEqual(seen(places), { a: 'anchored 郑州', b: 'anchored 和平' });
  });

  it('are written by a save, so that they mean the new text', () => {
    const { text, set } = rejectedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '郑州市委', '中共郑州市委');
    edit(places, '调研时指出', '座谈时说');
    const saved = save(places, set);
    assert.deepEqual(
      saved.rejected?.map(({ start, exact, in: named }) => [start, exact, named]),
      [
        [9, '郑州', undefined],
        [16, '和平', undefined],
      ],
    );
    assert.equal(saved.rejected[0]?.after.slice(0, 4), '座谈时说');
    assert.deepEqual(saved.text, places.saved.identity);
  });

  it('that are deleted say which text they mean, and nothing is lost', () => {
    const { text, set } = rejectedSet(source);
    const places = new ArticlePlaces(text, host());
    places.show(set);
    edit(places, '在郑州调研', '调研');
    const saved = save(places, set);
    assert.deepEqual(saved.rejected?.[0], { ...set.rejected?.[0], in: textPrefix(set.text) });
    assert.equal(saved.rejected[1]?.in, undefined);
    assert.deepEqual(seen(places), { a: 'orphan -', b: 'anchored 和平' });
  });

  it('are found by their context when the text was changed elsewhere', () => {
    const { set } = rejectedSet(source);
    const changed = new CanonicalText(`${source.replace(/[‹›]/g, '')}快讯。`);
    const places = new ArticlePlaces(changed, host());
    places.show(set);
    assert.deepEqual(seen(places), { a: 'anchored 郑州', b: 'anchored 和平' });
  });
});
