import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** An article of the sample corpus. */
export interface Sample {
  /** The number that its file name starts with. */
  readonly name: string;
  readonly uri: string;
  readonly text: string;
}

/** The folder of the sample corpus, from where this runs: out/bench/server. */
const FOLDER = join(__dirname, '../../../seeds');

export function samples(): Sample[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const path = join(FOLDER, file);
      return { name: file.slice(0, 3), uri: pathToFileURL(path).href, text: readFileSync(path, 'utf8') };
    });
}
