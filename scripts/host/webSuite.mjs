import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { serveKeyboard } from './keyboard.mjs';
import { say } from './progress.mjs';
import { downloads } from './root.mjs';
import { emptyExtension, stagedExtension } from './stagedExtension.mjs';
import { startWebServer, windowAddress } from './webServer.mjs';

const minutesAllowed = 10;
const picture = join(downloads, 'failure.png');
const log = join(downloads, 'window.log');

/** What the suite's index prints around the report. */
const firstLine = /^e2e: in VS Code/;
const lastLine = /^e2e: \d+ passed, \d+ failed$/;

/** What code-server says, often, because it was installed without its compiled parts. We do not need them. */
const noise = /Could not locate the bindings file|build\/Release\/watchdog/;

/**
 * Runs the in-editor suite in VS Code's web server, its window shown by a headless Chromium.
 * The extension host is a real one: a Node process beside the server.
 * @param {import('./inEditor.mjs').InEditorRun} run
 */
export async function runInWeb({ suite, workspace, environment, vsix, settings, locale }) {
  /** @type {import('playwright-core').Page | undefined} */
  let page;
  const keyboard = await serveKeyboard(() => page);
  const hosted = { ...environment, CORPUS_TEST_KEYBOARD: keyboard.url };
  const server = await startWebServer({ environment: hosted, settings, locale, vsix });
  const browser = await launchChromium();
  try {
    page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-US' });
    await page.exposeFunction('codeAutomationLog', forwardLog());
    const ended = endOfSuite(page, server);
    const extension = vsix ? emptyExtension() : stagedExtension({ isTranslated: locale !== undefined });
    await page.goto(windowAddress(server, workspace, { suite, extension }));
    await ended.catch((error) => explained(error, page));
  } finally {
    keyboard.stop();
    await browser.close();
    await server.stop();
  }
}

/**
 * Resolves when the suite has passed, rejects when it has failed or can no longer end.
 * @param {import('playwright-core').Page} page
 * @param {import('./webServer.mjs').WebServer} server
 * @returns {Promise<void>}
 */
function endOfSuite(page, server) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(why));
    const judge = (/** @type {number} */ code) => (code === 0 ? resolve() : fail('The in-editor suite failed.'));
    page.exposeFunction('codeAutomationExit', judge).catch(reject);
    page.once('crash', () => fail('The window crashed.'));
    server.ended.then(() => fail("VS Code's web server ended during the suite."));
    const deadline = AbortSignal.timeout(minutesAllowed * 60_000);
    deadline.addEventListener('abort', () => fail(`The in-editor suite did not end in ${minutesAllowed} minutes.`));
  });
}

/**
 * Writes what the window and the extension host log into a file, and shows what comes from the suite's
 * first line to its last.
 * @returns {(level: string, message: readonly unknown[]) => void}
 */
function forwardLog() {
  mkdirSync(downloads, { recursive: true });
  const file = createWriteStream(log);
  let shown = false;
  return (level, message) => {
    const line = format(...message);
    file.write(`[${level}] ${line}\n`);
    shown ||= firstLine.test(line);
    if (shown && !noise.test(line)) console.log(line);
    shown &&= !lastLine.test(line);
  };
}

/**
 * @param {Error} error
 * @param {import('playwright-core').Page | undefined} page
 */
async function explained(error, page) {
  const pictured = await page?.screenshot({ path: picture }).then(
    () => true,
    () => false,
  );
  if (pictured) say(`The window as it was: ${picture}`);
  say(`What it logged: ${log}`);
  throw error;
}
