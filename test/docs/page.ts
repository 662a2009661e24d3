import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../docs');

export const PAGE = readFileSync(join(folder, 'sidecar-format.md'), 'utf8');

/** The fenced blocks of the page that are in a language, without their fences. */
export function blocks(language: string): string[] {
  return [...PAGE.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, fence, text = '']) =>
    fence === language ? [text] : [],
  );
}

/** The part of the page below a heading, up to the next one. */
export function section(title: string): string {
  const found = PAGE.split(/^## /m).find((part) => part.includes(title));
  if (found === undefined) throw new Error(`The page has no section "${title}".`);
  return found;
}

export function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(folder, 'schemas', name), 'utf8')) as object;
}
