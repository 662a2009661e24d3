import type { Label } from '../labels';

/** A key by the character it types, and how bindings of VS Code name it (on a keyboard as in the United States). */
interface ModeKey {
  readonly character: string;
  readonly binding: string;
}

/** The keys that annotate mode takes, each bound to the one command that looks up what it means. */
export const MODE_KEYS: readonly ModeKey[] = [
  ...Array.from('1234567890abcdefghijklmnopqrstuvwxyz', (character) => ({ character, binding: character })),
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (character) => ({
    character,
    binding: `shift+${character.toLowerCase()}`,
  })),
  ...Array.from("`-=[]\\;',./", (character) => ({ character, binding: character })),
  ...Array.from('~_+{}|:"<>?', (character, at) => ({ character, binding: `shift+${"`-=[]\\;',./"[at] as string}` })),
  ...Array.from('!@#$%^&*()', (character, at) => ({ character, binding: `shift+${'1234567890'[at] as string}` })),
];

const CHARACTERS: ReadonlySet<string> = new Set(MODE_KEYS.map(({ character }) => character));

/** Whether annotate mode can give a meaning to a character: one that a key with or without Shift types. */
export const isModeKey = (character: string): boolean => CHARACTERS.has(character);

/** A command that a key runs, unless the schema gives the key to a label: a character, or the name of a key that types none. */
export interface KeyCommand {
  readonly key: string;
  readonly command: string;
}

export type KeyMeaning =
  { readonly kind: 'label'; readonly label: Label } | { readonly kind: 'command'; readonly command: string };

/** The keys of labels without one of their own, in the order of the labels: an input method lets digits through. */
const DIGITS = '1234567890';

/**
 * What each key means. The key that the schema gives a label comes first, then the digits of the other labels, then the
 * commands; of two labels with one key the first has it, and the second shares the digits with those that have none.
 */
export function keyMeanings(
  labels: readonly Label[],
  commands: readonly KeyCommand[],
): ReadonlyMap<string, KeyMeaning> {
  const meanings = new Map<string, KeyMeaning>();
  const give = (key: string, meaning: KeyMeaning): boolean => {
    if (meanings.has(key)) return false;
    meanings.set(key, meaning);
    return true;
  };
  const hasOwn = (label: Label): boolean =>
    label.key !== undefined && isModeKey(label.key) && give(label.key, { kind: 'label', label });
  const others = labels.filter((label) => !hasOwn(label));
  const digits = Array.from(DIGITS).filter((digit) => !meanings.has(digit));
  others.slice(0, digits.length).forEach((label, at) => give(digits[at] as string, { kind: 'label', label }));
  for (const { key, command } of commands) give(key, { kind: 'command', command });
  return meanings;
}

/** The key that sets a label; undefined where there are more labels than keys. */
export function keyOfLabel(meanings: ReadonlyMap<string, KeyMeaning>, id: string): string | undefined {
  return [...meanings].find(([, meaning]) => meaning.kind === 'label' && meaning.label.id === id)?.[0];
}

/** The keys that run a command; none where the schema has given them to labels. */
export function keysOfCommand(meanings: ReadonlyMap<string, KeyMeaning>, command: string): string[] {
  return [...meanings].flatMap(([key, meaning]) =>
    meaning.kind === 'command' && meaning.command === command ? [key] : [],
  );
}

/** A key binding as an extension contributes it. */
export interface Binding {
  readonly key?: string;
  readonly command?: string;
}

/**
 * The commands behind a leading chord (`alt+a`), each under the character of its second key: in annotate mode the same key
 * works without the chord.
 */
export function commandsBehind(chord: string, bindings: readonly Binding[]): KeyCommand[] {
  const characters = new Map(MODE_KEYS.map(({ character, binding }) => [binding, character]));
  return bindings.flatMap(({ key = '', command }) => {
    const character = key.startsWith(`${chord} `) ? characters.get(key.slice(chord.length + 1)) : undefined;
    return character === undefined || command === undefined ? [] : [{ key: character, command }];
  });
}
