import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';

const root = join(__dirname, '../..');

describe('the house', () => {
  const forbidden: readonly (readonly [room: string, module: string])[] = [
    ['core/analysis/segmenter.ts', 'vscode'],
    ['core/analysis/segmenter.ts', 'node:fs'],
    ['core/analysis/segmenter.ts', '@node-rs/jieba'],
    ['core/analysis/segmenter.ts', '../../node/sha256'],
    ['node/sha256.ts', 'vscode'],
    ['server/messages.ts', '../client/positions'],
    ['server/messages.ts', '@node-rs/jieba'],
    ['client/positions.ts', '../server/messages'],
    ['client/positions.ts', 'vscode-languageserver/node'],
    ['cli/main.ts', '../server/messages'],
  ];
  const eslint = new ESLint({ cwd: root, ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports' });
  for (const [room, module] of forbidden) {
    it(`keeps ${module} out of ${room.split('/')[0] ?? ''}/`, async () => {
      const [result] = await eslint.lintText(`import '${module}';\n`, { filePath: join(root, room) });
      assert.deepEqual(
        result?.messages.map(({ ruleId }) => ruleId),
        ['no-restricted-imports'],
      );
    });
  }

  const partWrites: readonly (readonly [file: string, code: string])[] = [
    ['node/atomicFile.ts', "import { write } from 'node:fs'"],
    ['cli/main.ts', "import { writeSync } from 'fs'"],
    ['node/atomicFile.ts', "import writeFileAtomic from 'write-file-atomic'"],
    ['client/storage/sidecarFiles.ts', "import { writeFile } from 'atomically'"],
    ['client/extension.ts', 'await vscode.workspace.fs.writeFile(uri, bytes)'],
  ];
  const syntax = new ESLint({ cwd: root, ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax' });
  for (const [file, code] of partWrites) {
    it(`lets ${file} not write parts of files: ${code}`, async () => {
      const [result] = await syntax.lintText(`${code};\n`, { filePath: join(root, file) });
      assert.deepEqual(
        result?.messages.map(({ ruleId }) => ruleId),
        ['no-restricted-syntax'],
      );
    });
  }

  it('has the sample articles byte for byte', () => {
    const hashes: Readonly<Record<string, string>> = {
      '000_c0c3e37c3b1e3dc6.txt': '5f36b3e91c9c379cc9d515115b17ff08b6c05382f0dd134151d6ca1b31f13d80',
      '001_aacf007eaa5a2604.txt': 'a34d754be348577a4c06cbf204c1785b0a6147208fa313e9aca78e567be23c29',
      '002_f5e520663d73474f.txt': '07019d8dd56f2c4a49f2fb13a68a334007ba35a4cd428d94b007a4a1e4ff3546',
      '003_3604f306ed372a90.txt': 'e248eebf80fe73bd61396a99c7956caf153e3190d550edc21f6beb2107469458',
      '004_0a7de6b0a5fb8a92.txt': 'f9eb71d6ff8b37d38f406b9ec17f6b38c4ca507a72e9b0ebdf6d5baef77c79f5',
    };
    for (const [name, hash] of Object.entries(hashes)) {
      const bytes = readFileSync(join(root, 'seeds', name));
      assert.equal(createHash('sha256').update(bytes).digest('hex'), hash, name);
    }
  });
});
