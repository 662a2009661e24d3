import { sameData } from '../../yaml/json';
import type { Issue } from '../../yaml/recordReader';
import { isError } from './outcome';

/** New values of a record's fields; `null` removes an optional one. Fields that are not named keep their value. */
export type FieldsOf<Item, Fixed extends keyof Item = never> = {
  readonly [Key in Exclude<keyof Item, 'id' | Fixed>]?: undefined extends Item[Key]
    ? Exclude<Item[Key], undefined> | null
    : Item[Key];
};

export function withFields<Item extends object>(record: Item, fields: object): Item {
  const entries = Object.entries({ ...record, ...fields }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as unknown as Item;
}

/** The values that `record` has now for the keys of `fields`. */
export function valuesOf<Fields extends object>(record: object, fields: Fields): Fields {
  const values = Object.keys(fields).map((key) => [key, (record as Record<string, unknown>)[key] ?? null]);
  return Object.fromEntries(values) as Fields;
}

/** What is wrong with a record after a change, leaving out the flaws that it had before: a note can be added to any. */
export function newIssues<Item>(old: Item, changed: Item, issuesOf: (item: Item) => Issue[]): Issue[] {
  const issues = issuesOf(changed);
  if (issues.every(isError)) return issues;
  const before = issuesOf(old);
  return issues.filter((issue) => isError(issue) || !before.some((known) => sameData(known, issue)));
}
