import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { anchorAll, type Anchoring } from '../../core/annotation/anchoring';
import { emptyAnnotationSet, textIdentity, type Annotation } from '../../core/annotation/annotation';
import { apply } from '../../core/annotation/operations';
import { spanFields } from '../../core/annotation/placement';
import { decodeUtf8 } from '../../core/annotation/sidecar/bytes';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { patchSidecar } from '../../core/annotation/sidecar/patch';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { CanonicalText } from '../../core/text/canonicalText';
import { decodeArticle } from '../../core/text/decode';
import { range, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';
import { TemporaryRepository } from './repository';

const SEEDS = 'seeds';
const ARTICLES = readdirSync(SEEDS).filter((name) => name.endsWith('.txt'));
const EVERY = 60;

/** A sidecar with an annotation of four characters at regular places, line ends within some of them. */
function sidecarFor(text: CanonicalText): string {
  const starts = Array.from({ length: Math.floor(text.text.length / EVERY) }, (_, index) => index * EVERY);
  const annotations = starts.map((start, index): Annotation => {
    const span = range(text.snap(utf16(start)), text.snap(utf16(start + 4)));
    return { id: `a${index}`, label: 'TERM', ...spanFields(text, [span]) };
  });
  return serialiseSidecar({ ...emptyAnnotationSet(textIdentity(text, sha256)), annotations });
}

describe('clones with other line ends', () => {
  let origin: TemporaryRepository;
  let clones: TemporaryRepository[];
  before(() => {
    origin = TemporaryRepository.create();
    const files = ARTICLES.flatMap((name): [string, string][] => {
      const content = readFileSync(`${SEEDS}/${name}`, 'utf8');
      return [
        [name, content],
        [`${name}.ann.yaml`, sidecarFor(new CanonicalText(content))],
      ];
    });
    origin.commit('corpus', Object.fromEntries(files));
    clones = ['core.autocrlf=false', 'core.autocrlf=true'].map((setting) => origin.clone(setting));
  });
  after(() => [origin, ...clones].forEach((repository) => repository.remove()));

  const anchoringsIn = (clone: TemporaryRepository, name: string): [string, Anchoring][] => {
    const { value: text } = decodeArticle(readFileSync(clone.path(name)));
    const { value: set, problems } = parseSidecar(clone.read(`${name}.ann.yaml`));
    assert.ok(text !== undefined && set !== undefined);
    assert.deepEqual(problems, []);
    return [...anchorAll(set, text, sha256(text.text)).entries()];
  };

  for (const name of ARTICLES)
    it(`have the annotations of ${name} at the same places`, () => {
      const [lf, crlf] = clones as [TemporaryRepository, TemporaryRepository];
      for (const file of [name, `${name}.ann.yaml`]) {
        assert.ok(!lf.read(file).includes('\r'));
        assert.ok(crlf.read(file).includes('\r\n'));
      }
      const anchorings = anchoringsIn(lf, name);
      assert.ok(anchorings.length > 10);
      assert.ok(anchorings.every(([, { state }]) => state === 'anchored'));
      assert.deepEqual(anchoringsIn(crlf, name), anchorings);
    });

  it('write a change as one line, whatever their line ends', () => {
    const name = `${ARTICLES[0]}.ann.yaml`;
    for (const clone of clones) {
      const text = decodeUtf8(readFileSync(clone.path(name))) as string;
      const { value: set } = parseSidecar(text);
      assert.ok(set);
      const changed = apply(set, { kind: 'change', id: 'a3', fields: { label: 'PER' } });
      assert.ok(changed.ok);
      clone.write(name, patchSidecar(text, set, changed.set));
      clone.git('add', name);
      assert.match(clone.git('diff', '--cached', '--numstat'), /^1\t1\t/);
    }
    const [lf, crlf] = clones.map((clone) => clone.git('show', `:${name}`));
    assert.equal(lf, crlf);
  });
});
