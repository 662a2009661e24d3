// Bundles the three programs of the project: one file each, so that the extension starts fast and ships small.
import { build } from 'esbuild';
import { root } from './host/root.mjs';

const entries = { client: 'client/extension.ts', server: 'server/main.ts', cli: 'cli/main.ts' };

await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The editor provides `vscode`; jieba is a native module and stays in node_modules.
  external: ['vscode', '@node-rs/jieba'],
  mainFields: ['module', 'main'],
  sourcemap: true,
  minify: process.argv.includes('--minify'),
  logLevel: 'warning',
});
