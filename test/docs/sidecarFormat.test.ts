import { strict as assert } from 'node:assert';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import { describeSpan } from '../../core/annotation/spanDescription';
import { parseAuthority } from '../../core/corpus/authority';
import { parseManifest } from '../../core/corpus/manifest';
import { CanonicalText } from '../../core/text/canonicalText';
import { sha256 } from '../../node/sha256';
import { sample, sampleSet } from '../core/annotation/arbitraries';
import { DOUBTFUL, REFUSED, SOUND } from './documents';
import { blocks, section } from './page';

const examples = blocks('yaml').filter((text) => text.startsWith('version:'));

describe('the specification of sidecars', () => {
  it('has examples', () => assert.equal(examples.length, 2));
  examples.forEach((text, index) =>
    it(`has example ${index + 1} in canonical form`, () => {
      const { value, problems } = parseSidecar(text);
      assert.deepEqual(problems, []);
      assert.equal(serialiseSidecar(value!), text);
    }),
  );

  it('has an article that its first example describes', () => {
    const article = new CanonicalText(blocks('text')[0] ?? '');
    const { value } = parseSidecar(examples[0] ?? '');
    assert.deepEqual(value?.text, { sha256: sha256(article.text), length: article.length });
    for (const { start, end, exact, before, after } of value.annotations) {
      const range = article.rangeToUtf16({ start, end });
      assert.deepEqual(describeSpan(article, range), { exact, before, after });
      assert.equal(article.slice(range), exact);
    }
  });

  it('has a sound corpus.yaml and authority file', () => {
    const [manifest = '', authority = ''] = blocks('yaml').filter((text) => text.startsWith('#'));
    assert.deepEqual(parseManifest(manifest).problems, []);
    assert.equal(parseAuthority(authority, DEFAULT_LABELS).value?.length, 2);
    assert.deepEqual(parseAuthority(authority, DEFAULT_LABELS).problems, []);
  });

  it('lists just the characters that are written as escapes', () => {
    const rule = /^6\. [^]*?(?=^7\. )/m.exec(section('8. Writing'))?.[0] ?? '';
    const ranges = [...rule.matchAll(/U\+([0-9A-F]{4})(?:–U\+([0-9A-F]{4}))?/g)].map(
      ([, first = '', last = first]) => [parseInt(first, 16), parseInt(last, 16)] as const,
    );
    for (let unit = 0; unit <= 0xffff; unit++) {
      const character = String.fromCharCode(unit);
      if (/[\ud800-\udfff"\\]/.test(character)) continue;
      const isListed = ranges.some(([first, last]) => first <= unit && unit <= last);
      const text = serialiseSidecar(sampleSet(sample('a', 1, character)));
      assert.equal(text.includes(`exact: "${character}"`), !isListed, unit.toString(16));
    }
  });

  it('names the keys that are not bare', () => {
    const bare = (key: string): boolean =>
      serialiseSidecar({ ...sampleSet(), document: { [key]: 1 } }).includes(`{${key}: 1}`);
    const rule = /^7\. [^]*?(?=^8\. )/m.exec(section('8. Writing'))?.[0] ?? '';
    const words = /words ([^]*?), in capitals/.exec(rule)?.[1]?.match(/[a-z]+/g) ?? [];
    assert.deepEqual(words, ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
    for (const word of words.flatMap((word) => [word, word.toUpperCase()])) {
      assert.deepEqual([word, `${word}-1`, `${word}_1`, `${word}x`].map(bare), [false, true, true, true], word);
    }
    for (const key of ['a', '_a', 'a-b', 'A1']) assert.ok(bare(key), key);
    for (const key of ['', '1', 'a b', '键', '-a', '~']) assert.ok(!bare(key), key);
  });

  const codes = [...section('6. Errors and warnings').matchAll(/`([a-z]+(?:-[a-z]+)*)`(?=[^\n|]*\|[^\n]*\|$)/gm)].map(
    ([, code]) => code as string,
  );
  it('explains each warning, and the errors of records', () => {
    const warnings = new Set(DOUBTFUL.map(([, code]) => code));
    assert.deepEqual(
      [...warnings].filter((code) => !codes.includes(code)),
      [],
    );
    assert.deepEqual(
      ['missing', 'empty', 'type', 'span', 'duplicate-id', 'newer-version'].filter((code) => !codes.includes(code)),
      [],
    );
  });
});

describe('a sidecar as the specification has it', () => {
  for (const [what, code, text] of REFUSED)
    it(`is refused with ${what}`, () => {
      const { problems } = parseSidecar(text);
      assert.ok(
        problems.some((problem) => problem.code === code && problem.severity === 'error'),
        JSON.stringify(problems),
      );
    });
  for (const [what, code, text] of DOUBTFUL)
    it(`is read with a warning of ${what}, and kept`, () => {
      const { value, problems } = parseSidecar(text);
      assert.deepEqual(
        problems.map(({ code: found, severity }) => [found, severity]),
        [[code, 'warning']],
      );
      assert.deepEqual(parseSidecar(serialiseSidecar(value!)).value, value);
    });
  for (const [what, text] of SOUND)
    it(`is read with ${what}`, () => {
      const { value, problems } = parseSidecar(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(parseSidecar(serialiseSidecar(value!)), { value, problems });
    });
});
