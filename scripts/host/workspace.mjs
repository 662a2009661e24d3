import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './cleanup.mjs';
import { seeds } from './root.mjs';

/** A fresh copy of the sample corpus, for tests that write. Removed at the end. */
export function freshCorpus() {
  const corpus = join(temporaryDirectory(), 'seeds');
  cpSync(seeds, corpus, { recursive: true });
  return corpus;
}
