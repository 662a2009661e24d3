import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol';
import { decisionLinks, placeInLink } from '../../client/features/annotateMode/decisionLinks';
import { escapeMarkdown } from '../../server/markdown';
import { ANNOTATIONS_CHANGED } from '../../core/protocol';
import { TestServer } from '../server/languageServer';

const TARGETS = [
  'command:workbench.action.quit',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://evil.example/x',
  'data:text/html,x',
];
/** Every construct of Markdown and HTML that leads somewhere or loads something. */
const PAYLOADS = [
  ...TARGETS.flatMap((target) => [
    `[x](${target})`,
    `![x](${target})`,
    `<${target}>`,
    `<a href="${target}">x</a>`,
    `<img src=${target}>`,
    `[x]: ${target}\n\n[x]`,
    `[x][y]\n\n[y]: ${target}`,
    `](${target})[`,
    `**](${target})`,
    `\\[x](${target})`,
    `\\\\[x](${target})`,
    `[x\\](${target})`,
    `[x](<${target}>)`,
    `[x](${target} "t")`,
    `[![x](${target})](${target})`,
    `\`\`\`\n[x](${target})\n\`\`\``,
    `\`[x](${target})`,
    `<b>[x](${target})`,
    `\n\n# [x](${target})`,
    `\n- [x](${target})`,
    `| a | b |\n|---|---|\n| [x](${target}) | y |`,
    target,
    ` ${target} `,
    `&#91;x&#93;(${target})`,
    `&lt;img src=${target}&gt;`,
    `\u202E[x](${target})\u202C`,
    `[x]\u200B(${target})`,
    `$(alert)[x](${target})`,
    `~~[x](${target})~~`,
    `> [x](${target})`,
    `    [x](${target})`,
    `<!-- [x](${target})`,
    `<script>fetch("${target}")</script>`,
    `<style>@import "${target}"</style>`,
    `<svg onload=${target}>`,
    `<iframe srcdoc="${target}">`,
    `\r[x](${target})`,
    `\u2028[x](${target})`,
    `\u0000[x](${target})`,
    `\uFEFF[x](${target})`,
  ]),
];

