import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeUtf8 } from '../core/annotation/sidecar/bytes';
import { RULES } from '../core/consistency/inconsistency';
import { checkCorpus, type CheckedFiles } from '../core/doctor/checkCorpus';
import type { ConsistencyOptions } from '../core/doctor/consistencyChecks';
import type { Finding, Severity } from '../core/doctor/finding';
import { inverseOf, stepsOf, type Step } from '../core/doctor/repairs';
import { CanonicalText, canonicalOffsetsOf } from '../core/text/canonicalText';
import { readFileIfThere, replaceFile } from '../node/atomicFile';
import { readLocalFile } from '../node/localFile';
import { listLocalFolder } from '../node/localFolder';
import { loadJiebaSegmenter } from '../node/jiebaSegmenter';
import { sha256 } from '../node/sha256';

/**
 * `check [--json] [--strict] [--repair CODES] [--off RULES] [--undo JOURNAL] [DIR]`: prints what is wrong with a corpus, and
 * mends what can be mended. Returns the exit status: 0 sound, 1 errors (with `--strict` also warnings) are left. Throws for wrong usage.
 */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      repair: { type: 'string' },
      undo: { type: 'string' },
      off: { type: 'string', default: '' },
    },
    allowPositionals: true,
  });
  if (positionals.length > 1) throw new Error('Name one folder.');
  const folder = resolve(positionals[0] ?? '.');
  if (values.undo !== undefined) return undo(values.undo);
  const consistency = consistencyOf(values.off.split(',').filter((name) => name !== ''));
  const found = await allFindings(folder, consistency);
  if (values.repair === undefined) return report(found, folder, values);
  await repair(found.findings, values.repair.split(','), folder);
  return report(await allFindings(folder, consistency), folder, values);
}

interface Found {
  readonly findings: readonly Finding[];
  readonly checked: CheckedFiles;
}

/** Throws for a name that is no rule. */
function consistencyOf(off: readonly string[]): ConsistencyOptions {
  const unknown = off.find((name) => name !== 'all' && !RULES.some((rule) => rule === name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no rule. The rules are: ${RULES.join(', ')}.`);
  const rules = new Set(off.includes('all') ? [] : RULES.filter((rule) => !off.includes(rule)));
  const asksForWords = rules.has('cutWords') || rules.has('unlabelledRepeats');
  return { rules, segmenter: asksForWords ? loadJiebaSegmenter() : undefined };
}

async function allFindings(folder: string, consistency: ConsistencyOptions): Promise<Found> {
  const files = { read: readLocalFile, list: listLocalFolder };
  const check = checkCorpus(`${pathToFileURL(folder).href}/`, files, sha256, consistency);
  const findings: Finding[] = [];
  for (;;) {
    const step = await check.next();
    if (step.done === true) return { findings, checked: step.value };
    findings.push(step.value);
  }
}

function report(
  { findings, checked }: Found,
  folder: string,
  { json, strict }: { json: boolean; strict: boolean },
): number {
  const place = placeIn(folder);
  for (const finding of findings) {
    const { severity, code, path, message } = finding;
    const { line, column } = place(finding);
    const canRepair = finding.repair !== undefined;
    process.stdout.write(
      json
        ? `${JSON.stringify({ severity, code, path, line, column, message, canRepair })}\n`
        : `${path}:${line}:${column}: ${severity}: ${message} [${code}${canRepair ? ', can be repaired' : ''}]\n`,
    );
  }
  const count = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length;
  process.stderr.write(
    `${checked.articles} articles, ${checked.sidecars} sidecars: ${count('error')} errors, ${count('warning')} warnings, ${count('information')} notes\n`,
  );
  return count('error') > 0 || (strict && count('warning') > 0) ? 1 : 0;
}

/** Line and column of findings, from 1; columns are UTF-16 units. Findings of one file come one behind the other. */
function placeIn(folder: string): (finding: Finding) => { line: number; column: number } {
  let path: string | undefined;
  let offsetIn = canonicalOffsetsOf('');
  let text = new CanonicalText('');
  return (finding) => {
    if (finding.offset === 0) return { line: 1, column: 1 };
    if (finding.path !== path) {
      ({ path } = finding);
      const source = readFileSync(join(folder, path), 'utf8');
      offsetIn = canonicalOffsetsOf(source);
      text = new CanonicalText(source);
    }
    const { line, character } = text.positionAt(offsetIn(finding.offset));
    return { line: line + 1, column: character + 1 };
  };
}

/** Mends what the findings with these codes (`all`: any) offer. A journal that takes it back is written first. */
async function repair(findings: readonly Finding[], codes: readonly string[], folder: string): Promise<void> {
  const chosen = findings.filter(({ code }) => codes.includes('all') || codes.includes(code));
  const steps = await stepsOf(chosen, (path) => readFileIfThere(join(folder, path)));
  if (steps.length === 0) {
    process.stderr.write('There is nothing to repair.\n');
    return;
  }
  const journal = `repairs-${new Date().toISOString().replace(/[:.]/g, '-')}.json`;
  writeFileSync(journal, `${JSON.stringify({ folder, steps }, undefined, 1)}\n`, { flag: 'wx' });
  for (const step of steps) await take(step, folder);
  process.stderr.write(`${steps.length} repairs; take them back with: corpus-annotator check --undo ${journal}\n`);
}

async function undo(journal: string): Promise<number> {
  const { folder, steps } = JSON.parse(readFileSync(journal, 'utf8')) as { folder: string; steps: Step[] };
  let isWhole = true;
  for (const step of steps.toReversed()) isWhole = (await take(inverseOf(step), folder)) && isWhole;
  return isWhole ? 0 : 1;
}

/** Takes a step if the file is still as it was; else says why not. */
async function take(step: Step, folder: string): Promise<boolean> {
  const path = join(folder, step.path);
  const refusal = step.kind === 'move' ? await move(path, join(folder, step.to)) : await write(path, step);
  if (refusal === undefined) return true;
  process.stderr.write(`${step.path}: ${refusal} It stays as it is.\n`);
  return false;
}

async function move(from: string, to: string): Promise<string | undefined> {
  if (
    await stat(to).then(
      () => true,
      () => false,
    )
  )
    return `There is already a file ${to}.`;
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  return undefined;
}

async function write(path: string, { before, after }: Extract<Step, { kind: 'write' }>): Promise<string | undefined> {
  const expected = before === undefined ? undefined : encodeUtf8(before);
  if (after !== undefined) {
    const { kind } = await replaceFile(path, [encodeUtf8(after)], expected);
    return kind === 'written' ? undefined : 'The file has changed since.';
  }
  const bytes = await readFileIfThere(path);
  if (bytes === undefined || Buffer.compare(bytes, Buffer.from(before ?? '')) !== 0)
    return 'The file has changed since.';
  await unlink(path);
  return undefined;
}
