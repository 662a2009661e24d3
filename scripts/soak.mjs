// `npm run test:soak -- --cycles N --hours H [--rules]`: opens, edits, reads and closes articles until one of the two is over,
// and looks at the servers' heaps meanwhile. Nothing may be kept of what is closed.
import { npm, runNode } from './host/processes.mjs';

await npm(['run', '--silent', 'compile']);
await runNode(['out/test/soak/main.js', ...process.argv.slice(2)]);
