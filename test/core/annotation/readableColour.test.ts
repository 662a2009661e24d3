import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { contrast, readableColour } from '../../../core/annotation/readableColour';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a readable colour', () => {
  it('is the colour itself where it can be read', () => {
    assert.equal(readableColour('#1f5f9e', '#ffffff'), '#1f5f9e');
    assert.equal(readableColour('#6fb3f2', '#1f1f1f'), '#6fb3f2');
  });

  it('is darker on white and lighter on black where it cannot', () => {
    assert.equal(readableColour('#ffff00', '#ffffff'), '#737300');
    assert.equal(readableColour('#000000', '#000000'), '#808080');
  });

  it('has the contrast of text on any background', () => {
    fc.assert(
      fc.property(colour, colour, (wanted, background) => {
        assert.ok(contrast(readableColour(wanted, background), background) >= 4.5);
      }),
    );
  });

  it('has contrasts as the standard gives them', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  });
});
