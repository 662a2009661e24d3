import { spawnSync } from 'node:child_process';

/** Why Python cannot be asked here, or undefined when it can. */
export function whyNoPython(): string | undefined {
  const { status, error } = spawnSync('python3', ['-c', 'import yaml']);
  if (error !== undefined) return 'there is no python3';
  return status === 0 ? undefined : 'python3 has no PyYAML';
}

/** Runs a Python program on the items, which it gets and answers as a JSON list. Throws with what Python wrote when it fails. */
export function runPython(program: string, items: readonly unknown[]): unknown[] {
  // JSON in ASCII: the answer must not depend on the locale.
  const input = JSON.stringify(items).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const main = 'import json, sys\njson.dump([answer(item) for item in json.load(sys.stdin)], sys.stdout)\n';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', `${program}\n${main}`], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`Python failed: ${stderr}`);
  return JSON.parse(stdout) as unknown[];
}
