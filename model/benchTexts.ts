import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namePool, substituted } from './augment';
import { Random } from './random';
import { readTaggedArticle, type TaggedArticle } from './taggedArticle';

/** The tagged articles of a directory, by name. */
export function articlesIn(directory: string): TaggedArticle[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readTaggedArticle(name, readFileSync(join(directory, name), 'utf8')));
}

/**
 * A text of so many UTF-8 bytes, or up to three fewer, made of the articles. When they are used up they come again with
 * other names, because repeated passages would be read from a cache, and repeated names would make few entities.
 */
export function newspaper(articles: readonly TaggedArticle[], bytes: number): string {
  const pool = namePool(articles);
  const random = new Random(1);
  const parts: string[] = [];
  let left = bytes;
  for (let round = 0; left > 0; round++) {
    for (const article of articles) {
      if (left <= 0) break;
      const { text } = round === 0 ? article : substituted(article, pool, random);
      parts.push(`${text}\n\n`);
      left -= Buffer.byteLength(text) + 2;
    }
  }
  const encoded = Buffer.from(parts.join(''));
  return encoded.toString('utf8', 0, characterStart(encoded, bytes - 3));
}

/** The offset of the first character of a UTF-8 text that starts at a byte or behind it. */
export function characterStart(bytes: Uint8Array, offset: number): number {
  let start = Math.ceil(offset);
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return start;
}

/** Pieces of a text, each of so many UTF-16 units; a shorter rest is left out. */
export function piecesOf(text: string, length: number): string[] {
  return Array.from({ length: Math.floor(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}

/** Texts that no newspaper prints, each made for a number of UTF-8 bytes (or a few more or fewer). */
export const ADVERSARIAL_TEXTS: Readonly<Record<string, (bytes: number) => string>> = {
  'no Chinese': repeated('The committee met on Monday, and nobody said a word about it. '),
  'binary noise': noise,
  'only punctuation': repeated('，。！？；：、“”（）《》…—'),
  'only digits': repeated('2023'),
  'only surnames': repeated('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'),
  'deep quotes': (bytes) => '“‘《（'.repeat(bytes / 24) + '）》’”'.repeat(bytes / 24),
  'opening marks': repeated('《“（关于'),
  'closing marks': repeated('大会”）》公司'),
  'one character': repeated('一'),
  'names joined by dots': repeated('阿里·买买提·'),
  'lists without end': repeated('穆为民、郑州、华为、'),
  'bodies without end': repeated('郑州大学'),
  'a new name a line': (bytes) =>
    Array.from({ length: bytes / 40 }, (_, line) => `市长李${han(line)}${han(line >> 9)}说，要抓好落实。`).join('\n'),
};

function repeated(unit: string): (bytes: number) => string {
  return (bytes) => unit.repeat(bytes / Buffer.byteLength(unit));
}

const han = (index: number): string => String.fromCharCode(0x4e00 + (index % 512) * 7);

/** Characters without sense: controls, marks, letters of all kinds, rarely a line feed. Valid UTF-8. */
function noise(bytes: number): string {
  const random = new Random(2);
  const characters: string[] = [];
  for (let left = bytes; left > 0;) {
    const code = random.below(random.chance(0.5) ? 0x300 : 0x1f000);
    const character = code >= 0xd800 && code <= 0xdfff ? '\n' : String.fromCodePoint(code);
    characters.push(character);
    left -= Buffer.byteLength(character);
  }
  return characters.join('');
}
