import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { version } from 'vscode';

/** Runs every suite (`*.e2e.js`) of a folder inside VS Code. Rejects when a test fails. */
export async function runSuites(folder: string): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: countingReporter, ...chosenTests() });
  console.log(`e2e: in VS Code ${version}`);
  for (const file of suites(folder)) mocha.addFile(file);
  const { passes, failures } = await finished(mocha);
  console.log(`e2e: ${passes} passed, ${failures} failed`);
  if (failures > 0) throw new Error(`${failures} tests failed in the editor.`);
}

/** A path from out/test/e2e, where this file runs. */
const countingReporter = join(__dirname, '../../../scripts/host/countingReporter.cjs');

function suites(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.e2e.js'))
    .sort()
    .map((file) => join(folder, file));
}

function chosenTests(): { grep?: string } {
  const grep = process.env['CORPUS_TEST_GREP'];
  return grep ? { grep } : {};
}

function finished(mocha: Mocha): Promise<Mocha.Stats> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() =>
      runner.stats ? resolve(runner.stats) : reject(new Error('Mocha counted nothing.')),
    );
  });
}
