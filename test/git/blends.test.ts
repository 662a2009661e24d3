import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';
import { mergeSidecars } from '../../core/annotation/sidecar/mergeFiles';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { codePoint } from '../../core/text/units';
import { sampleSet } from '../core/annotation/arbitraries';
import { mergeByLinesIn, type MergeVersions } from './simulatedMerges';

/** Words repeat, so that spans of the same words stand at several places. */
const TEXT = '郑州郑州市郑郑州郑州市市郑州郑州郑州市';
/** What is written around the record in question. */
const OTHERS = [annotationAt('before', 0, 2, 'LOC'), annotationAt('later', 15, 17, 'LOC')];
const RUNS = 60;

const SPAN = fc
  .tuple(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 4 }))
  .map(([start, length]) => ({ start, end: start + length }));
const LABEL = fc.constantFrom('PER', 'ORG', 'LOC', 'TERM');

function annotationAt(id: string, start: number, end: number, label: string): Annotation {
  const [before, after] = [TEXT.slice(0, start), TEXT.slice(end)];
  return { id, label, start: codePoint(start), end: codePoint(end), exact: TEXT.slice(start, end), before, after };
}

const withRecord = (annotation: Annotation): AnnotationSet => sampleSet(...OTHERS, annotation);

/** A record as a person may spread it over lines that git sees as unrelated: a comment stands between its fields. */
function spread(annotation: Annotation): string {
  const fields = Object.entries(annotation).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const lines = [...fields, 'note: "n"'].flatMap((field, index) => [
    `${index === 0 ? '- ' : '  '}${field}`,
    `  # ${index} one`,
    `  # ${index} two`,
    `  # ${index} three`,
  ]);
  const { sha256, length } = sampleSet().text;
  return `version: 1\ntext: {sha256: "${sha256}", length: ${length}}\nannotations:\n${lines.join('\n')}\n...\n`;
}

describe('edits of one annotation by two people', () => {
  let folder: string;
  let mergeByLines: MergeVersions;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-blends-'));
    mergeByLines = mergeByLinesIn(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('never blend where one corrects the span and the other the label: a conflict by record and by lines', () =>
    fc.assert(
      fc.property(SPAN, SPAN, LABEL, LABEL, (old, corrected, oldLabel, label) => {
        fc.pre(label !== oldLabel && (old.start !== corrected.start || old.end !== corrected.end));
        const versions = {
          base: serialiseSidecar(withRecord(annotationAt('a', old.start, old.end, oldLabel))),
          ours: serialiseSidecar(withRecord(annotationAt('a', old.start, old.end, label))),
          theirs: serialiseSidecar(withRecord(annotationAt('a', corrected.start, corrected.end, oldLabel))),
        };
        assert.equal(mergeByLines(versions).isClean, false);
        const markers = { names: { ours: 'o', base: 'b', theirs: 't' }, size: 7 };
        assert.equal(mergeSidecars(versions, markers).kind, 'conflict');
      }),
      { numRuns: RUNS },
    ));

  it('never give a span that nobody marked, also where a record is spread over lines', () => {
    let clean = 0;
    fc.assert(
      fc.property(SPAN, SPAN, SPAN, (old, ours, theirs) => {
        const annotations = [old, ours, theirs].map(({ start, end }) => annotationAt('a', start, end, 'PER'));
        const [base, own, other] = annotations.map(spread) as [string, string, string];
        const merged = mergeByLines({ base, ours: own, theirs: other });
        if (!merged.isClean) return;
        clean++;
        const { value, problems } = parseSidecar(merged.text);
        if (value === undefined || problems.length > 0) return;
        const [{ start, end, exact } = annotationAt('', 0, 0, '')] = value.annotations;
        assert.ok(
          annotations.some((known) => known.start === start && known.end === end && known.exact === exact),
          `[${start}, ${end}) “${exact}”`,
        );
      }),
      // The same span on one side as before, and the same correction on both, are among these.
      {
        numRuns: RUNS,
        examples: [
          [at(2, 4), at(2, 4), at(3, 5)],
          [at(2, 4), at(3, 5), at(3, 5)],
        ],
      },
    );
    assert.ok(clean > 1);
  });
});

const at = (start: number, end: number): { start: number; end: number } => ({ start, end });
