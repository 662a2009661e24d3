// `npm run package`: one VSIX for each platform, in vsix/. `--target X`, which may be repeated, chooses (`current` is the
// platform that this runs on, which needs no network), `--outdir DIR` writes elsewhere.
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice } from './host/choice.mjs';
import { installDependencies } from './host/prepare.mjs';
import { say, sentence } from './host/progress.mjs';
import { root } from './host/root.mjs';
import { currentTarget, targetNames } from './package/targets.mjs';

const { values: options } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: targetNames },
    outdir: { type: 'string', default: join(root, 'vsix') },
  },
});

try {
  const targets = options.target.map(chosenTarget);
  await installDependencies();
  await packAll(targets);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

/**
 * Packs each platform; one that fails, for want of a network, does not keep the others from theirs.
 * @param {readonly string[]} targets
 */
async function packAll(targets) {
  // These use packages, which a fresh clone has only now.
  const { releasedExtension } = await import('./package/extension.mjs');
  const { packVsix } = await import('./package/vsix.mjs');
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const extension = await releasedExtension();
  for (const target of targets) {
    const path = resolve(options.outdir, `${name}-${target}-${version}.vsix`);
    try {
      await packVsix(extension, target, path);
      say(`${path}: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
    } catch (error) {
      console.error(`${target}: ${sentence(error)}`);
      process.exitCode = 1;
    }
  }
}

/** @param {string} name */
function chosenTarget(name) {
  return (name === 'current' ? currentTarget() : choice('target', name, targetNames)) ?? name;
}
