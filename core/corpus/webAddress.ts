/**
 * Where a value of an authority record leads: a web address itself, an item of Wikidata by its number. Nothing but the web
 * is linked to.
 */
export function webAddressOf(key: string, value: string): string | undefined {
  if (/^https?:\/\/[^\s/]\S*$/i.test(value) && value.length <= LONGEST_ADDRESS) return value;
  const isItem = /^wikidata$/i.test(key) && /^Q[1-9][0-9]{0,15}$/.test(value);
  return isItem ? `https://www.wikidata.org/wiki/${value}` : undefined;
}

/** UTF-16 units; browsers take no longer ones for sure. */
const LONGEST_ADDRESS = 2000;
