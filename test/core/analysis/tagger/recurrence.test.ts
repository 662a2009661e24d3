import { strict as assert } from 'node:assert';
import { recurrences, type ReadPassage } from '../../../../core/analysis/tagger/recurrence';
import { KINDS, spansOf, type FlatSpan } from '../../../../core/analysis/tagger/tagSet';

const kind = (label: string): number => KINDS.indexOf(label);

/** A passage in which the named strings were found. */
function passage(text: string, found: readonly (readonly [label: string, name: string])[]): ReadPassage {
  const spans: FlatSpan[] = found.map(([label, name]) => {
    const start = text.indexOf(name);
    return { start, end: start + name.length, kind: kind(label) };
  });
  return { text, spans };
}

/** What the other passages say of each passage, as label and text. */
function said(passages: readonly ReadPassage[]): (string[] | undefined)[] {
  return recurrences(passages).map((recurrence, index) =>
    recurrence === undefined
      ? undefined
      : spansOf(recurrence.tags, recurrence.tags.length).map(
          (span) => `${KINDS[span.kind] ?? ''} ${(passages[index] as ReadPassage).text.slice(span.start, span.end)}`,
        ),
  );
}

describe('recurrence', () => {
  it('tells a passage of the names that others have', () => {
    const passages = [passage('省长廖先河到会。', [['PER', '廖先河']]), passage('廖先河走进展厅。', [])];
    assert.deepEqual(said(passages), [undefined, ['PER 廖先河']]);
  });
  it('says nothing of what the passage knows', () => {
    const passages = [passage('廖先河到会。', [['PER', '廖先河']]), passage('廖先河走了。', [['PER', '廖先河']])];
    assert.deepEqual(said(passages), [undefined, undefined]);
  });
  it('never lets an occurrence support itself', () => {
    assert.deepEqual(said([passage('高永到会。', [['PER', '高永']]), passage('水位很高。', [])]), [
      undefined,
      undefined,
    ]);
    const disputed = [passage('高永到会。', [['PER', '高永']]), passage('高永路到了。', [['FAC', '高永路']])];
    assert.deepEqual(said(disputed), [undefined, undefined]);
  });
  it('takes the longest name', () => {
    const first = {
      text: '郑州大学与郑州。',
      spans: [
        { start: 0, end: 4, kind: kind('ORG') },
        { start: 5, end: 7, kind: kind('LOC') },
      ],
    };
    const passages = [first, passage('走进郑州大学。', [])];
    assert.deepEqual(said(passages)[1], ['ORG 郑州大学']);
  });
  it('knows the short form of a division', () => {
    assert.deepEqual(said([passage('灯塔市丰收。', [['LOC', '灯塔市']]), passage('灯塔的苹果熟了。', [])]), [
      undefined,
      ['LOC 灯塔'],
    ]);
  });
  it('leaves times and quantities alone', () => {
    assert.deepEqual(said([passage('共30家。', [['QTY', '30家']]), passage('又有30家。', [])]), [undefined, undefined]);
  });
});
