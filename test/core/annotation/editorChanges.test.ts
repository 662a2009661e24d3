import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { textChanges, type EditorChange } from '../../../core/annotation/editorChanges';
import { LiveText } from '../../../core/annotation/liveText';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';

/** A change of the text before the edit, offsets in UTF-16 units. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What an editor reports for edits of a text, and the text that it then has. */
function reported(before: string, edits: readonly Edit[]): { changes: EditorChange[]; after: string } {
  const text = new CanonicalText(before);
  const changes = edits.map(({ start, end, text: inserted }) => ({
    range: { start: text.positionAt(utf16(start)), end: text.positionAt(utf16(end)) },
    text: inserted,
  }));
  const lastFirst = edits.map((edit, order) => ({ ...edit, order }));
  lastFirst.sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order);
  const after = lastFirst.reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), before);
  return { changes, after };
}

describe("an editor's changes", () => {
  /** Edits of `before`, in whatever order the editor reports them, as changes `[start, end, newLength]`. */
  const check = (
    what: string,
    before: string,
    edits: readonly Edit[],
    expected: readonly [number, number, number][],
  ): Mocha.Test =>
    it(what, () => {
      for (const order of [edits, edits.toReversed()]) {
        const { changes } = reported(before, order);
        const { after } = reported(before, edits);
        assert.deepEqual(
          textChanges(new CanonicalText(before), new CanonicalText(after), changes).map((change) => [
            change.start,
            change.end,
            change.newLength,
          ]),
          expected,
        );
      }
    });

  check(
    'come last first, for each leaves the text before it as it was',
    '甲乙丙丁',
    [
      { start: 0, end: 1, text: '子丑' },
      { start: 2, end: 2, text: '寅' },
    ],
    [
      [2, 2, 1],
      [0, 1, 2],
    ],
  );
  check(
    'put an insertion in front of the replacement that starts with it',
    '甲乙丙丁',
    [
      { start: 1, end: 1, text: '子' },
      { start: 1, end: 3, text: '丑' },
    ],
    [
      [1, 3, 1],
      [1, 1, 1],
    ],
  );
  check('count line ends as one unit', '甲\n乙', [{ start: 1, end: 1, text: '\r\n\r\n子\r\n' }], [[1, 1, 4]]);
  check(
    'leave out lines that are only rewritten',
    '甲\n乙丙\n丁\n戊',
    [{ start: 0, end: 8, text: '甲\r\n乙子丙\r\n丁\r\n戊' }],
    [[3, 3, 1]],
  );
  check(
    'replace whole lines, not what two lines share',
    '甲\n乙丙丁\n戊',
    [{ start: 0, end: 7, text: '甲\n乙子丁\n戊' }],
    [[2, 5, 3]],
  );
  check(
    'keep the last line when one is put behind it',
    '甲\n乙',
    [{ start: 0, end: 3, text: '甲\n乙\n' }],
    [[3, 3, 1]],
  );
  check(
    'keep what one name typed over another shares with it to themselves',
    '王凯',
    [{ start: 0, end: 2, text: '王五' }],
    [[0, 2, 2]],
  );

  it('are none where only the line ends change', () => {
    const text = new CanonicalText('甲\n乙\n');
    const { changes } = reported('甲\n乙\n', [{ start: 0, end: 4, text: '甲\r\n乙\r\n' }]);
    assert.deepEqual(textChanges(text, new CanonicalText('甲\r\n乙\r\n'), changes), []);
  });

  it('become one where they do not explain the new text', () => {
    const { changes } = reported('甲乙丙', [{ start: 0, end: 1, text: '子' }]);
    const [before, after] = [new CanonicalText('甲乙丙'), new CanonicalText('甲丑丙')];
    assert.deepEqual(textChanges(before, after, changes), [{ start: 1, end: 2, newLength: 1 }]);
    const overlapping = reported('甲乙丙', [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '丑丙' },
    ]);
    assert.deepEqual(textChanges(before, after, overlapping.changes), [{ start: 1, end: 2, newLength: 1 }]);
  });
});

/*
 * A document in an editor: characters that know which of the spans they belong to. What is typed inside a span belongs to
 * it, what is typed at its edge does not, and a text that comes back (by undo) has the spans that it had then.
 */
interface Character {
  readonly text: string;
  readonly spans: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

function typed(document: readonly Character[], { start, end, text }: Edit): Character[] {
  const [left, right] = [document[start - 1]?.spans ?? NONE, document[end]?.spans ?? NONE];
  const spans = new Set([...left].filter((span) => right.has(span)));
  return document.toSpliced(start, end - start, ...text.split('').map((unit) => ({ text: unit, spans })));
}

type Step =
  | { readonly kind: 'edit'; readonly edits: readonly (readonly [at: number, removed: number, text: string])[] }
  | { readonly kind: 'undo'; readonly steps: number }
  | { readonly kind: 'line ends' }
  | { readonly kind: 'rewrite' };

const typedText = fc.constantFrom('', '', '甲', '乙丙', '\n', '丁\n\n戊', '𬭎');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      edits: fc.array(fc.tuple(fc.nat(1000), fc.oneof(fc.constant(0), fc.nat(4)), typedText), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), steps: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'line ends' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rewrite' } as const) },
);

