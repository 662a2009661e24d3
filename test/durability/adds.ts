import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { startAnnotator } from './annotators';
import type { Report } from './report';

/** Two processes add `adds` annotations each to one file: it must hold exactly all of them. */
export async function checkAdds(adds: number): Promise<Report> {
  const directory = await mkdtemp(join(tmpdir(), 'corpus-annotator-adds-'));
  const path = join(directory, 'a.txt.ann.yaml');
  try {
    const annotators = ['one-', 'two-'].map((prefix) => startAnnotator(path, prefix, adds));
    const codes = await Promise.all(annotators.map(({ ended }) => ended));
    const { value, problems } = parseSidecar(await readFile(path, 'utf8'));
    const ids = new Set(value?.annotations.map(({ id }) => id));
    const acknowledged = annotators.flatMap((annotator) => annotator.acknowledged);
    const missing = acknowledged.filter((id) => !ids.has(id));
    const left = (await readdir(directory)).length - 1;
    const failures = [
      ...codes.filter((code) => code !== 0).map((code) => `a process ended with ${code ?? 'a signal'}`),
      ...problems.map(({ message }) => message),
      ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
      ...(ids.size === 2 * adds ? [] : [`${ids.size} annotations instead of ${2 * adds}`]),
      ...(left === 0 ? [] : [`${left} files were left behind`]),
    ];
    return { name: 'adds', figures: `2 processes x ${adds} additions to one file: ${ids.size} annotations`, failures };
  } finally {
    await rm(directory, { recursive: true });
  }
}
