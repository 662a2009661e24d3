import { runSuites } from '../e2e/runSuites';

/** What VS Code calls: every suite of this folder, with the extension installed from its VSIX. */
export const run = (): Promise<void> => runSuites(__dirname);
