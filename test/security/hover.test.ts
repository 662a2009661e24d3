import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol';
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
});
