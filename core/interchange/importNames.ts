/*
 * What labels, roles and attributes are called. A corpus names them with letters, digits, `_`, `.` and `-`; other programs
 * take anything.
 */

/** Foreign names and the names they get here, `PERSON` → `PER`. */
export type NameMap = ReadonlyMap<string, string>;

/** The name of a label here: the one the person wants, else its own with `_` for what no name may have. */
export function nameFor(foreign: string, names: NameMap): string {
  return names.get(foreign) ?? idFrom(foreign);
}

/** A name that `corpus.yaml` accepts as an id. */
export function idFrom(foreign: string): string {
  const id = foreign.trim().replace(/[^\p{L}\p{N}_.-]+/gu, '_');
  return /^[\p{L}\p{N}_]/u.test(id) ? id : `_${id}`;
}

/** Reads `FROM=TO`; undefined for anything else. */
export function namePairFrom(text: string): readonly [string, string] | undefined {
  const at = text.lastIndexOf('=');
  const [from, to] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return at > 0 && from !== '' && to !== '' && idFrom(to) === to ? [from, to] : undefined;
}

/** An annotator's name as files can bear it (`[a-z0-9_-]+`); undefined where nothing is left of it. */
export function annotatorFrom(foreign: string): string | undefined {
  const name = foreign
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '');
  if (name === '') return undefined;
  return name === 'txt' ? 'txt-' : name;
}
