// Compiles core/analysis/tagger/kernel.wat to kernelBytes.ts, so that core needs no file. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';
import { root } from './host/root.mjs';

const directory = join(root, 'core/analysis/tagger');
const { parseWat } = await wabt();
const module = parseWat('kernel.wat', readFileSync(join(directory, 'kernel.wat'), 'utf8'), { simd: true });
module.validate();
const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
const source = `// Written by scripts/kernel.mjs from kernel.wat.\n// prettier-ignore\nexport const KERNEL = '${base64}';\n`;
const file = join(directory, 'kernelBytes.ts');
if (!process.argv.includes('--check')) writeFileSync(file, source);
else if (readFileSync(file, 'utf8') !== source) {
  console.error('kernelBytes.ts is not what kernel.wat gives: run node scripts/kernel.mjs');
  process.exitCode = 1;
}
