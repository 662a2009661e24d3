import { runSuites } from './runSuites';

/** What VS Code calls: every suite of this folder, with the extension under development. */
export const run = (): Promise<void> => runSuites(__dirname);
