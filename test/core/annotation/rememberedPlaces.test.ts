import { strict as assert } from 'node:assert';
import type { Annotation } from '../../../core/annotation/annotation';
import { spanFields } from '../../../core/annotation/placement';
import { RememberedPlaces } from '../../../core/annotation/rememberedPlaces';
import { singleChange } from '../../../core/annotation/editorChanges';
import { TrackedChanges } from '../../../core/annotation/trackedChanges';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';

type Parts = readonly Range<Utf16>[];

/** An editor with one annotation, which follows each save as the sidecar does. */
class Session {
  readonly #memory = new RememberedPlaces();
  #text: CanonicalText;
  annotation: Annotation;

  constructor(text: string, words: string) {
    this.#text = new CanonicalText(text);
    this.annotation = { id: 'a', label: 'ORG', ...this.#spanOf(words) };
  }

  /** Saves another text, in one edit. */
  save(text: string): void {
    const [before, after] = [this.#text, new CanonicalText(text)];
    const changes = TrackedChanges.none(before.end).and([singleChange(before.text, after.text)]);
    const track = (parts: Parts): Parts | undefined => changes.locateAll(parts);
    const place = this.#place();
    const places = new Map(place ? [['a', place]] : []);
    const describe = (parts: Parts) => spanFields(after, parts);
    const annotations = [this.annotation];
    const returned = this.#memory.saved({ from: before.text, to: after.text, annotations, places, describe, track });
    const next = returned.get('a') ?? (place && track(place));
    this.#text = after;
    if (next !== undefined) this.annotation = { ...this.annotation, ...describe(next) };
  }

  /** A person, or another program, puts the annotation on other words. */
  correct(words: string): void {
    this.annotation = { ...this.annotation, ...this.#spanOf(words) };
  }

  #place(): Parts | undefined {
    const { start, end, exact } = this.annotation;
    const place = this.#text.rangeToUtf16({ start, end });
    return this.#text.slice(place) === exact ? [place] : undefined;
  }

  #spanOf(words: string): ReturnType<typeof spanFields> {
    const start = this.#text.text.indexOf(words);
    return spanFields(this.#text, [range(utf16(start), utf16(start + words.length))]);
  }
}

describe('the places of earlier saved texts', () => {
  const whole = '今天，国家超算郑州中心启用。';
  const short = '今天，国家超算郑州启用。';

  it('make a span whole again when its text comes back', () => {
    const session = new Session(whole, '国家超算郑州中心');
    session.save(short);
    assert.equal(session.annotation.exact, '国家超算郑州');
    session.save(whole);
    assert.equal(session.annotation.exact, '国家超算郑州中心');
  });

  it('do so over several saves', () => {
    const session = new Session(whole, '国家超算郑州中心');
    for (const text of [short, `快讯。${short}`, short, whole]) session.save(text);
    assert.equal(session.annotation.exact, '国家超算郑州中心');
  });

  it('never undo a newer correction', () => {
    const session = new Session(whole, '国家超算郑州中心');
    session.save(short);
    session.correct('超算郑州');
    session.save(whole);
    assert.equal(session.annotation.exact, '超算郑州');
  });

  it('never undo a correction that was made some saves ago', () => {
    const session = new Session(whole, '国家超算郑州中心');
    session.save(short);
    session.correct('郑州');
    session.save(`快讯。${short}`);
    session.save(short);
    session.save(whole);
    assert.equal(session.annotation.exact, '郑州');
  });

  it('remember the correction itself', () => {
    const session = new Session(whole, '国家超算郑州');
    session.save(short);
    session.save(whole);
    session.correct('国家超算郑州中心');
    session.save(short);
    session.save(whole);
    assert.equal(session.annotation.exact, '国家超算郑州中心');
  });

  it('bring back a span that was lost altogether', () => {
    const session = new Session(whole, '国家超算郑州中心');
    session.save('今天启用。');
    session.save(whole);
    assert.equal(session.annotation.exact, '国家超算郑州中心');
  });
});