/**
 * Edits of one moment: sorted, not overlapping, perhaps touching; those that start together come as they were typed. Lines
 * that replace lines are left to the examples above: of those, what is the same stays.
 */
function disjoint(before: string, edits: readonly (readonly [at: number, removed: number, text: string])[]): Edit[] {
  let free = 0;
  return edits
    .map(([at, removed, text]) => ({ start: at % (before.length + 1), removed, text }))
    .sort((a, b) => a.start - b.start)
    .map(({ start, removed, text }) => {
      const from = Math.max(start, free);
      free = Math.min(before.length, from + removed);
      const replacesLines = before.slice(from, free).includes('\n');
      return { start: from, end: free, text: replacesLines ? text.replaceAll('\n', '') : text };
    });
}

/** The edits that take edits of a text back. */
function inverseOf(edits: readonly Edit[], before: string): Edit[] {
  let shift = 0;
  return edits.map(({ start, end, text }) => {
    const from = start + shift;
    shift += text.length - (end - start);
    return { start: from, end: from + text.length, text: before.slice(start, end) };
  });
}

class Editor {
  readonly live: LiveText;
  document: readonly Character[];
  #earlier: readonly (readonly Character[])[] = [];
  readonly #undoable: (readonly Edit[])[] = [];
  #lineEnd = '\n';

  constructor(text: string, spans: readonly Range<Utf16>[]) {
    this.live = new LiveText(new CanonicalText(text));
    this.document = text.split('').map((unit, at) => ({
      text: unit,
      spans: new Set([...spans.keys()].filter((span) => spans[span]!.start <= at && at < spans[span]!.end)),
    }));
  }

  run(step: Step): void {
    switch (step.kind) {
      case 'edit':
        this.#edit(disjoint(textOf(this.document), step.edits), true);
        break;
      case 'undo':
        for (let count = 0; count < step.steps; count++) this.#edit(this.#undoable.pop() ?? []);
        break;
      case 'line ends':
        this.#lineEnd = this.#lineEnd === '\n' ? '\r\n' : '\n';
        this.#rewrite();
        break;
      case 'rewrite':
        this.#rewrite();
        break;
    }
  }

  /** Replaces the whole text by itself, as a formatter does that finds nothing to do. */
  #rewrite(): void {
    this.#edit([{ start: 0, end: this.document.length, text: textOf(this.document) }]);
  }

  /** Tells the edits as an editor does: with its line ends, in an order of its own. */
  #edit(edits: readonly Edit[], isUndoable = false): void {
    const before = textOf(this.document);
    if (isUndoable) this.#undoable.push(inverseOf(edits, before));
    this.#become(edits.reduceRight<readonly Character[]>(typed, this.document));
    const asShown = (text: string): string => text.replaceAll('\n', this.#lineEnd);
    const { changes } = reported(before, edits.toReversed());
    const shown = changes.map((change) => ({ ...change, text: asShown(change.text) }));
    const text = new CanonicalText(asShown(textOf(this.document)));
    this.live.edited(text, textChanges(this.live.live, text, shown));
  }

  #become(next: readonly Character[]): void {
    const text = textOf(next);
    if (text === textOf(this.document)) return;
    const back = this.#earlier.findLastIndex((document) => textOf(document) === text);
    const earlier = [...this.#earlier, this.document];
    this.#earlier = back === -1 ? earlier : earlier.slice(0, back);
    this.document = earlier[back] ?? next;
  }
}

const textOf = (document: readonly Character[]): string => document.map(({ text }) => text).join('');

describe('an article that is edited at many places at once', () => {
  it('has each span where its characters are, through 50 edits, undo, and other line ends', function () {
    this.timeout(60_000);
    const words = fc.array(fc.constantFrom('省', '委', '书', '记', '，', '\n', '楼', '𬭎'), {
      minLength: 1,
      maxLength: 40,
    });
    const places = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 8 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, places, fc.array(step, { minLength: 50, maxLength: 50 }), (units, wanted, steps) => {
        const original = units.join('');
        const spans = wanted.map(([at, length]) => {
          const start = at % original.length;
          return range(utf16(start), utf16(Math.min(original.length, start + length)));
        });
        const editor = new Editor(original, spans);
        for (const next of steps) {
          editor.run(next);
          assert.equal(editor.live.live.text, textOf(editor.document));
          const places = spans.map((span) => editor.live.toLive([span])?.[0]);
          assert.deepEqual(
            places,
            spans.map((_, span) => placeOf(editor.document, span)),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** The goal is 2,000 runs of 50 edits each. */
const RUNS = Number(process.env['TRACKING_RUNS'] ?? 200);

function placeOf(document: readonly Character[], span: number): Range<Utf16> | undefined {
  const first = document.findIndex(({ spans }) => spans.has(span));
  const last = document.findLastIndex(({ spans }) => spans.has(span));
  return first === -1 ? undefined : range(utf16(first), utf16(last + 1));
}
