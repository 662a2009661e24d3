import { strict as assert } from 'node:assert';
import { documentsOf, type SourceFiles } from '../../../core/interchange/importFiles';

const PARTS = 500;
const LINES = 20;

describe('the files of an import', () => {
  it('are read as far as the next document: none has to fit in memory', async () => {
    let read = 0;
    const files: SourceFiles = {
      async *chunks() {
        for (read = 0; read < PARTS;) {
          const lines = Array.from({ length: LINES }, (_, at) =>
            JSON.stringify({ id: read * LINES + at, text: '王凯' }),
          );
          read++;
          yield await Promise.resolve(new TextEncoder().encode(`${lines.join('\n')}\n`));
        }
      },
      list: () => Promise.reject(new Error('It is no folder.')),
    };
    const file = { address: 'memory://x/all.jsonl', path: 'all.jsonl', name: 'all.jsonl' };
    let documents = 0;
    for await (const document of documentsOf('doccano', file, files, undefined, () => undefined)) {
      assert.equal(document.standInName, `all-${documents}`);
      documents++;
      assert.ok(read * LINES <= documents + LINES, `${read} parts were read for ${documents} documents`);
    }
    assert.equal(documents, PARTS * LINES);
  });
});
