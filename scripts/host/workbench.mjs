/**
 * What a reader does in VS Code's window, for Playwright. Each step waits for what it shows.
 * @typedef {import('playwright-core').Page} Page
 */

const size = { width: 1400, height: 900 };

/**
 * Opens VS Code's window and waits until it is restored.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 */
export async function openWindow(browser, address) {
  const page = await browser.newPage({ viewport: size, locale: 'en-US' });
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.waitForFunction('globalThis.driver !== undefined');
  await page.evaluate('globalThis.driver.whenWorkbenchRestored()');
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return page;
}

/**
 * Opens a file of the workspace by the start of its name.
 * @param {Page} page
 * @param {string} name
 */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await quickPick(page, name);
  await page.locator(`.tab.active[data-resource-name^="${name}"]`).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

/**
 * Runs a command by its title, such as `View: Toggle Panel`.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await quickPick(page, `>${title}`);
}

/**
 * Types into the open quick pick and accepts the entry that has the text.
 * @param {Page} page
 * @param {string} text a leading `>` chooses among commands
 */
export async function quickPick(page, text) {
  const picker = page.locator('.quick-input-widget');
  await picker.locator('input').fill(text);
  const entry = picker.locator('.monaco-list-row', { hasText: text.replace(/^>/, '') }).first();
  await entry.waitFor();
  await entry.click();
}

/**
 * Rests the mouse on a text of the active editor and waits for the hover.
 * @param {Page} page
 * @param {string} text
 */
export async function hoverOn(page, text) {
  const { left, right, middle } = await placeOf(page, text);
  // The hover follows a movement, not a jump.
  await page.mouse.move(left + 1, middle);
  await page.mouse.move((left + right) / 2, middle, { steps: 5 });
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
  await hover.waitFor();
  await page.locator('.monaco-hover:not(.hidden) .hover-row.loading').waitFor({ state: 'detached' });
}

/**
 * Puts the cursor into a text of the active editor with the mouse.
 * @param {Page} page
 * @param {string} text
 */
export async function clickInto(page, text) {
  const { left, right, middle } = await placeOf(page, text);
  await page.mouse.click((left + right) / 2, middle);
}

/**
 * Selects a text of the active editor with the mouse.
 * @param {Page} page
 * @param {string} text
 */
export async function selectText(page, text) {
  const { left, right, middle } = await placeOf(page, text);
  await page.mouse.move(left + 1, middle);
  await page.mouse.down();
  await page.mouse.move(right - 1, middle, { steps: 5 });
  await page.mouse.up();
  await page.locator('.editor-instance .selected-text').first().waitFor();
}

/**
 * Waits until a text of the active editor has another colour than plain text: until it is understood.
 * @param {Page} page
 * @param {string} text
 */
export async function waitForColour(page, text) {
  await page.waitForFunction(findText, { text, coloured: true });
}

/**
 * Takes a picture of the window with nothing in it that does not belong to the subject.
 * @param {Page} page
 * @param {string} path
 */
export async function takePicture(page, path) {
  for (const close of await page.locator('.notification-toast .codicon-notifications-clear').all()) await close.click();
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}

/**
 * Waits until a text is in view in the active editor.
 * @param {Page} page
 * @param {string} text on one line of the window
 * @returns {Promise<Place>}
 */
async function placeOf(page, text) {
  const place = await page.waitForFunction(findText, { text, coloured: false });
  return /** @type {Promise<Place>} */ (place.jsonValue());
}

/**
 * Where a text stands in the window, in CSS pixels.
 * @typedef {{ readonly left: number, readonly right: number, readonly middle: number }} Place
 */

/**
 * Finds the first place of a text in the active editor. Runs in the page, so it can use nothing from outside itself.
 * @param {{ text: string, coloured: boolean }} wanted `coloured`: in a colour that plain text does not have
 * @returns {Place | undefined}
 */
function findText({ text, coloured }) {
  const editor = document.querySelector('.editor-group-container.active .editor-instance');
  const lines = editor?.querySelectorAll('.view-line') ?? [];
  const plain = getComputedStyle(document.querySelector('.editor-instance .mtk1') ?? document.body).color;
  for (const line of lines) {
    // VS Code draws blanks as no-break spaces.
    const start = (line.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      const within = (/** @type {number} */ offset) => before <= offset && offset <= before + length;
      if (within(start)) range.setStart(node, start - before);
      if (within(start + text.length)) {
        range.setEnd(node, start + text.length - before);
        break;
      }
      before += length;
    }
    const { left, right, top, bottom, width } = range.getBoundingClientRect();
    const element = range.startContainer.parentElement;
    if (width > 0 && (!coloured || (element && getComputedStyle(element).color !== plain))) {
      return { left, right, middle: (top + bottom) / 2 };
    }
  }
  return undefined;
}
