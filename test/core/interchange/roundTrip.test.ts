import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../../core/annotation/annotation';
import type { ImportFormat } from '../../../core/interchange/foreign';
import { MemoryCorpus } from './memory';

/*
 * Random annotations, written in each format by a writer of a few lines that shares nothing with the readers, come back as
 * they were. A text is a list of characters (code points); spans are indices into it.
 */

interface Marked {
  readonly characters: readonly string[];
  /** Pieces as indices of characters, `[from, to)`; formats without pieces take the first. */
  readonly spans: readonly { readonly label: string; readonly pieces: readonly (readonly [number, number])[] }[];
  /** Indices of spans. */
  readonly links: readonly { readonly label: string; readonly from: number; readonly to: number }[];
}

const character = fc.constantFrom(
  ...Array.from('王凯说李强在郑州市，。《》 a1'),
  '😀',
  '𠮷',
  '\u3000',
  '👩',
  '\u200d',
  'e\u0301'.charAt(1),
);
const label = fc.constantFrom('PER', 'ORG', '人物', 'a-b.c');

const marked: fc.Arbitrary<Marked> = fc
  .tuple(
    fc.array(fc.array(character, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .chain(([lines, end]) => {
    const characters = ['题', ...lines.flatMap((line) => [...line, ...Array.from(end)])];
    // Spans lie within lines and touch no blank: formats fold those.
    const words = [...characters.entries()].filter(([, one]) => !/\s/.test(one)).map(([at]) => at);
    const piece = fc.tuple(fc.constantFrom(...words), fc.nat(4)).map(([from, length]): [number, number] => {
      let to = from + 1;
      while (to < characters.length && to <= from + length && !/\s/.test(characters[to] as string)) to++;
      return [from, to];
    });
    const span = fc.record({
      label,
      pieces: fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => {
        const sorted = pieces.toSorted((a, b) => a[0] - b[0]);
        // A line break between pieces makes them one; so does nothing between them.
        const apart = (a: number, b: number): boolean => b > a && !characters.slice(a, b).includes('\n');
        const kept: (readonly [number, number])[] = [];
        for (const one of sorted) {
          const last = kept.at(-1);
          if (last === undefined || apart(last[1], one[0])) kept.push(one);
        }
        return kept.slice(0, 2);
      }),
    });
    return fc.array(span, { minLength: 1, maxLength: 8 }).chain((spans) =>
      fc.record({
        characters: fc.constant(characters),
        spans: fc.constant(spans),
        links: fc.array(fc.record({ label, from: fc.nat(spans.length - 1), to: fc.nat(spans.length - 1) }), {
          maxLength: 4,
        }),
      }),
    );
  });

const textOf = ({ characters }: Marked, from = 0, to = characters.length): string =>
  characters.slice(from, to).join('');
const units = (given: Marked, at: number): number => textOf(given, 0, at).length;

function asBrat(given: Marked): Record<string, string> {
  const spans = given.spans.map(({ label: type, pieces }, at) => {
    const offsets = pieces.map(([from, to]) => `${from} ${to}`).join(';');
    return `T${at + 1}\t${type} ${offsets}\t${pieces.map(([from, to]) => textOf(given, from, to)).join(' ')}`;
  });
  const links = given.links.map(
    ({ label: type, from, to }, at) => `R${at + 1}\t${type} Arg1:T${from + 1} Arg2:T${to + 1}`,
  );
  return { 'a.txt': textOf(given), 'a.ann': `${[...spans, ...links].join('\n')}\n` };
}

function asDoccano(given: Marked): Record<string, string> {
  const entities = given.spans.map(({ label: type, pieces: [[from, to] = [0, 0]] }, at) => ({
    ...{ id: at + 10, label: type, start_offset: from, end_offset: to },
  }));
  const relations = given.links.map(({ label: type, from, to }, at) => ({
    id: at,
    from_id: from + 10,
    to_id: to + 10,
    type,
  }));
  return { 'all.jsonl': JSON.stringify({ id: 1, text: textOf(given), filename: 'a.txt', entities, relations }) };
}

function asLabelStudio(given: Marked): Record<string, string> {
  const regions = given.spans.map(({ label: type, pieces: [[from, to] = [0, 0]] }, at) => ({
    id: `r${at}`,
    from_name: 'label',
    to_name: 'text',
    type: 'labels',
    value: { start: units(given, from), end: units(given, to), text: textOf(given, from, to), labels: [type] },
  }));
  const relations = given.links.map(({ label: type, from, to }) => ({
    ...{ type: 'relation', from_id: `r${from}`, to_id: `r${to}`, direction: 'right', labels: [type] },
  }));
  const data = { text: textOf(given), filename: 'a.txt' };
  return {
    'p.json': JSON.stringify([{ id: 1, data, annotations: [{ completed_by: 1, result: [...regions, ...relations] }] }]),
  };
}

/** Spans and links as one can compare them: words, and offsets in code points of the canonical text. */
function expected(given: Marked, hasPieces: boolean): string[] {
  const canonical = (at: number): number => at - textOf(given, 0, at).split('\r').length + 1;
  const described = given.spans.map(({ label: type, pieces }) =>
    [
      type,
      ...(hasPieces ? pieces : pieces.slice(0, 1)).map(
        ([from, to]) => `${canonical(from)}-${canonical(to)}:${textOf(given, from, to)}`,
      ),
    ].join(' '),
  );
  return [
    ...described,
    ...given.links.map(({ label: type, from, to }) => `${type}: ${described[from]} > ${described[to]}`),
  ].sort();
}

function found({ annotations, relations }: AnnotationSet): string[] {
  const described = new Map(
    annotations.map(({ id, label: type, start, end, exact, also = [] }) => {
      const pieces = [{ start, end, exact }, ...also].map((piece) => `${piece.start}-${piece.end}:${piece.exact}`);
      return [id, [type, ...pieces].join(' ')];
    }),
  );
  const links = relations.map(({ label: type, from, to }) => `${type}: ${described.get(from)} > ${described.get(to)}`);
  return [...described.values(), ...links].sort();
}

const formats: [ImportFormat, (given: Marked) => Record<string, string>, boolean][] = [
  ['brat', asBrat, true],
  ['doccano', asDoccano, false],
  ['label-studio', asLabelStudio, false],
];

describe('annotations written in a foreign format', () => {
  for (const [format, write, hasPieces] of formats) {
    it(`come back from ${format} as they were, and only once`, async () => {
      await fc.assert(
        fc.asyncProperty(marked, fc.boolean(), async (given, isThere) => {
          const corpus = new MemoryCorpus();
          if (isThere) corpus.write('a.txt', textOf(given).replaceAll('\r\n', '\n'));
          for (const [path, content] of Object.entries(write(given))) corpus.offer(path, content);
          const { findings } = await corpus.import({ format });
          assert.deepEqual(
            findings.filter(({ severity }) => severity !== 'information'),
            [],
          );
          const set = corpus.sidecar('a.txt.ann.yaml');
          assert.deepEqual(found(set), expected(given, hasPieces));
          const before = corpus.read('a.txt.ann.yaml');
          const again = await corpus.import({ format });
          assert.equal(corpus.read('a.txt.ann.yaml'), before);
          assert.equal(again.totals.known, given.spans.length + given.links.length + Object.keys(set.document).length);
        }),
        { numRuns: 80 },
      );
    });
  }
});
