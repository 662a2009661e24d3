import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Emitter } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { coloursIn } from '../../server/features/manifest/colours';
import { completionsAt } from '../../server/features/manifest/completion';
import { manifestHoverAt } from '../../server/features/manifest/hover';
import { manifestDefinitionAt, manifestHighlightsAt } from '../../server/features/manifest/navigation';
import { manifestSymbols } from '../../server/features/manifest/symbols';
import { messagesFor } from '../../server/messages';
import type { Documents } from '../../server/workspace/documents';
import { OpenManifests } from '../../server/workspace/manifests';
import { blocksOf, readPage } from '../docs/page';
import type { Range } from 'vscode-languageserver';

const EXAMPLE = blocksOf(readPage('corpus-yaml.md'), 'yaml')[0] ?? readFileSync('seeds/corpus.yaml', 'utf8');
const URI = 'file:///corpus.yaml';

describe('a corpus.yaml that is being typed', () => {
  it('is never too broken for any feature, and all that they show is in it', () => {
    const pieces = fc.constantFrom(
      ':',
      ' ',
      '\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '#',
      ',',
      '|',
      '&',
      '*',
      '!',
      '\t',
      '𬭎',
      '? ',
    );
    const edit = fc.record({
      at: fc.nat(EXAMPLE.length),
      gone: fc.nat(40),
      piece: fc.string({ unit: pieces, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), fc.nat(EXAMPLE.length), fc.boolean(), (edits, where, hasCrLf) => {
        const typed = edits.reduce(
          (text, { at, gone, piece }) => text.slice(0, at) + piece + text.slice(at + gone),
          EXAMPLE,
        );
        const document = TextDocument.create(URI, 'yaml', 1, hasCrLf ? typed.replaceAll('\n', '\r\n') : typed);
        const manifest = new OpenManifests(documentsOf(document)).get(URI)!;
        const position = document.positionAt(where);
        const messages = messagesFor('en');
        const { items } = completionsAt(manifest, position, messages, true) ?? { items: [] };
        const hover = manifestHoverAt(manifest, position, messages, true);
        const highlights = manifestHighlightsAt(manifest, position) ?? [];
        const symbols = manifestSymbols(manifest, messages);
        const places: readonly (Range | undefined)[] = [
          ...items.map(({ textEdit }) => (textEdit && 'range' in textEdit ? textEdit.range : undefined)),
          hover?.range,
          ...highlights.map(({ range }) => range),
          ...(manifestDefinitionAt(manifest, position) ?? []).map(({ range }) => range),
          ...coloursIn(manifest).map(({ range }) => range),
          ...symbols.flatMap(({ range, selectionRange }) => [range, selectionRange]),
        ];
        for (const place of places) if (place !== undefined) assertInside(document, place);
        for (const { range, selectionRange } of symbols) assertHolds(document, range, selectionRange);
        for (const { textEdit } of items)
          assert.ok(textEdit && 'range' in textEdit && textEdit.range.start.line === textEdit.range.end.line);
      }),
      { numRuns: 150 },
    );
  });
});

function assertInside(document: TextDocument, { start, end }: Range): void {
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)];
  assert.ok(from <= to && to <= document.getText().length);
  assert.deepEqual([document.positionAt(from), document.positionAt(to)], [start, end]);
}

function assertHolds(document: TextDocument, outer: Range, inner: Range): void {
  assert.ok(document.offsetAt(outer.start) <= document.offsetAt(inner.start));
  assert.ok(document.offsetAt(inner.end) <= document.offsetAt(outer.end));
}

/** One open document. */
function documentsOf(document: TextDocument): Documents {
  const { event } = new Emitter<string>();
  return { get: () => document, onDidOpen: event, onDidClose: event } as unknown as Documents;
}
