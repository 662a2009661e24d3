// `npm run mutation`: how many changed lines of the most trusted parts the tests notice. `-- --mutate FILE` for one part.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'mocha',
  mochaOptions: { spec: ['out/test/core/annotation/**/*.test.js'], 'no-config': true },
  buildCommand: 'npx tsc -b',
  checkers: [],
  mutate: ['core/annotation/{anchoring,conflictDecisions,merge,openSidecar,store}.ts', 'core/annotation/sidecar/*.ts'],
  disableTypeChecks: '{core,node,test,model,server,client,cli}/**/*.ts',
  coverageAnalysis: 'perTest',
  ignorePatterns: ['.vscode-test', 'dist', 'docs', 'model/articles', 'out'],
  incremental: true,
  incrementalFile: 'out/mutation.json',
  reporters: ['clear-text', 'progress', 'html'],
  htmlReporter: { fileName: 'out/mutation.html' },
  tempDirName: 'out/mutation',
  concurrency: 2,
  timeoutMS: 20000,
  thresholds: { high: 90, low: 80, break: 80 },
};
