/** Base 32 without i, l, o and u (Crockford): nothing in an id can be misread or spell a word. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** How many random bytes an id takes: 80 bits, so that annotators who never meet still never collide. */
export const ID_BYTES = 10;

/** Gives a fresh id at each call; the source of chance is injected. */
export type NewId = () => string;

/** The id that `ID_BYTES` random bytes spell: 16 characters of `[0-9a-z]`, five bits each. */
export function idFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== ID_BYTES) throw new RangeError(`An id is made of ${ID_BYTES} bytes, not ${bytes.length}.`);
  const bits = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const digits = Array.from({ length: (ID_BYTES * 8) / 5 }, (_, index) => Number((bits >> BigInt(index * 5)) & 31n));
  return digits
    .map((digit) => ALPHABET.charAt(digit))
    .reverse()
    .join('');
}
