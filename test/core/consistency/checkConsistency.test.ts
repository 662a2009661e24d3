import { strict as assert } from 'node:assert';
import { KnownEntities } from '../../../core/analysis/knownEntities';
import { SegmentedBlock } from '../../../core/analysis/segmentedBlock';
import { DEFAULT_SCHEMA, type Schema } from '../../../core/annotation/schema';
import type { AnnotatedText } from '../../../core/consistency/article';
import { checkInSteps } from '../../../core/consistency/checkConsistency';
import { RULES, type Inconsistency, type Rule } from '../../../core/consistency/inconsistency';
import { runAtOnce } from '../../../core/cooperative';
import type { AnnotationView } from '../../../core/protocol';
import { CanonicalText } from '../../../core/text/canonicalText';
import { readLogicalText } from '../../../core/text/logicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { simplified } from '../../../core/text/scripts';
import { loadJiebaSegmenter } from '../../../node/jiebaSegmenter';

const SENTENCE = '会议指出,要坚持规划引领,树立国际视野,让重大决策经得起历史的检验。';
const segmenter = loadJiebaSegmenter()!;

/** An article from a text with `‹PER 楼阳生›`; ids are a, b, c in the order of the text. */
function article(source: string, more: Partial<AnnotatedText> = {}): AnnotatedText {
  const annotations: AnnotationView[] = [];
  let text = '';
  let rest = source;
  for (let at = rest.indexOf('‹'); at !== -1; at = rest.indexOf('‹')) {
    text += rest.slice(0, at);
    const [, label = '', words = ''] = /^‹(\w+) ([^›]*)›/u.exec(rest.slice(at)) ?? [];
    const id = 'abcdefghij'[annotations.length]!;
    annotations.push({ id, label, start: text.length, end: text.length + words.length, state: 'anchored' });
    text += words;
    rest = rest.slice(at + label.length + words.length + 3);
  }
  return {
    logical: readLogicalText(new CanonicalText(text + rest)),
    annotations,
    rejected: [],
    mentions: [],
    schema: DEFAULT_SCHEMA,
    known: undefined,
    words: (paragraph) => new SegmentedBlock(simplified(paragraph), segmenter),
    ...more,
  };
}

const found = (text: AnnotatedText, ...rules: readonly Rule[]): Inconsistency[] =>
  runAtOnce(checkInSteps(text, new Set(rules.length === 0 ? RULES : rules)));
const slice = ({ logical: { canonical } }: AnnotatedText, place: Range<Utf16>): string => canonical.slice(place);

describe('the same words', () => {
  const check = (what: string, source: string, ...expected: readonly string[]): void => {
    it(what, () => {
      const all = found(article(source), 'differentLabels');
      assert.deepEqual(
        all.map((one) => one.rule === 'differentLabels' && `${one.id} ${one.label} ${one.majority ?? '?'}`),
        expected,
      );
    });
  };
  check('with one label are consistent', '‹LOC 郑州›和‹LOC 郑州›');
  check('with another label than most stand out', '‹LOC 郑州›、‹LOC 郑州›和‹ORG 郑州›', 'c ORG LOC');
  check('all stand out where no label does', '‹LOC 郑州›和‹ORG 郑州›', 'a LOC ?', 'b ORG ?');
  check('are the same through a column break', `${SENTENCE}在‹LOC 郑\n\n州›参观,‹LOC 郑州›、‹ORG 郑州›。`, 'c ORG LOC');
  it('may have two labels at one place', () => {
    const text = article('‹LOC 郑州›和‹LOC 郑州›');
    const double = { ...text.annotations[0]!, id: 'z', label: 'ORG' };
    assert.deepEqual(found({ ...text, annotations: [...text.annotations, double] }, 'differentLabels'), []);
  });
});

