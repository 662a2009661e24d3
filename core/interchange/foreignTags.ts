import { ENTRY_ANCESTORS, isWritable } from '../annotation/sidecar/flowText';
import type { Json, JsonObject } from '../yaml/json';
import type { FilePlace, ReportFinding } from './foreign';

/** The metadata that can be tags of a document; the rest is reported. Null is the same as nothing. */
export function tagsFrom(
  metadata: readonly (readonly [string, Json])[],
  placeOf: (key: string) => FilePlace,
  report: ReportFinding,
): JsonObject {
  const tags = metadata.filter(([key, value]) => {
    if (value === null) return false;
    const list: readonly Json[] = Array.isArray(value) ? value : [value];
    const isTag = list.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
    if (isTag && isWritable(Object.fromEntries([[key, value]]), ENTRY_ANCESTORS)) return list.length > 0;
    const message = `"${key}" is not carried: a tag is a text, a number, true or false, or a list of these.`;
    report({ severity: 'warning', code: 'tag', message, place: placeOf(key) });
    return false;
  });
  return Object.fromEntries(tags);
}
