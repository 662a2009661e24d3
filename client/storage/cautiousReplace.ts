import { sameBytes } from '../../core/annotation/sidecar/bytes';
import type { Replaced } from '../../core/annotation/store';

/** A file in a file system that can neither rename atomically nor promise that a write is whole. */
export interface PlainFile {
  /** The address, for messages. */
  readonly name: string;
  /** Undefined where there is no file. */
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Writes `bytes` in the place of exactly `expected`, and reads them back. Until they are verified, `copy` holds the version
 * before, itself verified first: a write that breaks off leaves one whole file, and the error says which.
 */
export async function replaceCautiously(
  file: PlainFile,
  copy: PlainFile,
  bytes: Uint8Array,
  expected: Uint8Array | undefined,
): Promise<Replaced> {
  const current = await file.read();
  if (!sameBytes(current, expected)) return { kind: 'changed', current };
  if (expected !== undefined) await writeVerified(copy, expected);
  try {
    await writeVerified(file, bytes);
  } catch (error) {
    if (expected === undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}; the version before is kept in ${copy.name}`, { cause: error });
  }
  // One that stays holds an older version, and is replaced at the next write.
  if (expected !== undefined) await copy.remove().catch(() => undefined);
  return { kind: 'written' };
}

async function writeVerified(file: PlainFile, bytes: Uint8Array): Promise<void> {
  await file.write(bytes);
  if (!sameBytes(await file.read(), bytes)) throw new Error(`what was written to ${file.name} could not be read back`);
}
