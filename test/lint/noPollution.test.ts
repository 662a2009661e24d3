import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { ESLint } from 'eslint';

const root = join(__dirname, '../../..');
const HEAD = `import type { Json, JsonObject } from '../yaml/json';\n`;

describe('the lint rule on data as it was read', function () {
  this.timeout(60_000);
  const eslint = new ESLint({ cwd: root, ruleFilter: ({ ruleId }) => ruleId === 'corpus/no-pollution' });
  const cases: readonly [what: string, code: string, isRefused: boolean][] = [
    ['a spread of raw data', 'export const f = (raw: JsonObject): object => ({ a: 1, ...raw });', true],
    ['of data that may be missing', 'export const f = (raw: JsonObject | undefined): object => ({ ...raw });', true],
    ['of any raw value', 'export const f = (raw: Json): object => ({ ...(raw as JsonObject) });', true],
    ['Object.assign', 'export const f = (a: object, b: object): object => Object.assign(a, b);', true],
    ['Object.setPrototypeOf', 'export const f = (a: object): unknown => Object.setPrototypeOf(a, null);', true],
    ['for…in', 'export function f(a: object): void { for (const key in a) void key; }', true],
    ['__proto__', 'export const f = (a: { __proto__: object }): object => a.__proto__;', true],
    ['a record with known keys', 'export const f = (a: { b: JsonObject }): object => ({ ...a });', false],
    ['a list', 'export const f = (a: Json[]): object => [...a];', false],
  ];
  for (const [what, code, isRefused] of cases)
    it(`${isRefused ? 'refuses' : 'lets pass'} ${what}`, async () => {
      const [result] = await eslint.lintText(HEAD + code, { filePath: join(root, 'core/annotation/source.ts') });
      assert.deepEqual(
        result?.messages.map(({ ruleId }) => ruleId),
        isRefused ? ['corpus/no-pollution'] : [],
      );
    });
});
