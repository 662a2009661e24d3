import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a suggestion notes as its version: the program's, for the rules, and the first 32 bits of the SHA-256 of the model
 * (`0.1.0+model.9c1f3a20`). Without a model it is the program's alone. Throws when the model cannot be read.
 */
export function recognitionVersion(model?: string): string {
  if (model === undefined) return programVersion();
  const hash = createHash('sha256').update(readFileSync(model)).digest('hex').slice(0, 8);
  return `${programVersion()}+model.${hash}`;
}

function programVersion(): string {
  // Beside the bundle (`dist`), or beside the compiled sources (`out/node`).
  const manifest = ['../package.json', '../../package.json'].map((file) => join(__dirname, file)).find(existsSync);
  if (manifest === undefined) throw new Error('package.json is missing: reinstall the extension.');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}
