import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { SidecarStore, type SidecarToOpen } from '../../core/annotation/store';
import { sample, sampleSet } from '../core/annotation/arbitraries';
import { localFiles } from '../node/localFiles';
import type { Report } from './report';

const run = promisify(execFile);

/**
 * A repository with `files` sidecars. Opening and closing them `cycles` times writes nothing. Then another branch is checked
 * out beneath an open store that hears nothing of it: what it writes next must keep the other branch's annotations, and
 * what it reads when the window gets the focus must be the other branch's.
 */
export async function checkCheckouts(files: number, cycles: number): Promise<Report> {
  const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-checkouts-'));
  const git = async (...args: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'core.autocrlf=false'];
    return (await run('git', [...identity, '-C', directory, ...args])).stdout;
  };
  try {
    const sidecars = Array.from({ length: files }, (_, index) => join(directory, `${index}.txt.ann.yaml`));
    await makeRepository(directory, sidecars, git);
    const failures = [...(await openAndClose(sidecars, cycles, git)), ...(await checkoutBeneath(sidecars, git))];
    const figures = `${cycles} times opened and closed without a write; ${files} files checked out beneath an open store`;
    return { name: 'checkouts', figures, failures };
  } finally {
    await rm(directory, { recursive: true });
  }
}

type Git = (...args: string[]) => Promise<string>;

async function makeRepository(directory: string, sidecars: readonly string[], git: Git): Promise<void> {
  await mkdir(directory, { recursive: true });
  await git('init', '-q', '-b', 'one');
  for (const branch of ['one', 'two']) {
    if (branch === 'two') await git('checkout', '-q', '-b', 'two');
    const common = sample('common', 1, '楼');
    const text = serialiseSidecar(sampleSet(...(branch === 'one' ? [common] : [common, sample('theirs', 3, '市')])));
    for (const path of sidecars) await writeFile(path, text);
    await git('add', '-A');
    await git('commit', '-q', '-m', branch);
  }
  await git('checkout', '-q', 'one');
}

const toOpen = (path: string): SidecarToOpen => ({ articleUri: path, sidecarUri: path, text: sampleSet().text });

async function openAndClose(sidecars: readonly string[], cycles: number, git: Git): Promise<string[]> {
  const timesOf = (): Promise<number[]> => Promise.all(sidecars.map(async (path) => (await stat(path)).mtimeMs));
  const before = await timesOf();
  const store = new SidecarStore(localFiles);
  for (let cycle = 0; cycle < cycles; cycle++) {
    const path = sidecars[cycle % sidecars.length] ?? '';
    await store.open(toOpen(path));
    await store.close(path);
  }
  const after = await timesOf();
  const touched = sidecars.filter((_, index) => before[index] !== after[index]);
  const status = await git('status', '--porcelain');
  return [
    ...touched.map((path) => `${path} was written though nothing was changed`),
    ...(status === '' ? [] : [`git status is not clean: ${status}`]),
    ...(store.unsaved().length === 0 ? [] : ['the store holds unsaved work']),
  ];
}

async function checkoutBeneath(sidecars: readonly string[], git: Git): Promise<string[]> {
  const store = new SidecarStore(localFiles);
  await Promise.all(sidecars.map((path) => store.open(toOpen(path))));
  await git('checkout', '-q', 'two');
  const failures: string[] = [];
  for (const [index, path] of sidecars.entries()) {
    if (index % 2 === 0) {
      store.apply(path, { kind: 'add', annotation: sample('ours', 5, '中') });
      await store.whenSaved(path);
    } else await store.fileChanged(path);
    const wanted = index % 2 === 0 ? 'common ours theirs' : 'common theirs';
    const state = store.state(path);
    const inMemory = state?.kind === 'ready' ? idsOf(state.set) : state?.kind;
    const inFile = idsOf(parseSidecar(await readFile(path, 'utf8')).value ?? sampleSet());
    if (inMemory !== wanted || inFile !== wanted)
      failures.push(`${path}: memory has ${inMemory ?? ''}, the file ${inFile}`);
  }
  return failures;
}

function idsOf({ annotations }: { readonly annotations: readonly { readonly id: string }[] }): string {
  return annotations
    .map(({ id }) => id)
    .toSorted()
    .join(' ');
}
