import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { withItem } from '../../../core/yaml/appendItem';
import { readYaml, toJson } from '../../../core/yaml/boundedYaml';
import { json } from '../annotation/arbitraries';
import { isWritable } from '../../../core/annotation/sidecar/flowText';
import { entryLines } from '../../../core/annotation/sidecar/serialise';

describe('an item that is added to a list of a YAML file', () => {
  const ITEM = { id: 'n', name: '新' };
  const LINE = '{id: "n", name: "新"}';
  const check = (what: string, text: string, expected: string | undefined): void => {
    it(what, () => assert.equal(withItem(text, 'entities', ITEM), expected));
  };
  check('makes the list in an empty file', '', `entities:\n- ${LINE}\n`);
  check('stands below the comments of one that has nothing else', '# 名单\n', `# 名单\nentities:\n- ${LINE}\n`);
  check('makes the list where the key has no value', 'entities: # 人物\nx: 1\n', `entities: # 人物\n- ${LINE}\nx: 1\n`);
  check('makes the list behind other keys', 'name: "a"', `name: "a"\nentities:\n- ${LINE}\n`);
  check('stays before the end of the document', 'name: "a"\n...\n', `name: "a"\nentities:\n- ${LINE}\n...\n`);
  check(
    'stands below the last one, comments and what follows kept',
    'entities: # all\n  - id: a\n    name: 甲 # one\n\n# more\nother: 2\n',
    `entities: # all\n  - id: a\n    name: 甲 # one\n  - ${LINE}\n\n# more\nother: 2\n`,
  );
  check('has the line ends of the file', 'entities:\r\n- {id: a}\r\n', `entities:\r\n- {id: a}\r\n- ${LINE}\r\n`);
  check('keeps a byte order mark', '\uFEFFentities:\n- {id: a}\n', `\uFEFFentities:\n- {id: a}\n- ${LINE}\n`);
  check('ends a file whose last line does not end', 'entities:\n- {id: a}', `entities:\n- {id: a}\n- ${LINE}`);
  check('is added to a list in brackets', 'entities: [{id: a}] # x\n', `entities: [{id: a}, ${LINE}] # x\n`);
  check('is added to empty brackets', 'entities: []\n', `entities: [${LINE}]\n`);
  check('stands below an empty last item', 'entities:\n- a\n-\n', `entities:\n- a\n-\n- ${LINE}\n`);
  check('is not added to what is no list', 'entities: none\n', undefined);
  check('is not added where somebody wrote that there is none', 'entities: null\n', undefined);
  check('is not added to a file that is a list', '- a\n', undefined);
  check('is not added to a file that cannot be read', 'entities: [\n', undefined);

  it('keeps every byte and every value, whatever stands there', () => {
    const entry = fc.tuple(
      fc.constantFrom('entities', 'a', 'b'),
      json.value.filter((value) => isWritable(value, 1)),
    );
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 3 }), (entries) => {
        const text = entries.map(([key, value]) => entryLines(key, value).join('\n') + '\n').join('');
        const after = withItem(text, 'entities', ITEM);
        const own = entries.find(([key]) => key === 'entities');
        const list = own === undefined ? [] : own[1];
        if (!Array.isArray(list)) {
          assert.equal(after, undefined);
          return;
        }
        assert.ok(after !== undefined, text);
        let [start, end] = [0, 0];
        while (start < text.length && text[start] === after[start]) start++;
        while (end < text.length - start && text.at(-1 - end) === after.at(-1 - end)) end++;
        assert.equal(text.length, start + end, 'nothing but an insertion');
        const { value } = readYaml(after);
        assert.ok(value);
        const expected = { ...Object.fromEntries(entries), entities: [...(list as readonly unknown[]), ITEM] };
        assert.deepEqual(toJson(value), expected);
      }),
      { numRuns: 300 },
    );
  });
});
