import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readLines } from '../../../../core/annotation/sidecar/lineReader';
import { parseAnyStyle, parseSidecar } from '../../../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { countLines, linesOfEntry } from '../../../../core/annotation/sidecar/sidecarLines';
import { annotationSet, sample, sampleSet } from '../arbitraries';
import { changedText, textChange } from './changedTexts';
import { styledSidecar } from '../styledSidecars';

const TEXT = serialiseSidecar(sampleSet(sample('a', 1, '楼阳'), sample('b', 5, '市'), sample('c', 9, '长')));

describe('the line reader', () => {
  const isReadByLines = (text: string): boolean => typeof readLines(text) === 'object';

  const TAKEN: readonly [what: string, text: string][] = [
    ['a file as we write it', TEXT],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${TEXT}`],
    ['a document start', `# why\n---\n${TEXT}`],
    ['comments everywhere', TEXT.replaceAll('\n', ' # why\n# why not\n').replace('... # why\n# why not', '...')],
    ['blank lines', TEXT.replaceAll('\n', '\n\n')],
    ['a list that is indented', TEXT.replaceAll('- {', '  - {')],
    ['a record in another style', TEXT.replace('{id: "b"', '{ id:   b ')],
    ['a record on several lines', TEXT.replace('{id: "b", ', '{id: "b",\n   # why\n   ')],
    [
      'a block record',
      TEXT.replace(/- \{id: "b".*\n/, '- id: b\n  label: X\n  start: 5\n  end: 6\n  exact: |-\n    市\n'),
    ],
    ['an entry in another style', TEXT.replace(/text: \{(.*), (.*)\}\n/, 'text: # why\n  $1\n  $2\n')],
  ];
  for (const [what, text] of TAKEN)
    it(`takes ${what}`, () => {
      assert.ok(isReadByLines(text), text);
      assert.deepEqual(parseSidecar(text), parseAnyStyle(text));
      assert.equal(parseSidecar(text).value?.annotations.length, 3);
    });

  const LEFT: readonly [what: string, text: string][] = [
    ['a list in brackets over several lines', TEXT.replace('annotations:', 'annotations: [').replaceAll('- {', '{')],
    ['a missing end line', TEXT.slice(0, -4)],
    ['an end line in the middle', TEXT.replace('annotations', '...\nannotations')],
    ['a second document', TEXT.replace('annotations', '---\nannotations')],
    ['a key given twice', TEXT.replace('annotations:', 'version: 1\nannotations:')],
    ['a text over a line end', TEXT.replace('"市"', '"市\n"')],
    ['a record that runs on', TEXT.replace('exact: "市"}', 'exact: "市"')],
    ['a conflict', TEXT.replace('- {id: "b"', '<<<<<<< HEAD\n- {id: "b"')],
    ['a tab as indentation', TEXT.replace('- {id: "b"', '\t- {id: "b"')],
    ['a record of another indentation', TEXT.replace('- {id: "b"', ' - {id: "b"')],
    ['a carriage return in a text', TEXT.replace('市', '市\r')],
    ['a control character in a comment', `# \u0007\n${TEXT}`],
    ['a lone surrogate', TEXT.replace('市', '\ud800')],
    ['an escaped lone surrogate', TEXT.replace('市', '\\ud800')],
  ];
  for (const [what, text] of LEFT)
    it(`leaves ${what} to the YAML reader`, () => {
      assert.ok(!isReadByLines(text), text);
      assert.deepEqual(parseSidecar(text), parseAnyStyle(text));
    });

  it('reads what the YAML reader reads, problems and all, or leaves it to that', () => {
    let [files, taken] = [0, 0];
    fc.assert(
      fc.property(
        annotationSet,
        fc.infiniteStream(fc.nat()),
        fc.array(textChange, { maxLength: 2 }),
        (set, draws, changes) => {
          const text = changes.reduce(
            changedText,
            styledSidecar(set, () => draws.next().value as number),
          );
          files++;
          if (isReadByLines(text)) taken++;
          assert.deepEqual(parseSidecar(text), parseAnyStyle(text), text);
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(taken > files / 4, `${taken} of ${files} files were read by lines`);
  });

  it('knows the lines of every entry', () => {
    let [files, known] = [0, 0];
    fc.assert(
      fc.property(annotationSet, fc.infiniteStream(fc.nat()), (set, draws) => {
        const text = styledSidecar(set, () => draws.next().value as number);
        const read = readLines(text);
        files++;
        // A list of anything but records with ids is left to the YAML reader.
        if (typeof read === 'number') return;
        known++;
        const lines = text.split(/\r?\n/);
        let at = 0;
        for (const entry of read.lines.entries) {
          at += entry.gap;
          assert.match((lines[at] ?? '').replace('\uFEFF', ''), /^[^ #]/, `${entry.key}: ${lines[at] ?? ''}`);
          at += linesOfEntry(entry);
        }
        assert.ok(at < countLines(text));
      }),
      { numRuns: 50 },
    );
    assert.ok(known > files / 3, `${known} of ${files} files were read by lines`);
  });

  it('says in which line a file is in the way that is too large for the YAML reader', () => {
    const many = Array.from({ length: 9000 }, (_, index) =>
      sample(`id${index}`, index, '楼', { note: '注'.repeat(160) }),
    );
    const large = serialiseSidecar(sampleSet(...many));
    assert.ok(Buffer.byteLength(large) > 4 * 1024 * 1024);
    assert.equal(parseSidecar(large).value?.annotations.length, 9000);
    const commented = large.replace('- {id: "id77"', '# why\n- { id: "id77"');
    assert.equal(parseSidecar(commented).value?.annotations.length, 9000);
    const broken = large.replace('- {id: "id77"', '- {id: "id77" "x"');
    const { value, problems } = parseSidecar(broken);
    assert.equal(value, undefined);
    assert.deepEqual(
      problems.map(({ code, offset }) => [code, broken.slice(offset, offset + 13)]),
      [['too-large', '- {id: "id77"']],
    );
  });
});
