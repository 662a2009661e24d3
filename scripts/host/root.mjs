import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: the folder of package.json and of the extension under development. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** What is downloaded for running VS Code, and the picture of a failed run. Git ignores it. */
export const downloads = resolve(root, '.vscode-test');

/** The sample corpus. Tests work on a copy of it. */
export const seeds = resolve(root, 'seeds');
