import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textIdentity, type Annotation, type AnnotationSet } from '../../core/annotation/annotation';
import { spanFields } from '../../core/annotation/placement';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import { Random } from '../../model/random';
import { sha256 } from '../../node/sha256';
import { mergeByLinesIn, type Versions } from './simulatedMerges';

/** Without characters beyond U+FFFF: one unit is one code point. */
const TEXT = new CanonicalText('省委书记楼阳生在郑州市调研，省长王凯出席会议。\n郑州市委书记安伟、市长何雄参加。\n');
const COUNT = 60;

/** Two edits of one annotation: its label by one person, its span by the other. */
interface Rivals {
  readonly base: AnnotationSet;
  readonly ours: Annotation;
  readonly theirs: Annotation;
}

const spanAt = (start: number, length: number): ReturnType<typeof spanFields> =>
  spanFields(TEXT, [range(utf16(start), utf16(Math.min(TEXT.end, start + length)))]);

function rivals(random: Random): Rivals {
  const annotations = [3, 12, 20, 28].map((start, index) => ({
    id: `a${index}`,
    label: 'PER',
    ...spanAt(start, 2 + random.below(3)),
    note: 'seen',
  }));
  const edited = annotations[random.below(annotations.length)] as Annotation;
  const moved = spanAt(edited.start + random.below(2), 1 + random.below(6));
  return {
    base: { text: textIdentity(TEXT, sha256), annotations, relations: [], document: {} },
    ours: { ...edited, label: 'ORG' },
    theirs: { ...edited, ...moved },
  };
}

function versions({ base, ours, theirs }: Rivals, write: (set: AnnotationSet) => string): Versions {
  const withOne = (one: Annotation): string =>
    write({ ...base, annotations: base.annotations.map((other) => (other.id === one.id ? one : other)) });
  return { base: write(base), ours: withOne(ours), theirs: withOne(theirs) };
}

/** By hand, a key a line, the note between label and span: so that git can take each from another side. */
function inBlocks(set: AnnotationSet): string {
  const [head = '', ...lines] = serialiseSidecar({ ...set, annotations: [] }).split(/^annotations:.*\n/m);
  const records = set.annotations.map(({ id, label, note, ...span }) =>
    Object.entries({ id, label, note, ...span })
      .map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}\n`)
      .join(''),
  );
  return `${head}annotations:\n${records.join('')}${lines.join('')}`;
}

describe('a label and a span of one annotation, changed by two people', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-blends-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are a conflict for git where each record is one line', () => {
    const merge = mergeByLinesIn(folder);
    const random = new Random(1);
    for (let count = 0; count < COUNT; count++) {
      const { ours, theirs, base } = rivals(random);
      const before = base.annotations.find(({ id }) => id === theirs.id);
      if (before?.start === theirs.start && before.end === theirs.end) continue;
      assert.equal(merge(versions({ base, ours, theirs }, serialiseSidecar)).isClean, false);
    }
  });

  it('are both taken where git blends a record of many lines: the whole span of one, the label of the other', () => {
    const merge = mergeByLinesIn(folder);
    const random = new Random(2);
    let blended = 0;
    for (let count = 0; count < COUNT; count++) {
      const made = rivals(random);
      const { text, isClean } = merge(versions(made, inBlocks));
      const { value, problems } = parseSidecar(text);
      if (!isClean || value === undefined || problems.length > 0) continue;
      blended++;
      const both = { ...made.theirs, label: made.ours.label };
      assert.deepEqual(
        value.annotations.find(({ id }) => id === both.id),
        both,
      );
      for (const { start, end, exact } of value.annotations)
        assert.equal(TEXT.slice(range(utf16(start), utf16(end))), exact);
    }
    assert.ok(blended > 10, `only ${blended} were blended`);
  });
});
