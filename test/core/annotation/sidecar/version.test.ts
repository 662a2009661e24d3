import { strict as assert } from 'node:assert';
import { decodeUtf8, encodeUtf8, joinBytes, sameBytes } from '../../../../core/annotation/sidecar/bytes';
import { serialiseSidecar } from '../../../../core/annotation/sidecar/serialise';
import { MAXIMUM_SIDECAR_BYTES, SidecarVersion } from '../../../../core/annotation/sidecar/version';
import { sample, sampleSet } from '../arbitraries';

const LOU = sample('a', 1, '楼阳生');
const CITY = sample('b', 8, '郑州');
const versionOf = (text: string): SidecarVersion => {
  const { value, problems } = SidecarVersion.read(encodeUtf8(text));
  assert.ok(value, JSON.stringify(problems));
  return value;
};

describe('a version of a sidecar', () => {
  it('is read from bytes, and has them still', () => {
    const text = `\uFEFF# mine\n${serialiseSidecar(sampleSet(LOU))}`;
    const bytes = encodeUtf8(text);
    const { value, problems } = SidecarVersion.read(bytes);
    assert.deepEqual([value?.set, value?.text, value?.length, problems], [sampleSet(LOU), text, bytes.length, []]);
    assert.equal(value?.bytes, bytes);
  });

  it('is not read from what is no text or too long', () => {
    const problemOf = (bytes: Uint8Array): unknown => {
      const { value, problems } = SidecarVersion.read(bytes);
      assert.equal(value, undefined);
      return problems.map(({ code, message, offset, end }) => [code, message, offset, end]);
    };
    assert.deepEqual(problemOf(Uint8Array.of(0x61, 0xff)), [
      ['not-utf8', 'The sidecar is not UTF-8. Convert it to UTF-8, or restore it.', 0, 0],
    ]);
    const [most, long] = [MAXIMUM_SIDECAR_BYTES, MAXIMUM_SIDECAR_BYTES + 1];
    const message = `The file has more than ${most} bytes, the most that is read. Split it.`;
    assert.deepEqual(problemOf(new Uint8Array(long)), [['too-large', message, 0, 0]]);
    assert.notDeepEqual(problemOf(new Uint8Array(most).fill(0xff)), [['too-large', message, 0, 0]]);
    assert.equal(SidecarVersion.read(encodeUtf8('version: 1\n')).problems[0]?.code, 'truncated');
  });

  it('stays the same with a set that holds the same', () => {
    const version = SidecarVersion.of(sampleSet(LOU));
    assert.equal(version.with(version.set), version);
    assert.equal(version.with(sampleSet({ ...LOU })), version);
  });

  it('leads from one to the next, each as it would be read', () => {
    const text = `# mine\n${serialiseSidecar(sampleSet(LOU))}`;
    let version = versionOf(text);
    for (const set of [sampleSet(LOU, CITY), sampleSet({ ...LOU, label: 'X' }, CITY), sampleSet(CITY), sampleSet()]) {
      version = version.with(set);
      assert.deepEqual(version.set, set);
      assert.equal(version.length, joinBytes(version.chunks).length);
      assert.equal(version.text, `# mine\n${serialiseSidecar(set)}`);
      assert.deepEqual(versionOf(version.text).set, set);
    }
    const first = SidecarVersion.of(sampleSet(LOU));
    assert.equal(first.with(sampleSet(CITY)).with(sampleSet(LOU)).text, first.text);
  });

  it('is written anew below its comments where its style is not patched', () => {
    const flow = '# why\n{version: 1, text: {\n    sha256: a, length: 9}, annotations: []}\n...\n';
    const version = versionOf(flow);
    const set = { ...version.set, text: { ...version.set.text, extra: { of: 1 } }, annotations: [LOU] };
    const next = version.with(set);
    assert.equal(next.text, `# why\n${serialiseSidecar(set)}`);
    assert.equal(
      next.with({ ...set, annotations: [] }).text,
      `# why\n${serialiseSidecar({ ...set, annotations: [] })}`,
    );
  });

  it('cannot hold a lone surrogate', () =>
    assert.throws(() => SidecarVersion.of(sampleSet({ ...LOU, note: '\ud800' })), RangeError));
});

describe('bytes', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  it('are the same where each is', () => {
    const CASES: readonly [Uint8Array | undefined, Uint8Array | undefined, boolean][] = [
      [undefined, undefined, true],
      [bytes, undefined, false],
      [new Uint8Array(), undefined, false],
      [bytes, bytes, true],
      [bytes, Uint8Array.of(1, 2, 3), true],
      [bytes, Uint8Array.of(9, 2, 3), false],
      [bytes, Uint8Array.of(1, 2, 9), false],
      [bytes, Uint8Array.of(1, 2), false],
      [bytes, Uint8Array.of(1, 2, 3, 4), false],
    ];
    for (const [a, b, expected] of CASES) assert.deepEqual([sameBytes(a, b), sameBytes(b, a)], [expected, expected]);
  });
  it('are joined, one piece without a copy', () => {
    assert.equal(joinBytes([bytes]), bytes);
    assert.deepEqual(joinBytes([]), new Uint8Array());
    assert.deepEqual(joinBytes([bytes, Uint8Array.of(4), Uint8Array.of(5, 6)]), Uint8Array.of(1, 2, 3, 4, 5, 6));
  });
  it('are UTF-8 with the byte order mark, or nothing', () => {
    assert.equal(decodeUtf8(encodeUtf8('\uFEFF楼𬭎')), '\uFEFF楼𬭎');
    assert.equal(decodeUtf8(Uint8Array.of(0xc0, 0x80)), undefined);
  });
});
