import { parseArgs } from 'node:util';
import { growthOf, runCycles, type Look } from './cycles';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '10000' },
    hours: { type: 'string', default: '1' },
    rules: { type: 'boolean', default: false },
  },
});
const cycles = Number(values.cycles);
const hours = Number(values.hours);
const MEGABYTE = 1024 * 1024;
const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** What the heaps of the two servers together may grow by in the whole run. */
const MOST_GROWTH = 2 * 5 * MEGABYTE;

async function main(): Promise<void> {
  const end = performance.now() + hours * 3_600_000;
  const looks = await runCycles({
    every: Math.max(1, Math.floor(cycles / 20)),
    rulesOnly: values.rules,
    isOver: (done) => done >= cycles || performance.now() > end,
    onLook: ({ cycles: done, heap, rss }) =>
      console.log(`${done} cycles: heap ${megabytes(heap)}, resident ${megabytes(rss)}`),
  });
  const last = looks.at(-1) as Look;
  const growth = growthOf(looks);
  const isFine = growth <= MOST_GROWTH;
  console.log(
    `soak: ${last.cycles} cycles of open, edit, read and close in each of 2 servers, ${last.hours.toFixed(2)} hours; ` +
      `nothing kept of closed articles; heaps of both ${growth < 0 ? 'shrank' : 'grew'} by ${megabytes(Math.abs(growth))}; ${isFine ? 0 : 1} failures`,
  );
  if (!isFine) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.log('soak: 1 failures');
  process.exitCode = 1;
});
