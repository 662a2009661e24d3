import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anchorAll, type Anchoring } from '../../core/annotation/anchoring';
import { textIdentity, type AnnotationSet } from '../../core/annotation/annotation';
import { spanFields } from '../../core/annotation/placement';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { CanonicalText } from '../../core/text/canonicalText';
import { decodeArticle } from '../../core/text/decode';
import { range, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';
import { Random } from '../../model/random';
import { sources } from '../core/text/documents';
import { TemporaryRepository } from './repository';

const SEEDS = 'seeds';
const GENERATED = 200;

/** The sample articles, and articles with every line end, astral and joined characters, with or without a BOM. */
function articles(): string[] {
  const samples = readdirSync(SEEDS)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(SEEDS, name), 'utf8'));
  const wellFormed = sources.filter((source) => !/\p{Surrogate}/u.test(source) && source.length > 20);
  const generated = fc.sample(wellFormed, { numRuns: GENERATED, seed: 1 });
  // Where a text has lone or mixed line ends, git leaves them alone.
  const withLineFeeds = generated.map((source, index) => (index % 2 === 0 ? source.replace(/\r\n?/g, '\n') : source));
  return [...samples, ...withLineFeeds];
}

function annotated(text: CanonicalText, random: Random): AnnotationSet {
  const annotations = Array.from({ length: 8 }, (_, index) => {
    const start = text.snap(utf16(random.below(text.end)));
    const end = text.snap(utf16(Math.min(text.end, start + 1 + random.below(8))));
    return { start, end, id: `a${index}` };
  })
    .filter(({ start, end }) => start < end)
    .map(({ start, end, id }) => ({ id, label: 'PER', ...spanFields(text, [range(start, end)]) }));
  return { text: textIdentity(text, sha256), annotations, relations: [], document: {} };
}

/** What an editor shows of an article and its sidecar. */
interface Shown {
  readonly text: string;
  readonly sha256: string;
  readonly set: AnnotationSet | undefined;
  readonly places: readonly (readonly [string, Anchoring])[];
}

function shown(clone: TemporaryRepository, name: string): Shown {
  const { value: text } = decodeArticle(readFileSync(clone.path(name)));
  const { value: set, problems } = parseSidecar(clone.read(`${name}.ann.yaml`));
  assert.deepEqual(problems, []);
  assert.ok(text !== undefined && set !== undefined);
  const hash = sha256(text.text);
  return { text: text.text, sha256: hash, set, places: [...anchorAll(set, text, hash)] };
}

describe('clones with other line ends', () => {
  it('have the same texts, annotations and places', () => {
    const random = new Random(7);
    const repository = TemporaryRepository.create();
    const names: string[] = [];
    for (const [index, source] of articles().entries()) {
      const name = `${index}.txt`;
      names.push(name);
      repository.write(name, source);
      repository.write(`${name}.ann.yaml`, serialiseSidecar(annotated(new CanonicalText(source), random)));
    }
    repository.commit('corpus');
    const clones = [repository.clone('core.autocrlf=false'), repository.clone('core.autocrlf=true')] as const;
    try {
      let differing = 0;
      for (const name of names) {
        const [left, right] = clones.map((clone) => shown(clone, name));
        assert.deepEqual(left, right);
        assert.ok(left?.places.every(([, { state }]) => state === 'anchored'));
        const [one, two] = clones.map((clone) => digest(readFileSync(clone.path(name))));
        if (one !== two) differing++;
      }
      assert.ok(differing > 50, `git wrote other bytes for ${differing} articles only`);
    } finally {
      for (const each of [repository, ...clones]) each.remove();
    }
  });
});

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
