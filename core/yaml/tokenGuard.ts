import type { CST } from 'yaml';

/** A token of the lexer at `[offset, end)` (UTF-16 units). */
export interface Token {
  /** Null for the text of a plain or block scalar. */
  readonly type: CST.TokenType | null;
  readonly source: string;
  readonly offset: number;
  readonly end: number;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Types of tokens that are refused wherever they stand. */
const REFUSED_TOKENS: ReadonlyMap<CST.TokenType | null, string> = new Map([
  ['anchor', 'Anchors (&name) are not read. Write the value out.'],
  ['alias', 'Aliases (*name) are not read. Write the value out.'],
  ['tag', 'Tags (!name) are not read. Remove the tag.'],
  ['directive-line', 'Directives (%NAME) are not read. Remove the line.'],
]);

const BLANK_TOKENS = new Set<CST.TokenType | null>(['space', 'newline', 'comment', 'byte-order-mark']);
const SCALARS = new Set<CST.TokenType | null>([null, 'single-quoted-scalar', 'double-quoted-scalar']);

/**
 * Far more than a file may nest, and few enough for the library's stack: it checks depth only when it is too late, 10,000
 * question marks end the process (yaml 2.9.1). How deep values really nest is checked when they have been read.
 */
const MAXIMUM_OPEN = 200;

/** What tokens cost the library, about: a value more than the marks around it. */
const SCALAR_COST = 3;
const MARK_COST = 3;
const BLANK_COST = 1;
/** Annotations in any style stay below half of this. A file of nothing but dashes would cost ten times as much. */
const BASE_COST = 300_000;
const COST_PER_UNIT = 0.4;

/** Refuses a file by its tokens, one after the other, before anything is built from them. */
export class TokenGuard {
  readonly #maximumCost: number;
  readonly #nesting = new OpenCollections();
  #cost = 0;
  #hasContent = false;
  #documentEnded = false;
  /** The last token that is not blank, if it is on this line or a scalar. */
  #previous: Token | undefined;
  #isNewLine = false;
  /** Whether the last token begins a line right below a scalar: then it can only be a key. */
  #mustBeKey = false;

  /** For a text of so many UTF-16 units. */
  constructor(length: number) {
    this.#maximumCost = BASE_COST + COST_PER_UNIT * length;
  }

  refuse(token: Token): Refusal | undefined {
    const { type } = token;
    const refused = REFUSED_TOKENS.get(type);
    if (refused !== undefined) return { code: `yaml-${type ?? ''}`, message: refused };
    return (
      this.#refuseByCost(type) ??
      this.#refuseByNesting(token) ??
      this.#refuseByOrder(token) ??
      this.#refuseByPlace(type)
    );
  }

  #refuseByCost(type: Token['type']): Refusal | undefined {
    this.#cost += SCALARS.has(type) ? SCALAR_COST : BLANK_TOKENS.has(type) ? BLANK_COST : MARK_COST;
    if (this.#cost <= this.#maximumCost) return undefined;
    const message =
      'The file has too many values for its size. Write it in the form the program gives it, or split it.';
    return { code: 'too-complex', message };
  }

  #refuseByNesting(token: Token): Refusal | undefined {
    const open = this.#nesting.after(token);
    if (open > MAXIMUM_OPEN) return { code: 'too-deep', message: 'Values are nested far too deep. Flatten them.' };
    // A bracket without its partner is an error anyway; a million of them cost the library seconds.
    return open < 0 ? { code: 'yaml', message: 'This bracket closes nothing. Remove it.' } : undefined;
  }

  /** Values without anything between them are errors anyway; each costs the library more than a value does. */
  #refuseByOrder(token: Token): Refusal | undefined {
    const { type } = token;
    if (type === 'newline' || !BLANK_TOKENS.has(type)) {
      if (this.#mustBeKey && type !== 'map-value-ind') return SIDE_BY_SIDE;
      this.#mustBeKey = false;
    }
    if (type === 'newline') this.#isNewLine = true;
    if (BLANK_TOKENS.has(type)) return undefined;
    const previous = this.#previous;
    const isBelow = this.#isNewLine;
    this.#previous = token;
    // The text of a block scalar takes its line end with it; an empty one begins where the next line does.
    this.#isNewLine = type === null && (token.source.endsWith('\n') || (token.source === '' && isBelow));
    if (previous === undefined || !SCALARS.has(previous.type)) return undefined;
    if (type === 'seq-item-ind' || type === 'explicit-key-ind') return isBelow ? undefined : SIDE_BY_SIDE;
    if (!SCALARS.has(type)) return undefined;
    if (!isBelow || this.#nesting.isInBrackets) return SIDE_BY_SIDE;
    this.#mustBeKey = true;
    return undefined;
  }

  #refuseByPlace(type: Token['type']): Refusal | undefined {
    if (type === 'doc-end') {
      if (this.#documentEnded) return { code: 'yaml', message: 'The document ends twice. Remove this line.' };
      this.#documentEnded = true;
    } else if (!BLANK_TOKENS.has(type)) {
      if (this.#documentEnded || (type === 'doc-start' && this.#hasContent))
        return { code: 'second-document', message: 'Only one YAML document is read. Remove what follows.' };
      this.#hasContent = true;
    }
    return undefined;
  }
}

const SIDE_BY_SIDE: Refusal = {
  code: 'yaml',
  message: 'Two values stand side by side here. Put a comma or a colon between them, or remove one.',
};

/** How many collections are open at a token, at least: brackets, indented lines, and indicators on one line (`- - -`). */
class OpenCollections {
  #brackets = 0;
  /** The columns of the lines that the current line is nested in, ascending. */
  readonly #indents: number[] = [];
  #indicators = 0;
  #lineStart = 0;
  #isLineStart = true;

  get isInBrackets(): boolean {
    return this.#brackets > 0;
  }

  /** Negative for a closing bracket without an opening one. */
  after({ type, offset, end }: Token): number {
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.#brackets++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') this.#brackets--;
    else if (this.#brackets === 0) this.#afterBlockToken(type, offset, end);
    return this.#brackets < 0 ? -1 : this.#brackets + this.#indents.length + this.#indicators;
  }

  #afterBlockToken(type: Token['type'], offset: number, end: number): void {
    if (type === 'newline') {
      this.#isLineStart = true;
      this.#indicators = 0;
      this.#lineStart = end;
    } else if (this.#isLineStart && !BLANK_TOKENS.has(type)) {
      this.#isLineStart = false;
      const column = offset - this.#lineStart;
      while ((this.#indents.at(-1) ?? -1) >= column) this.#indents.pop();
      this.#indents.push(column);
    }
    if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') this.#indicators++;
  }
}
