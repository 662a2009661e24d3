// How mutants are made and run; `scripts/mutation.mjs` says of which files, and by which tests.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'mocha',
  mochaOptions: { 'no-config': true, require: ['./scripts/host/fewCases.cjs'] },
  buildCommand:
    'npx esbuild core/**/*.ts node/**/*.ts test/core/annotation/**/*.ts test/durability/*.ts --outdir=out --outbase=. --format=cjs --platform=node --log-level=warning',
  checkers: [],
  disableTypeChecks: '{core,node,test}/**/*.ts',
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    '/**',
    '!/core/**',
    '!/node/**',
    '!/test/core/**',
    '!/test/durability/**',
    '!/scripts/**',
    '!/seeds/**',
    '!/package.json',
  ],
  reporters: [],
  tempDirName: 'out/mutation',
  timeoutMS: 10000,
  thresholds: { high: 90, low: 80, break: null },
};
