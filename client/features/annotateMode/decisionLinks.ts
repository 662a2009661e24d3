/** The commands behind the links of a suggestion's hover: the only ones that a hover may run. */
export const DECISIONS = ['accept', 'reject', 'label'] as const;
export type Decision = (typeof DECISIONS)[number];

export const commandOf = (decision: Decision): string => `corpusAnnotator.hover.${decision}`;

/** A suggestion as a link names it: by its place in one version of a document. */
export interface SuggestionPlace {
  readonly uri: string;
  readonly version: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Markdown with a link for each decision. This text is trusted to run commands, so it holds nothing of the corpus: the names
 * are the extension's own words, and the place is letters and digits.
 */
export function decisionLinks(place: SuggestionPlace, names: Readonly<Record<Decision, string>>): string {
  const argument = `%5B%22${Buffer.from(JSON.stringify(place)).toString('base64url')}%22%5D`;
  return DECISIONS.map((decision) => `[${names[decision]}](command:${commandOf(decision)}?${argument})`).join(' · ');
}

/** The place that a link names; undefined for what no link of ours can have said. */
export function placeInLink(argument: unknown): SuggestionPlace | undefined {
  if (typeof argument !== 'string') return undefined;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(argument, 'base64url').toString());
  } catch {
    return undefined;
  }
  return isPlace(place) ? place : undefined;
}

function isPlace(value: unknown): value is SuggestionPlace {
  const { uri, version, start, end } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof uri === 'string' && [version, start, end].every((number) => Number.isSafeInteger(number));
}
