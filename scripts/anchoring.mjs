// `npm run test:anchoring [-- --runs 150 --seed 1]`: articles are annotated and edited by chance, so that it is known where
// each annotation belongs; reports what anchoring makes of them, how long it takes, and whether the limits are kept.
import { npm, runNode } from './host/processes.mjs';

await npm(['run', '--silent', 'compile']);
await runNode(['out/test/simulation/main.js', ...process.argv.slice(2)]);
