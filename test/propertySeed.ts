import fc from 'fast-check';

/**
 * Properties draw the same cases each time, so that a change is judged by what it changed and not by luck.
 * `CORPUS_TEST_SEED=random` draws others, a number draws those that a failure has named.
 */
const wanted = process.env['CORPUS_TEST_SEED'];
const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted ?? 2026);
if (!Number.isSafeInteger(seed))
  throw new Error(`CORPUS_TEST_SEED is a whole number or random, not ${String(wanted)}.`);
fc.configureGlobal({ seed });
