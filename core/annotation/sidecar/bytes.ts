import type { Parsed } from '../../problem';
import { MAXIMUM_YAML_BYTES, problem } from '../../yaml/boundedYaml';
import type { AnnotationSet } from '../annotation';
import { parseSidecar } from './parse';

declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** A sidecar as it was read: its text, which a patch starts from, and what it holds. */
export interface SidecarSource {
  readonly text: string;
  readonly set: AnnotationSet;
}

/** Reads the bytes of a sidecar, strictly as UTF-8. The value is undefined for bytes that are not; else as {@link parseSidecar}. */
export function parseSidecarBytes(bytes: Uint8Array): Parsed<SidecarSource> {
  const start = { offset: 0, end: 0 };
  if (bytes.length > MAXIMUM_YAML_BYTES) {
    const message = `The file has ${bytes.length} bytes; at most ${MAXIMUM_YAML_BYTES} are read. Split it.`;
    return { value: undefined, problems: [problem('too-large', message, start)] };
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    const message = 'The sidecar is not UTF-8. Convert it to UTF-8, or restore it.';
    return { value: undefined, problems: [problem('not-utf8', message, start)] };
  }
  const { value, problems } = parseSidecar(text);
  return { value: value && { text, set: value }, problems };
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The text of bytes that are UTF-8, with its BOM; undefined where they are not. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