describe('an unlabelled repeat', () => {
  const check = (what: string, text: AnnotatedText, ...expected: readonly string[]): void => {
    it(what, () => {
      const all = found(text, 'unlabelledRepeats');
      assert.deepEqual(
        all.map(
          (one) => one.rule === 'unlabelledRepeats' && `${slice(text, one.range)} ${one.range.start} ${one.label}`,
        ),
        expected,
      );
    });
  };
  const at = (start: number, end: number): { range: Range<Utf16> } => ({ range: range(utf16(start), utf16(end)) });
  check('is found, with the label that the words have', article('‹PER 王凯›来了。王凯说。'), '王凯 5 PER');
  check(
    'is none inside an annotation, nor where two labels dispute',
    article('‹PER 王凯›、‹ORG 王凯公司›、‹LOC 郑州›、‹ORG 郑州›，郑州。'),
  );
  check('is none in a longer word', article('‹TERM 国人›关心。中国人民。'));
  check('is none in a longer mention', article('‹LOC 郑州›。郑州大学。', { mentions: [at(3, 7)] }));
  check(
    'is one where the mention is no longer',
    article('‹LOC 郑州›。郑州开会。', { mentions: [at(3, 5)] }),
    '郑州 3 LOC',
  );
  check(
    'is none where it was turned down',
    article('‹PER 王凯›来了。王凯说。', { rejected: [{ id: 'r', label: 'PER', start: 5, end: 7 }] }),
  );
  check('is none of a single character', article('‹PER 王›来了。王说。'));
  check('is the longest that is known', article('‹LOC 郑州›和‹ORG 郑州大学›。在郑州大学。'), '郑州大学 9 ORG');
  check(
    'reaches over a column break',
    article(`${SENTENCE}‹PER 楼阳生›出席,代表们听了楼阳\n\n生的报告。`),
    '楼阳\n\n生 45 PER',
  );
});

describe('the edge of an annotation', () => {
  const check = (what: string, text: AnnotatedText, ...expected: readonly string[]): void => {
    it(what, () => {
      const all = found(text, 'cutWords');
      assert.deepEqual(
        all.map((one) => {
          if (one.rule !== 'cutWords') return '';
          const narrow = one.narrower === undefined ? '-' : slice(text, one.narrower);
          return `${one.id} ${one.word}: ${slice(text, one.wider)} / ${narrow}`;
        }),
        expected,
      );
    });
  };
  check('between words is right', article('‹LOC 中国›人民'));
  check('inside a word can move out or in', article('我是中‹LOC 国人民›。'), 'a 中国: 中国人民 / 人民');
  check('inside a word that is all of it moves out only', article('我爱中‹LOC 国›。'), 'a 中国: 中国 / -');
  const mention = { range: range(utf16(3), utf16(6)) };
  check(
    'is right where something is recognised that begins or ends there',
    article('我是中‹LOC 国人民›。', { mentions: [mention] }),
  );
  check('is not judged without words', article('我是中‹LOC 国人民›。', { words: undefined }));
});

