import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes VS Code's web server believe that a language pack is installed, one that translates nothing of the editor itself: the
 * real packs are only in the marketplace. Extensions then speak the language as with a real one.
 * @param {string} userData the directory that holds `User/`
 * @param {string} locale
 */
export function writeLanguagePack(userData, locale) {
  mkdirSync(userData, { recursive: true });
  const translations = join(userData, `${locale}.i18n.json`);
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'stub',
    extensions: [{ extensionIdentifier: { id: 'stub.language-pack' }, version: '1.0.0' }],
    translations: { vscode: translations },
    label: locale,
  };
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}
