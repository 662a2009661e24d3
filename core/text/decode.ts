import type { Parsed } from '../problem';
import { CanonicalText } from './canonicalText';

/** Articles above this size are not analysed: 5 MiB, about 1.7 million Chinese characters. */
export const MAXIMUM_ARTICLE_BYTES = 5 * 1024 * 1024;

declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * Decodes an article strictly as UTF-8. Invalid bytes give no value and a problem whose offset is the position of
 * the first bad byte (bytes, zero-based).
 */
export function decodeArticle(bytes: Uint8Array): Parsed<CanonicalText> {
  if (bytes.length > MAXIMUM_ARTICLE_BYTES) {
    const message = `The file has more than ${MAXIMUM_ARTICLE_BYTES} bytes; such articles are not analysed. Split it.`;
    return { value: undefined, problems: [{ severity: 'error', code: 'too-large', message, offset: 0, end: 0 }] };
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { value: new CanonicalText(decoder.decode(bytes)), problems: [] };
  } catch {
    const offset = firstInvalidByte(bytes);
    const message = `The file is not UTF-8: the byte at offset ${offset} is invalid${encodingHint(bytes, offset)}. Convert it to UTF-8, then open it again.`;
    return { value: undefined, problems: [{ severity: 'error', code: 'not-utf8', message, offset, end: offset + 1 }] };
  }
}

/** The index of the first byte that is not part of a well-formed UTF-8 sequence (Unicode 15, table 3-7). */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** The length of the well-formed sequence at `at`, or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < lowest || second > highest) return 0;
  for (let index = 2; index < length; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** What the bytes look like instead, for the message. */
function encodingHint(bytes: Uint8Array, firstInvalid: number): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return ' (it looks like UTF-16)';
  if (firstInvalid > 0 && firstInvalid >= bytes.length - 3) return ' (the file seems to end inside a character)';
  return ' (Chinese files are often GB18030)';
}