describe('what the schema does not have', () => {
  const schema: Schema = {
    ...DEFAULT_SCHEMA,
    attributes: [
      {
        id: 'gender',
        names: { en: '', zh: '' },
        descriptions: { en: '', zh: '' },
        value: { kind: 'choice', values: ['m', 'f'], isMultiple: false },
        labels: ['PER'],
      },
    ],
    events: [
      {
        id: 'VISIT',
        names: { en: '', zh: '' },
        descriptions: { en: '', zh: '' },
        trigger: ['EVENT'],
        roles: [{ id: 'guest', names: { en: '', zh: '' }, labels: ['PER'], isRequired: true }],
      },
    ],
  };
  const check = (what: string, text: AnnotatedText, ...expected: readonly string[]): void => {
    it(what, () => {
      const all = found(text, 'schema');
      assert.deepEqual(
        all.map((one) =>
          one.rule === 'schema' ? `${one.id} ${slice(text, one.range)} ${Object.values(one.problem).join(' ')}` : '',
        ),
        expected,
      );
    });
  };
  const with_ = (source: string, more: Partial<AnnotatedText>): AnnotatedText => article(source, { schema, ...more });
  const attributes = (source: string, values: AnnotationView['attributes']): AnnotatedText => {
    const text = with_(source, {});
    return { ...text, annotations: text.annotations.map((view) => ({ ...view, attributes: values! })) };
  };
  check('is a label', with_('‹XYZ 王凯›', {}), 'a 王凯 label XYZ');
  check('is an attribute', attributes('‹PER 王凯›', { age: 3 }), 'a 王凯 attribute age');
  check(
    'is an attribute of another label',
    attributes('‹LOC 郑州›', { gender: 'm' }),
    'a 郑州 attribute-label gender LOC',
  );
  check('is a value', attributes('‹PER 王凯›', { gender: 'x' }), 'a 王凯 value gender "x"');
  check('is nothing of attributes where none is declared', {
    ...attributes('‹PER 王凯›', { age: 3 }),
    schema: DEFAULT_SCHEMA,
  });
  const relation = (label: string): Partial<AnnotatedText> => ({ relations: [{ id: 'r', label, from: 'a', to: 'b' }] });
  check('is a relation', with_('‹PER 王凯›和‹POST 省长›', relation('likes')), 'r 王凯 relation likes');
  check(
    'are the ends of a relation',
    with_('‹POST 省长›和‹PER 王凯›', relation('holds')),
    'r 省长 ends holds POST PER',
  );
  check('is not a relation that is allowed', with_('‹PER 王凯›和‹POST 省长›', relation('holds')));
  check('is not the end that is gone', with_('‹PER 王凯›', relation('holds')));
  const event = (label: string, role: string, to: string, trigger = 'a'): Partial<AnnotatedText> => ({
    events: [{ id: 'e', label, trigger, arguments: [{ role, to }] }],
  });
  check('is an event', with_('‹EVENT 来访›和‹PER 王凯›', event('TALK', 'guest', 'b')), 'e 来访 event TALK');
  check('is a trigger', with_('‹LOC 来访›和‹PER 王凯›', event('VISIT', 'guest', 'b')), 'e 来访 trigger VISIT LOC');
  check('is a role', with_('‹EVENT 来访›和‹PER 王凯›', event('VISIT', 'host', 'b')), 'e 来访 role VISIT host');
  check(
    'is who has a role',
    with_('‹EVENT 来访›和‹LOC 郑州›', event('VISIT', 'guest', 'b')),
    'e 来访 role-label VISIT guest LOC',
  );
  check('is not an event that is allowed', with_('‹EVENT 来访›和‹PER 王凯›', event('VISIT', 'guest', 'b')));
});

describe('a listed name', () => {
  const known = new KnownEntities([
    { id: 'wk', label: 'PER', name: '王凯', aliases: ['王省长'] },
    { id: 'wk2', label: 'PER', name: '王凯', aliases: [] },
    { id: 'zz', label: 'LOC', name: '郑州', aliases: [] },
  ]);
  const check = (what: string, text: AnnotatedText, ...expected: readonly string[]): void => {
    it(what, () => {
      const all = found({ ...text, known }, 'unlinkedEntities');
      assert.deepEqual(
        all.map((one) =>
          one.rule === 'unlinkedEntities' ? `${one.id} ${one.entities.map(({ id }) => id).join()}` : '',
        ),
        expected,
      );
    });
  };
  check('is to be linked', article('‹PER 王省长›、‹LOC 鄭州›'), 'a wk', 'b zz');
  check('may be several entities', article('‹PER 王凯›'), 'a wk,wk2');
  check('of another label is another', article('‹ORG 郑州›'));
  it('is linked already', () => {
    const text = article('‹PER 王省长›');
    const annotations = text.annotations.map((view) => ({ ...view, entity: 'other' }));
    assert.deepEqual(found({ ...text, annotations, known }, 'unlinkedEntities'), []);
  });
});

it('a rule that is off is not asked', () => {
  assert.deepEqual(found(article('‹XYZ 郑州›和‹LOC 郑州›'), 'cutWords'), []);
});
