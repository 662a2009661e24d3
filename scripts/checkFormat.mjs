// `npm run test:format`: the sidecar format against Python and against hostile keys, with as many cases as are asked for.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    strings: { type: 'string', default: '20000' },
    files: { type: 'string', default: '10000' },
    sets: { type: 'string', default: '1000' },
    damaged: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [strings, files, sets, damaged, seed] = ['strings', 'files', 'sets', 'damaged', 'seed'].map((name) => {
  const count = Number(values[name]);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`--${name} wants a whole number.`);
  return count;
});

const require = createRequire(new URL('../out/test/', import.meta.url));
const { whyNoPython } = require('./python/python.js');
const { tryToPollute } = require('./core/annotation/sidecar/pollution.js');
const done = [];

console.log(`seed ${seed}`);
const read = tryToPollute(files, seed);
done.push(`${files} files with hostile keys, ${read} of them read, no prototype reached`);
const reason = whyNoPython();
if (reason !== undefined) {
  done.push(`nothing compared with Python: ${reason}`);
} else {
  const { comparePortableStrings } = require('./python/portableStrings.js');
  const { compareReaders, compareReadersOnDamage } = require('./python/readers.js');
  done.push(`${comparePortableStrings(strings, seed)} strings the same in yaml and PyYAML`);
  compareReaders(sets, seed);
  done.push(`${sets} sets the same in the reader of the specification`);
  const both = compareReadersOnDamage(damaged, seed);
  done.push(`${damaged} damaged files, ${both} read by both, all the same`);
}
console.log(`format: ${done.join('; ')}`);
