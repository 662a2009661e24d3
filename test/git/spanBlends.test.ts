import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import type { Parsed } from '../../core/problem';
import { sampleSet } from '../core/annotation/arbitraries';
import { mergeByLinesIn, type MergeVersions } from './simulatedMerges';

/** Words repeat, so that spans of the same words stand at several places. */
const TEXT = '郑州郑州市郑郑州郑州市市郑州郑州郑州市';
const RUNS = 60;

const SPAN = fc
  .tuple(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 4 }))
  .map(([start, length]) => ({ start, end: start + length }));

interface Span {
  readonly start: number;
  readonly end: number;
}

function recordAt({ start, end }: Span): object {
  return { id: 'a', label: 'PER', start, end, exact: TEXT.slice(start, end) };
}

/** A record as a person may spread it over lines that git sees as unrelated: a comment stands between its fields. */
function spread(record: object): string {
  const fields = Object.entries(record).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const lines = [...fields, 'note: "n"'].flatMap((field, index) => [
    `${index === 0 ? '- ' : '  '}${field}`,
    `  # ${index} one`,
    `  # ${index} two`,
    `  # ${index} three`,
  ]);
  const { sha256, length } = sampleSet().text;
  return `version: 1\ntext: {sha256: "${sha256}", length: ${length}}\nannotations:\n${lines.join('\n')}\n...\n`;
}

const written = (span: Span): string => spread(recordAt(span));

function sameSpan({ value }: Parsed<AnnotationSet>, found: Annotation): boolean {
  const [known] = value?.annotations ?? [];
  return known?.start === found.start && known.end === found.end && known.exact === found.exact;
}

describe('two corrections of one span', () => {
  let folder: string;
  let mergeByLines: MergeVersions;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-blends-'));
    mergeByLines = mergeByLinesIn(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('never give a span that nobody marked, where a record is spread over lines', () => {
    let clean = 0;
    fc.assert(
      fc.property(SPAN, SPAN, SPAN, (old, ours, theirs) => {
        const versions = { base: written(old), ours: written(ours), theirs: written(theirs) };
        const { text, isClean } = mergeByLines(versions);
        if (!isClean) return;
        clean++;
        const { value, problems } = parseSidecar(text);
        const [found] = value?.annotations ?? [];
        const isRefused = found === undefined || problems.length > 0;
        assert.ok(isRefused || Object.values(versions).some((version) => sameSpan(parseSidecar(version), found)), text);
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

const at = (start: number, end: number): Span => ({ start, end });
