import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { JsonEntry, JsonLocator, JsonSplitter, type JsonPiece } from '../../../core/interchange/jsonValues';

function split(text: string, chunk: number): JsonPiece[] {
  const splitter = new JsonSplitter('f');
  const pieces: JsonPiece[] = [];
  for (let at = 0; at < text.length; at += chunk) pieces.push(...splitter.push(text.slice(at, at + chunk)));
  const { piece, finding } = splitter.end();
  assert.equal(finding, undefined);
  return piece === undefined ? pieces : [...pieces, piece];
}

const data = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
const blank = fc.stringMatching(/^[ \n\r\t]{0,3}$/);
const chunkSize = fc.integer({ min: 1, max: 40 });

describe('the values of a JSON file', () => {
  it('are the elements of a list, however it is laid out and read', () => {
    fc.assert(
      fc.property(fc.array(data, { minLength: 1 }), chunkSize, fc.nat(3), blank, (values, chunk, indent, between) => {
        const text = `\uFEFF${between}${JSON.stringify(values, undefined, indent)}${between}`;
        const pieces = split(text, chunk);
        assert.deepEqual(
          pieces.map((piece) => JSON.parse(piece.text) as unknown),
          JSON.parse(JSON.stringify(values)) as unknown,
        );
        const lines = text.split('\n');
        for (const { place, text: piece } of pieces) {
          const first = piece.trimEnd().split('\n')[0] as string;
          assert.equal(lines[place.line - 1]?.slice(place.column - 1, place.column - 1 + first.length), first);
        }
      }),
    );
  });

  it('are objects one behind the other, each on a line or on several', () => {
    const object = fc.dictionary(fc.string(), data);
    fc.assert(
      fc.property(fc.array(object), chunkSize, fc.nat(3), (values, chunk, indent) => {
        const text = values.map((value) => `${JSON.stringify(value, undefined, indent)}\r\n`).join('\n');
        assert.deepEqual(
          split(text, chunk).map((piece) => JSON.parse(piece.text) as unknown),
          JSON.parse(JSON.stringify(values)) as unknown,
        );
      }),
    );
  });

  it('cost only themselves where they are broken', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: data })), fc.nat(), chunkSize, (values, cut, chunk) => {
        const lines = values.map((value) => JSON.stringify(value));
        const broken = '{"text": "王凯说：\\"好\\"", "label": [[0, 2, "PER"]]}'.slice(0, 1 + (cut % 40));
        const found = split([...lines, broken, ...lines].join('\n'), chunk).flatMap((piece) => {
          return JsonEntry.read(piece, () => undefined)?.value ?? [];
        });
        assert.deepEqual(found, JSON.parse(JSON.stringify([...values, ...values])) as unknown);
      }),
    );
  });

  it('have all their parts where `JsonLocator` says', () => {
    const paths = (value: unknown): (string | number)[][] =>
      typeof value !== 'object' || value === null
        ? [[]]
        : [
            [],
            ...Object.entries(value).flatMap(([key, inner]) =>
              paths(inner).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
            ),
          ];
    fc.assert(
      fc.property(data, fc.nat(2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        for (const path of paths(JSON.parse(text))) {
          const wanted = path.reduce<unknown>(
            (inner, step) => (inner as Record<string, unknown>)[step],
            JSON.parse(text),
          );
          const rest = text.slice(new JsonLocator(text).offsetOf(path));
          const first = JSON.stringify(wanted).charAt(0);
          assert.equal(rest.charAt(0), first, `${text} ${path.join('/')}`);
          if (typeof wanted !== 'object' || wanted === null) assert.ok(rest.startsWith(JSON.stringify(wanted)));
        }
      }),
    );
  });

  it('that are missing stand where they should', () => {
    assert.equal(new JsonLocator('{"a": {"b": 1}}').offsetOf(['a', 'c']), 6);
    assert.equal(new JsonLocator(' [1, 2]').offsetOf([5]), 1);
  });
});
