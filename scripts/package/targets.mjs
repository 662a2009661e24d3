import { readFileSync } from 'node:fs';

/**
 * VS Code's platforms for which jieba publishes a binary, and what jieba calls them.
 * @type {Readonly<Record<string, string>>}
 */
const targets = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));

/** The names that `--target` takes, those of VS Code. */
export const targetNames = Object.keys(targets);

/**
 * The npm package that holds jieba's binary for a platform.
 * @param {string} target
 */
export function binaryPackage(target) {
  return `@node-rs/jieba-${targets[target]}`;
}

/**
 * The file of that package that is the binary.
 * @param {string} target
 */
export function binaryFile(target) {
  return `jieba.${targets[target]}.node`;
}

/** The platform that this script runs on. Throws where jieba publishes no binary for it. */
export function currentTarget() {
  const system = process.platform === 'linux' && !hasGlibc() ? 'alpine' : process.platform;
  const target = `${system}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
  if (targets[target]) return target;
  throw new Error(`There is no package for ${target}: jieba has no binary for it. Choose others with --target.`);
}

function hasGlibc() {
  return 'glibcVersionRuntime' in process.report.getReport().header;
}
