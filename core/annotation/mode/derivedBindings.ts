import { MODE_KEYS } from './modeKeys';

/** A key binding as package.json contributes it. */
export interface ContributedBinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly args?: unknown;
  readonly when?: string;
}

/** The command behind all single keys of annotate mode; its argument is the key. */
export const KEY_COMMAND = 'corpusAnnotator.key';

/** The first keys of our chords. */
const CHORD = 'alt+a ';
const MAC_CHORD = 'ctrl+cmd+a ';

/** In the text of an article. */
const IN_ARTICLE = 'editorTextFocus && editorLangId == corpus-article';

/** While a word is to be chosen by its key. */
const CHOOSING = 'corpusAnnotator.choosingWord';

/** Where single keys do something: the text is read-only because of the mode, or a word is to be chosen. */
const IN_MODE = `${IN_ARTICLE} && (corpusAnnotator.annotateMode && editorReadonly || ${CHOOSING})`;

/**
 * The bindings of package.json with those that follow from others at their end: each key of annotate mode, and each chord
 * with Alt held at its second key too, because an input method takes letters without Alt.
 */
export function withDerivedBindings(bindings: readonly ContributedBinding[]): ContributedBinding[] {
  const own = bindings.filter(({ command, key }) => command !== KEY_COMMAND && !key.startsWith(`${CHORD}alt+`));
  const twins = own.filter(({ key }) => key.startsWith(CHORD)).map(withAltHeld);
  return [...own, ...twins, ...namedKeys(), ...MODE_KEYS.map(({ character, binding }) => press(character, binding))];
}

function withAltHeld({ key, mac, ...rest }: ContributedBinding): ContributedBinding {
  return {
    ...rest,
    key: `${CHORD}alt+${key.slice(CHORD.length)}`,
    ...(mac?.startsWith(MAC_CHORD) === true && { mac: `${MAC_CHORD}ctrl+cmd+${mac.slice(MAC_CHORD.length)}` }),
  };
}

function namedKeys(): ContributedBinding[] {
  const tab = `${IN_MODE} && !editorTabMovesFocus`;
  return [
    press('Enter', 'enter'),
    press('Backspace', 'backspace'),
    press('Delete', 'delete'),
    { ...press('Escape', 'escape'), when: `${IN_ARTICLE} && ${CHOOSING}` },
    { ...press('Tab', 'tab'), when: tab },
    { ...press('Shift+Tab', 'shift+tab'), when: tab },
    { ...press('Ctrl+Z', 'ctrl+z'), mac: 'cmd+z' },
    { ...press('Ctrl+Shift+Z', 'ctrl+shift+z'), mac: 'cmd+shift+z' },
    { ...press('Ctrl+Shift+Z', 'ctrl+y'), mac: 'cmd+y' },
    ...Array.from('1234567890', (digit) => press(digit, `numpad${digit}`)),
  ];
}

const press = (args: string, key: string): ContributedBinding => ({ command: KEY_COMMAND, key, args, when: IN_MODE });
