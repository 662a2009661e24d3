import { ownValue, type Json, type JsonObject } from '../yaml/json';
import type { Provenance } from './annotation';

/** A suggestion that a person took as it was; plain data, as a sidecar holds it. */
export interface SuggestionSource extends JsonObject {
  readonly kind: 'suggestion';
  /** The ids of the recognisers that made it. */
  readonly recognisers: readonly string[];
  /** Of the program and its model, as far as it is known. */
  readonly version?: string;
}

/** What a record was imported from; plain data, as a sidecar holds it. */
export interface ImportSource extends JsonObject {
  readonly kind: 'import';
  readonly format: string;
  readonly version?: string;
  /** The id that the record has in the imported file. */
  readonly id?: string;
}

/** An occurrence that was found by a query; plain data, as a sidecar holds it. */
export interface QuerySource extends JsonObject {
  readonly kind: 'query';
  readonly query: string;
}

/** How a record came to be. */
export type Source =
  | { readonly kind: 'hand' }
  | SuggestionSource
  | ImportSource
  | QuerySource
  /** Something that this version does not know, as text. */
  | { readonly kind: 'other'; readonly text: string };

/** The source of a suggestion as a sidecar holds it. */
export function suggestionSource(recognisers: readonly string[], version: string | undefined): SuggestionSource {
  return { kind: 'suggestion', recognisers, ...(version !== undefined && { version }) };
}

/** The first form of suggestions: `suggestion: persons, tagger`. */
const PLAIN_SUGGESTION = /^suggestion: (.+)$/su;

/** Tells what a stored `source` says. Whatever it does not know becomes text, so nothing a file holds is lost from view. */
export function readSource(source: Provenance['source']): Source {
  if (source === undefined) return { kind: 'hand' };
  if (typeof source === 'string') return readPlainSource(source);
  return readKnownKind(source) ?? { kind: 'other', text: JSON.stringify(source) };
}

function readKnownKind(source: JsonObject): Source | undefined {
  const kind = textOf(source, 'kind');
  const version = textOf(source, 'version');
  const recognisers = ownValue(source, 'recognisers');
  const format = textOf(source, 'format');
  const query = textOf(source, 'query');
  if (kind === 'hand') return { kind };
  if (kind === 'suggestion' && isTexts(recognisers)) return suggestionSource(recognisers, version);
  const id = textOf(source, 'id');
  if (kind === 'import' && format !== undefined)
    return { kind, format, ...(version !== undefined && { version }), ...(id !== undefined && { id }) };
  if (kind === 'query' && query !== undefined) return { kind, query };
  return undefined;
}

/** One line that says how a record came to be, for people; undefined for one made by hand. */
export function describeSource(stored: Provenance['source']): string | undefined {
  const source = readSource(stored);
  switch (source.kind) {
    case 'hand':
      return undefined;
    case 'suggestion':
      return `suggestion: ${source.recognisers.join(', ')}${inBrackets(source.version)}`;
    case 'import':
      return `import: ${source.format}${inBrackets(source.version)}`;
    case 'query':
      return `query: ${source.query}`;
    case 'other':
      return source.text;
  }
}

function readPlainSource(text: string): Source {
  if (text === 'hand') return { kind: 'hand' };
  const recognisers = PLAIN_SUGGESTION.exec(text)?.[1];
  return recognisers === undefined ? { kind: 'other', text } : suggestionSource(recognisers.split(', '), undefined);
}

const inBrackets = (version: string | undefined): string => (version === undefined ? '' : ` (${version})`);

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function textOf(source: JsonObject, key: string): string | undefined {
  const value = ownValue(source, key);
  return typeof value === 'string' ? value : undefined;
}
