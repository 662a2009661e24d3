import { strict as assert } from 'node:assert';
import { colourSource, DEFAULT_LABELS, kindOfLabel, ownColour } from '../../../core/annotation/labels';
import { parseManifest } from '../../../core/corpus/manifest';

const schema = parseManifest(
  'labels: [{id: "PER"}, {id: "ORG", colour: "#00AA55"}, {id: "LOC", colour: "#59A14F"}, {id: "产品"}, {id: "toString"}]',
).value!.labels;

describe('the colour of a label', () => {
  it('is its own where the schema gives one, and the theme’s for a default label without', () => {
    assert.equal(ownColour(schema, 'ORG'), '#00AA55');
    assert.equal(ownColour(schema, 'PER'), undefined);
    assert.equal(ownColour(schema, 'LOC'), undefined, 'the default colour, in capitals');
    assert.ok(DEFAULT_LABELS.every(({ id }) => ownColour(DEFAULT_LABELS, id) === undefined));
  });

  it('is one of the default ones, by its order, for a label of the schema without a colour', () => {
    assert.equal(ownColour(schema, '产品'), DEFAULT_LABELS[3]!.colour);
    assert.equal(ownColour(schema, 'toString'), DEFAULT_LABELS[4]!.colour);
  });

  it('is the theme’s colour of other labels for a label that is in no schema', () => {
    assert.equal(ownColour(schema, 'QTY2'), undefined);
    assert.equal(kindOfLabel('QTY2'), 'entity');
  });

  it('is that of the theme below a default label, and its parent’s below another', () => {
    const labels = parseManifest(`labels: [{id: PER}, {id: OFFICIAL, parent: PER}, {id: MAYOR, parent: OFFICIAL},
      {id: WRITER, parent: PER, colour: "#123456"}, {id: POET, parent: WRITER}, {id: ORG, colour: "#00aa55"}, {id: PARTY, parent: ORG}]`)
      .value!.labels;
    const shown = labels.map(({ id }) => ownColour(labels, id) ?? kindOfLabel(colourSource(labels, id)));
    assert.deepEqual(shown, ['person', 'person', 'person', '#123456', '#123456', '#00aa55', '#00aa55']);
    assert.equal(colourSource(labels, 'POET'), 'WRITER');
    assert.equal(colourSource(labels, 'NONE'), 'NONE');
  });
});
