import { strict as assert } from 'node:assert';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { DOUBTFUL, REFUSED, SOUND } from '../docs/documents';
import { comparePortableStrings } from './portableStrings';
import { whyNoPython } from './python';
import { asInPython, compareReaders, compareReadersOnDamage, readInPython } from './readers';

describe('a reader in Python', function () {
  this.timeout(120_000);
  before(function () {
    const reason = whyNoPython();
    if (reason === undefined) return;
    console.log(`      not compared with Python: ${reason}`);
    this.skip();
  });

  it('made from the specification alone reads what was written', () => compareReaders(60, 1));

  it('refuses what must be refused', () => {
    const answers = readInPython(REFUSED.map(([, , text]) => text));
    assert.deepEqual(
      REFUSED.filter((_, index) => answers[index]?.data !== undefined),
      [],
    );
  });

  it('finds what is doubtful', () => {
    const answers = readInPython(DOUBTFUL.map(([, , text]) => text));
    DOUBTFUL.forEach(([what, , text], index) => {
      assert.deepEqual(answers[index]?.data, asInPython(parseSidecar(text).value!), what);
      assert.equal(answers[index]?.problems.length, 1, what);
    });
  });

  it('reads every style', () => {
    const answers = readInPython(SOUND.map(([, text]) => text));
    SOUND.forEach(([what, text], index) => {
      assert.deepEqual(answers[index], { data: asInPython(parseSidecar(text).value!), problems: [] }, what);
    });
  });

  it('never reads another value than we do', () => {
    const compared = compareReadersOnDamage(150, 1);
    assert.ok(compared > 30, `only ${compared} were read by both`);
  });

  it('without any of our rules reads hostile strings as they were written', () => {
    assert.equal(comparePortableStrings(2000, 1), 2000);
  });
});
