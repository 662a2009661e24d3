import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { DEFAULT_LABELS, type Label } from '../../../../core/annotation/labels';
import {
  commandsBehind,
  isModeKey,
  keyMeanings,
  keyOfLabel,
  MODE_KEYS,
} from '../../../../core/annotation/mode/modeKeys';

describe('the keys of annotate mode', () => {
  const label = (id: string, key?: string): Label => ({
    id,
    names: { en: id, zh: id },
    descriptions: { en: '', zh: '' },
    colour: '#000000',
    ...(key !== undefined && { key }),
  });
  /** `1:PER a:annotate` … in the order of the keys. */
  const listed = (labels: readonly Label[], ...commands: readonly string[]): string =>
    [
      ...keyMeanings(
        labels,
        commands.map((each) => ({ key: each.charAt(0), command: each.slice(2) })),
      ),
    ]
      .map(([key, meaning]) => `${key}:${meaning.kind === 'label' ? meaning.label.id : meaning.command}`)
      .sort()
      .join(' ');

  it('of the ten default labels are the digits, in their order', () => {
    const digits = DEFAULT_LABELS.map(({ id }) => keyOfLabel(keyMeanings(DEFAULT_LABELS, []), id));
    assert.deepEqual(digits, Array.from('1234567890'));
  });
  it('are those that the schema gives; the other labels share the digits that are left', () =>
    assert.equal(listed([label('A'), label('B', '1'), label('C'), label('D', 'd')]), '1:B 2:A 3:C d:D'));
  it('belong to the label where a command wants the same', () =>
    assert.equal(listed([label('PER', 'a')], 'a:annotate', 's:accept'), 'a:PER s:accept'));
  it('belong to the first of two labels; the second gets a digit', () =>
    assert.equal(listed([label('A', 'p'), label('B', 'p')]), '1:B p:A'));
  it('are digits for labels whose key cannot be bound', () =>
    assert.equal(listed([label('A', 'é'), label('B', 'ab'), label('C', '')]), '1:A 2:B 3:C'));
  it('end with the digits: the eleventh label has none', () => {
    const labels = Array.from('ABCDEFGHIJKL', (id) => label(id));
    assert.equal(keyOfLabel(keyMeanings(labels, []), 'K'), undefined);
  });
  it('tell small letters from capitals and marks with Shift', () =>
    assert.equal(
      listed([label('A', 'x'), label('B', 'X')], '[:grow', '{:growByWord'),
      '[:grow x:A X:B {:growByWord'.split(' ').sort().join(' '),
    ));

  it('are read from the chords of the extension', () => {
    const bindings = [
      { key: 'alt+a s', command: 'accept' },
      { key: 'alt+a shift+s', command: 'acceptAll' },
      { key: 'alt+a shift+;', command: 'shrink' },
      { key: 'alt+a alt+s', command: 'accept' },
      { key: 'alt+a left', command: 'none' },
      { key: 'alt+k', command: 'none' },
      { command: 'none' },
    ];
    assert.deepEqual(commandsBehind('alt+a', bindings), [
      { key: 's', command: 'accept' },
      { key: 'S', command: 'acceptAll' },
      { key: ':', command: 'shrink' },
    ]);
  });

  it('are each bound once', () => {
    assert.equal(new Set(MODE_KEYS.map(({ character }) => character)).size, MODE_KEYS.length);
    assert.equal(new Set(MODE_KEYS.map(({ binding }) => binding)).size, MODE_KEYS.length);
    const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));
    assert.deepEqual(MODE_KEYS.map(({ character }) => character).sort(), printable.sort());
  });

  it('mean one thing each, leave no label without a key while there are digits, and let no command displace a label', () => {
    const key = fc.oneof(fc.constantFrom(...Array.from('12ab;é')), fc.constant(undefined), fc.string({ maxLength: 2 }));
    const labels = fc.array(key, { maxLength: 14 }).map((keys) => keys.map((wanted, at) => label(`L${at}`, wanted)));
    const commands = fc.array(
      fc.record({ key: fc.constantFrom(...Array.from('12abcd;'), 'Tab'), command: fc.constantFrom('one', 'two') }),
    );
    fc.assert(
      fc.property(labels, commands, (schema, wanted) => {
        const meanings = keyMeanings(schema, wanted);
        assert.ok([...meanings].every(([key, { kind }]) => kind === 'command' || isModeKey(key)));
        assert.deepEqual(keyMeanings(schema, []), new Map([...meanings].filter(([, { kind }]) => kind === 'label')));
        const withKey = schema.filter(({ id }) => keyOfLabel(meanings, id) !== undefined);
        const shown = [...meanings.values()].filter(({ kind }) => kind === 'label').length;
        assert.equal(withKey.length, shown, 'no label has two keys');
        const free = Array.from('1234567890').filter((digit) => meanings.get(digit)?.kind !== 'label');
        assert.ok(withKey.length === schema.length || free.length === 0);
        for (const { key: character } of wanted) assert.ok(meanings.has(character));
      }),
    );
  });
});
