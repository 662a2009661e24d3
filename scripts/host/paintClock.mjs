/**
 * Times keys in VS Code's window: from the press to painted, that is two frames after what the key changes is in the page.
 * @typedef {import('playwright-core').Page} Page
 * @typedef {'solid' | 'double' | 'outline' | 'cursor'} Watched what a key changes: annotations are drawn with solid lines,
 * the decoration of the floor with a double one, the place that keys work on with an outline
 */

/** @param {Page} page */
export async function installPaintClock(page) {
  await page.evaluate(install);
}

/**
 * Presses a key and answers the milliseconds until what it changes is painted.
 * @param {Page} page
 * @param {string} key
 * @param {Watched} watched
 * @returns {Promise<number>}
 */
export async function timeKey(page, key, watched) {
  await page.evaluate((kind) => Reflect.get(globalThis, 'paintClock').arm(kind), watched);
  await page.keyboard.press(key);
  return page.evaluate(() => Reflect.get(globalThis, 'paintClock').done());
}

/** Runs in the page, so it can use nothing from outside itself. */
function install() {
  const LONGEST = 10_000;
  /** @type {Map<string, string>} how the decorations of a class are drawn */
  const kinds = new Map();
  /** @param {Element} element */
  const kindOf = (element) => {
    const known = kinds.get(element.className);
    if (known !== undefined) return known;
    const { borderBottomStyle, borderTopStyle, outlineStyle } = getComputedStyle(element);
    const styles = [borderBottomStyle, borderTopStyle, outlineStyle === 'solid' ? 'outline' : ''];
    const kind = styles.find((style) => style !== 'none' && style !== '') ?? 'other';
    kinds.set(element.className, kind);
    return kind;
  };
  const editor = () => document.querySelector('.editor-group-container.active .monaco-editor') ?? document.body;
  /** What is drawn of a kind now, as a text. @param {string} kind */
  const drawn = (kind) => {
    if (kind === 'cursor') return editor().querySelector('.cursors-layer .cursor')?.getAttribute('style') ?? '';
    const places = [];
    for (const element of editor().querySelectorAll('.view-overlays .cdr')) {
      if (!(element instanceof HTMLElement) || !element.className.includes('ced-') || kindOf(element) !== kind)
        continue;
      const line = element.parentElement?.style.top ?? '';
      places.push(`${line} ${element.style.left} ${element.style.width}`);
    }
    return places.sort().join('|');
  };
  let kind = '';
  let before = '';
  /** @type {number | undefined} */
  let pressed;
  /** @type {(milliseconds: number) => void} */
  let resolve = () => undefined;
  /** @type {Promise<number>} */
  let painted = Promise.resolve(0);
  const look = () => {
    if (kind === '' || pressed === undefined || drawn(kind) === before) return;
    kind = '';
    const start = pressed;
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  };
  addEventListener('keydown', ({ timeStamp }) => (pressed ??= timeStamp), { capture: true });
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  Reflect.set(globalThis, 'paintClock', {
    /** @param {string} watched */
    arm(watched) {
      before = drawn(watched);
      kind = watched;
      pressed = undefined;
      painted = new Promise((done, fail) => {
        resolve = done;
        setTimeout(() => fail(new Error(`No ${watched} changed in ${LONGEST} ms.`)), LONGEST);
      });
      painted.catch(() => undefined);
    },
    done: () => painted,
    drawn,
  });
}
