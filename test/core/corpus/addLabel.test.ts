import { strict as assert } from 'node:assert';
import { DEFAULT_LABELS } from '../../../core/annotation/labels';
import { withLabel } from '../../../core/corpus/addLabel';
import { parseManifest } from '../../../core/corpus/manifest';

describe('a label that is added to a manifest', () => {
  const check = (what: string, text: string, expected: string | undefined): void => {
    it(what, () => assert.equal(withLabel(text, 'XYZ'), expected));
  };
  check(
    'stands behind the last, and the rest stays',
    '# mine\nname: "x"\nlabels:\n  - {id: "A"} # a\n\ninclude: ["*.txt"]\n',
    '# mine\nname: "x"\nlabels:\n  - {id: "A"} # a\n  - {id: "XYZ"}\n\ninclude: ["*.txt"]\n',
  );
  check(
    'stands behind one of several lines',
    'labels:\n- id: "A"\n  names:\n    en: "a"\n',
    'labels:\n- id: "A"\n  names:\n    en: "a"\n- {id: "XYZ"}\n',
  );
  check('stands in a list on one line', 'labels: [{id: "A"}]\n', 'labels: [{id: "A"}, {id: "XYZ"}]\n');
  check('keeps the line ends', 'labels:\r\n- {id: "A"}\r\n', 'labels:\r\n- {id: "A"}\r\n- {id: "XYZ"}\r\n');
  check('stands at an end without a line end', 'labels:\n- {id: "A"}', 'labels:\n- {id: "A"}\n- {id: "XYZ"}');
  check('is not given twice', 'labels:\n- {id: "XYZ"}\n', undefined);
  check('is not put into what is broken', 'labels: [', undefined);
  check('is not put into what is no list', 'labels: 1\n', undefined);

  it('brings the default labels along where they served', () => {
    const text = withLabel('name: "x"', 'XYZ') ?? '';
    assert.deepEqual(
      parseManifest(text).value?.labels.map(({ id }) => id),
      [...DEFAULT_LABELS.map(({ id }) => id), 'XYZ'],
    );
    assert.ok(text.startsWith('name: "x"\nlabels:\n'));
  });
});
