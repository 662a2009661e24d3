import { parseArgs } from 'node:util';
import { anchorInSteps } from '../../core/annotation/anchoring';
import { textIdentity, type Annotation, type AnnotationSet } from '../../core/annotation/annotation';
import { spanFields } from '../../core/annotation/placement';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';
import { heldOutArticles, sampleArticles } from './articles';
import { chanceFrom } from './chance';
import { sharesOf, simulate, type Shares } from './reanchoring';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '150' }, seed: { type: 'string', default: '1' } },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function describe({ cases, ...shares }: Shares, what: string): string {
  const outcomes = Object.entries(shares).map(([outcome, share]) => `${outcome} ${percent(share)}`);
  return `  ${cases} ${what}: ${outcomes.join(', ')}`;
}

/** Reports on one set of articles; whether the limits of the tests are kept. */
function report(what: string, articles: readonly string[]): boolean {
  const cases = [...simulate(articles, runs, seed)];
  const kept = sharesOf(cases.filter(({ survived }) => survived));
  const gone = sharesOf(cases.filter(({ survived }) => !survived));
  console.log(`${what} (${articles.length} articles)`);
  console.log(describe(kept, 'spans that survived'));
  console.log(describe(gone, 'spans that were deleted'));
  return kept.right >= 0.98 && kept.wrong <= 0.001 && gone.wrong + gone.wrongForReview <= 0.025;
}

const COUNT = 1000;

function annotated(text: CanonicalText): AnnotationSet {
  const chance = chanceFrom(seed);
  const annotations = Array.from({ length: COUNT }, (_, index): Annotation => {
    const start = chance(text.end - 10);
    const span = range(utf16(start), utf16(start + 1 + chance(8)));
    return { id: `a${index}`, label: 'X', ...spanFields(text, [span]) };
  });
  return { text: textIdentity(text, sha256), annotations, relations: [], document: {} };
}

/** How long a thousand annotations of one article take in a text, in all and the longest of the steps (milliseconds). */
function time(what: string, set: AnnotationSet, text: CanonicalText): void {
  const hash = sha256(text.text);
  const started = performance.now();
  let [longest, before] = [0, started];
  const steps = anchorInSteps(set, text, hash);
  while (steps.next().done !== true) {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }
  const all = performance.now() - started;
  console.log(`  ${what}: ${all.toFixed(0)} ms, the longest step ${longest.toFixed(1)} ms`);
}

const isKept = [report('the sample articles', sampleArticles()), report('held-out articles', heldOutArticles())];
const [longest = ''] = sampleArticles().toSorted((a, b) => b.length - a.length);
const text = new CanonicalText(longest);
const set = annotated(text);
const chance = chanceFrom(seed);
const mistyped = Array.from(longest, (character) => (chance(100) === 0 ? '某' : character)).join('');
console.log(`${COUNT} annotations of an article of ${longest.length} characters`);
time('warm-up', set, new CanonicalText(`报${longest}`));
time('the same text', set, text);
time('one character put in front', set, new CanonicalText(`报${longest}`));
time('one character in a hundred mistyped', set, new CanonicalText(mistyped));
console.log(
  `\nanchoring: ${runs} runs of each edit and length (seed ${seed}); limits ${isKept.every(Boolean) ? 'kept' : 'MISSED'}`,
);
if (!isKept.every(Boolean)) process.exitCode = 1;
