import { strict as assert } from 'node:assert';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SemanticTokensRequest } from 'vscode-languageserver-protocol/node';
import { SERVER_STATUS, type ServerStatus } from '../../core/protocol';
import { TestServer } from '../server/languageServer';
import { root, runPackage, unpack } from './vsix';

interface Manifest {
  readonly version: string;
  readonly files: readonly string[];
  readonly [key: string]: unknown;
}

interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc?: readonly string[];
}

const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');
const manifest = JSON.parse(read(root, 'package.json')) as Manifest;
const targets = JSON.parse(read(root, 'scripts/package/targets.json')) as Readonly<Record<string, string>>;
const { packages: locked } = JSON.parse(read(root, 'package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** The parts of jieba that npm has installed: for this platform alone. */
const installed = Object.entries(targets).filter(([, name]) =>
  existsSync(join(root, 'node_modules/@node-rs', `jieba-${name}`)),
);

describe('the VSIX of this platform', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'vsix-test-'));
  const extension = join(folder, 'unpacked/extension');
  let name = '';
  let files: readonly string[] = [];

  before(async () => {
    const { status, output } = runPackage(['current'], folder);
    assert.equal(status, 0, output);
    const [only = '', ...others] = readdirSync(folder);
    assert.deepEqual(others, []);
    name = only;
    files = await unpack(join(folder, only), join(folder, 'unpacked'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is called after the platform and the version', () => {
    const names = installed.map(([target]) => `corpus-annotator-${target}-${manifest.version}.vsix`);
    assert.ok(names.includes(name), name);
    const target = name.slice('corpus-annotator-'.length, -`-${manifest.version}.vsix`.length);
    assert.match(read(folder, 'unpacked/extension.vsixmanifest'), new RegExp(`TargetPlatform="${target}"`));
  });

  it('holds the bundles, the model, jieba with one binary, and no other code', () => {
    const code = files.filter((file) => /^extension\/(dist|model|node_modules)\/|\.([cm]?[jt]s|node|map)$/.test(file));
    const binary = installed
      .map(([, jieba]) => jieba)
      .find((jieba) => code.some((file) => file.includes(`-${jieba}/`)));
    assert.ok(binary, 'a binary that npm installs on this platform');
    const wanted = [
      'dist/cli.js',
      'dist/client.js',
      'dist/server.js',
      'model/tagger.bin',
      `node_modules/@node-rs/jieba-${binary}/jieba.${binary}.node`,
      `node_modules/@node-rs/jieba-${binary}/package.json`,
      'node_modules/@node-rs/jieba/LICENSE',
      'node_modules/@node-rs/jieba/dict.txt',
      'node_modules/@node-rs/jieba/index.js',
      'node_modules/@node-rs/jieba/package.json',
    ];
    assert.deepEqual(code, wanted.map((file) => `extension/${file}`).sort());
  });

  it('holds nothing but what the manifest says, and the licences', () => {
    const allowed = ['package.json', 'ThirdPartyNotices.txt', 'node_modules', ...manifest.files].map((file) =>
      // vsce gives these three the names that the Marketplace looks for.
      file
        .replace('README.md', 'readme.md')
        .replace('CHANGELOG.md', 'changelog.md')
        .replace(/^LICENSE$/, 'LICENSE.txt'),
    );
    const isAllowed = (file: string): boolean =>
      allowed.some((part) => file === `extension/${part}` || file.startsWith(`extension/${part}/`));
    assert.deepEqual(
      files.filter((file) => !isAllowed(file)),
      ['[Content_Types].xml', 'extension.vsixmanifest'],
    );
    for (const part of allowed) assert.ok(existsSync(join(extension, part)), part);
  });

  it('holds every file that its manifest refers to', () => {
    const shipped = JSON.parse(read(extension, 'package.json')) as Manifest;
    const paths = stringsIn(shipped).filter((text) => /^[./\w-]+\/[./\w-]+$/.test(text) && isOurFile(text));
    assert.ok(paths.length >= 6, paths.join());
    assert.deepEqual(
      paths.filter((path) => !existsSync(join(extension, path))),
      [],
    );
  });

  it('names the licence of each package in its bundles', () => {
    const notices = read(extension, 'ThirdPartyNotices.txt');
    for (const dependency of Object.keys(manifest['dependencies'] as object)) {
      if (dependency === '@node-rs/jieba') continue;
      const { version } = locked[`node_modules/${dependency}`]!;
      assert.ok(notices.includes(`\n${dependency} ${version} (`), dependency);
    }
    assert.match(notices, /Permission is hereby granted/);
    assert.match(read(extension, 'NOTICE'), /jieba/);
  });

  it('recognises with jieba and the tagger, far from any other node_modules', async () => {
    const server = new TestServer({ main: join(extension, 'dist/server.js') });
    const status = new Promise<ServerStatus>((resolve) => server.connection.onNotification(SERVER_STATUS, resolve));
    await server.start();
    try {
      assert.deepEqual(await status, { segmenter: 'jieba' });
      const uri = 'file:///corpus/article.txt';
      await server.open(uri, '省委书记楼阳生在郑州市调研。');
      const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
      assert.ok((tokens?.data.length ?? 0) >= 15, 'three names are coloured');
    } finally {
      await server.stop();
    }
  });
});

describe('the VSIX of another platform', () => {
  it('takes its binary from a package that package-lock.json knows, for every platform', () => {
    for (const [target, jieba] of Object.entries(targets)) {
      const found = locked[`node_modules/@node-rs/jieba-${jieba}`];
      assert.ok(found, jieba);
      assert.equal(found.version, locked['node_modules/@node-rs/jieba']?.version);
      assert.match(found.integrity, /^sha512-/);
      const [system = '', processor = ''] = target.split('-');
      assert.deepEqual(found.os, [system === 'alpine' ? 'linux' : system]);
      assert.deepEqual(found.cpu, [processor === 'armhf' ? 'arm' : processor]);
      if (found.libc) assert.deepEqual(found.libc, [system === 'alpine' ? 'musl' : 'glibc']);
    }
  });

  it('is not made from a binary that is not the locked one', function () {
    if (process.platform === 'win32') this.skip();
    this.timeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), 'vsix-test-'));
    try {
      const npm = join(folder, 'npm');
      writeFileSync(npm, '#!/bin/sh\necho something else > package.tgz\n');
      chmodSync(npm, 0o755);
      const foreign = Object.keys(targets).find((target) => !installed.some(([name]) => name === target))!;
      const path = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
      const { status, output } = runPackage([foreign], join(folder, 'vsix'), { PATH: path });
      assert.equal(status, 1);
      assert.match(output, /is not what package-lock\.json says it is/);
      assert.deepEqual(existsSync(join(folder, 'vsix')) ? readdirSync(join(folder, 'vsix')) : [], []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Whether a string of the manifest is the path of a file: it says so, or there is one. */
const isOurFile = (text: string): boolean => text.startsWith('./') || existsSync(join(root, text));
