import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noPollution } from './scripts/lint/noPollution.mjs';

/** Imports that a room must not make, with the reason shown to the author. */
const fence = (room, patterns) => ({
  files: [`${room}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const jieba = { regex: '^@node-rs/jieba', message: 'Only node/jiebaSegmenter.ts touches jieba; use a Segmenter.' };
const vscode = { regex: '^vscode$', message: 'Only client/ knows the editor.' };
const protocol = {
  regex: '^vscode-languageserver|^vscode-jsonrpc',
  message: 'Only server/ speaks the protocol library.',
};
const languageClient = { regex: '^vscode-languageclient', message: 'Only client/ runs the language client.' };
const rooms = (...names) => ({
  regex: `^(\\.\\./)+(${names.join('|')})/`,
  message: 'Rooms share core/ and node/, never each other.',
});
const nodeBuiltins = {
  regex: '^(node:.+|fs|path|os|crypto|child_process|worker_threads|url|util|events|stream|http|https|net|process)(/|$)',
  message: 'core/ is pure: no disk, no clock, no network. Inject it.',
};

/** What may leave half a file behind. `FileHandle.writeFile` and `writeAll` write until all is written. */
const partWrites = [
  {
    selector:
      'ImportDeclaration[source.value=/^(node:)?fs$/] > ImportSpecifier[imported.name=/^write(v|Sync|vSync)?$/]',
    message: 'It may write a part only; use replaceFile of node/atomicFile.ts.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(write-file-atomic|atomically)$/]',
    message: 'It replaces a good file with a part of a new one on a full disk; use replaceFile of node/atomicFile.ts.',
  },
];
const editorWrites = {
  selector: "CallExpression[callee.property.name='writeFile'][callee.object.property.name='fs']",
  message: 'It writes in place; only client/storage/sidecarFiles.ts uses it, for what is not a local file.',
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'node_modules/', '.vscode-test/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-require-imports': ['error', { allow: ['^@node-rs/jieba'] }],
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      eqeqeq: 'error',
    },
  },
  fence('core', [jieba, vscode, protocol, languageClient, nodeBuiltins, rooms('node', 'server', 'client', 'cli')]),
  fence('node', [vscode, protocol, languageClient, rooms('server', 'client', 'cli')]),
  fence('server', [jieba, vscode, languageClient, rooms('client', 'cli')]),
  fence('client', [jieba, protocol, rooms('server', 'cli')]),
  fence('cli', [jieba, vscode, protocol, languageClient, rooms('server', 'client')]),
  {
    files: ['{core,node,server,client,cli}/**/*.ts'],
    plugins: { corpus: { rules: { 'no-pollution': noPollution } } },
    rules: { 'corpus/no-pollution': 'error' },
  },
  {
    // The core has neither clock nor chance of its own: time and ids are injected.
    files: ['core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'setTimeout', 'setImmediate', 'fetch', 'require'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
    },
  },
  {
    files: ['node/**/*.ts', 'server/**/*.ts', 'client/**/*.ts', 'cli/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...partWrites, editorWrites] },
  },
  {
    files: ['client/storage/sidecarFiles.ts'],
    rules: { 'no-restricted-syntax': ['error', ...partWrites] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
