import type { Parsed } from '../../problem';
import { MAXIMUM_YAML_BYTES, problem } from '../../yaml/boundedYaml';
import { sameData } from '../../yaml/json';
import type { AnnotationSet } from '../annotation';
import { decodeUtf8, encodeUtf8, joinBytes } from './bytes';
import { readSidecar } from './parse';
import { lineStartsOf, type LineStarts } from './lineCursor';
import { patchLines, rewritten, type PatchedLines } from './patch';
import { serialiseSidecar } from './serialise';
import type { SidecarLines } from './sidecarLines';

/** Sidecars above this size are neither read nor written (bytes). Those in other styles than ours have a lower limit. */
export const MAXIMUM_SIDECAR_BYTES = 16 * 1024 * 1024;

/** One version of a sidecar: its bytes and what they hold. */
export class SidecarVersion {
  readonly set: AnnotationSet;
  #chunks: readonly Uint8Array[];
  readonly #lines: SidecarLines | undefined;
  /** Found when they are first needed, and from then on derived from one version to the next. */
  #starts: LineStarts | undefined;

  private constructor(
    chunks: readonly Uint8Array[],
    set: AnnotationSet,
    lines: SidecarLines | undefined,
    starts?: LineStarts,
  ) {
    this.#chunks = chunks;
    this.set = set;
    this.#lines = lines;
    this.#starts = starts;
  }

  /** The first version of a file. Throws a RangeError for a set that no sidecar can hold (lone surrogates). */
  static of(set: AnnotationSet): SidecarVersion {
    const text = serialiseSidecar(set);
    return new SidecarVersion([encodeUtf8(text)], set, readSidecar(text).value?.lines);
  }

  /** Reads the bytes of a file, strictly as UTF-8. The value is undefined for bytes that are not; else as `parseSidecar`. */
  static read(bytes: Uint8Array): Parsed<SidecarVersion> {
    const start = { offset: 0, end: 0 };
    if (bytes.length > MAXIMUM_SIDECAR_BYTES) {
      const message = `The file has more than ${MAXIMUM_SIDECAR_BYTES} bytes, the most that is read. Split it.`;
      return { value: undefined, problems: [problem('too-large', message, start)] };
    }
    const text = decodeUtf8(bytes);
    if (text === undefined) {
      const message = 'The sidecar is not UTF-8. Convert it to UTF-8, or restore it.';
      return { value: undefined, problems: [problem('not-utf8', message, start)] };
    }
    const { value, problems } = readSidecar(text);
    return { value: value && new SidecarVersion([bytes], value.set, value.lines), problems };
  }

  get length(): number {
    return this.#chunks.reduce((length, chunk) => length + chunk.length, 0);
  }

  /** The bytes, in pieces as they were put together: those that were kept are not copied. */
  get chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** The bytes as one piece, which is made when it is first asked for. */
  get bytes(): Uint8Array {
    const bytes = joinBytes(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  /** What the bytes say, with the BOM. Decoded each time it is asked for. */
  get text(): string {
    return decodeUtf8(this.bytes) as string;
  }

  /**
   * The version with another set. Only the lines of changed records differ: comments, line ends and the style of what was
   * not touched keep their bytes, and are not copied. The version itself where the set holds the same.
   */
  with(set: AnnotationSet): SidecarVersion {
    if (set === this.set || sameData(set, this.set)) return this;
    const patched = this.#lines && this.#patched(this.#lines, set);
    const version = patched && new SidecarVersion(patched.chunks, set, patched.lines, patched.starts);
    if (version?.isReadable(this.length) === true) return version;
    const text = rewritten(this.text, this.set, set);
    return new SidecarVersion([encodeUtf8(text)], set, readSidecar(text).value?.lines);
  }

  #patched(lines: SidecarLines, set: AnnotationSet): PatchedLines {
    this.#starts ??= lineStartsOf(this.bytes);
    return patchLines({ bytes: this.bytes, starts: this.#starts }, lines, this.set, set);
  }

  /** Files in some styles are only read up to a limit: one that grows beyond it is tried. */
  private isReadable(lengthBefore: number): boolean {
    if (this.length <= MAXIMUM_YAML_BYTES || lengthBefore > MAXIMUM_YAML_BYTES) return true;
    return SidecarVersion.read(this.bytes).value !== undefined;
  }
}
