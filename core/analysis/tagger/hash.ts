const MULTIPLIER = 0x9e3779b1 | 0;

/** Folds a value into a 32-bit hash. */
export function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, MULTIPLIER);
  return mixed ^ (mixed >>> 15);
}

export const EMPTY_HASH = 0x811c9dc5 | 0;

/** Folds the next code unit of a string into its hash (FNV-1a). */
export const extended = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The hash of a string. */
export function hashOf(text: string): number {
  let hash = EMPTY_HASH;
  for (let at = 0; at < text.length; at++) hash = extended(hash, text.charCodeAt(at));
  return hash;
}
