import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import { emptyAnnotationSet, textIdentity, type Annotation } from '../../core/annotation/annotation';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { spanFields } from '../../core/annotation/placement';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import { sha256 } from '../../node/sha256';

/** One annotation for so many characters, as the peers were measured. */
const CHARACTERS_FOR_ONE = 25;

/**
 * Writes an article of about so many characters into a folder, made of the sample articles one after the other, with an
 * annotation of two to four characters in every 25. Answers its length and their number.
 */
export function writeAnnotatedArticle(
  folder: string,
  name: string,
  characters: number,
): { length: number; annotations: number } {
  const seeds = join(__dirname, '../../../seeds');
  const articles = readdirSync(seeds)
    .filter((file) => /^\d+_.*\.txt$/.test(file))
    .sort()
    .map((file) => readFileSync(join(seeds, file), 'utf8'));
  let source = '';
  for (let at = 0; source.length < characters; at++) source += `${articles[at % articles.length] as string}\n\n`;
  const text = new CanonicalText(source.slice(0, characters));
  const annotations = annotationsOf(text);
  const set = { ...emptyAnnotationSet(textIdentity(text, sha256)), annotations };
  writeFileSync(join(folder, name), text.text);
  writeFileSync(
    join(folder, `${name}.ann.yaml`),
    Buffer.concat(SidecarVersion.of(set).chunks.map((chunk) => Buffer.from(chunk))),
  );
  return { length: text.text.length, annotations: annotations.length };
}

/** DOC is left for what the benchmark annotates itself. */
const LABELS = DEFAULT_LABELS.map(({ id }) => id).filter((id) => id !== 'DOC');

function annotationsOf(text: CanonicalText): Annotation[] {
  const annotations: Annotation[] = [];
  for (let block = 0; (block + 1) * CHARACTERS_FOR_ONE <= text.text.length; block++) {
    const length = 2 + (block % 3);
    const found = /[\p{L}\p{N}]{4}/u.exec(
      text.text.slice(block * CHARACTERS_FOR_ONE, (block + 1) * CHARACTERS_FOR_ONE),
    );
    const start = block * CHARACTERS_FOR_ONE + (found?.index ?? 0);
    const span = spanFields(text, [range(utf16(start), utf16(start + length))]);
    const label = LABELS[block % LABELS.length] as string;
    annotations.push({ id: `bench${String(block).padStart(11, '0')}`, label, ...span });
  }
  return annotations;
}
