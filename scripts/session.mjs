// `npm run test:session -- --commands N --seed N --sessions N`: random sessions of annotating in VS Code's window, one for each seed
// from the given one on; sidecar, view and undo stack are compared with a model after every command. `npm test` has a short one.
import { parseArgs } from 'node:util';
import { runInEditor } from './host/inEditor.mjs';
import { buildBundles, installDependencies } from './host/prepare.mjs';
import { npm } from './host/processes.mjs';
import { sentence } from './host/progress.mjs';

const { values: options } = parseArgs({
  options: {
    commands: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    sessions: { type: 'string', default: '1' },
  },
});

try {
  await installDependencies();
  await npm(['run', '--silent', 'compile']);
  await buildBundles();
  await runInEditor({
    // Only the window of the web server lends a keyboard and can be looked at.
    host: 'web',
    environment: {
      CORPUS_TEST_GREP: 'a session of random commands',
      CORPUS_SESSION_COMMANDS: options.commands,
      CORPUS_SESSION_COUNT: options.sessions,
      CORPUS_SESSION_SEED: options.seed,
    },
  });
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
