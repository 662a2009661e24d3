import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** User settings that keep VS Code quiet: no dialogs, no welcome page, no chat, no traffic. */
const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Writes the user settings of a VS Code that has not started yet.
 * @param {string} userData the directory that holds `User/`
 * @param {Record<string, unknown>} [more]
 * @param {readonly object[]} [keybindings]
 */
export function writeSettings(userData, more, keybindings) {
  const folder = join(userData, 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...more }, undefined, 2));
  if (keybindings) writeFileSync(join(folder, 'keybindings.json'), JSON.stringify(keybindings));
}
