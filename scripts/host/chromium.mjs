import { answer, installedProgram, run } from './processes.mjs';
import { say } from './progress.mjs';

const flags = [
  // Its sandbox needs rights that containers and root do not have. It shows our own page only.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts a headless Chromium, after installing one where that is possible. */
export async function launchChromium() {
  const executablePath = await installedChromium();
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, args: flags });
}

async function installedChromium() {
  const missing = missingPackages();
  if (missing.length > 0 && canInstall()) await install(missing);
  const program = chromiumProgram();
  if (program) return program;
  throw new Error('No Chromium was found: install Chromium or Chrome, or set CHROMIUM to the path of its program.');
}

function missingPackages() {
  const fonts = 'fonts-noto-cjk';
  if (!chromiumProgram()) return ['chromium', fonts];
  return showsChinese() ? [] : [fonts];
}

function chromiumProgram() {
  return (
    process.env.CHROMIUM ??
    installedProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome')
  );
}

/** False where Linux has no font for Chinese. Where fonts cannot be listed there is nothing to complain about. */
function showsChinese() {
  return process.platform !== 'linux' || answer('fc-list', [':lang=zh']) !== '';
}

function canInstall() {
  return process.getuid?.() === 0 && installedProgram('apt-get') !== undefined;
}

/** @param {readonly string[]} packages of Debian and its relatives */
async function install(packages) {
  say(`Installing ${packages.join(' and ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
