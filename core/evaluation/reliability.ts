/** A proposal and whether it turned out right. */
export interface Judged {
  readonly confidence: number;
  readonly correct: boolean;
}

/** Proposals whose confidence lies from `from` to `to`; `to` is excluded, but for 1. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly proposals: number;
  /** The share that is right; 0 in an empty bin. */
  readonly precision: number;
  readonly meanConfidence: number;
}

export interface Reliability {
  readonly bins: readonly ReliabilityBin[];
  /**
   * The mean distance between confidence and precision over the bins, weighted by their proposals (Naeini, Cooper and
   * Hauskrecht 2015); 0 where confidence says exactly how often a proposal is right.
   */
  readonly calibrationError: number;
}

/** Finer towards 1: there most proposals are, and there a reader decides whether to check them. */
const BOUNDS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1] as const;

/** How often proposals are right, by how sure recognition was of them. Confidence outside 0 to 1 counts as the bound. */
export function reliability(judged: readonly Judged[]): Reliability {
  const bins = BOUNDS.slice(0, -1).map((from, index) => {
    const to = BOUNDS[index + 1] as number;
    return { from, to, members: judged.filter(({ confidence }) => index === binOf(confidence)) };
  });
  const described = bins.map(({ from, to, members }) => ({
    from,
    to,
    proposals: members.length,
    precision: mean(members.map(({ correct }) => Number(correct))),
    meanConfidence: mean(members.map(({ confidence }) => confidence)),
  }));
  const distances = described.map(
    ({ proposals, precision, meanConfidence }) => proposals * Math.abs(precision - meanConfidence),
  );
  return { bins: described, calibrationError: total(distances) / Math.max(judged.length, 1) };
}

const binOf = (confidence: number): number =>
  Math.max(
    0,
    Math.min(
      BOUNDS.findLastIndex((bound) => bound <= confidence),
      BOUNDS.length - 2,
    ),
  );

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => total(values) / Math.max(values.length, 1);
