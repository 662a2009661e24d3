// `npm run test:fuzz -- --messages N --sequences N --files N --hostile-bytes N --large-bytes N --minutes N --seed N`: random messages, texts
// and files against the real server and the readers. What it finds is kept in test/fuzz/corpus, which `npm test` replays.
import { npm, runNode } from './host/processes.mjs';

await npm(['run', '--silent', 'compile']);
await runNode(['out/test/fuzz/main.js', ...process.argv.slice(2)]);
