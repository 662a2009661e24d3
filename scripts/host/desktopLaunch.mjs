// A process of its own, so that `xvfb-run` can give it a virtual display.
import { runTests } from '@vscode/test-electron';
import { sentence } from './progress.mjs';

try {
  process.exitCode = await runTests(JSON.parse(process.argv[2] ?? ''));
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
