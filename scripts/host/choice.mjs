/**
 * The value of an option that allows a few values. Throws with the list of them for any other.
 * @template {string} Value
 * @param {string} name
 * @param {string | undefined} value
 * @param {readonly Value[]} allowed
 * @returns {Value | undefined}
 */
export function choice(name, value, allowed) {
  const found = allowed.find((one) => one === value);
  if (value !== undefined && found === undefined) throw new Error(`--${name} takes one of: ${allowed.join(', ')}.`);
  return found;
}
