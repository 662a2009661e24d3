import { parseArgs } from 'node:util';
import { checkAdds } from './adds';
import { checkCheckouts } from './checkouts';
import { checkFaults, checkOrder } from './faults';
import { checkFullDisk } from './fullDisk';
import { checkKills } from './kills';
import type { Report } from './report';
import { checkSchedules } from './schedules';
import { checkTruncation } from './truncation';

/** Counts of 0 leave a section out; `--faults` is `all`, `none`, or a share of the cases between 0 and 1. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: 'all' },
    adds: { type: 'string', default: '500' },
    schedules: { type: 'string', default: '10000' },
    checkouts: { type: 'string', default: '500' },
    cycles: { type: 'string', default: '1000' },
    truncated: { type: 'string', default: '200' },
  },
});

async function schedules(count: number): Promise<Report> {
  const failures = await checkSchedules(count).then(
    () => [],
    (error: unknown) => [String(error)],
  );
  return { name: 'schedules', figures: `${count} orders of two stores on one file, with faults`, failures };
}

/** The number given for an option; throws a sentence for what is none. */
function count(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (!(number >= 0)) throw new Error(`--${name} takes a number, not "${values[name]}".`);
  return number;
}

async function main(): Promise<void> {
  const share = values.faults === 'all' ? 1 : values.faults === 'none' ? 0 : count('faults');
  const wanted: readonly (false | (() => Promise<Report>))[] = [
    share > 0 && checkOrder,
    share > 0 && checkFullDisk,
    share > 0 && (() => checkFaults(share)),
    count('adds') > 0 && (() => checkAdds(count('adds'))),
    count('checkouts') > 0 && (() => checkCheckouts(count('checkouts'), count('cycles'))),
    count('truncated') > 0 && (() => checkTruncation(count('truncated'), count('seed'))),
    count('schedules') > 0 && (() => schedules(count('schedules'))),
    count('kills') > 0 && (() => checkKills(count('kills'), count('seed'))),
  ];
  const reports: Report[] = [];
  for (const section of wanted) {
    if (section === false) continue;
    const report = await section();
    reports.push(report);
    console.log(`${report.name}: ${report.skipped === undefined ? report.figures : `skipped, ${report.skipped}`}`);
    for (const failure of report.failures) console.log(`  FAILED ${failure}`);
  }
  const failed = reports.filter(({ failures }) => failures.length > 0).length;
  const left = reports.filter((report) => report.skipped !== undefined).length;
  console.log(`\ndurability: ${reports.length - failed - left} held, ${failed} failed, ${left} skipped`);
  if (failed > 0) process.exitCode = 1;
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
