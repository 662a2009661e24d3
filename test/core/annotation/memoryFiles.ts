import type { AnnotationSet } from '../../../core/annotation/annotation';
import { parseSidecar } from '../../../core/annotation/sidecar/parse';
import { sidecarsBeside } from '../../../core/annotation/sidecarPath';
import type { Moved, Replaced, SidecarFiles } from '../../../core/annotation/store';

export type Fault = 'none' | 'refuse' | 'fail after writing';

/** Files in memory that can fail, and that wait for `schedule` between any two steps of a write. */
export class MemoryFiles implements SidecarFiles {
  readonly contents = new Map<string, string>();
  readonly beingEdited = new Set<string>();
  writes = 0;
  fault: () => Fault = () => 'none';
  schedule: <Value>(value: Value) => Promise<Value> = (value) => Promise.resolve(value);

  async read(uri: string): Promise<Uint8Array | undefined> {
    await this.schedule(undefined);
    return this.schedule(bytesOf(this.contents.get(uri)));
  }

  async replace(uri: string, chunks: readonly Uint8Array[], expected: Uint8Array | undefined): Promise<Replaced> {
    await this.schedule(undefined);
    const fault = this.fault();
    if (fault === 'refuse') throw new Error('ENOSPC: no space left');
    const current = bytesOf(this.contents.get(uri));
    if (current?.toString() !== (expected && Buffer.from(expected).toString()))
      return this.schedule({ kind: 'changed', current });
    this.contents.set(uri, Buffer.concat(chunks).toString());
    this.writes++;
    if (fault === 'fail after writing') throw new Error('EIO: the directory could not be flushed');
    return this.schedule({ kind: 'written' });
  }

  async move(from: string, to: string): Promise<Moved> {
    await this.schedule(undefined);
    const content = this.contents.get(from);
    if (content === undefined) return { kind: 'missing' };
    if (this.contents.has(to)) return { kind: 'exists' };
    this.contents.delete(from);
    this.contents.set(to, content);
    return this.schedule({ kind: 'moved' });
  }

  beside(articleUri: string): Promise<readonly string[]> {
    return this.schedule(sidecarsBeside(articleUri, [...this.contents.keys()]));
  }

  isBeingEdited(uri: string): boolean {
    return this.beingEdited.has(uri);
  }

  /** What a file holds; undefined where it cannot be understood. */
  set(uri: string): AnnotationSet | undefined {
    return parseSidecar(this.contents.get(uri) ?? '').value;
  }
}

const bytesOf = (text: string | undefined): Uint8Array | undefined =>
  text === undefined ? undefined : Buffer.from(text);
