// `npm run screenshots`: takes the pictures of docs/images, each once in a light and once in a dark theme.
// `-- --only hover` takes those whose name has `hover` in it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './host/chromium.mjs';
import { journeys } from './host/journeys.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { say, sentence } from './host/progress.mjs';
import { downloads, root } from './host/root.mjs';
import { startWebServer, windowAddress } from './host/webServer.mjs';
import { openWindow, takePicture } from './host/workbench.mjs';
import { freshCorpus } from './host/workspace.mjs';

const themes = { light: 'Light 2026', dark: 'Dark 2026' };
const images = join(root, 'docs', 'images');
const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });

try {
  await installDependencies();
  await buildBundles();
  mkdirSync(images, { recursive: true });
  for (const [brightness, theme] of Object.entries(themes)) await photograph(brightness, theme);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

/**
 * @param {string} brightness
 * @param {string} theme
 */
async function photograph(brightness, theme) {
  const server = await startWebServer({ settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false } });
  const browser = await launchChromium();
  try {
    for (const journey of journeys.filter(({ name }) => name.includes(options.only))) {
      const file = `${journey.name}-${brightness}.png`;
      say(file);
      await travel(browser, server, journey, file);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

/**
 * A journey that fails does not keep the others from their pictures.
 * @param {import('playwright-core').Browser} browser
 * @param {import('./host/webServer.mjs').WebServer} server
 * @param {import('./host/journeys.mjs').Journey} journey
 * @param {string} file
 */
async function travel(browser, server, journey, file) {
  const corpus = freshCorpus();
  const page = await openWindow(browser, windowAddress(server, corpus));
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
