/** Milliseconds that a piece of work takes. */
export function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Measures several pieces of work in turn, round after round, so that a busy machine slows all of them alike. One round
 * before the first warms up and does not count. With `--expose-gc` no piece pays for the garbage of another. Returns the
 * times (ms) of each piece, round by round.
 */
export function interleaved<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): Record<Name, number[]> {
  const names = Object.keys(works) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (const name of names) works[name]();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      globalThis.gc?.();
      times[name].push(milliseconds(works[name]));
    }
  }
  return times;
}

/** As {@link interleaved}, for work that is awaited. `warmUps` rounds before the first do not count. */
export async function interleavedRequests<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  warmUps: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await works[name]();
      const time = performance.now() - start;
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

/** The median of the ratios of two lists, pair by pair. */
export function medianRatio(times: readonly number[], base: readonly number[]): number {
  return median(times.map((time, round) => time / (base[round] ?? NaN)));
}

/** The middle value; NaN of an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** The value that a share (0 to 1) of the values does not exceed, by the nearest rank; NaN of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** What a measure must not exceed, and what it should not. */
export interface Bar {
  readonly floor: number;
  readonly target: number;
}

export const VERDICT_HEADING = ['floor', 'target', ''] as const;

/** The columns of a bar and whether a value keeps it, in the unit of both. */
export function verdict(value: number, { floor, target }: Bar, unit: string): string[] {
  const reached = value <= target ? 'target met' : value <= floor ? 'floor met' : 'MISSED';
  return [`${floor} ${unit}`, `${target} ${unit}`, reached];
}
