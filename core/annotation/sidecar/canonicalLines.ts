import type { Json, JsonObject } from '../../yaml/json';
import { fromFlowText, readLineKey } from './flowText';
import { END_LINE } from './serialise';

/**
 * The data of a sidecar in canonical form, read line by line: many times quicker than a YAML parser. Undefined where any
 * line is not canonical (comments, other styles, errors): then the YAML reader decides. Whatever is returned is what
 * the YAML reader would have returned.
 */
export function readCanonicalLines(text: string): JsonObject | undefined {
  const lines = text.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  if (lines.pop() !== END_LINE) return undefined;

  const entries = new Map<string, Json>();
  let list: Json[] | undefined;
  for (const line of lines) {
    if (line.startsWith('- ')) {
      const record = line[2] === '{' ? fromFlowText(line.slice(2)) : undefined;
      if (record === undefined || list === undefined) return undefined;
      list.push(record);
      continue;
    }
    const entry = readLineKey(line);
    if (entry === undefined || entries.has(entry.key) || list?.length === 0) return undefined;
    list = entry.end === line.length ? [] : undefined;
    const value = list ?? (line[entry.end] === ' ' ? fromFlowText(line.slice(entry.end + 1)) : undefined);
    if (value === undefined) return undefined;
    entries.set(entry.key, value);
  }
  return entries.size === 0 || list?.length === 0 ? undefined : Object.fromEntries(entries);
}
