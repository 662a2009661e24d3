import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const root = join(__dirname, '../../..');

interface Setting {
  readonly type: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly scope?: string;
}

interface ExtensionManifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Setting>> } };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as ExtensionManifest;

/** Whether a workspace can put any text into a setting: a path, a command or an expression could be in it. */
function takesTextFromWorkspaces({ type, enum: choices, scope }: Setting): boolean {
  const isHarmless = [type].flat().every((one) => ['boolean', 'number', 'integer', 'null'].includes(one));
  return !isHarmless && choices === undefined && scope !== 'application' && scope !== 'machine';
}

/** The functions of a source that use git without asking first whether the workspace is trusted. */
function unguarded(text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node, guarded: boolean): void => {
    const isGuarded = guarded || (ts.isFunctionLike(node) && beginsWithGuard(node));
    if (ts.isCallExpression(node) && /^(?:GitRepository\.\w+|execFile|spawn)$/.test(node.expression.getText())) {
      if (!isGuarded) found.push(node.getText());
    }
    ts.forEachChild(node, (child) => visit(child, isGuarded));
  };
  visit(source, false);
  return found;
}

/** Whether the first statement leaves the function when the workspace is not trusted. */
function beginsWithGuard(node: ts.SignatureDeclaration): boolean {
  const body = (node as ts.FunctionDeclaration).body;
  const first = body !== undefined && ts.isBlock(body) ? body.statements[0] : undefined;
  if (first === undefined || !ts.isIfStatement(first)) return false;
  const alternatives = first.expression.getText().split('||');
  return (
    alternatives.some((condition) => condition.trim() === '!vscode.workspace.isTrusted') &&
    /^\{?\s*return\b/.test(first.thenStatement.getText())
  );
}

describe('a workspace that is not trusted', () => {
  it('can set nothing that is a path, a command or an expression', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    const settings = Object.entries(manifest.contributes.configuration.properties);
    assert.ok(settings.length > 0);
    assert.deepEqual(
      settings.filter(([, setting]) => takesTextFromWorkspaces(setting)).map(([name]) => name),
      [],
    );
    assert.ok(takesTextFromWorkspaces({ type: 'string', scope: 'window' }), 'one would be found out');
  });

  it('has no program started: the editor’s every use of git asks for trust first', () => {
    const sources = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, 'client', name), 'utf8'))
      .filter((text) => /GitRepository\.|execFile|spawn/.test(text));
    assert.ok(sources.length > 0);
    assert.deepEqual(sources.flatMap(unguarded), []);
  });

  const guard = 'if (!vscode.workspace.isTrusted) return undefined;';
  const examples: readonly (readonly [what: string, source: string, found: number])[] = [
    ['without a guard', 'function f() { return GitRepository.of(x); }', 1],
    ['with the guard behind it', `function f() { const r = GitRepository.of(x); ${guard} return r; }`, 1],
    [
      'with a guard that does not return',
      'function f() { if (!vscode.workspace.isTrusted) g(); GitRepository.of(x); }',
      1,
    ],
    [
      'with a guard that something else can lift',
      `function f() { ${guard.replace(')', ' && x)')} GitRepository.of(x); }`,
      1,
    ],
    ['with the guard', `function f() { ${guard} return [1].map(() => GitRepository.of(x)); }`, 0],
  ];
  for (const [what, source, found] of examples) {
    it(`${found === 0 ? 'may have' : 'would be seen to have'} git started ${what}`, () => {
      assert.equal(unguarded(source).length, found);
    });
  }
});

describe('the extension', () => {
  it('shows no page of its own making, to which data could bring scripts', () => {
    for (const name of readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const text = readFileSync(join(root, 'client', name), 'utf8');
      assert.doesNotMatch(text, /createWebview|registerWebview|registerCustomEditor/, name);
      // Which hover may run which commands is told apart in hover.test.ts.
      if (!name.endsWith('decisionHover.ts')) assert.doesNotMatch(text, /isTrusted\s*=/, name);
      // Hovers of the server have marks in the colours of relations; what data gives them is escaped (spanDetails.test.ts).
      if (name !== 'languageServer.ts') assert.doesNotMatch(text, /supportHtml/, name);
    }
  });
});
