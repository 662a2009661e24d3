import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * What a suite inside VS Code asks of the window: keys pressed as a person would, text composed as an input method does, and
 * what the window shows.
 * @typedef {{ press: readonly string[] } | { compose: string } | { commit: string } | { see: string }} WindowRequest
 * @typedef {import('playwright-core').Page} Page
 */

/**
 * Serves requests of the extension host at an address of this machine. Each is answered when the window has done it.
 * @param {() => Page | undefined} window
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function serveKeyboard(window) {
  const server = createServer((request, response) => {
    answer(request, window()).then(
      (result) => response.end(JSON.stringify(result)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The keyboard has no port.');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => void server.close() };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {Page | undefined} page
 * @returns {Promise<readonly string[]>} what is seen, where that was asked
 */
async function answer(request, page) {
  if (!page) throw new Error('The window is not open yet.');
  const wanted = /** @type {WindowRequest} */ (JSON.parse(await text(request)));
  if ('see' in wanted) return page.locator(wanted.see).allTextContents();
  if ('press' in wanted) for (const key of wanted.press) await pressKey(page, key);
  else if ('compose' in wanted) await compose(page, wanted.compose);
  else await page.keyboard.insertText(wanted.commit);
  return [];
}

/**
 * Presses a key by Playwright's name; a character that needs Shift (`W`, `?`) is pressed with it.
 * @param {Page} page
 * @param {string} key
 */
export function pressKey(page, key) {
  return page.keyboard.press(/^[A-Z~!@#$%^&*()_+{}|:"<>?]$/.test(key) ? `Shift+${key}` : key);
}

/**
 * What Chromium gives a page while an input method composes: each key is 229, and the text grows.
 * @param {Page} page
 * @param {string} letters
 */
async function compose(page, letters) {
  const session = await page.context().newCDPSession(page);
  for (let length = 1; length <= letters.length; length++) {
    const key = { windowsVirtualKeyCode: 229, key: 'Process', code: `Key${letters.charAt(length - 1).toUpperCase()}` };
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    const composed = letters.slice(0, length);
    await session.send('Input.imeSetComposition', { text: composed, selectionStart: length, selectionEnd: length });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }
  await session.detach();
}
