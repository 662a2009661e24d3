/** For each UTF-16 code unit the one to read in its place: itself, or another form of it. */
export type UnitTable = Readonly<Uint16Array>;

/**
 * A table in which each character of `from` is read as the one at the same index of `to` (both of the basic plane).
 * In the ranges of `doubles` (first and last code unit) stand characters that Unicode has for the sake of other
 * character sets: they are read like the character that its compatibility mapping names, if that is a single one.
 */
export function unitTable(
  replacements: readonly (readonly [from: string, to: string])[],
  doubles: readonly (readonly [first: number, last: number])[],
): UnitTable {
  const table = new Uint16Array(0x10000).map((_, unit) => unit);
  for (const [from, to] of replacements) {
    for (let index = 0; index < from.length; index++) table[from.charCodeAt(index)] = to.charCodeAt(index);
  }
  for (const [first, last] of doubles) {
    for (let unit = first; unit <= last; unit++) {
      const character = String.fromCharCode(unit).normalize('NFKC');
      if (character.length === 1) table[unit] = table[character.charCodeAt(0)] as number;
    }
  }
  return table;
}

/** Replaces code unit for code unit, so that offsets stay what they are; linear in the text. */
export function replaceUnits(text: string, table: UnitTable): string {
  let result = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const read = table[unit] as number;
    if (read === unit) continue;
    result += text.slice(copied, at) + String.fromCharCode(read);
    copied = at + 1;
  }
  return copied === 0 ? text : result + text.slice(copied);
}