/** JSON that is YAML too, whatever it holds. */
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** By CommonMark 2.4 a mark behind a backslash is that mark and nothing else: what is left may hold none. */
function assertPlain(markdown: string, what: string): void {
  const left = markdown.replace(/\\[!-/:-@[-`{-~]/g, '');
  assert.doesNotMatch(left, /[!-/:-@[-`{-~\n\r]/, what);
}

describe('the data of a corpus in a hover', () => {
  it(`is text, whatever it holds (${PAYLOADS.length} payloads, and any other text)`, () => {
    assert.ok(PAYLOADS.length >= 200);
    for (const payload of PAYLOADS) {
      assertPlain(escapeMarkdown(payload), payload);
      assert.doesNotMatch(escapeMarkdown(payload), /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/);
    }
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...PAYLOADS, '\\', '`', ' ')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (any) => assertPlain(escapeMarkdown(any), any)),
      { numRuns: 2000 },
    );
  });

  it('makes no link, picture or markup in the whole of a real one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    const article = pathToFileURL(join(folder, 'a.txt')).href;
    const text = '豫章算力谷昨日开工。\n';
    writeFileSync(join(folder, 'corpus.yaml'), 'authority: [a.authority.yaml]\n');
    const server = new TestServer();
    try {
      for (const [index, payload] of PAYLOADS.filter((_, position) => position % 20 === 0).entries()) {
        const record = {
          id: payload,
          label: payload,
          name: '豫章算力谷',
          aliases: [`${payload}${index}`],
          [payload]: payload,
          list: [payload, { [payload]: payload }],
        };
        writeFileSync(join(folder, 'a.authority.yaml'), JSON.stringify({ entities: [record] }));
        if (index === 0) await server.start({ annotationsFrom: 'client' });
        const changes = [{ uri: pathToFileURL(join(folder, 'a.authority.yaml')).href, type: 2 }];
        await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
        await server.open(article, text, index + 1);
        const annotation = {
          id: payload,
          label: payload,
          start: 0,
          end: 5,
          state: 'anchored',
          note: payload,
          entity: payload,
          by: payload,
          source: payload,
        };
        await server.connection.sendNotification(ANNOTATIONS_CHANGED, { uri: article, annotations: [annotation] });
        const hover = await server.connection.sendRequest(HoverRequest.type, {
          textDocument: { uri: article },
          position: { line: 0, character: 1 },
        });
        const { value } = hover?.contents as MarkupContent;
        assert.ok(value.length > 100);
        const bare = value.replace(/\\[!-/:-@[-`{-~]/g, '');
        assert.doesNotMatch(bare, /[<`]|!\[/, payload);
        const addresses = Array.from(bare.matchAll(/\]\(([^)]*)\)/g), ([, address]) => address ?? '');
        // The product's own links lead into the article; a web address of the data is a link where the user's file gives it as one.
        for (const address of addresses)
          assert.ok(address.startsWith(article) || address.startsWith('https://evil.example/'), address);
      }
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it('makes no link, picture or markup in that of a corpus.yaml, also of one that is being typed', async () => {
    const server = await new TestServer().start({ showsHtml: true });
    try {
      const uri = 'file:///corpus.yaml';
      for (const [index, payload] of PAYLOADS.filter((_, position) => position % 7 === 0).entries()) {
        const texts = { en: payload, zh: payload };
        const label = { id: 'A', names: texts, descriptions: texts, colour: payload, key: payload, parent: payload };
        // The first is sound, but for its values; the second lacks its end.
        for (const [version, ending] of ['\n', '\nrelations: [{'].entries()) {
          const text = `labels:\n- ${escaped(label)}\n- {id: ${escaped(payload)}, parent: A}${ending}`;
          await server.open(uri, text, index * 2 + version + 1);
          const position = { line: 1, character: 1 + text.split('\n')[1]!.indexOf('"A"') };
          const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
          assert.ok(hover, `${ending} ${payload}`);
          const { value } = hover.contents as MarkupContent;
          assert.match(value, /\*\*A\*\*/, payload);
          const bare = value
            .replace(/\\[!-/:-@[-`{-~]/g, '')
            .replace(/<span style="color:#[0-9a-f]{6};">■<\/span>/g, '')
            .replaceAll('**A**', '');
          assert.doesNotMatch(bare, /[<>[\]()!`]/, payload);
        }
      }
    } finally {
      await server.stop();
    }
  });

  it('runs no command but the three that decide on a suggestion, and HTML is read in those of the server only', () => {
    const client = join(__dirname, '../../../client');
    const sources = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    assert.ok(sources.length > 50);
    for (const name of sources) {
      const source = readFileSync(join(client, name), 'utf8');
      const trusting = source.match(/isTrusted\s*[:=](?!=).*|enabledCommands.*/g) ?? [];
      const isLinks = name.endsWith('decisionHover.ts');
      const wanted = isLinks ? ['isTrusted = { enabledCommands: DECISIONS.map(commandOf) };'] : [];
      assert.deepEqual(trusting, wanted, name);
      // What is trusted is made by `decisionLinks` alone, and nothing is appended to it.
      if (isLinks) assert.match(source, /const links = new vscode\.MarkdownString\(\s*decisionLinks\(/);
      if (isLinks) assert.doesNotMatch(source, /\.append|\.value\b/);
      assert.equal(source.includes('supportHtml'), name === 'languageServer.ts', name);
    }
  });

  it('is in no link that decides on a suggestion, whatever the address of its article holds', () => {
    const names = { accept: 'Accept', reject: 'Reject', label: 'Label…' };
    const form =
      /^\[Accept\]\(command:corpusAnnotator\.hover\.accept\?%5B%22([\w-]+)%22%5D\) · \[Reject\]\(command:corpusAnnotator\.hover\.reject\?%5B%22\1%22%5D\) · \[Label…\]\(command:corpusAnnotator\.hover\.label\?%5B%22\1%22%5D\)$/;
    const uri = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...PAYLOADS));
    fc.assert(
      fc.property(uri, fc.nat(), fc.nat(), fc.nat(), (address, version, start, end) => {
        const place = { uri: address, version, start, end };
        const [, argument] = form.exec(decisionLinks(place, names)) ?? [];
        assert.deepEqual(placeInLink(argument), place);
      }),
    );
  });

  it('cannot make up such a link: what names no place is not taken for one', () => {
    const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const place = { uri: 'file:///a.txt', version: 1, start: 0, end: 3 };
    assert.deepEqual(placeInLink(encoded(place)), place);
    const wrong = [null, [], 'x', 1, {}, { ...place, uri: 1 }, { ...place, start: '0' }, { ...place, end: 1.5 }];
    for (const argument of [undefined, 7, {}, '', '%', ...wrong.map(encoded)])
      assert.equal(placeInLink(argument), undefined, JSON.stringify(argument));
  });
});
