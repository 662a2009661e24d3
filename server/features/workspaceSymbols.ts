import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { recognitionForm } from '../../core/analysis/knownEntities';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import type { OutlineNode } from '../../core/article/outline';
import type { CanonicalText } from '../../core/text/canonicalText';
import { holdsInitials } from '../../core/text/pinyinInitials';
import type { Range, Utf16 } from '../../core/text/units';
import { visibleText } from '../../core/text/visible';
import type { LocalMessages } from '../messages';
import { toLspRange } from '../workspace/positions';
import { SYMBOL_KIND } from './documentSymbols';
import type { EntityMap, EntitySpan } from './entitySpans';

/** An open article as the search sees it. */
export interface SearchedArticle {
  readonly uri: string;
  readonly text: CanonicalText;
  readonly outline: readonly OutlineNode[];
  readonly entities: EntityMap;
}

/** A symbol that a search has found: the better it fits, the smaller its rank. */
export interface FoundSymbol {
  readonly symbol: WorkspaceSymbol;
  readonly rank: number;
  /** How often it is mentioned. */
  readonly count: number;
}

/** More than these nobody reads; who searches on types a further letter. */
const MOST_SYMBOLS = 300;

/** The symbols that fit best, of all articles; the best first, and of equal ones those that are mentioned most. */
export function bestSymbols(found: readonly FoundSymbol[]): WorkspaceSymbol[] {
  return found
    .toSorted((a, b) => a.rank - b.rank || b.count - a.count)
    .slice(0, MOST_SYMBOLS)
    .map(({ symbol }) => symbol);
}

/**
 * The entities of an article, its headlines and its sections that a query finds: by name, alias or the initials of their
 * pinyin. Traditional characters and full-width letters find what is printed in others. An empty query finds all.
 */
export function symbolsIn(article: SearchedArticle, query: string, messages: LocalMessages): FoundSymbol[] {
  const search = new Search(query);
  const symbol = (name: string, kind: SymbolKind, range: Range<Utf16>, containerName: string): WorkspaceSymbol => ({
    name: shortened(visibleText(name)),
    kind,
    containerName,
    location: { uri: article.uri, range: toLspRange(article.text, range) },
  });
  const entities = article.entities.entities.flatMap(({ name, aliases, label, spans }): FoundSymbol[] => {
    const match = search.best(name, aliases);
    if (match === undefined) return [];
    const { range } = spans[0] as EntitySpan;
    const kind = KIND_OF_ENTITY[label] ?? SymbolKind.Variable;
    return [{ symbol: symbol(match.shown, kind, range, labelName(label, messages)), ...match, count: spans.length }];
  });
  const parts = headings(article.outline).flatMap(({ name, kind, range }): FoundSymbol[] => {
    const match = search.best(name, []);
    if (match === undefined) return [];
    return [
      { symbol: symbol(match.shown, SYMBOL_KIND[kind], range, messages.parts[kind] ?? kind), ...match, count: 0 },
    ];
  });
  return [...entities, ...parts];
}

/** The icon of each default label; the protocol has no kinds for names. */
const KIND_OF_ENTITY: Readonly<Record<string, SymbolKind>> = {
  PER: SymbolKind.Object,
  POST: SymbolKind.Key,
  ORG: SymbolKind.Class,
  LOC: SymbolKind.Namespace,
  FAC: SymbolKind.Module,
  TIME: SymbolKind.Constant,
  QTY: SymbolKind.Number,
  EVENT: SymbolKind.Event,
  DOC: SymbolKind.File,
  TERM: SymbolKind.String,
};

/** An annotation may span the whole article; a list names it by its beginning. Code points. */
const LONGEST_NAME = 50;

function shortened(name: string): string {
  const characters = Array.from(name.slice(0, 2 * LONGEST_NAME));
  const isWhole = characters.length <= LONGEST_NAME && name.length <= 2 * LONGEST_NAME;
  return isWhole ? name : `${characters.slice(0, LONGEST_NAME).join('')}…`;
}

function labelName(label: string, { language }: LocalMessages): string {
  const name = DEFAULT_LABELS.find(({ id }) => id === label)?.names[language];
  return visibleText(name === undefined ? label : `${label} ${name}`);
}

function headings(outline: readonly OutlineNode[]): OutlineNode[] {
  return outline.flatMap((node) => [
    ...(node.kind === 'article' || node.kind === 'section' ? [node] : []),
    ...headings(node.children),
  ]);
}

interface Match {
  /** The name, and behind it what was typed where it is not in the name: editors drop what does not hold the query. */
  readonly shown: string;
  readonly rank: number;
}

/** Ranks of the ways to match. */
const RANK = { name: 0, alias: 3, initials: 6 } as const;

class Search {
  readonly #query: string;
  readonly #form: string;

  constructor(query: string) {
    this.#query = query.trim();
    this.#form = recognitionForm(this.#query).toLowerCase();
  }

  best(name: string, aliases: readonly string[]): Match | undefined {
    const byName = this.#rank(name);
    if (byName !== undefined) return { shown: this.#shown(name, this.#query), rank: RANK.name + byName };
    for (const alias of aliases) {
      const byAlias = this.#rank(alias);
      if (byAlias === undefined) continue;
      const hint = this.#holdsQuery(alias) ? alias : `${alias} ${this.#query}`;
      return { shown: this.#shown(name, hint), rank: RANK.alias + byAlias };
    }
    const isByInitials = [name, ...aliases].some((form) => holdsInitials(form, this.#query));
    return isByInitials ? { shown: this.#shown(name, this.#query), rank: RANK.initials } : undefined;
  }

  /** 0 for the whole name, 1 for its beginning, 2 for a part of it. */
  #rank(name: string): number | undefined {
    const form = recognitionForm(name).toLowerCase();
    const at = form.indexOf(this.#form);
    if (at === -1) return undefined;
    return at > 0 ? 2 : form.length > this.#form.length ? 1 : 0;
  }

  #shown(name: string, hint: string): string {
    return this.#holdsQuery(name) ? name : `${name} (${hint})`;
  }

  #holdsQuery(text: string): boolean {
    return text.toLowerCase().includes(this.#query.toLowerCase());
  }
}
