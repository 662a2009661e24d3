import { apply, type Operation } from '../annotation/operations';
import { decodeUtf8 } from '../annotation/sidecar/bytes';
import { SidecarVersion } from '../annotation/sidecar/version';
import type { Finding } from './finding';

/** A step that mends a file. A text that is undefined stands for no file. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly before?: string; readonly after?: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string };

/** The steps that the repairs of findings take; `read` gives the bytes of a file. Repairs that no longer fit are left out. */
export async function stepsOf(
  findings: readonly Finding[],
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<Step[]> {
  const edits = new Map<string, Operation[]>();
  const steps: Step[] = [];
  for (const { path, repair } of findings) {
    if (repair?.kind === 'edit') edits.set(path, [...(edits.get(path) ?? []), repair.operation]);
    if (repair?.kind === 'move') steps.push({ kind: 'move', path, to: repair.to });
    if (repair?.kind === 'remove') {
      const bytes = await read(path);
      const before = bytes === undefined ? undefined : decodeUtf8(bytes);
      if (before !== undefined) steps.push({ kind: 'write', path, before });
    }
  }
  for (const [path, operations] of edits) {
    const bytes = await read(path);
    const step = bytes === undefined ? undefined : edited(path, bytes, operations);
    if (step !== undefined) steps.push(step);
  }
  // Files move last: the other steps name them as they were found.
  return steps.sort((a, b) => Number(a.kind === 'move') - Number(b.kind === 'move'));
}

function edited(path: string, bytes: Uint8Array, operations: readonly Operation[]): Step | undefined {
  const { value, problems } = SidecarVersion.read(bytes);
  if (value === undefined || problems.some(({ severity }) => severity === 'error')) return undefined;
  let { set } = value;
  for (const operation of operations) {
    const applied = apply(set, operation);
    if (applied.ok) set = applied.set;
  }
  const mended = value.with(set);
  return mended === value ? undefined : { kind: 'write', path, before: value.text, after: mended.text };
}

/** The step that takes a step back. */
export function inverseOf(step: Step): Step {
  if (step.kind === 'move') return { kind: 'move', path: step.to, to: step.path };
  const { path, before, after } = step;
  return {
    kind: 'write',
    path,
    ...(after !== undefined && { before: after }),
    ...(before !== undefined && { after: before }),
  };
}
