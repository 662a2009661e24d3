import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipped, type Report } from './report';
import type { Answer } from './saver';
import { Saver } from './savers';

/** Starts the rest of its arguments in a mount namespace of their own, with a disk of 64 KiB at its first argument. */
const WITH_SMALL_DISK = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k none "$0" && exec "$@"'];

/** On a full disk a save that does not fit is refused, the old file stays, and what fits again is written. */
export async function checkFullDisk(): Promise<Report> {
  const name = 'full disk';
  const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-disk-'));
  try {
    const disk = join(directory, 'disk');
    await mkdir(disk);
    const { status, stderr } = spawnSync(WITH_SMALL_DISK[0]!, [...WITH_SMALL_DISK.slice(1), disk, 'true']);
    if (status !== 0) return skipped(name, `no small disk can be mounted: ${String(stderr)}`.trim());
    const failures = await fillDisk(disk);
    return { name, figures: '100 KB saved to a disk of 64 KiB, then what fits', failures };
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function fillDisk(disk: string): Promise<string[]> {
  const saver = new Saver(join(disk, 'a.txt.ann.yaml'), [...WITH_SMALL_DISK, disk]);
  // The disk is seen in the namespace of the process only.
  const inside = join('/proc', String(saver.processId), 'root', disk);
  const content = (): Promise<string> => readFile(join(inside, 'a.txt.ann.yaml'), 'utf8');
  const failures: string[] = [];
  const expect = (holds: boolean | undefined, what: string): void => {
    if (holds !== true) failures.push(what);
  };
  try {
    const first = await saver.ask('add small 10000');
    expect(first?.saved, `what fits is not saved: ${first?.message ?? ''}`);
    const old = await content();
    const tooMuch = await saver.ask('add large 100000');
    expect(tooMuch?.saved === false && isDiskFull(tooMuch), `no word of the full disk: ${JSON.stringify(tooMuch)}`);
    expect(tooMuch?.failures === 1, 'the failure was not told once');
    expect((await content()) === old, 'the old file is not what it was');
    expect((await readdir(inside)).length === 1, 'the part that was written stayed');
    const fits = await saver.ask('remove large');
    expect(fits?.saved, `what fits again is not saved: ${fits?.message ?? ''}`);
    const more = await saver.ask('add more 10000');
    expect(more?.saved && (await content()).includes('"more"'), 'the next annotation is not saved');
  } finally {
    await saver.end();
  }
  return failures;
}

const isDiskFull = ({ message }: Answer): boolean => /ENOSPC.*kept in memory/.test(message ?? '');
