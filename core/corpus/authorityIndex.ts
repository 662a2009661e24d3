import { recognitionForm, type KnownEntity } from '../analysis/knownEntities';
import { initialsOf } from '../text/pinyinInitials';

/** An entity that a search has found. */
export interface FoundEntity<Entity extends KnownEntity> {
  readonly entity: Entity;
  /** The name or alias that was found, where it is not the entity's first. */
  readonly alias?: string;
}

/** What a search wants. */
export interface EntityQuery {
  readonly typed: string;
  /** Entities of this label come first. */
  readonly label?: string;
  /** How many are wanted at most. */
  readonly most: number;
}

/**
 * The names of authority files, to be searched by name, alias, id and the initials of pinyin. Making it takes time in
 * proportion to the length of all names, and so does a search.
 */
export class AuthorityIndex<Entity extends KnownEntity> {
  readonly #entities: readonly Entity[];
  readonly #names: readonly Name[];
  readonly #codes: InitialCodes;

  private constructor(entities: readonly Entity[], names: readonly Name[], codes: InitialCodes) {
    this.#entities = entities;
    this.#names = names;
    this.#codes = codes;
  }

  /** Makes the index in steps, so that nothing waits for it. */
  static *inSteps<Entity extends KnownEntity>(given: Iterable<Entity>): Generator<void, AuthorityIndex<Entity>> {
    const entities = [...given];
    const codes = new InitialCodes();
    const names: Name[] = [];
    for (const [entity, { id, name, aliases }] of entities.entries()) {
      const texts = [name, ...aliases, ...(id === name ? [] : [id])];
      for (const [at, text] of texts.entries())
        names.push({ entity, at, form: formOf(text), initials: codes.of(text) });
      if (entity % ENTITIES_A_STEP === 0) yield;
    }
    return new AuthorityIndex(entities, names, codes);
  }

  /** The entities that what was typed may mean, the likeliest first; what was typed is a beginning, or a piece. */
  search({ typed, label, most }: EntityQuery): FoundEntity<Entity>[] {
    const best = new Best(most);
    for (const { name, rank } of this.#matches(typed)) {
      const isOther = label !== undefined && this.#entities[name.entity]?.label !== label;
      best.offer(name, (2 * rank + (isOther ? 1 : 0)) * LONGEST_FORM + Math.min(name.form.length, LONGEST_FORM - 1));
    }
    return best.names.map(({ entity: index, at }) => {
      const entity = this.#entities[index] as Entity;
      const alias = at === 0 ? undefined : entity.aliases[at - 1];
      return { entity, ...(alias !== undefined && { alias }) };
    });
  }

  /** The best matching name of each entity that has one, in the order of the entities. */
  *#matches(typed: string): Iterable<Ranked> {
    const wanted = formOf(typed);
    const pattern = this.#codes.pattern(typed);
    let found: Ranked | undefined;
    for (const name of this.#names) {
      if (found !== undefined && found.name.entity !== name.entity) {
        yield found;
        found = undefined;
      }
      const rank = wanted === '' ? (name.at === 0 ? 0 : NO_MATCH) : rankOf(name, wanted, pattern);
      if (rank < (found?.rank ?? NO_MATCH)) found = { name, rank };
    }
    if (found !== undefined) yield found;
  }
}

/** Between two looks at the clock. */
const ENTITIES_A_STEP = 256;
const LONGEST_FORM = 1024;

/** The names with the smallest keys, in order; of equal keys those that came first. */
class Best {
  readonly #most: number;
  readonly #found: { readonly name: Name; readonly key: number }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get names(): readonly Name[] {
    return this.#found.map(({ name }) => name);
  }

  offer(name: Name, key: number): void {
    const found = this.#found;
    if (found.length >= this.#most && key >= (found.at(-1)?.key ?? -1)) return;
    let at = found.length;
    while (at > 0 && (found[at - 1]?.key ?? 0) > key) at--;
    found.splice(at, 0, { name, key });
    if (found.length > this.#most) found.pop();
  }
}

interface Name {
  /** The index of the entity. */
  readonly entity: number;
  /** 0 for its name, then its aliases, then its id. */
  readonly at: number;
  readonly form: string;
  readonly initials: string;
}

interface Ranked {
  readonly name: Name;
  readonly rank: number;
}

const NO_MATCH = 8;

/** First names before aliases and ids, whole ones before beginnings, those before pieces; initials behind the same in characters. */
function rankOf({ at, form, initials }: Name, wanted: string, pattern: RegExp | undefined): number {
  const later = at === 0 ? 0 : 1;
  if (form === wanted) return later;
  if (form.startsWith(wanted)) return 2 + later;
  const place = pattern === undefined ? -1 : initials.search(pattern);
  if (place === 0) return 4 + later;
  return form.includes(wanted) || place > 0 ? 6 + later : NO_MATCH;
}

const formOf = (text: string): string => recognitionForm(text).toLowerCase();

/** Writes the initials of a text with one code unit a character, so that they can be searched as text. */
class InitialCodes {
  readonly #codes = new Map<string, string>();
  readonly #ofCharacter = new Map<string, string>();

  of(text: string): string {
    let codes = '';
    for (const character of text) {
      let code = this.#ofCharacter.get(character);
      if (code === undefined) {
        code = initialsOf(character)
          .map((letters) => this.#codeOf(letters))
          .join('');
        this.#ofCharacter.set(character, code);
      }
      codes += code;
    }
    return codes;
  }

  /** What finds typed letters among initials; undefined where anything else was typed. */
  pattern(typed: string): RegExp | undefined {
    const letters = Array.from(typed.trim().toLowerCase());
    if (letters.length === 0 || !letters.every((letter) => /^[a-z0-9]$/.test(letter))) return undefined;
    return new RegExp(letters.map((letter) => this.#classOf(letter)).join(''), 'u');
  }

  #classOf(letter: string): string {
    const codes = [...this.#codes].filter(([letters]) => letters.includes(letter)).map(([, code]) => code);
    return `[${letter}${codes.join('')}]`;
  }

  /** A character with several readings has a code of its own, beyond all characters of texts. */
  #codeOf(letters: string): string {
    if (Array.from(letters).length <= 1) return letters;
    const known = this.#codes.get(letters) ?? String.fromCharCode(FIRST_CODE + this.#codes.size);
    this.#codes.set(letters, known);
    return known;
  }
}

/** The private use area: nothing there is a letter. */
const FIRST_CODE = 0xe000;
