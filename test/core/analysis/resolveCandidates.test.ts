import { strict as assert } from 'node:assert';
import type { Candidate } from '../../../core/analysis/mention';
import { resolveCandidates } from '../../../core/analysis/resolveCandidates';

const candidate = (label: string, start: number, end: number, confidence: number, recogniser = 'test'): Candidate => ({
  label,
  start,
  end,
  confidence,
  evidence: [{ recogniser, detail: '' }],
});

/** Candidates as [label, start, end, confidence, recogniser?]; the chosen ones as `LABEL start-end`. */
function check(what: string, given: Parameters<typeof candidate>[], expected: string[]): void {
  it(what, () => {
    const chosen = resolveCandidates(
      given.map((args) => candidate(...args)),
      20,
    );
    assert.deepEqual(
      chosen.map(({ label, start, end }) => `${label} ${start}-${end}`),
      expected,
    );
  });
}

describe('resolution of candidates', () => {
  check(
    'takes the longer of two',
    [
      ['LOC', 0, 2, 0.9],
      ['FAC', 0, 6, 0.7],
    ],
    ['FAC 0-6'],
  );
  check(
    'takes the surer of two crossing ones',
    [
      ['LOC', 0, 3, 0.9],
      ['FAC', 1, 4, 0.6],
    ],
    ['LOC 0-3'],
  );
  check(
    'takes the earlier label at the same span',
    [
      ['TERM', 0, 4, 0.7],
      ['EVENT', 0, 4, 0.7],
    ],
    ['EVENT 0-4'],
  );
  check('leaves out what is only a hint', [['LOC', 0, 2, 0.3]], []);
  check(
    'keeps the body inside a post',
    [
      ['POST', 0, 4, 0.9],
      ['ORG', 0, 2, 0.9, 'body-of-post'],
      ['ORG', 0, 2, 0.9],
    ],
    ['POST 0-4', 'ORG 0-2'],
  );
  check(
    'keeps nothing else inside',
    [
      ['POST', 0, 4, 0.9],
      ['LOC', 0, 2, 0.9],
    ],
    ['POST 0-4'],
  );
});
