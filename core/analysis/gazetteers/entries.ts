/** The entries of a gazetteer written as one string. */
export const entries = (list: string): string[] => list.split(/\s+/).filter((entry) => entry !== '');

/** The entries of a gazetteer as a set. */
export const entrySet = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap(entries));
