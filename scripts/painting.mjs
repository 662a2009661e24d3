// `npm run test:painting`: types in an annotated article in VS Code's window and looks at every painted frame: no mark of an
// annotation or suggestion may vanish, not even for one. It first shows that marks that are gone for a frame would be seen.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './host/chromium.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { say, sentence } from './host/progress.mjs';
import { startWebServer, windowAddress } from './host/webServer.mjs';
import { openFile, openWindow, waitForColour } from './host/workbench.mjs';
import { freshCorpus } from './host/workspace.mjs';

const article = '000_c0c3e37c3b1e3dc6.txt';
/** Annotated words; the last two nest. */
const annotated = ['西美大厦', '国家超算郑州中心', '中铁工程装备集团', '省委书记', '省委'];
/** Words that are only suggested. */
const suggested = ['二七纪念塔', '菜鸟跨境电商运营中心'];
/** Where is typed: into plain words between them, and right behind an annotated one. */
const places = ['希望做好', '西美大厦'];
const keys = 40;

try {
  await installDependencies();
  await buildBundles();
  // Typing is for text here, not for labels.
  const settings = { 'editor.minimap.enabled': false, 'corpusAnnotator.annotateMode': false };
  const server = await startWebServer({ settings });
  const browser = await launchChromium();
  try {
    await check(await openAnnotated(browser, server));
  } finally {
    await browser.close();
    await server.stop();
  }
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('./host/webServer.mjs').WebServer} server
 */
async function openAnnotated(browser, server) {
  const corpus = freshCorpus();
  annotate(corpus);
  const page = await openWindow(browser, windowAddress(server, corpus));
  await openFile(page, article);
  await waitForColour(page, annotated[0] ?? '');
  await page.evaluate(teachPage);
  await page.waitForFunction(areLined, [...annotated, ...suggested]);
  return page;
}

/** @param {import('playwright-core').Page} page */
async function check(page) {
  const words = [...annotated, ...suggested];
  await page.evaluate(watchFrames, words);
  await page.evaluate(hideForAFrame);
  const seen = await page.evaluate(framesSeen);
  if (seen.flickers.length === 0)
    throw new Error('Marks that were hidden for a frame were not noticed: the check is blind.');
  say(`Marks hidden for a frame are noticed (${seen.flickers.length} of ${seen.frames} frames).`);
  for (const place of places) await typeBehind(page, place, words);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} place
 * @param {readonly string[]} words
 */
async function typeBehind(page, place, words) {
  const at = await page.evaluate(endOf, place);
  if (at === undefined) throw new Error(`${place} is not in view.`);
  await page.mouse.click(at.right - 1, at.middle);
  await page.waitForTimeout(500);
  await page.evaluate(watchFrames, words);
  for (let count = 0; count < keys; count++) await page.keyboard.press('x', { delay: 15 });
  // The last answers of the server come within this time.
  await page.waitForTimeout(2000);
  const { frames, flickers } = await page.evaluate(framesSeen);
  if (flickers.length > 0)
    throw new Error(
      `Typing behind “${place}”: ${flickers.length} of ${frames} frames lack a mark, first that of ${flickers[0]}.`,
    );
  say(`Typing ${keys} keys behind “${place}”: ${frames} frames, none without all marks.`);
}

/**
 * Writes the sidecar of the article.
 * @param {string} corpus
 */
function annotate(corpus) {
  const text = readFileSync(join(corpus, article), 'utf8');
  const records = annotated.map((word, index) => {
    const start = Array.from(text.slice(0, text.indexOf(word))).length;
    const span = `start: ${start}, end: ${start + Array.from(word).length}, exact: "${word}"`;
    return { start, line: `- {id: "w${index}", label: "${index === 4 ? 'ORG' : 'FAC'}", ${span}}` };
  });
  const lines = records.sort((a, b) => a.start - b.start).map(({ line }) => line);
  const identity = `{sha256: "${createHash('sha256').update(text).digest('hex')}", length: ${Array.from(text).length}}`;
  const sidecar = ['version: 1', `text: ${identity}`, 'annotations:', ...lines, '...', ''];
  writeFileSync(join(corpus, `${article}.ann.yaml`), sidecar.join('\n'));
}

/**
 * Has the page know which of some words stand in the editor without a line below, above or around them: decorations are
 * boxes behind the text. Runs in the page, as all below.
 */
function teachPage() {
  const placesOf = (/** @type {Element} */ line, /** @type {string} */ word) => {
    const start = (line.textContent ?? '').indexOf(word);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (before <= start && start < before + length) range.setStart(node, start - before);
      if (before < start + word.length && start + word.length <= before + length)
        range.setEnd(node, start + word.length - before);
      before += length;
    }
    return Array.from(range.getClientRects()).filter(({ width }) => width > 1);
  };
  const isLined = (/** @type {Element} */ box) => {
    const { borderTopStyle, borderBottomStyle, visibility } = getComputedStyle(box);
    return visibility !== 'hidden' && /solid|dotted|dashed/.test(borderTopStyle + borderBottomStyle);
  };
  const wordsWithoutLine = (/** @type {readonly string[]} */ words) => {
    const editor = document.querySelector('.editor-instance');
    const boxes = Array.from(editor?.querySelectorAll('.view-overlays .cdr') ?? []).filter(isLined);
    const rects = boxes.map((box) => box.getBoundingClientRect());
    const isCovered = (/** @type {DOMRect} */ place) =>
      rects.some((rect) => {
        const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
        return rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom;
      });
    return words.filter((word) => {
      const line = Array.from(editor?.querySelectorAll('.view-line') ?? []).find((one) =>
        one.textContent?.includes(word),
      );
      return line === undefined || !placesOf(line, word).some(isCovered);
    });
  };
  /** @type {any} */ (globalThis).wordsWithoutLine = wordsWithoutLine;
}

/** @param {readonly string[]} words */
function areLined(words) {
  return /** @type {any} */ (globalThis).wordsWithoutLine(words).length === 0;
}

/**
 * Looks at every frame from now on: whether each word has its line.
 * @param {readonly string[]} words
 */
function watchFrames(words) {
  const watch = { frames: 0, flickers: /** @type {string[]} */ ([]), stopped: false };
  /** @type {any} */ (globalThis).watchedFrames = watch;
  const look = () => {
    if (watch.stopped) return;
    watch.frames++;
    watch.flickers.push(.../** @type {any} */ (globalThis).wordsWithoutLine(words).slice(0, 1));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Takes all lines away for one frame, and gives them back. */
async function hideForAFrame() {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await nextFrame();
  const style = document.createElement('style');
  style.textContent = '.view-overlays .cdr { border-style: none !important; }';
  document.head.append(style);
  await nextFrame();
  await nextFrame();
  style.remove();
  await nextFrame();
}

/** What was seen, and looks no more. */
function framesSeen() {
  const watch = /** @type {any} */ (globalThis).watchedFrames;
  watch.stopped = true;
  return { frames: watch.frames, flickers: /** @type {string[]} */ (watch.flickers) };
}

/**
 * Where a text ends in the window.
 * @param {string} text
 */
function endOf(text) {
  for (const line of document.querySelectorAll('.editor-instance .view-line')) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(text) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      const { right, top, bottom } = range.getBoundingClientRect();
      return { right, middle: (top + bottom) / 2 };
    }
  }
  return undefined;
}
