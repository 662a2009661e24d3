// `npm run screenshots`: takes the pictures of docs/images, each once in a light and once in a dark theme, some in high
// contrast, one in Chinese. `-- --only hover` takes those whose name has `hover` in it, `--theme hc-light` those in one theme.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './host/chromium.mjs';
import { journeys } from './host/journeys.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { say, sentence } from './host/progress.mjs';
import { downloads, root } from './host/root.mjs';
import { stagedExtension } from './host/stagedExtension.mjs';
import { startWebServer, windowAddress } from './host/webServer.mjs';
import { openWindow, takePicture } from './host/workbench.mjs';
import { freshCorpus } from './host/workspace.mjs';

const themes = {
  light: 'Light 2026',
  dark: 'Dark 2026',
  'hc-light': 'Default High Contrast Light',
  'hc-dark': 'Default High Contrast',
};
const images = join(root, 'docs', 'images');
const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, theme: { type: 'string', default: '' } },
});

try {
  await installDependencies();
  await buildBundles();
  mkdirSync(images, { recursive: true });
  for (const variant of Object.keys(themes).filter((name) => options.theme === '' || name === options.theme)) {
    await photograph(/** @type {keyof typeof themes} */ (variant));
  }
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

/**
 * Takes the pictures of one theme.
 * @param {keyof typeof themes} variant
 */
async function photograph(variant) {
  const chosen = journeys.filter((journey) => journey.name.includes(options.only) && isShown(journey, variant));
  for (const locale of new Set(chosen.map((journey) => journey.locale))) {
    const settings = { 'workbench.colorTheme': themes[variant], 'editor.minimap.enabled': false };
    const server = await startWebServer({ settings, locale });
    const browser = await launchChromium();
    try {
      for (const journey of chosen.filter((one) => one.locale === locale)) {
        await travel(browser, server, journey, `${journey.name}-${variant}.png`);
      }
    } finally {
      await browser.close();
      await server.stop();
    }
  }
}

/**
 * @param {import('./host/journeys.mjs').Journey} journey
 * @param {keyof typeof themes} variant
 */
function isShown({ isHighContrast = false, locale }, variant) {
  if (locale !== undefined) return variant === 'light';
  return isHighContrast || !variant.startsWith('hc-');
}

/**
 * A journey that fails does not keep the others from their pictures.
 * @param {import('playwright-core').Browser} browser
 * @param {import('./host/webServer.mjs').WebServer} server
 * @param {import('./host/journeys.mjs').Journey} journey
 * @param {string} file
 */
async function travel(browser, server, journey, file) {
  say(file);
  const corpus = freshCorpus();
  const extension = stagedExtension({ isTranslated: journey.locale !== undefined });
  const page = await openWindow(browser, windowAddress(server, corpus, { extension }));
  try {
    await journey.steps(page, corpus);
    await takePicture(page, join(images, file));
  } catch (error) {
    const failure = join(downloads, `failure-${file}`);
    await page.screenshot({ path: failure });
    console.error(`${file}: ${sentence(error)}\nThe window as it was: ${failure}`);
    process.exitCode = 1;
  } finally {
    await page.close();
  }
}
