import { TAGS } from './tagSet';
import { FINGERPRINT } from './templates';

/** What the tagger has learnt, as it is shipped. */
export interface TaggerModel {
  /** For each pair of neighbours (from, to) the score of their meeting. */
  readonly meetings: Int32Array;
  /** Hashes of the features that count. */
  readonly features: Int32Array;
  /** How many scores each feature has. */
  readonly sizes: Uint8Array;
  /** Feature by feature the tags and their scores; scores of one tag add up. */
  readonly tags: Uint8Array;
  readonly scores: Int8Array;
  /** Hashes of words and their classes. */
  readonly words: Int32Array;
  readonly classes: Uint16Array;
  /** For each kind the coefficients of the logistic function from clues to confidence. */
  readonly calibration: Float32Array;
}

const MAGIC = 0x31544143;
/** Words before the lengths of the parts. */
const HEADER = 3;
const PARTS = ['meetings', 'features', 'words', 'calibration', 'classes', 'sizes', 'tags', 'scores'] as const;
const TYPES = {
  meetings: Int32Array,
  features: Int32Array,
  words: Int32Array,
  calibration: Float32Array,
  classes: Uint16Array,
  sizes: Uint8Array,
  tags: Uint8Array,
  scores: Int8Array,
};

/**
 * The bytes of a model: `CAT1`, the number of tags, the fingerprint of the features, the length of each part (little-endian 32-bit words), then the
 * parts, those of wide elements first, so that each is aligned.
 */
export function modelBytes(model: TaggerModel): Uint8Array {
  const header = Int32Array.from([MAGIC, TAGS, FINGERPRINT, ...PARTS.map((part) => model[part].length)]);
  const pieces = [header, ...PARTS.map((part) => model[part])].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Reads a model; throws an error that says what is wrong with the bytes. */
export function readModel(bytes: Uint8Array): TaggerModel {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const headerLength = HEADER + PARTS.length;
  if (aligned.byteLength < headerLength * 4) throw new Error('the model of the tagger is cut off');
  const header = new Int32Array(aligned.buffer, aligned.byteOffset, headerLength);
  if (header[0] !== MAGIC) throw new Error('this is no model of the tagger');
  if (header[1] !== TAGS) throw new Error(`the model knows ${header[1] ?? 0} tags, the tagger ${TAGS}: train it anew`);
  if (header[2] !== FINGERPRINT) throw new Error('the model was learnt with other features: train it anew');
  let offset = aligned.byteOffset + headerLength * 4;
  const end = aligned.byteOffset + aligned.byteLength;
  const part = (index: number): unknown => {
    const Type = TYPES[PARTS[index] as (typeof PARTS)[number]];
    const length = header[HEADER + index] as number;
    const size = length * Type.BYTES_PER_ELEMENT;
    if (length < 0 || offset + size > end) throw new Error('the model of the tagger is cut off');
    const array = new Type(aligned.buffer as ArrayBuffer, offset, length);
    offset += size;
    return array;
  };
  const model = Object.fromEntries(PARTS.map((name, index) => [name, part(index)])) as unknown as TaggerModel;
  if (!fits(model)) throw new Error('the parts of the model do not fit together');
  return model;
}

/** Whether the parts belong together, as far as their lengths tell; the kernel looks at what the sizes and tags say. */
function fits({ features, sizes, tags, scores, words, classes }: TaggerModel): boolean {
  return sizes.length === features.length && scores.length === tags.length && classes.length === words.length;
}
