import { DEFAULT_LABELS } from '../core/annotation/labels';

/** A labelled span of a text; offsets are UTF-16 units. */
export interface GoldSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface TaggedArticle {
  readonly name: string;
  readonly text: string;
  /** Ordered by start, longer first; an ORG may lie inside a POST. */
  readonly spans: readonly GoldSpan[];
}

const LABELS = new Set(DEFAULT_LABELS.map(({ id }) => id));

/** Reads the training markup `⟦LABEL:text⟧`; throws an error that names the line of a fault. */
export function readTaggedArticle(name: string, markup: string): TaggedArticle {
  const spans: GoldSpan[] = [];
  const open: { start: number; label: string }[] = [];
  let text = '';
  for (let at = 0; at < markup.length; at++) {
    const char = markup.charAt(at);
    if (char === '⟦') {
      const label = /^[A-Z]+(?=:)/.exec(markup.slice(at + 1, at + 9))?.[0] ?? '';
      if (!LABELS.has(label)) throw new Error(`${name}, line ${lineOf(markup, at)}: no known label behind ⟦.`);
      open.push({ start: text.length, label });
      at += label.length + 1;
    } else if (char === '⟧') {
      const span = open.pop();
      if (span === undefined) throw new Error(`${name}, line ${lineOf(markup, at)}: ⟧ without ⟦.`);
      spans.push({ start: span.start, end: text.length, label: span.label });
    } else text += char;
  }
  if (open.length > 0) throw new Error(`${name}: ${open.length} ⟦ without ⟧.`);
  return { name, text, spans: spans.sort((a, b) => a.start - b.start || b.end - a.end) };
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
