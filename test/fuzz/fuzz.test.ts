import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../model/random';
import { KINDS, someFile } from './files';
import { someSession, type Message } from './messages';
import { checkFile } from './readers';
import { checkMessages } from './session';

const corpus = join(__dirname, '../../../test/fuzz/corpus');

describe('what was found at random before', () => {
  for (const name of readdirSync(corpus).filter((file) => /\.(?:yaml|txt)$/.test(file))) {
    it(name, () => {
      const kind = KINDS.find((prefix) => name.startsWith(prefix));
      assert.ok(kind !== undefined, 'its name says what it is');
      checkFile(kind, readFileSync(join(corpus, name)));
    });
  }

  for (const name of readdirSync(corpus).filter((file) => file.endsWith('.jsonl'))) {
    it(name, async function () {
      this.timeout(30_000);
      const lines = readFileSync(join(corpus, name), 'utf8').trim().split('\n');
      await checkMessages(lines.map((line) => JSON.parse(line) as Message));
    });
  }
});

describe('a small run at random', function () {
  this.timeout(60_000);

  it('of files: each is read or refused with its place, and what is read is written again the same', () => {
    const random = new Random(1);
    for (let count = 0; count < 1500; count++) {
      const kind = random.pick(KINDS);
      checkFile(kind, someFile(kind, random));
    }
  });

  it('of messages: each request has one answer, and the server still knows what it did', async () => {
    const random = new Random(20261121);
    let asked = 0;
    // Sessions differ: of which kind the client is, and whether all that it says is sensible.
    for (let session = 0; session < 4; session++) {
      const { requests } = await checkMessages(someSession(500, random));
      asked += requests;
    }
    assert.ok(asked > 400, `only ${asked} requests`);
  });
});
