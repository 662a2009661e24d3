import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly os?: readonly string[];
}

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly imports: readonly { path: string; external?: boolean }[] }>>;
}

const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** The packages that users run, by their paths in `node_modules`. */
function runtimePackages(): [path: string, locked: LockedPackage][] {
  const { packages } = json('package-lock.json') as { packages: Record<string, LockedPackage> };
  return Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true,
  );
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const isJieba = (name: string): boolean => name === '@node-rs/jieba' || name.startsWith('@node-rs/jieba-');

describe('the packages that users run', () => {
  it('are few, locked with hashes, and run no scripts when they are installed', () => {
    const { dependencies } = json('package.json') as { dependencies: Record<string, string> };
    assert.ok(Object.keys(dependencies).length <= 8, Object.keys(dependencies).join(', '));
    for (const [path, { hasInstallScript, integrity, resolved }] of runtimePackages()) {
      assert.notEqual(hasInstallScript, true, `${path} runs a script`);
      assert.match(integrity ?? '', /^sha512-/, path);
      assert.match(resolved ?? 'https://registry.npmjs.org/', /^https:\/\/registry\.npmjs\.org\//, path);
    }
  });

  it('hold no native code but that of jieba', () => {
    const packages = runtimePackages();
    assert.ok(packages.some(([path]) => isJieba(nameOf(path))));
    for (const [path, { os }] of packages.filter(([other]) => !isJieba(nameOf(other)))) {
      assert.equal(os, undefined, `${path} is made for one system`);
      const files = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
      assert.deepEqual(
        files.filter((file) => /\.(?:node|dll|so|dylib|exe)$|(?:^|\/)binding\.gyp$/.test(file)),
        [],
        path,
      );
    }
  });
});

describe('the bundles', function () {
  this.timeout(60_000);
  let folder: string;
  let metafile: Metafile;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundles-'));
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--outdir', folder, '--metafile'], {
      stdio: 'pipe',
    });
    metafile = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Metafile;
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are made of the sources and of those packages only', () => {
    const allowed = runtimePackages().map(([path]) => `${path}/`);
    // `node_modules` may be a link to elsewhere.
    const inputs = Object.keys(metafile.inputs).map((input) => input.replace(/^.*?(?=node_modules\/)/, ''));
    assert.ok(inputs.some((input) => input.startsWith('server/')));
    const foreign = inputs.filter(
      (input) =>
        !/^(?:core|node|server|client|cli|model)\//.test(input) && !allowed.some((path) => input.startsWith(path)),
    );
    assert.deepEqual(foreign, []);
  });

  it('load nothing else at run time but the editor, Node, and jieba', () => {
    const loaded = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    const foreign = loaded.filter(
      (path) => !isBuiltin(path) && path !== 'vscode' && !path.startsWith('@node-rs/jieba'),
    );
    assert.deepEqual([...new Set(foreign)], []);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !/\.js(?:\.map)?$|^meta\.json$/.test(name)),
      [],
    );
  });

  it('are the same, byte for byte, when they are made again', () => {
    const again = mkdtempSync(join(tmpdir(), 'bundles-'));
    try {
      execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--outdir', again], { stdio: 'pipe' });
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
        assert.ok(readFileSync(join(folder, name)).equals(readFileSync(join(again, name))), name);
      }
    } finally {
      rmSync(again, { recursive: true });
    }
  });
});
