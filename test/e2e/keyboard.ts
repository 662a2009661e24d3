import { strict as assert } from 'node:assert';

/** The keyboard of the window that shows this editor: real key events, where the host has lent one. */
const address = process.env['CORPUS_TEST_KEYBOARD'];

/** Whether keys can be pressed. The desktop's window lends no keyboard; suites about keys are skipped there. */
export const hasKeyboard = address !== undefined;

/** Presses keys as a person would, one after the other, by Playwright's names (`a`, `W`, `Control+z`, `[`, `Tab`). */
export async function press(...keys: readonly string[]): Promise<void> {
  await ask({ press: keys });
}

/** Types letters into an input method, which composes them: keydown events are 229, and no letter arrives. */
export async function compose(letters: string): Promise<void> {
  await ask({ compose: letters });
}

/** Puts text in at the cursor at once, as an input method does in the end. */
export async function commit(text: string): Promise<void> {
  await ask({ commit: text });
}

/** The text of all that the window shows at a CSS selector. */
export function see(selector: string): Promise<readonly string[]> {
  return ask({ see: selector });
}

async function ask(request: object): Promise<readonly string[]> {
  assert.ok(address, 'the window lends a keyboard');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(request) });
  assert.ok(response.ok, `the window answers: ${response.ok ? '' : await response.clone().text()}`);
  return (await response.json()) as readonly string[];
}
