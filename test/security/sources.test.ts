import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import * as ts from 'typescript';

const root = join(__dirname, '../../..');
const rooms = ['core', 'node', 'server', 'client', 'cli'];

/** What the product's own sources may use of Node; neither the network, nor a shell, nor what runs text as a program. */
const HARMLESS = new Set(['crypto', 'fs', 'fs/promises', 'os', 'path', 'timers/promises', 'url', 'util']);
/**
 * What single sources may use of other modules: git is the one program that is started, by its arguments, never through a
 * shell; and how the heap grows is set by a constant.
 */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  child_process: { 'node/gitRepository.ts': ['execFile'] },
  v8: { 'node/serverMemory.ts': ['setFlagsFromString'] },
};

interface Finding {
  readonly file: string;
  readonly what: string;
}

/** What a source imports, and the calls in it that could run data as a program. */
function findingsIn(file: string, text: string): Finding[] {
  const found: Finding[] = [];
  const note = (what: string): unknown => found.push({ file, what });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      noteImport(node.moduleSpecifier.text, node.importClause);
    }
    if (ts.isCallExpression(node)) noteCall(node);
    if (ts.isNewExpression(node) && node.expression.getText() === 'Function') note('new Function');
    ts.forEachChild(node, visit);
  };
  const noteImport = (name: string, clause: ts.ImportClause | undefined): void => {
    const module = name.replace(/^node:/, '');
    if (!isBuiltin(name) || HARMLESS.has(module)) return;
    const bindings = clause?.namedBindings;
    const names = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
    const allowed = ALLOWED[module]?.[file] ?? [];
    const isAllowed =
      names.length > 0 && names.every((element) => allowed.includes((element.propertyName ?? element.name).text));
    if (!isAllowed) note(`imports ${module}`);
  };
  const noteCall = ({ expression, arguments: [first] }: ts.CallExpression): void => {
    const name = expression.getText();
    const isLoad = expression.kind === ts.SyntaxKind.ImportKeyword || name === 'require' || name === 'require.resolve';
    if (isLoad && !(first !== undefined && ts.isStringLiteral(first))) note('loads a module by a computed name');
    if (/^(?:globalThis\.)?(?:eval|Function|fetch)$/.test(name)) note(`calls ${name}`);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

describe('the sources of the product', () => {
  it('use neither network nor shell, and run no data as a program', () => {
    const sources = rooms.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${room}/${name}`),
    );
    assert.ok(sources.length > 150, `only ${sources.length} sources`);
    assert.deepEqual(
      sources.flatMap((file) => findingsIn(file, readFileSync(join(root, file), 'utf8'))),
      [],
    );
  });

  const forbidden: readonly (readonly [source: string, what: string])[] = [
    ["import { exec } from 'node:child_process';", 'imports child_process'],
    ["import { get } from 'https';", 'imports https'],
    ["import * as net from 'net';", 'imports net'],
    ['eval(text);', 'calls eval'],
    ['new Function(text);', 'new Function'],
    ['await fetch(address);', 'calls fetch'],
    ['require(join(folder, name));', 'loads a module by a computed name'],
    ['await import(name);', 'loads a module by a computed name'],
  ];
  for (const [source, what] of forbidden) {
    it(`would be found out: ${source}`, () => {
      assert.deepEqual(findingsIn('node/other.ts', source), [{ file: 'node/other.ts', what }]);
    });
  }

  it('may start git by its arguments, and nothing else of that module', () => {
    assert.deepEqual(findingsIn('node/gitRepository.ts', "import { execFile } from 'node:child_process';"), []);
    assert.equal(findingsIn('node/gitRepository.ts', "import { execFile, exec } from 'node:child_process';").length, 1);
  });
});
