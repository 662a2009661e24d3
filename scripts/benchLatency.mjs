// `npm run bench:latency`: how long a key of annotate mode takes until it is painted, beside the least that any extension needs
// for a key (one decoration) and the editor's own cursor, all in one run in a real VS Code; and what a typed letter costs with
// annotations and without the extension. `-- --rounds N` says how often.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './host/chromium.mjs';
import { temporaryDirectory } from './host/cleanup.mjs';
import { floorBinding, floorSuite } from './host/floor.mjs';
import { installPaintClock, timeKey } from './host/paintClock.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { say, sentence } from './host/progress.mjs';
import { downloads, root } from './host/root.mjs';
import { emptyExtension } from './host/stagedExtension.mjs';
import { startWebServer, windowAddress } from './host/webServer.mjs';
import { openFile, openWindow } from './host/workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '40' }, only: { type: 'string', default: '' } },
});
const rounds = Number(options.rounds);

/** As the peers were measured: 3,000 characters with 150 annotations and more, 175,000 with 7,000. */
const articles = [
  { name: 'short.txt', characters: 3_750 },
  { name: 'long.txt', characters: 175_000 },
].filter(({ name }) => name.includes(options.only));

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b']);
  await buildBundles();
  await measure();
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

async function measure() {
  const { writeAnnotatedArticle } = createRequire(import.meta.url)(join(root, 'out/bench/editor/manyAnnotations.js'));
  const server = await startWebServer({
    // Long lines are wrapped with and without the extension, so that the editor lays out the same text for both.
    settings: { 'editor.cursorBlinking': 'solid', 'editor.minimap.enabled': false, 'editor.wordWrap': 'on' },
    keybindings: [floorBinding],
  });
  const browser = await launchChromium();
  const floor = floorSuite();
  try {
    console.log(
      `${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}, ${rounds} rounds. Milliseconds from the key to painted.`,
    );
    for (const { name, characters } of articles) {
      const corpus = temporaryDirectory();
      writeFileSync(join(corpus, 'corpus.yaml'), 'include: ["*.txt"]\n');
      const made = writeAnnotatedArticle(corpus, name, characters);
      say(`${name}: ${made.length} characters, ${made.annotations} annotations`);
      const page = await openWindow(browser, windowAddress(server, corpus, { suite: floor }));
      await openFile(page, name);
      await page.locator('.statusbar-item', { hasText: '1 DOC' }).waitFor({ timeout: 25_000 });
      await page.keyboard.press('Control+g');
      await page.keyboard.type(String(Math.round(characters / 120)));
      await page.keyboard.press('Enter');
      await installPaintClock(page);
      // The server has read the article when its suggestions stand in it.
      await page.waitForFunction(() => Reflect.get(globalThis, 'paintClock').drawn('dotted') !== '', undefined, {
        timeout: 180_000,
      });
      await page.waitForTimeout(3_000);
      const times = await annotate(page);
      const bare = await openWindow(browser, windowAddress(server, corpus, { extension: emptyExtension() }));
      await openFile(bare, name);
      await installPaintClock(bare);
      Object.assign(times, await type(page, bare));
      report(times);
      await page.close();
      await bare.close();
    }
  } catch (error) {
    for (const [at, page] of browser
      .contexts()
      .flatMap((context) => context.pages())
      .entries())
      await page.screenshot({ path: join(downloads, `failure-latency-${at}.png`) });
    throw error;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/**
 * All kinds of keys in turn, so that each meets the same machine.
 * @param {Page} page
 */
async function annotate(page) {
  /** @type {Record<string, number[]>} */
  const times = { floor: [], cursor: [], label: [], undo: [], accept: [], 'next suggestion': [], 'move an edge': [] };
  const take = async (
    /** @type {string} */ name,
    /** @type {string} */ key,
    /** @type {import('./host/paintClock.mjs').Watched} */ watched,
  ) => {
    const time = await timeKey(page, key, watched).catch((error) => {
      throw new Error(`${name}, key ${key}: ${sentence(error)}`);
    });
    times[name]?.push(time);
    await page.waitForTimeout(250);
  };
  for (let round = 0; round < rounds; round++) {
    await take('floor', 'F8', 'double');
    await take('cursor', 'ArrowRight', 'cursor');
    await page.keyboard.press('w');
    await page.waitForTimeout(250);
    await take('label', '1', 'solid');
    await take('undo', 'Control+z', 'solid');
    await page.keyboard.press('Shift+T');
    await page.waitForTimeout(250);
    await take('move an edge', ']', 'solid');
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(250);
    await take('next suggestion', 'Tab', 'cursor');
    await take('accept', 's', 'solid');
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(250);
  }
  return times;
}

/**
 * Letters typed into the same article with annotations and without the extension, in turn.
 * @param {Page} page
 * @param {Page} bare
 */
async function type(page, bare) {
  /** @type {Record<string, number[]>} */
  const times = { 'typing, without the extension': [], 'typing, with annotations': [] };
  await page.bringToFront();
  await page.keyboard.press('i');
  await page.locator('.statusbar-item', { hasText: 'Editing text' }).waitFor();
  for (let round = 0; round < rounds; round++) {
    for (const [name, window] of /** @type {const} */ ([
      ['typing, without the extension', bare],
      ['typing, with annotations', page],
    ])) {
      await window.bringToFront();
      await window.locator('.monaco-editor .view-lines').first().waitFor();
      for (let letter = 0; letter < 3; letter++) {
        times[name]?.push(await timeKey(window, 'x', 'cursor'));
        await window.waitForTimeout(100);
      }
    }
  }
  return times;
}

/** @param {Record<string, number[]>} times */
function report(times) {
  const [floor, typed] = [times['floor'] ?? [], times['typing, without the extension'] ?? []];
  console.log('\n| key | p50 | p95 | p50 / floor | p95 / floor |\n|---|---:|---:|---:|---:|');
  for (const [name, all] of Object.entries(times)) {
    if (all.length === 0) continue;
    const [base, middle, high] = [name.startsWith('typing') ? typed : floor, quantile(all, 0.5), quantile(all, 0.95)];
    const ratios = [middle / quantile(base, 0.5), high / quantile(base, 0.95)].map((ratio) => ratio.toFixed(2));
    console.log(`| ${name} | ${middle.toFixed(1)} | ${high.toFixed(1)} | ${ratios.join(' | ')} |`);
  }
  console.log('');
}

/**
 * @param {readonly number[]} values
 * @param {number} share
 */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
