import { readdirSync, readFileSync } from 'node:fs';

/** The sample articles, on which the limits of anchoring were chosen. */
export function sampleArticles(): string[] {
  return texts('seeds');
}

/**
 * Articles that no limit was chosen on: those that the tagger is trained with, without their marks. Short ones and such as
 * have characters beyond U+FFFF are left out: the simulation takes units for characters.
 */
export function heldOutArticles(): string[] {
  return texts('model/articles')
    .map((text) => text.replace(/⟦[A-Z]+:|⟧/g, ''))
    .filter((text) => text.length > 400 && !/[\ud800-\udfff]/.test(text));
}

function texts(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
}
