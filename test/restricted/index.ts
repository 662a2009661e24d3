import { runSuites } from '../e2e/runSuites';

/** What VS Code calls: every suite of this folder, in a window whose folder is not trusted. */
export const run = (): Promise<void> => runSuites(__dirname);
