import { commentsOf, readYaml, toJson, type YamlMapping, type YamlNode } from '../../yaml/boundedYaml';
import { isJsonObject, ownValue, sameData, type Json, type JsonObject } from '../../yaml/json';
import { toFlowText } from './flowText';
import { applyTextEdits, type TextEdit } from './textEdits';

/*
 * Changes of single values in text that a person has styled. Everything else keeps its bytes.
 */

/** A list with a record on lines of its own is read below a key, as it stands in a sidecar. */
const LIST_KEY = '_';

/** The lines of one record with other data; undefined where a value cannot be changed in its place. */
export function reviseRecord(lines: string, oldData: JsonObject, newData: JsonObject): string | undefined {
  const above = `${LIST_KEY}:\n`;
  const [before, after] = [oldData, newData].map((data) => ({ [LIST_KEY]: [data] }));
  return reviseVerified(above + lines, before as JsonObject, after as JsonObject)?.slice(above.length);
}

/** The lines of one top-level entry with another value; undefined where that cannot be changed in its place. */
export function reviseEntry(lines: string, key: string, oldValue: Json, newValue: Json): string | undefined {
  return reviseVerified(lines, { [key]: oldValue }, { [key]: newValue });
}

/** A text with other data; undefined where a value cannot be changed in its place. Whether the result is right is not checked. */
export function reviseText(text: string, oldData: JsonObject, newData: JsonObject): string | undefined {
  const root = readYaml(text).value;
  const edits = root && valueEdits(text, root, oldData, newData, 0);
  return edits && applyTextEdits(text, edits);
}

/** The comments of a text, without the blanks behind them. */
export function commentsIn(text: string): string[] {
  if (!text.includes('#')) return [];
  return commentsOf(text).map(({ offset, end }) => text.slice(offset, end).trimEnd());
}

function reviseVerified(text: string, oldData: JsonObject, newData: JsonObject): string | undefined {
  const root = readYaml(text).value;
  const revised = root && reviseText(text, oldData, newData);
  const read = revised === undefined ? undefined : readYaml(revised).value;
  const isRight = read && root && sameData(toJson(read), withChanges(toJson(root), oldData, newData));
  return isRight === true ? revised : undefined;
}

/** What a file held, with that changed which differs between two other values. */
function withChanges(held: Json | undefined, oldValue: Json | undefined, newValue: Json | undefined): Json | undefined {
  if (sameData(oldValue, newValue)) return held;
  if (Array.isArray(held) && Array.isArray(oldValue) && Array.isArray(newValue) && held.length === newValue.length)
    return held.map((item: Json, index) => withChanges(item, oldValue[index] as Json, newValue[index] as Json) as Json);
  if (!isJsonObject(held) || !isJsonObject(oldValue) || !isJsonObject(newValue)) return newValue;
  if (!haveSameKeys(oldValue, newValue)) return newValue;
  const entries = Object.entries(held).map(([key, value]) => {
    return [key, withChanges(value, ownValue(oldValue, key), ownValue(newValue, key))] as const;
  });
  return Object.fromEntries(entries) as JsonObject;
}

/** The edits that change a value in its place, as few as can be; undefined where something does not stand on one line. */
function valueEdits(
  text: string,
  node: YamlNode,
  oldValue: Json | undefined,
  newValue: Json | undefined,
  ancestors: number,
): TextEdit[] | undefined {
  if (sameData(oldValue, newValue)) return [];
  if (newValue === undefined) return undefined;
  const inside = editsInside(text, node, oldValue, newValue, ancestors);
  if (inside !== undefined) return inside;
  const { offset, end } = node;
  return standsOnOneLine(text, node) ? [{ offset, end, text: toFlowText(newValue, ancestors) }] : undefined;
}

function editsInside(
  text: string,
  node: YamlNode,
  oldValue: Json | undefined,
  newValue: Json,
  ancestors: number,
): TextEdit[] | undefined {
  if (node.kind === 'mapping' && isJsonObject(oldValue) && isJsonObject(newValue))
    return editsInMapping(text, node, oldValue, newValue, ancestors);
  if (node.kind !== 'sequence' || !Array.isArray(oldValue) || !Array.isArray(newValue)) return undefined;
  if (node.items.length !== oldValue.length || oldValue.length !== newValue.length) return undefined;
  return allOrNone(
    node.items.map((item, index) =>
      valueEdits(text, item, oldValue[index] as Json, newValue[index] as Json, ancestors + 1),
    ),
  );
}

function editsInMapping(
  text: string,
  node: YamlMapping,
  oldValue: JsonObject,
  newValue: JsonObject,
  ancestors: number,
): TextEdit[] | undefined {
  const values = new Map(node.entries.map(({ key, value }) => [key, value]));
  const isPresent = (key: string): boolean => values.has(key);
  if (!haveSameKeys(oldValue, newValue) || !Object.keys(newValue).every(isPresent)) return undefined;
  return allOrNone(
    [...values].map(([key, value]) =>
      valueEdits(text, value, ownValue(oldValue, key), ownValue(newValue, key), ancestors + 1),
    ),
  );
}

function allOrNone(edits: readonly (TextEdit[] | undefined)[]): TextEdit[] | undefined {
  return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}

function haveSameKeys(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
}

function standsOnOneLine(text: string, node: YamlNode): boolean {
  const isBlock = node.kind !== 'scalar' && !node.flow;
  return !isBlock && node.offset < node.end && !text.slice(node.offset, node.end).includes('\n');
}
