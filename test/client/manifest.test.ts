import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_COMMAND } from '../../core/annotation/mode/derivedBindings';
import { isSidecarPath } from '../../core/annotation/sidecarPath';

/** What these tests read of package.json. */
interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown };
    readonly virtualWorkspaces: { readonly supported: unknown; readonly description?: string };
  };
  readonly contributes: {
    readonly commands: readonly { command: string; category?: string; enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { command?: string; when?: string }[]>>;
    readonly keybindings: readonly { command: string; when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly configurationDefaults: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string; when?: string }[];
    readonly walkthroughs: readonly { id: string; steps: readonly Step[] }[];
    readonly yamlValidation: readonly { fileMatch: string; url: string }[];
  };
}
interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}
interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const commands = new Map(contributes.commands.map((command) => [command.command, command]));
const nls = (file: string): Readonly<Record<string, string>> => JSON.parse(read(file)) as Record<string, string>;

describe('the settings', () => {
  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    it(`${name} has a place, a default, a scope and a description`, () => {
      assert.match(name, /^corpusAnnotator\./);
      assert.notEqual(setting.default, undefined);
      assert.match(
        setting.scope ?? '',
        /^(application|machine|machine-overridable|window|resource|language-overridable)$/,
      );
      assert.match(setting.description ?? setting.markdownDescription ?? '', /^%setting\.[\w.]+%$/);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, 'each value is described');
    });
  }
});

describe('the commands', () => {
  /** Commands that work everywhere. */
  const everywhere = ['restartServer', 'showLog', 'getStarted', 'openSample'];

  it('are offered only where they can work', () => {
    const conditions = new Map((contributes.menus['commandPalette'] ?? []).map(({ command, when }) => [command, when]));
    const unconditional = [...commands.values()]
      .filter(({ command, enablement }) => (enablement ?? conditions.get(command)) === undefined)
      .map(({ command }) => command.replace('corpusAnnotator.', ''));
    assert.deepEqual(unconditional.sort(), everywhere.sort());
  });

  it('have a category, and only known ones have a key, a menu entry or a link', () => {
    for (const { command, category } of commands.values()) assert.equal(category, '%command.category%', command);
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
    const texts = ['package.nls.json', 'package.nls.zh-cn.json'].flatMap((file) => Object.values(nls(file)));
    const inTexts = texts.flatMap((text) =>
      Array.from(text.matchAll(/\(command:(corpusAnnotator\.[\w.]+)/g), ([, id]) => id),
    );
    const inKeys = contributes.keybindings.map(({ command }) => command);
    // The one behind all single keys is nothing without its key.
    const known = new Set([...commands.keys(), KEY_COMMAND]);
    for (const command of [...inMenus, ...inTexts, ...inKeys]) assert.ok(known.has(command as string), command);
  });

  it('have keys in an article or in a view of ours only', () => {
    for (const { command, when } of contributes.keybindings)
      assert.match(when ?? '', /editorLangId == corpus-article|focusedView == corpusAnnotator\./, command);
  });

  it('ask only context keys that the extension sets', () => {
    const clauses = [
      ...[...commands.values()].map(({ enablement }) => enablement),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when)),
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents)),
    ];
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    const asked = new Set(
      clauses
        .flatMap((clause = '') => clause.match(/corpusAnnotator\.\w+/g) ?? [])
        .filter((key) => !views.includes(key)),
    );
    const contexts = read('client/features/annotations/commandContexts.ts');
    const others = [
      'review/review.ts',
      'fileMoves/lostSidecars.ts',
      'corpusEdits/corpusEdits.ts',
      'annotateMode/annotateMode.ts',
      'sameAgain/sameAgain.ts',
      'sameAgain/occurrencesView.ts',
      'spans/mark.ts',
      'layers/otherLayers.ts',
      'firstSteps/stepTicks.ts',
      'progress/articlesView.ts',
    ]
      .map((file) => read(`client/features/${file}`))
      .join();
    for (const key of asked) {
      const name = key.replace('corpusAnnotator.', '');
      assert.ok(contexts.includes(`readonly ${name}: boolean`) || others.includes(`'${key}'`), key);
    }
    assert.ok(asked.size >= 6);
  });
});

describe('the first steps', () => {
  const [walkthrough] = contributes.walkthroughs;

  it('are few, have pictures with a description, and are ticked off by what was done', () => {
    assert.ok(walkthrough);
    assert.ok(walkthrough.steps.length <= 4);
    for (const { media, completionEvents } of walkthrough.steps) {
      assert.match(read(media.svg), /^<svg [^>]*viewBox=[^]*<title>.+<\/title>[^]*var\(--vscode-editor-foreground/);
      assert.match(media.altText, /^%walkthrough\.\w+\.altText%$/);
      assert.ok(completionEvents.length > 0);
    }
    assert.deepEqual(walkthrough.steps.at(-1)?.completionEvents, ['onContext:corpusAnnotator.annotationMade']);
  });

  it('lead on by links of the same commands in both languages', () => {
    const links = (text = ''): string[] => (text.match(/\(command:[^)]+\)/g) ?? []).sort();
    const [english, chinese] = [nls('package.nls.json'), nls('package.nls.zh-cn.json')];
    for (const key of Object.keys(english)) assert.deepEqual(links(chinese[key]), links(english[key]), key);
    assert.ok(links(english['walkthrough.annotate.description']).includes('(command:corpusAnnotator.showKeys)'));
  });

  it('are shown by views that exist when they are empty', () => {
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    for (const { view } of contributes.viewsWelcome) assert.ok(views.includes(view), view);
  });

  it('have an icon of 256 pixels', () => {
    const png = readFileSync(join(root, manifest.icon));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
    assert.ok(existsSync(join(root, 'media/icon.svg')));
  });

  it('fold annotation files under their articles where file nesting is on', () => {
    const patterns = contributes.configurationDefaults['explorer.fileNesting.patterns'] ?? {};
    const nested = (patterns['*.txt'] ?? '').split(', ').map((pattern) => pattern.replace('${capture}', '1958-03'));
    for (const sidecar of ['1958-03.txt.ann.yaml', '1958-03.txt.li.ann.yaml']) {
      assert.ok(isSidecarPath(sidecar));
      assert.ok(
        nested.some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace('*', '.*')}$`).test(sidecar)),
        sidecar,
      );
    }
  });
});

describe('the schemas', () => {
  it('are offered to YAML editors for the files they describe', () => {
    const offered = contributes.yamlValidation.map(({ fileMatch, url }) => {
      const schema = JSON.parse(read(url)) as { readonly title?: string; readonly $schema?: string };
      assert.ok(schema.$schema, url);
      return fileMatch;
    });
    assert.deepEqual(offered, ['*.ann.yaml', 'corpus.yaml', '*.authority.yaml']);
  });
});

describe('what is declared of workspaces', () => {
  it('offers what runs git in a trusted one with files on a disk only', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    for (const name of ['installMergeDriver', 'uninstallMergeDriver'])
      assert.match(
        commands.get(`corpusAnnotator.${name}`)?.enablement ?? '',
        /^isWorkspaceTrusted && .*!virtualWorkspace$/,
      );
  });

  it('says what is missing in a virtual one', () => {
    const { supported, description } = manifest.capabilities.virtualWorkspaces;
    assert.equal(supported, 'limited');
    assert.equal(description, '%capabilities.virtual%');
  });
});
