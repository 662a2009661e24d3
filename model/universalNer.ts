/** A sentence of Universal NER. */
export interface NerSentence {
  /** What the corpus calls it (`# sent_id`), or its number from 1. */
  readonly id: string;
  /** The text as it is written (`# text`), blanks included. */
  readonly text: string;
  /** In the order of the text; offsets are UTF-16 units. */
  readonly spans: readonly NerSpan[];
}

export interface NerSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/**
 * Reads IOB2 columns (number, word, tag …); a blank line ends a sentence. Throws an error that names the sentence where
 * words are not those of the `# text` line, or where a name goes on that did not begin.
 */
export function readUniversalNer(source: string): NerSentence[] {
  return source
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map((part) => part.split(/\r?\n/))
    .filter((lines) => lines.some((line) => WORD_LINE.test(line)))
    .map((lines, index) => readSentence(lines, comment(lines, 'sent_id') ?? String(index + 1)));
}

/** A word; numbers such as `3-4` (several words in one) and `3.1` (an omitted word) have no text of their own. */
const WORD_LINE = /^\d+\t/;

function readSentence(lines: readonly string[], id: string): NerSentence {
  const text = comment(lines, 'text');
  if (text === undefined) throw new Error(`Sentence ${id} has no line "# text".`);
  const spans: { start: number; end: number; label: string }[] = [];
  let at = 0;
  let open: (typeof spans)[number] | undefined;
  for (const line of lines.filter((one) => WORD_LINE.test(one))) {
    const [, word = '', tag = 'O'] = line.split('\t');
    const start = behindBlanks(text, at);
    if (!text.startsWith(word, start)) throw new Error(`Sentence ${id}: "${word}" is not at ${start} of its text.`);
    at = start + word.length;
    const label = tag.slice(2);
    if (tag === 'O') open = undefined;
    else if (tag.startsWith('B-')) spans.push((open = { start, end: at, label }));
    else if (tag.startsWith('I-') && open?.label === label) open.end = at;
    else throw new Error(`Sentence ${id}: the tag ${tag} at "${word}" continues nothing.`);
  }
  return { id, text, spans };
}

/** Blanks stand between Latin words; the columns have none. */
function behindBlanks(text: string, at: number): number {
  let start = at;
  while (/\s/.test(text.charAt(start))) start++;
  return start;
}

function comment(lines: readonly string[], name: string): string | undefined {
  const opening = `# ${name} = `;
  return lines.find((line) => line.startsWith(opening))?.slice(opening.length);
}
