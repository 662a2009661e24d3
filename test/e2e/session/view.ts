import * as vscode from 'vscode';
import type { ModelAnnotation, Part, SessionModel } from '../../session/model';
import { hoverAt, run, tokensOf } from '../editor';
import { see } from '../keyboard';

/** A suggestion as it is shown. */
export interface Shown extends Part {
  readonly label: string;
}

/** What the window shows of an article, and how it differs from the model. */
export class View {
  readonly editor: vscode.TextEditor;
  readonly #model: SessionModel;

  constructor(editor: vscode.TextEditor, model: SessionModel) {
    this.editor = editor;
    this.#model = model;
  }

  /** Where the editor has labels behind spans: `offset label`; those of suggestions end in `?`. */
  async tags(): Promise<string[]> {
    const { document } = this.editor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole,
    );
    return hints.map(({ position, label }) => `${document.offsetAt(position)} ${label as string}`);
  }

  /** The suggestions that stand by themselves: a part of another one, or of what is annotated, is left out. */
  async suggestions(): Promise<Shown[]> {
    const { document } = this.editor;
    const tags = (await this.tags()).filter((tag) => tag.endsWith('?'));
    const tokens = ((await tokensOf(document)) ?? []).map(({ range, modifiers }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      isSuggested: modifiers.includes('suggested'),
    }));
    // What goes on in the next line has a token in each.
    const behindBreak = (offset: number): number => (this.#model.text[offset] === '\n' ? offset + 1 : offset);
    const touches = ({ start, end }: Part): boolean =>
      tokens.some((other) => behindBreak(other.end) === start || other.start === behindBreak(end));
    return tokens.flatMap((token): Shown[] => {
      const here = tags.filter((tag) => tag.startsWith(`${token.end} `));
      const label = here[0]?.slice(`${token.end} `.length, -1);
      if (!token.isSuggested || label === undefined || here.length > 1 || touches(token)) return [];
      return [{ start: token.start, end: token.end, label }];
    });
  }

  /** The suggestions that are shown though they are decided: turned down, or crossed or taken by an annotation. */
  async suggestionDifferences(): Promise<readonly string[]> {
    const rejected = [...this.#model.of<ModelAnnotation>('rejected').values()];
    const shown = await this.suggestions();
    return shown.flatMap(({ start, end, label }) => {
      const isRejected = rejected.some(({ parts, label: other }) => {
        return other === label && parts[0]?.start === start && parts[0].end === end;
      });
      const isDecided = this.#model.parts.some(
        (part) =>
          (part.start === start && part.end === end) ||
          (part.start < start && start < part.end && part.end < end) ||
          (start < part.start && part.start < end && end < part.end),
      );
      return isRejected || isDecided ? [`${label} is suggested at ${start}–${end}, which is decided`] : [];
    });
  }

  /** How labels behind spans differ from the model. */
  async tagDifferences(): Promise<readonly string[]> {
    const shown = await this.tags();
    const expected = this.#model.parts.map(({ end, label }) => `${end} ${label}`);
    return setDifferences(
      'label tag',
      shown.filter((tag) => !tag.endsWith('?')),
      expected,
    );
  }

  /** How the painted lines, labels among them, differ from the model. */
  async paintDifferences(): Promise<readonly string[]> {
    const suggested = (await this.tags()).filter((tag) => tag.endsWith('?')).map((tag) => tag.split(' '));
    const tags = [
      ...this.#model.parts,
      ...suggested.map(([end = '', label = '']) => ({ start: -1, end: Number(end), label })),
    ];
    let offset = 0;
    const expected = this.#model.text.split('\n').map((line) => {
      const start = offset;
      offset += line.length + 1;
      return bare(
        lineWithTags(
          line,
          start,
          tags.filter(({ end }) => start < end && end < offset),
        ),
      );
    });
    const shown = (await see('.editor-instance .view-line')).map(bare);
    return setDifferences('painted line', shown.filter(notEmpty), expected.filter(notEmpty));
  }

  /** How the rows of the tree Annotations differ from the model; of many, those in view are looked at. */
  async treeDifferences(): Promise<readonly string[]> {
    const expected = this.#model.annotations.map(([id, { label, parts, note }]) => {
      const line = this.#model.text.slice(0, parts[0]?.start).split('\n').length;
      const noted = note === undefined ? '' : ` · “${note as string}”`;
      return plain(`${shortened(this.#model.words(id))}${label} · line ${line}${noted}`);
    });
    const rows = (await see(`${TREE} .monaco-list-row`)).map(plain);
    const count = (await see(`${TREE} .pane-header .description`)).join('');
    const told = count === String(expected.length) || expected.length === 0 ? [] : [`the tree counts ${count}`];
    const differences = setDifferences('row', rows, expected);
    const isWhole = expected.length <= rows.length;
    return [...told, ...differences.filter((each) => isWhole || each.includes(TOO_MUCH))];
  }

  /** Where Go to Next Annotation leads that it should not, and the other way round. */
  async visitDifferences(): Promise<readonly string[]> {
    // Each annotation once, at its first part.
    const expected = this.#model.annotations.map(([, { parts }]) => Math.min(...parts.map(({ start }) => start)));
    const visited: string[] = [];
    while (visited.length < expected.length) {
      await run('nextAnnotation');
      visited.push(String(this.editor.document.offsetAt(this.editor.selection.active)));
    }
    return setDifferences('visited place', visited, expected.map(String));
  }

  /** What the hover at a place of an annotation lacks. */
  async hoverDifferences(offset: number): Promise<readonly string[]> {
    const model = this.#model;
    const around = model.parts.filter(({ start, end }) => start <= offset && offset < end);
    const least = Math.min(...around.map(({ start, end }) => end - start));
    const id = around.find(({ start, end }) => end - start === least)?.id;
    if (id === undefined) return [];
    const { label, note, certainty, status, attributes } = model.annotation(id);
    const values = Object.entries((attributes ?? {}) as Record<string, unknown>);
    const wanted = [
      `**${escaped(model.words(id))}** · ${label}`,
      ...(note === undefined ? [] : [`Note: ${escaped(note as string)}`]),
      ...(certainty === undefined ? [] : [`Certainty: ${escaped(valueAsText(certainty))}`]),
      ...(status === undefined ? [] : [`Status: ${escaped(status as string)}`]),
      ...values.map(([name, value]) => `${name}: ${escaped(valueAsText(value))}`),
      ...[...model.relations.values()].flatMap((relation) => [
        ...(relation.from === id ? [`→ ${relation.label}: [${escaped(model.words(relation.to))}]`] : []),
        ...(relation.to === id && relation.from !== id
          ? [`← ${relation.label}: [${escaped(model.words(relation.from))}]`]
          : []),
      ]),
      ...[...model.events.values()].flatMap((event) => {
        const roles = event.arguments.map(({ role, to }) => `${role}: [${escaped(model.words(to))}]`);
        return event.trigger === id || event.arguments.some(({ to }) => to === id)
          ? [`◆ ${event.label}`, ...roles]
          : [];
      }),
    ];
    const shown = await hoverAt(this.editor.document, this.editor.document.positionAt(offset));
    const lines = shown.split('\n');
    const links = lines.filter((line) => /[→←] |◆/.test(line)).length;
    const expected = wanted.filter((line) => /^([→←] |◆)/.test(line)).length;
    if (expected > MOST_LINES) return [];
    return [
      ...wanted.filter((words) => !shown.includes(words)).map((words) => `no “${words}” in the hover ${shown}`),
      ...(links === expected ? [] : [`${links} links in the hover instead of ${expected}: ${shown}`]),
    ];
  }
}

