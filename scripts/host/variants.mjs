/**
 * The windows in which suites run, each with the folder of test/ that holds its suite. Only the web host can be told its
 * language without a language pack from the marketplace, and to distrust a folder while a suite runs.
 * @typedef {object} Variant
 * @property {string} suite the folder in test/
 * @property {Record<string, unknown>} [settings] user settings
 * @property {string} [locale] the language of the window
 * @property {boolean} [isWebOnly]
 */

/** @type {Readonly<Record<'e2e' | 'installed' | 'restricted' | 'chinese', Variant>>} */
export const variants = {
  e2e: { suite: 'e2e' },
  installed: { suite: 'installed' },
  restricted: {
    suite: 'restricted',
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    isWebOnly: true,
  },
  chinese: { suite: 'chinese', locale: 'zh-cn', isWebOnly: true },
};
