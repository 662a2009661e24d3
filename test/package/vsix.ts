import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

export const root = join(__dirname, '../../..');

/** Runs `scripts/package.mjs` with a folder for its packages, and tells how it ended. */
export function runPackage(
  targets: readonly string[],
  outdir: string,
  environment: NodeJS.ProcessEnv = {},
): { readonly status: number | null; readonly output: string } {
  const chosen = targets.flatMap((target) => ['--target', target]);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/package.mjs', ...chosen, '--outdir', outdir],
    { cwd: root, env: { ...process.env, ...environment }, encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

/** Unpacks a VSIX and returns the paths of its files, sorted. */
export async function unpack(vsix: string, folder: string): Promise<string[]> {
  const archive = await openPromise(vsix);
  const names: string[] = [];
  for await (const entry of archive.eachEntry()) {
    const path = join(folder, entry.fileName);
    mkdirSync(dirname(path), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(path));
    names.push(entry.fileName);
  }
  return names.sort();
}
