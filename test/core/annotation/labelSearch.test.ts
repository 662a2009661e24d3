import { strict as assert } from 'node:assert';
import { chosenByDigit, labelsOffered } from '../../../core/annotation/labelSearch';
import { parseManifest } from '../../../core/corpus/manifest';

const { labels } = parseManifest(`labels:
- {id: MAYOR, names: {zh: 市长}, parent: OFFICIAL}
- {id: PER, names: {en: person, zh: 人物}}
- {id: OFFICIAL, names: {zh: 官员}, parent: PER}
- {id: ORG, names: {en: personnel, zh: 机构}}
- {id: DOC, descriptions: {en: not a person}}
`).value!;

const offered = (typed: string, first?: string): string =>
  labelsOffered(labels, typed, { first })
    .map(({ label, level }) => '-'.repeat(level) + label.id)
    .join(' ');

describe('a pick of labels', () => {
  it('shows the tree while nothing is typed, what was suggested in front', () => {
    assert.equal(offered(''), 'PER -OFFICIAL --MAYOR ORG DOC');
    assert.equal(offered(' ', 'MAYOR'), 'MAYOR PER -OFFICIAL ORG DOC');
    assert.equal(offered('', 'NONE'), 'PER -OFFICIAL --MAYOR ORG DOC');
  });

  it('finds labels by the names of those above them, behind what is found by its own', () => {
    assert.equal(offered('person'), 'PER ORG OFFICIAL MAYOR DOC');
    assert.equal(offered('人物'), 'PER OFFICIAL MAYOR');
    assert.equal(offered('rw'), 'PER OFFICIAL MAYOR');
    assert.equal(offered('gy'), 'OFFICIAL MAYOR');
    assert.equal(offered('mayor'), 'MAYOR');
  });

  it('shows a label on the first level whose parent is not among those that are offered', () => {
    const some = labels.filter(({ id }) => id !== 'PER');
    assert.deepEqual(
      labelsOffered(some, '').map(({ label, level }) => `${label.id} ${level}`),
      ['OFFICIAL 0', 'MAYOR 1', 'ORG 0', 'DOC 0'],
    );
  });

  it('takes the digit of a label at once, unless another name has that digit', () => {
    const digits = parseManifest(`labels:
- {id: PER}
- {id: ORG}
- {id: TOP3, names: {en: one of three}}
- {id: LOC, descriptions: {en: of level 2}}
`).value!.labels;
    const keyOf = ({ id }: { readonly id: string }): string => String(1 + digits.findIndex((label) => label.id === id));
    const chosen = (typed: string): string | undefined => chosenByDigit(digits, typed, keyOf)?.id;
    const found = (typed: string): string =>
      labelsOffered(digits, typed, { keyOf })
        .map(({ label }) => label.id)
        .join(' ');
    assert.equal(chosen('1'), 'PER');
    assert.equal(chosen('2'), 'ORG', 'what only a description has is no name');
    assert.equal(chosen('3'), 'TOP3');
    assert.equal(found('3'), 'TOP3');
    assert.equal(
      chosenByDigit(digits, '3', ({ id }) => (id === 'PER' ? '3' : undefined)),
      undefined,
    );
    assert.equal(
      labelsOffered(digits, '3', { keyOf: ({ id }) => (id === 'PER' ? '3' : undefined) })
        .map(({ label }) => label.id)
        .join(' '),
      'PER TOP3',
    );
    for (const typed of ['', '12', 'p', '5']) assert.equal(chosen(typed), undefined, typed);
    assert.equal(found('pe'), 'PER');
  });
});
