// Bundles the three programs of the project: one file each, so that the extension starts fast and ships small.
// `--outdir DIR` writes them elsewhere, `--metafile` also writes what they are made of, `--release` writes them small and
// without source maps.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { root } from './host/root.mjs';

const entries = { client: 'client/extension.ts', server: 'server/main.ts', cli: 'cli/main.ts' };

const { values: options } = parseArgs({
  options: {
    release: { type: 'boolean', default: false },
    metafile: { type: 'boolean' },
    outdir: { type: 'string', default: join(root, 'dist') },
  },
});

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: options.outdir,
  metafile: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The editor provides `vscode`; jieba is a native module and stays in node_modules.
  external: ['vscode', '@node-rs/jieba'],
  mainFields: ['module', 'main'],
  sourcemap: !options.release,
  minify: options.release,
  logLevel: 'warning',
});
if (options.metafile) await writeFile(join(options.outdir, 'meta.json'), JSON.stringify(metafile));
