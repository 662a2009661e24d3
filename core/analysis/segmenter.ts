/** A word of a text; `tag` is the part of speech in the ICTCLAS set (`nr` person, `ns` place, `nt` body, `m` number …). */
export interface Word {
  readonly text: string;
  readonly tag: string;
}

/**
 * Cuts a text into words. The words of the result, joined, are exactly the input: offsets are sums of lengths.
 * A segmenter advises recognisers; it never limits what a person can annotate.
 */
export interface Segmenter {
  readonly name: string;
  segment(text: string): readonly Word[];
}
