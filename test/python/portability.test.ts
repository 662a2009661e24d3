import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { annotationSetToData } from '../../core/annotation/sidecar/records';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { annotationSet } from '../core/annotation/arbitraries';
import { DOUBTFUL, REFUSED, SOUND } from '../docs/documents';
import { blocks } from '../docs/page';
import { comparePortableStrings } from './portableStrings';
import { runPython, whyNoPython } from './python';

/** The reader of the specification, as it stands there. */
const READER = `${(blocks('python')[0] ?? '').replace(/^if __name__[^]*/m, '')}
def answer(text):
    try:
        return read_sidecar(text.encode("utf-8"))
    except ValueError as error:
        return str(error)
`;

interface ReadInPython {
  readonly problems: readonly string[];
}

/** The data of a set as the reader of the specification gives it: every list is there, whole numbers have no sign of zero. */
function asInPython(set: AnnotationSet): unknown {
  const lists = { annotations: [], relations: [], events: [], rejected: [], articles: [] };
  return JSON.parse(JSON.stringify({ ...lists, ...annotationSetToData(set) }));
}

function withoutProblems(answer: unknown): unknown {
  assert.ok(typeof answer === 'object' && answer !== null, JSON.stringify(answer));
  return Object.fromEntries(Object.entries(answer).filter(([key]) => key !== 'problems'));
}

describe('a reader in Python', function () {
  this.timeout(120_000);
  before(function () {
    const reason = whyNoPython();
    if (reason === undefined) return;
    console.log(`      not compared with Python: ${reason}`);
    this.skip();
  });

  it('made from the specification alone reads what was written', () => {
    const sets = fc.sample(annotationSet, { numRuns: 300, seed: 20260301 });
    const answers = runPython(READER, sets.map(serialiseSidecar));
    sets.forEach((set, index) => {
      assert.deepEqual(withoutProblems(answers[index]), asInPython(set));
      assert.deepEqual((answers[index] as ReadInPython).problems, []);
    });
  });

  it('refuses what must be refused', () => {
    const answers = runPython(
      READER,
      REFUSED.map(([, , text]) => text),
    );
    const taken = REFUSED.filter((_, index) => typeof answers[index] !== 'string');
    assert.deepEqual(taken, []);
  });

  it('finds what is doubtful', () => {
    const answers = runPython(
      READER,
      DOUBTFUL.map(([, , text]) => text),
    );
    DOUBTFUL.forEach(([what, , text], index) => {
      assert.deepEqual(withoutProblems(answers[index]), asInPython(parseSidecar(text).value!), what);
      assert.equal((answers[index] as ReadInPython).problems.length, 1, what);
    });
  });

  it('reads every style', () => {
    const answers = runPython(
      READER,
      SOUND.map(([, text]) => text),
    );
    SOUND.forEach(([what, text], index) => {
      assert.deepEqual(withoutProblems(answers[index]), asInPython(parseSidecar(text).value!), what);
    });
  });

  it('never reads another value than we do', () => {
    const characters = fc.constantFrom(...'{}[],:"\\-#&*!|>%@`\' \n\tax1.~e+'.split(''), '\r', '\u2028', '楼');
    const change = fc.tuple(annotationSet, fc.nat(), fc.nat(2), characters);
    const texts = fc.sample(change, { numRuns: 1000, seed: 7 }).map(([set, place, removed, inserted]) => {
      const text = serialiseSidecar(set);
      const at = place % text.length;
      return Buffer.from(text.slice(0, at) + inserted + text.slice(at + removed)).toString();
    });
    const answers = runPython(READER, texts);
    let compared = 0;
    texts.forEach((text, index) => {
      const { value } = parseSidecar(text);
      if (value === undefined || typeof answers[index] === 'string') return;
      assert.deepEqual(withoutProblems(answers[index]), asInPython(value), text);
      compared++;
    });
    assert.ok(compared > 200, `only ${compared} were read by both`);
  });

  it('without any of our rules reads hostile strings as they were written', () => {
    assert.equal(comparePortableStrings(2000, 1), 2000);
  });
});
