// `npm start`: builds the extension and opens VS Code with it on the sample corpus.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { choice } from './host/choice.mjs';
import { temporaryDirectory } from './host/cleanup.mjs';
import { downloadedCode, hasDisplay, installedCode } from './host/desktop.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { run } from './host/processes.mjs';
import { say, sentence } from './host/progress.mjs';
import { root, seeds } from './host/root.mjs';
import { startWebServer, windowAddress } from './host/webServer.mjs';

const { values: options } = parseArgs({
  options: { host: { type: 'string' }, port: { type: 'string', default: '0' } },
});

try {
  await installDependencies();
  await buildBundles();
  await open();
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

async function open() {
  const host = choice('host', options.host, ['desktop', 'web']);
  if (host === 'web') return openInBrowser();
  const installed = installedCode();
  if (installed) return openInstalled(installed);
  const downloaded = await downloadedProgram(host === 'desktop');
  return downloaded ? openDownloaded(downloaded) : openInBrowser();
}

/** @param {string} code */
function openInstalled(code) {
  say('Opening VS Code');
  return run(code, [`--extensionDevelopmentPath=${root}`, seeds, '--new-window']);
}

/** @param {boolean} required */
async function downloadedProgram(required) {
  try {
    if (!hasDisplay()) throw new Error('There is no display.');
    return await downloadedCode();
  } catch (error) {
    if (required) throw error;
    say(`${sentence(error)} VS Code opens in a browser instead.`);
    return undefined;
  }
}

/** @param {string} program */
function openDownloaded(program) {
  say('Opening VS Code. Close its window to end.');
  const profile = temporaryDirectory();
  const directories = ['--user-data-dir', join(profile, 'data'), '--extensions-dir', join(profile, 'extensions')];
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return run(program, [`--extensionDevelopmentPath=${root}`, ...directories, ...sandbox, seeds]);
}

async function openInBrowser() {
  const server = await startWebServer({ port: Number(options.port) });
  console.log(`\nOpen ${windowAddress(server, seeds)}\n\nCtrl+C stops the server.`);
  await server.ended;
}
