// `npm run mutation [-- FILE...] [--concurrency N] [--quick] [--summary]`: how many of the small faults that Stryker puts
// into the most trusted files the unit tests notice. Runs one file after the other, and fails where a group of files is
// below 80 %. `--quick` only runs the tests nearest to a file, with few cases of each property: a lower bound. What it
// found of a file stays in out/mutants until that file is run again; `--summary` only shows that.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { elapsed, heading, say, sentence } from './host/progress.mjs';
import { root } from './host/root.mjs';

const GOAL = 80;
/** How many cases of a property meet every mutant, and those that survive them. */
const [FEW_CASES, MANY_CASES] = [3, 40];

/**
 * The tests of a group are those that say something of its files and take seconds; quick ones first, because the first
 * that fails ends a mutant.
 * @type {Readonly<Record<string, { readonly files: readonly string[]; readonly tests: readonly string[] }>>}
 */
const GROUPS = {
  merge: {
    files: ['merge', 'mergeSpanRecord', 'conflictDecisions'],
    tests: ['mergeSpanRecord', 'merge', 'sidecar/mergeFiles'],
  },
  anchoring: {
    files: [
      'anchoring',
      'storedContext',
      'places',
      'variants',
      'articleChange',
      'rebase',
      'tracking',
      'trackedChanges',
    ],
    tests: ['anchoring', 'storedContext', 'tracking', 'trackedChanges', 'articlePlaces', 'rememberedPlaces', 'store'],
  },
  store: { files: ['store', 'openSidecar'], tests: ['store'] },
  sidecar: {
    files: readdirSync(join(root, 'core/annotation/sidecar')).map((name) => `sidecar/${name.replace(/\.ts$/, '')}`),
    tests: ['flowText', 'version', 'records', 'sidecar', 'lineReader', 'patch', 'mergeFiles', 'depth'].map(
      (name) => `sidecar/${name}`,
    ),
  },
};

/**
 * The tests that say most of a file, where they are not those of its name: what survives these meets those of the group.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const NEAREST = {
  conflictDecisions: ['store'],
  storedContext: ['storedContext', 'anchoring'],
  openSidecar: ['store'],
  'sidecar/bytes': ['sidecar/version'],
  'sidecar/conflicted': ['sidecar/mergeFiles'],
  'sidecar/fields': ['sidecar/records', 'sidecar/sidecar'],
  'sidecar/records': ['sidecar/records', 'sidecar/sidecar'],
  'sidecar/reserved': ['sidecar/records', 'sidecar/sidecar'],
};

/** Tests that take seconds whatever the number of cases: no mutant meets the first, only survivors the second. */
const [TOO_SLOW, SLOW] = ['cut off at any byte', 'too large'];

/**
 * @typedef {{ line: number; column: number }} Position from 1
 * @typedef {{ status: string; start: Position; end: Position; mutator: string; replacement: string }} Mutant
 * @typedef {{ killed: number; timeout: number; survived: number; uncovered: number }} Count
 */

