import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '../core/analysis/tagger/model';
import { Tagger } from '../core/analysis/tagger/tagger';

/**
 * Loads the tagger with its shipped model, or with another file (about 0.06 s, 15 MB): call it off the path of the first
 * request. Throws an error that names the file when the model is missing or broken.
 */
export function loadTagger(path = shippedModel()): Tagger {
  try {
    return new Tagger(readModel(readFileSync(path)));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The path of the model that the program comes with. */
export function shippedModel(): string {
  // Beside the bundle (`dist`), or beside the compiled sources (`out/node`).
  const path = ['../model/tagger.bin', '../../model/tagger.bin'].map((file) => join(__dirname, file)).find(existsSync);
  if (path === undefined)
    throw new Error('model/tagger.bin is missing: reinstall the extension, or run npm run train.');
  return path;
}
