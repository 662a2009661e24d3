import type { Candidate } from './mention';

/** Looks candidates up by where they start or end; of several the longest. */
export class SpanIndex {
  readonly all: readonly Candidate[];
  readonly #byStart = new Map<number, Candidate>();
  readonly #byEnd = new Map<number, Candidate>();
  #covered: Uint8Array | undefined;

  constructor(candidates: readonly Candidate[]) {
    this.all = candidates;
    for (const candidate of candidates) {
      keepLongest(this.#byStart, candidate.start, candidate);
      keepLongest(this.#byEnd, candidate.end, candidate);
    }
  }

  startingAt(offset: number): Candidate | undefined {
    return this.#byStart.get(offset);
  }

  endingAt(offset: number): Candidate | undefined {
    return this.#byEnd.get(offset);
  }

  /** Whether a candidate covers the character at `offset`. */
  covers(offset: number): boolean {
    this.#covered ??= coverage(this.all);
    return this.#covered[offset] === 1;
  }
}

function keepLongest(index: Map<number, Candidate>, key: number, candidate: Candidate): void {
  const known = index.get(key);
  if (known === undefined || lengthOf(candidate) > lengthOf(known)) index.set(key, candidate);
}

const lengthOf = ({ start, end }: Candidate): number => end - start;

function coverage(candidates: readonly Candidate[]): Uint8Array {
  const covered = new Uint8Array(candidates.reduce((end, candidate) => Math.max(end, candidate.end), 0));
  for (const { start, end } of candidates) covered.fill(1, start, end);
  return covered;
}