const { values, positionals } = parseArgs({
  options: {
    concurrency: { type: 'string', default: '1' },
    summary: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

try {
  process.exitCode = await main();
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}

/** @returns {Promise<number>} the exit status */
async function main() {
  const groups = Object.entries(GROUPS).map(([group, { files, tests }]) => ({
    group,
    tests,
    files: files.map((file) => `core/annotation/${file}.ts`),
  }));
  const known = groups.flatMap(({ files }) => files);
  const unknown = positionals.filter((file) => !known.includes(file));
  if (unknown.length > 0) throw new Error(`No group of scripts/mutation.mjs has ${unknown.join(', ')}.`);
  if (!values.summary)
    for (const { files, tests } of groups)
      for (const file of files) if (positionals.length === 0 || positionals.includes(file)) await run(file, tests);
  return summary(groups) ? 0 : 1;
}

/**
 * Most mutants are noticed by the nearest tests and few cases of each property; only the others meet all of the group.
 * @param {string} file
 * @param {readonly string[]} tests of its group
 */
async function run(file, tests) {
  const since = performance.now();
  heading(file);
  const first = await mutantsOf([file], nearestTests(file) ?? tests, FEW_CASES, [TOO_SLOW, SLOW]);
  const unnoticed = first.filter(isUnnoticed);
  const again =
    values.quick || unnoticed.length === 0
      ? []
      : await mutantsOf(unnoticed.map(rangeIn(file)), tests, MANY_CASES, [TOO_SLOW]);
  const later = new Map(again.map((mutant) => [identity(mutant), mutant.status]));
  const mutants = first.map((mutant) =>
    isUnnoticed(mutant) ? { ...mutant, status: later.get(identity(mutant)) ?? mutant.status } : mutant,
  );
  const path = join(root, `${resultOf(file)}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(mutants));
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  for (const { status, start, mutator, replacement } of mutants.filter(isUnnoticed)) {
    console.log(`${file}:${start.line}:${start.column} ${status} ${mutator}`);
    console.log(`    ${lines[start.line - 1]?.trim()}\n  → ${replacement.replace(/\s+/g, ' ')}`);
  }
  say(`${table(file, count(mutants))} in ${elapsed(since)}`);
}

/**
 * @param {string} file
 * @returns {readonly string[] | undefined}
 */
function nearestTests(file) {
  const name = file.replace(/^core\/annotation\//, '').replace(/\.ts$/, '');
  const hasOwn = existsSync(join(root, `test/core/annotation/${name}.test.ts`));
  return NEAREST[name] ?? (hasOwn ? [name] : undefined);
}

/**
 * @param {readonly string[]} places files, or ranges of them
 * @param {readonly string[]} tests
 * @param {number} cases of each property
 * @param {readonly string[]} without parts of the titles of tests
 * @returns {Promise<Mutant[]>}
 */
async function mutantsOf(places, tests, cases, without) {
  process.env.PROPERTY_CASES = String(cases);
  const stryker = new Stryker({
    mutate: [...new Set(places)],
    concurrency: Number(values.concurrency),
    mochaOptions: {
      spec: tests.map((test) => `out/test/core/annotation/${test}.test.js`),
      grep: `^(?!.*(?:${without.join('|')}))`,
    },
    logLevel: 'error',
    allowEmpty: true,
  });
  const results = await stryker.runMutationTest();
  return results.map(({ status, location, mutatorName, replacement }) => ({
    status,
    start: location.start,
    end: location.end,
    mutator: mutatorName,
    replacement: replacement ?? '',
  }));
}

/** @param {Mutant} mutant */
function identity({ start, end, mutator, replacement }) {
  return JSON.stringify([start.line, start.column, end.line, end.column, mutator, replacement]);
}

/**
 * Where a mutant is, as Stryker wants it: columns from 0.
 * @param {string} file
 * @returns {(mutant: Mutant) => string}
 */
function rangeIn(file) {
  return ({ start, end }) => `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

/** @param {Mutant} mutant */
function isUnnoticed({ status }) {
  return status === 'Survived' || status === 'NoCoverage';
}

/** @param {string} file */
function resultOf(file) {
  return `out/mutants/${file}`;
}

/**
 * @param {readonly Mutant[]} mutants
 * @returns {Count}
 */
function count(mutants) {
  /** @param {string} status */
  const of = (status) => mutants.filter((mutant) => mutant.status === status).length;
  return { killed: of('Killed'), timeout: of('Timeout'), survived: of('Survived'), uncovered: of('NoCoverage') };
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
function sum(counts) {
  /** @param {keyof Count} key */
  const of = (key) => counts.reduce((total, one) => total + one[key], 0);
  return { killed: of('killed'), timeout: of('timeout'), survived: of('survived'), uncovered: of('uncovered') };
}

/**
 * The share of mutants that were noticed, in percent; NaN where there are none.
 * @param {Count} count
 */
function score({ killed, timeout, survived, uncovered }) {
  return (100 * (killed + timeout)) / (killed + timeout + survived + uncovered);
}

/**
 * @param {string} name
 * @param {Count} counts
 */
function table(name, counts) {
  const { killed, timeout, survived, uncovered } = counts;
  const cells = [killed, timeout, survived, uncovered].map((cell) => String(cell).padStart(6)).join('');
  return `${name.padEnd(46)}${cells}${score(counts).toFixed(1).padStart(8)} %`;
}

/**
 * Shows what is known of every file.
 * @param {readonly { readonly group: string; readonly files: readonly string[] }[]} groups
 * @returns {boolean} whether no group is below the goal
 */
function summary(groups) {
  heading('killed, by time, survived, without a test, score');
  const totals = groups.flatMap(({ group, files }) => {
    const counts = files.flatMap((file) => {
      const path = join(root, `${resultOf(file)}.json`);
      if (!existsSync(path)) {
        console.log(`${file.padEnd(46)} not run`);
        return [];
      }
      const counted = count(JSON.parse(readFileSync(path, 'utf8')));
      console.log(table(file, counted));
      return [counted];
    });
    if (counts.length === 0) return [];
    const total = sum(counts);
    console.log(`${table(group.toUpperCase(), total)}\n`);
    return [total];
  });
  if (totals.length > 0) console.log(table('TOTAL', sum(totals)));
  return totals.every((total) => !(score(total) < GOAL));
}
