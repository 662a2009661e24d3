import type { Json } from '../yaml/json';
import type { ValueType } from './schema';

/** The words that values are told with. */
export interface ValueWords {
  readonly yes: string;
  readonly no: string;
  readonly separator: string;
}

/** A value as people read it; of a kind that is no attribute's or tag's, as JSON. */
export function valueAsText(value: Json, words: ValueWords): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'object') return String(value);
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return isPlainList
    ? value.map((item: Json) => valueAsText(item, words)).join(words.separator)
    : JSON.stringify(value);
}

/** What a person typed as a value; undefined where it is none of this type. Digits may be full-width. */
export function typedValue(type: ValueType, typed: string): string | number | boolean | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  switch (type.kind) {
    case 'text':
      return text;
    case 'number':
      return typedNumber(text);
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'choice':
      return type.values.includes(text) ? text : undefined;
  }
}

/** A finite number as people write it. */
export function typedNumber(typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim();
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : undefined;
}

/** How a value that the schema says nothing of can be changed; undefined where it can only be kept or removed. */
export function typeOfValue(value: Json): ValueType | undefined {
  if (typeof value === 'string') return { kind: 'text' };
  if (typeof value === 'number') return { kind: 'number' };
  return typeof value === 'boolean' ? { kind: 'flag' } : undefined;
}

/** The texts of a value that a choice can have: of one text, or of a list of texts. */
export function chosenIn(value: Json | undefined): readonly string[] {
  const values: readonly Json[] = Array.isArray(value)
    ? (value as readonly Json[])
    : value === undefined
      ? []
      : [value];
  return values.filter((item) => typeof item === 'string');
}
