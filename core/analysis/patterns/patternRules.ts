import type { CodedText } from './codedText';
import { PatternGroup } from './patternGroup';
import { PatternScanner, type Found } from './patternScanner';

/** Makes something of a match, or nothing. */
export type Reading<Text, Result> = (text: Text, found: Found) => Result | undefined;

/** Patterns and how their matches are read. */
export class PatternRules<Text extends CodedText, Result> {
  readonly #group: PatternGroup;
  readonly #readings: readonly Reading<Text, Result>[];

  constructor(rules: readonly (readonly [pattern: RegExp, reading: Reading<Text, Result>])[]) {
    this.#group = new PatternGroup(rules.map(([pattern]) => new PatternScanner(pattern)));
    this.#readings = rules.map(([, reading]) => reading);
  }

  /** What the matches in a text give, rule by rule. */
  in(text: Text): Result[] {
    const results: Result[] = [];
    this.#group.in(text).forEach((matches, index) => {
      for (const found of matches ?? []) {
        const result = this.#readings[index]?.(text, found);
        if (result !== undefined) results.push(result);
      }
    });
    return results;
  }
}
