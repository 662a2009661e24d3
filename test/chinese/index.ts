import { runSuites } from '../e2e/runSuites';

/** What VS Code calls: every suite of this folder, in a window whose language is Simplified Chinese. */
export const run = (): Promise<void> => runSuites(__dirname);