const TREE = '.pane:has(.pane-header[aria-label^="Annotations"])';

/** A hover tells of more links only that there are more. */
const MOST_LINES = 12;

/** Of equal ends the tag of the span that begins later comes first, that of a suggestion wherever it stands. */
function lineWithTags(line: string, start: number, tags: readonly (Part & { readonly label: string })[]): string {
  const ordered = [...tags].sort((a, b) => a.end - b.end || b.start - a.start);
  const pieces: string[] = [];
  let at = 0;
  for (const { end, label } of ordered) {
    pieces.push(line.slice(at, end - start), label);
    at = end - start;
  }
  return [...pieces, line.slice(at)].join('');
}

const bare = (line: string): string => line.replace(/\s/g, '');
const notEmpty = (text: string): boolean => text !== '';
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

function shortened(words: string): string {
  const characters = Array.from(words.replace(/\s*\n\s*/g, ''));
  return characters.length > 24 ? `${characters.slice(0, 24).join('')}…` : characters.join('');
}

/** The values of sessions are texts and numbers. */
const valueAsText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const escaped = (text: string): string =>
  text
    .trim()
    .replace(/\n/g, ' ')
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');

const TOO_MUCH = ' too much';

/** What is in one list and not in the other, as often as it is. */
function setDifferences(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  const left = [...expected];
  const extra = actual.filter((item) => {
    const at = left.indexOf(item);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return [...left.map((item) => `${what} missing: ${item}`), ...extra.map((item) => `${what}${TOO_MUCH}: ${item}`)];
}
