import { strict as assert } from 'node:assert';
import { apply } from '../../core/annotation/operations';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { patchSidecar } from '../../core/annotation/sidecar/patch';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { sample, sampleSet } from '../core/annotation/arbitraries';
import { TemporaryRepository } from './repository';

const NAME = 'a.txt.ann.yaml';

describe('a change in a clone', () => {
  let origin: TemporaryRepository;
  before(() => {
    origin = TemporaryRepository.create();
    origin.commit('corpus', { [NAME]: serialiseSidecar(sampleSet(sample('a', 1, '楼'), sample('b', 2, '阳'))) });
  });
  after(() => origin.remove());

  for (const [setting, lineEnd] of [
    ['core.autocrlf=false', '\n'],
    ['core.autocrlf=true', '\r\n'],
  ] as const)
    it(`is one line to git with ${setting}`, () => {
      const clone = origin.clone(setting);
      try {
        const text = clone.read(NAME);
        assert.ok(text.startsWith(`version: 1${lineEnd}`));
        const { value: set } = parseSidecar(text);
        assert.ok(set);
        const changed = apply(set, { kind: 'change', id: 'b', fields: { label: 'X' } });
        assert.ok(changed.ok);
        clone.write(NAME, patchSidecar(text, set, changed.set));
        clone.git('add', NAME);
        assert.match(clone.git('diff', '--cached', '--numstat'), /^1\t1\t/);
        assert.equal(clone.git('show', `:${NAME}`), serialiseSidecar(changed.set));
      } finally {
        clone.remove();
      }
    });
});
