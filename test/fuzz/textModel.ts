import type { Random } from '../../model/random';

export interface Place {
  readonly line: number;
  readonly character: number;
}

/** One item of a `didChange` notification. */
export interface Change {
  readonly range?: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

/** A document as an editor holds it: the lines of the protocol (ended by LF, CRLF or CR), written without the server's code. */
export class TextModel {
  version = 1;
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  apply(change: Change): void {
    if (change.range === undefined) {
      this.text = change.text;
      return;
    }
    const start = this.#offsetOf(change.range.start);
    const end = this.#offsetOf(change.range.end);
    this.text = this.text.slice(0, start) + change.text + this.text.slice(end);
  }

  /** Places that an editor may send: a column beyond the line means its end, a line behind the last one the text's. */
  somePlace(random: Random): Place {
    const lines = this.#lines();
    const line = random.below(lines.length);
    const { length } = lines[line]?.content ?? '';
    if (random.chance(0.03)) return { line: lines.length, character: 0 };
    return { line, character: random.chance(0.05) ? length + random.below(50) : random.below(length + 1) };
  }

  #offsetOf({ line, character }: Place): number {
    const found = this.#lines()[line];
    return found === undefined ? this.text.length : found.start + Math.min(character, found.content.length);
  }

  #lines(): { readonly start: number; readonly content: string }[] {
    let start = 0;
    return this.text
      .split(/(?<=\r\n|\n|\r(?!\n))/)
      .map((line) => {
        const at = start;
        start += line.length;
        return { start: at, content: line.replace(/[\r\n]+$/, '') };
      })
      .concat(/[\r\n]$/.test(this.text) ? [{ start: this.text.length, content: '' }] : []);
  }
}

const PIECES = [
  '郑',
  '楼阳生',
  '，',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  ' ',
  'a b',
  '😀',
  '𬭎',
  '\ud83d',
  '\ude00',
  '\ufeff',
  '\0',
  '\u2028',
  '　',
  '',
];

/** A text of up to 30 pieces of what texts are hard to count in: line ends of three kinds, characters of two units, halves of them. */
export function someText(random: Random, longest = 30): string {
  return Array.from({ length: random.below(longest) }, () => random.pick(PIECES)).join('');
}

/** One to four changes in the order in which the protocol applies them, made to the model as well. */
export function someChanges(model: TextModel, random: Random): Change[] {
  return Array.from({ length: 1 + random.below(4) }, () => {
    const change = someChange(model, random);
    model.apply(change);
    return change;
  });
}

function someChange(model: TextModel, random: Random): Change {
  const text = someText(random, 6);
  if (random.chance(0.05)) return { text };
  const places = [model.somePlace(random), model.somePlace(random)];
  const [start, end] = places.sort((a, b) => a.line - b.line || a.character - b.character) as [Place, Place];
  return { range: { start, end: random.chance(0.4) ? start : end }, text };
}
