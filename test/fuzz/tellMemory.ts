import { writeSync } from 'node:fs';

/** Loaded before a program (`--require`): at its end it tells on standard error how many bytes it had resident at most. */
process.on('exit', () => {
  writeSync(2, `\nmemory ${process.resourceUsage().maxRSS * 1024}\n`);
});
