import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDerivedBindings, type ContributedBinding } from '../../core/annotation/mode/derivedBindings';
import { commandsBehind, MODE_KEYS } from '../../core/annotation/mode/modeKeys';

const { contributes } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
  contributes: { keybindings: ContributedBinding[]; commands: { command: string }[] };
};
const { keybindings, commands } = contributes;

describe('the key bindings of package.json', () => {
  it('are complete: `npm run keybindings` would change nothing', () =>
    assert.deepEqual(keybindings, withDerivedBindings(keybindings)));

  it('take no key of the editor outside of annotate mode: elsewhere ours begin with Alt+A, or are of our views', () => {
    const free = keybindings.filter(
      ({ key, when = '' }) =>
        !key.startsWith('alt+a ') &&
        !when.includes('(corpusAnnotator.annotateMode && editorReadonly || corpusAnnotator.choosingWord)') &&
        !/focusedView == corpusAnnotator\.|corpusAnnotator\.choosingWord/.test(when),
    );
    assert.deepEqual(free, []);
  });

  it('are of articles only', () => {
    for (const { key, when = '' } of keybindings.filter((binding) => binding.key.startsWith('alt+a ')))
      assert.match(when, /editorTextFocus.*editorLangId == corpus-article|corpusAnnotator\./, key);
  });

  it('give each chord to one command', () => {
    const chords = keybindings
      .filter(({ key }) => key.startsWith('alt+a '))
      .map(({ key, when }) => `${key} ${when ?? ''}`);
    assert.equal(new Set(chords).size, chords.length);
  });

  it('have a single key in annotate mode for every chord with a character', () => {
    const chords = keybindings.filter(({ key }) => key.startsWith('alt+a ') && !key.startsWith('alt+a alt+'));
    const known = new Set(MODE_KEYS.map(({ binding }) => binding));
    assert.deepEqual(
      chords.map(({ key }) => key.slice('alt+a '.length)).filter((key) => !known.has(key)),
      [],
    );
    const contributed = new Set(commands.map(({ command }) => command));
    for (const { command } of commandsBehind('alt+a', keybindings)) assert.ok(contributed.has(command), command);
  });
});
