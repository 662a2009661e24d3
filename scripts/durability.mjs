// `npm run test:durability`: kills, failing system calls, full disks, two writers and files cut off, in full numbers.
// Arguments change them: `-- --kills 1000 --faults all --adds 500 --schedules 10000 --checkouts 500 --cycles 1000 --truncated 200
// --seed 1`; 0 or `none` leaves a section out. What needs strace, mount namespaces or git and does not find them is said to be skipped.
import { installDependencies } from './host/prepare.mjs';
import { runNode } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';

try {
  await installDependencies();
  await runNode(['node_modules/typescript/bin/tsc', '-b', 'test']);
  await runNode(['out/test/durability/main.js', ...process.argv.slice(2)]);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
