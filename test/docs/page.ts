import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../docs');

export const readPage = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The format of sidecars. */
export const PAGE = readPage('sidecar-format.md');

/** The fenced blocks of the format's page that are in a language, without their fences. */
export const blocks = (language: string): string[] => blocksOf(PAGE, language);

/** The same of any page. */
export function blocksOf(page: string, language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, fence, text = '']) =>
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
