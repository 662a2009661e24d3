import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupedCommands, KEY_GROUPS } from '../../../../core/annotation/mode/keyGroups';
import { commandsBehind, keyMeanings, keysOfCommand, type Binding } from '../../../../core/annotation/mode/modeKeys';
import { DEFAULT_LABELS } from '../../../../core/annotation/labels';

const manifest = JSON.parse(readFileSync(join(__dirname, '../../../../../package.json'), 'utf8')) as {
  readonly contributes: { readonly keybindings: readonly Binding[] };
};
const behind = commandsBehind('alt+a', manifest.contributes.keybindings);

describe('the list of keys', () => {
  it('has every command that a key runs once, what decides first, and each in a group', () => {
    const commands = [...new Set(behind.map(({ command }) => command))];
    assert.ok(commands.length > 50);
    const groups = groupedCommands(commands);
    assert.deepEqual(
      groups.map(({ group }) => group),
      KEY_GROUPS,
    );
    assert.deepEqual(groups[0]?.commands.slice(0, 2), ['corpusAnnotator.accept', 'corpusAnnotator.reject']);
    assert.deepEqual(groups.flatMap((each) => each.commands).sort(), commands.toSorted());
    // What has no group would stand at the end, behind the last that has one.
    assert.equal(groups.at(-1)?.commands.at(-1), 'corpusAnnotator.keepPlace');
  });

  it('has commands of no group at its end', () => {
    assert.deepEqual(groupedCommands(['x', 'corpusAnnotator.accept']), [
      { group: 'decide', commands: ['corpusAnnotator.accept'] },
      { group: 'article', commands: ['x'] },
    ]);
  });

  it('tells the keys that are left to a command by the schema', () => {
    const commands = [...behind, { key: 'Enter', command: 'corpusAnnotator.accept' }];
    const keys = (labels: typeof DEFAULT_LABELS): string[] =>
      keysOfCommand(keyMeanings(labels, commands), 'corpusAnnotator.accept');
    assert.deepEqual(keys(DEFAULT_LABELS), ['s', 'Enter']);
    const [first, ...others] = DEFAULT_LABELS as [(typeof DEFAULT_LABELS)[number]];
    assert.deepEqual(keys([{ ...first, key: 's' }, ...others]), ['Enter']);
  });
});
