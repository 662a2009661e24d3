import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { emptyAnnotationSet, textIdentity } from '../../../core/annotation/annotation';
import { spanFields } from '../../../core/annotation/placement';
import {
  decidedForm,
  Decisions,
  decisionsIn,
  decisionsOf,
  learnedConfidence,
  type Decision,
} from '../../../core/suggestions/decisions';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';

/** `楼阳生/PER` is annotated, `!和平/LOC` was rejected; each at a place of its own, or at that behind `@`. */
function decided(...marked: readonly string[]): ReturnType<typeof decisionsOf> {
  const all = marked.map((text, at) => {
    const [, no, words, label, place] = /^(!?)([^/]+)\/([^@]+)@?(.*)$/.exec(text)!;
    return { isRejected: no === '!', words: words!, label: label!, place: place === '' ? `#${at}` : place! };
  });
  return decisionsOf(
    all.filter(({ isRejected }) => !isRejected),
    all.filter(({ isRejected }) => isRejected),
  );
}

const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

describe('decisions', () => {
  const cases: readonly (readonly [what: string, made: readonly string[], counts: object | undefined])[] = [
    ['of other words', ['王凯/PER'], undefined],
    ['to accept', times(3, '郑州/LOC'), { accepted: 3, rejected: 0 }],
    ['to reject', times(3, '!郑州/LOC'), { accepted: 0, rejected: 3 }],
    ['to reject another label', ['!郑州/ORG'], undefined],
    ['for another label', ['郑州/ORG', '郑州/LOC'], { accepted: 1, rejected: 1 }],
    [
      'to reject, and then to annotate something else there',
      ['!郑州/LOC@1', '郑州/ORG@1'],
      { accepted: 0, rejected: 1 },
    ],
    ['to reject, and then to annotate it after all', ['!郑州/LOC@1', '郑州/LOC@1'], { accepted: 1, rejected: 0 }],
    ['for two labels at one place', ['郑州/LOC@1', '郑州/ORG@1'], { accepted: 1, rejected: 0 }],
    ['of words in another way of printing', ['郑　州/LOC', '鄭州/LOC', '郑\n\n州/LOC'], { accepted: 3, rejected: 0 }],
  ];
  for (const [what, made, counts] of cases) {
    it(`${what} are counted`, () => {
      const decisions = new Decisions();
      decisions.set('a', decided(...made));
      assert.deepEqual(decisions.of('郑州', 'LOC'), counts);
    });
  }

  it('of several articles add up, and those of an article that changes or goes are forgotten', () => {
    const decisions = new Decisions();
    decisions.set('a', decided('郑州/LOC', '郑州/LOC'));
    decisions.set('b', decided('郑州/LOC', '!郑州/LOC'));
    assert.deepEqual(decisions.of('郑州', 'LOC'), { accepted: 3, rejected: 1 });
    decisions.set('b', decided('郑州/LOC'));
    assert.deepEqual(decisions.of('郑州', 'LOC'), { accepted: 3, rejected: 0 });
    decisions.set('a', undefined);
    assert.deepEqual(decisions.of('郑州', 'LOC'), { accepted: 1, rejected: 0 });
    decisions.set('b', undefined);
    assert.equal(decisions.of('郑州', 'LOC'), undefined);
  });

  it('are read from a sidecar, spans of several parts left out', () => {
    const text = new CanonicalText('楼阳生在郑州，楼阳生到郑州。');
    const part = (words: string, from = 0) => {
      const start = text.text.indexOf(words, from);
      return range(utf16(start), utf16(start + words.length));
    };
    const set = {
      ...emptyAnnotationSet(textIdentity(text, sha256)),
      annotations: [
        { id: 'a', label: 'PER', ...spanFields(text, [part('楼阳生')]) },
        { id: 'b', label: 'PER', ...spanFields(text, [part('楼阳生'), part('郑州')]) },
      ],
      rejected: [{ id: 'c', label: 'PER', ...spanFields(text, [part('楼阳生', 5)]) }],
    };
    const decisions = new Decisions();
    decisions.set('a', decisionsIn(set));
    assert.deepEqual(decisions.of('楼阳生', 'PER'), { accepted: 1, rejected: 1 });
  });

  it('make a name of words that were always accepted, three times at least', () => {
    const decisions = new Decisions();
    decisions.set('a', decided(...times(2, '豫章算力谷/FAC'), ...times(3, '豫/LOC'), ...times(3, '10/QTY')));
    assert.deepEqual(decisions.names, []);
    decisions.set(
      'b',
      decided('豫章算力谷/FAC', ...times(3, '科创园/FAC'), '!科创园/FAC', ...times(3, '和平/PER'), '和平/LOC'),
    );
    assert.deepEqual(decisions.names, [{ words: '豫章算力谷', label: 'FAC' }]);
    decisions.set('a', undefined);
    assert.deepEqual(decisions.names, []);
  });

  const decision: fc.Arbitrary<Decision> = fc.record({
    words: fc.constantFrom('郑州', '郑 州', '和平', '王凯'),
    label: fc.constantFrom('LOC', 'PER', 'ORG'),
    place: fc.constantFrom('1', '2', '3', '4', '5'),
  });
  const article = fc
    .tuple(fc.array(decision), fc.array(decision))
    .map(([annotated, rejected]) => decisionsOf(annotated, rejected));

  it('kept up step by step are those counted at once, in whatever order', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(article, { nil: undefined })));
    fc.assert(
      fc.property(steps, (made) => {
        const kept = new Decisions();
        for (const [name, decisions] of made) kept.set(name, decisions);
        const atOnce = new Decisions();
        for (const [name, decisions] of [...new Map(made)].reverse()) atOnce.set(name, decisions);
        const seen = (decisions: Decisions) => [
          decisions.names,
          ['郑州', '和平', '王凯'].flatMap((words) => ['LOC', 'PER', 'ORG'].map((label) => decisions.of(words, label))),
        ];
        assert.deepEqual(seen(kept), seen(atOnce));
      }),
    );
  });
});

describe('a confidence after decisions', () => {
  it('is that of the recognisers where nothing was decided', () => {
    assert.equal(learnedConfidence(0.7, undefined), 0.7);
  });

  it('is above its prior after three accepts and below after three rejects', () => {
    const prior = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(prior, (confidence) => {
        assert.ok(learnedConfidence(confidence, { accepted: 3, rejected: 0 }) > confidence);
        assert.ok(learnedConfidence(confidence, { accepted: 0, rejected: 3 }) < confidence);
      }),
    );
  });

  it('rises with each accept and falls with each reject, and is a probability', () => {
    const unit = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(unit, fc.nat(1000), fc.nat(1000), (prior, accepted, rejected) => {
        const now = learnedConfidence(prior, { accepted, rejected });
        assert.ok(now > 0 && now < 1);
        assert.ok(learnedConfidence(prior, { accepted: accepted + 1, rejected }) > now);
        assert.ok(learnedConfidence(prior, { accepted, rejected: rejected + 1 }) < now);
      }),
    );
  });
});

describe('the form of decided words', () => {
  for (const [words, form] of [
    ['科大讯飞股份\n\n有限公司', '科大讯飞股份有限公司'],
    ['王　凯', '王凯'],
    ['ＡＩ', 'AI'],
    ['New  York', 'New York'],
  ] as const)
    it(`${JSON.stringify(words)} is ${form}`, () => assert.equal(decidedForm(words), form));
});
