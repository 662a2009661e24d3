import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { sweepStrayFiles } from '../../node/strayFiles';
import { startAnnotator } from './annotators';
import type { Report } from './report';

/** After so many kills a new sidecar is begun, so that reading it again does not become the work. */
const KILLS_PER_FILE = 40;
/** A process is killed within so many milliseconds after it has read its sidecar: that is some ten saves. */
const LATEST_KILL_MS = 60;
const NEVER = 1_000_000;

interface Tally {
  kills: number;
  acknowledged: number;
  torn: number;
  lost: number;
  stray: number;
  readonly failures: string[];
}

/**
 * Kills annotating processes at moments of chance while another one works on the same file. The file must be whole after
 * each, hold every acknowledged annotation, and have nothing beside it once a restart has swept.
 */
export async function checkKills(kills: number, seed: number): Promise<Report> {
  const chance = chanceFrom(seed);
  const tally: Tally = { kills: 0, acknowledged: 0, torn: 0, lost: 0, stray: 0, failures: [] };
  while (tally.kills < kills) {
    const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-kills-'));
    try {
      await killOnOneFile(
        join(directory, 'a.txt.ann.yaml'),
        Math.min(KILLS_PER_FILE, kills - tally.kills),
        chance,
        tally,
      );
    } finally {
      await rm(directory, { recursive: true });
    }
  }
  const { acknowledged, torn, lost, stray, failures } = tally;
  return {
    name: 'kills',
    figures:
      `${tally.kills} SIGKILLs (seed ${seed}), ${acknowledged} acknowledged annotations: ` +
      `torn ${torn}, acknowledged but lost ${lost}, stray files ${stray}`,
    failures,
  };
}

async function killOnOneFile(path: string, kills: number, chance: () => number, tally: Tally): Promise<void> {
  const acknowledged: string[] = [];
  const bystander = startAnnotator(path, 'bystander-', NEVER, 15);
  await bystander.ready;
  for (let run = 0; run < kills; run++) {
    const victim = startAnnotator(path, `run${run}-`, NEVER);
    await victim.ready;
    await new Promise((resolve) => setTimeout(resolve, chance() * LATEST_KILL_MS));
    victim.kill();
    await victim.ended;
    tally.kills++;
    tally.acknowledged += victim.acknowledged.length;
    acknowledged.push(...victim.acknowledged);
    await check(path, [...acknowledged, ...bystander.acknowledged], tally);
  }
  bystander.kill();
  await bystander.ended;
  tally.acknowledged += bystander.acknowledged.length;
  await check(path, [...acknowledged, ...bystander.acknowledged], tally);
  const directory = join(path, '..');
  await sweepStrayFiles(directory);
  const left = (await readdir(directory)).filter((name) => name !== 'a.txt.ann.yaml');
  tally.stray += left.length;
  if (left.length > 0) tally.failures.push(`left behind: ${left.join(', ')}`);
}

async function check(path: string, acknowledged: readonly string[], tally: Tally): Promise<void> {
  // Before anything was ever written there is no file, and nothing was acknowledged.
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const { value, problems } = parseSidecar(text ?? '');
  if (text !== undefined && (value === undefined || problems.length > 0)) {
    tally.torn++;
    tally.failures.push(`torn after ${tally.kills} kills: ${problems[0]?.message ?? ''}`);
    return;
  }
  const present = new Set((text === undefined ? [] : (value?.annotations ?? [])).map(({ id }) => id));
  const lost = acknowledged.filter((id) => !present.has(id));
  tally.lost += lost.length;
  if (lost.length > 0) tally.failures.push(`acknowledged but lost after ${tally.kills} kills: ${lost.join(', ')}`);
}

/** Numbers in [0, 1) that a seed determines (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
