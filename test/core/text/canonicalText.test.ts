import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { canonicalise, canonicalOffsetsOf, CanonicalText } from '../../../core/text/canonicalText';
import { codePoint, utf16 } from '../../../core/text/units';
import { sources } from './documents';

describe('canonical text', () => {
  it('drops one BOM and turns every line end into LF, nothing else', () => {
    assert.equal(new CanonicalText('\ufeff甲\r\n乙\r丙\n丁\u2028戊 　').text, '甲\n乙\n丙\n丁\u2028戊 　');
    assert.equal(new CanonicalText('\ufeff\ufeff甲').text, '\ufeff甲');
    assert.equal(new CanonicalText('\r\r\n\n').text, '\n\n\n');
  });

  it('has one empty line for an empty file', () => {
    const empty = new CanonicalText('');
    assert.deepEqual([empty.lineCount, empty.length, empty.end], [1, 0, 0]);
    assert.deepEqual(empty.positionAt(utf16(5)), { line: 0, character: 0 });
    assert.equal(empty.offsetAt({ line: 3, character: 3 }), 0);
  });

  it('counts an astral character as one code point and two units', () => {
    const text = new CanonicalText('李𬭎😀。');
    assert.equal(text.length, 4);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((offset) => text.toUtf16(codePoint(offset))),
      [0, 1, 3, 5, 6],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((offset) => text.toCodePoint(utf16(offset))),
      [0, 1, 1, 2, 2, 3, 4],
    );
  });

  it('clamps offsets and places outside the text', () => {
    const text = new CanonicalText('甲乙\n丙');
    assert.equal(text.toUtf16(codePoint(99)), 4);
    assert.equal(text.toUtf16(codePoint(-1)), 0);
    assert.equal(text.toCodePoint(utf16(Number.NaN)), 0);
    assert.equal(text.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(text.offsetAt({ line: -1, character: 1 }), 0);
    assert.equal(text.offsetAt({ line: 9, character: 0 }), 4);
  });

  it('converts every code-point offset to UTF-16 and back', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = new CanonicalText(source);
        const characters = Array.from(text.text);
        assert.equal(text.length, characters.length);
        let at = 0;
        for (let offset = 0; offset <= characters.length; offset++) {
          assert.equal(text.toUtf16(codePoint(offset)), at);
          assert.equal(text.toCodePoint(utf16(at)), offset);
          at += characters[offset]?.length ?? 0;
        }
      }),
    );
  });

  it('gives both halves of a character the same code point, and lone halves one each', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = new CanonicalText(source);
        let before = 0;
        for (let offset = 0; offset <= text.end; offset++) {
          const at = text.toCodePoint(utf16(offset));
          assert.equal(at, Array.from(text.text.slice(0, text.snap(utf16(offset)))).length);
          assert.ok(before <= at);
          before = at;
        }
      }),
    );
  });

  it('finds every offset of the file in the canonical text', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const offsetOf = canonicalOffsetsOf(source);
        for (let offset = 0; offset <= source.length; offset++) {
          const isInsideLineEnd = source.charAt(offset - 1) === '\r' && source.charAt(offset) === '\n';
          const behind = isInsideLineEnd ? offset - 1 : offset;
          assert.equal(offsetOf(offset), canonicalise(source.slice(0, behind)).length);
        }
      }),
    );
  });

  it('slices the same text by code points and by UTF-16 units', () => {
    fc.assert(
      fc.property(sources, fc.nat(200), fc.nat(200), (source, a, b) => {
        const text = new CanonicalText(source);
        const start = codePoint(Math.min(a, b, text.length));
        const end = codePoint(Math.min(Math.max(a, b), text.length));
        const expected = Array.from(text.text).slice(start, end).join('');
        const range = text.rangeToUtf16({ start, end });
        assert.equal(text.slice(range), expected);
        assert.deepEqual(text.rangeToCodePoints(range), { start, end });
      }),
    );
  });

  it('has the lines and columns of an editor that keeps the line ends of the file', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const text = new CanonicalText(source);
        const shown = source.startsWith('\ufeff') ? source.slice(1) : source;
        const document = TextDocument.create('file:///article.txt', 'plaintext', 1, shown);
        assert.equal(text.lineCount, document.lineCount);
        for (let offset = 0; offset <= text.end; offset++) {
          const position = text.positionAt(utf16(offset));
          assert.equal(text.offsetAt(position), offset);
          const inDocument = document.offsetAt(position);
          assert.deepEqual(document.positionAt(inDocument), position);
          const unit = shown.charAt(inDocument);
          assert.equal(text.text.charAt(offset), unit === '\r' ? '\n' : unit);
        }
      }),
    );
  });
});
