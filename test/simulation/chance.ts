/** A number from 0 up to a limit, which is excluded. */
export type Chance = (below: number) => number;

/** A small generator of chance (a linear congruence modulo 2^32), so that the numbers are the same everywhere. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
