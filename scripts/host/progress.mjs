/** @param {string} text */
export function say(text) {
  console.log(`• ${text}`);
}

/** @param {string} text */
export function heading(text) {
  console.log(`\n── ${text} ──`);
}

/** @param {number} since the value of `performance.now()` at the start */
export function elapsed(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * The message of an error for people: no stack.
 * @param {unknown} error
 */
export function sentence(error) {
  return error instanceof Error ? error.message : String(error);
}
