/** What is known of an article as a piece of a newspaper. */
export const METADATA_FIELDS = ['newspaper', 'date', 'page', 'genre'] as const;
export type MetadataField = (typeof METADATA_FIELDS)[number];

/** Where a value is from, the strongest first. */
export const METADATA_SOURCES = ['article', 'document', 'table', 'fileName', 'text'] as const;
export type MetadataSource = (typeof METADATA_SOURCES)[number];

/** What one source says. */
export type MetadataValues = Readonly<Partial<Record<MetadataField, string>>>;

export interface MetadataValue {
  readonly value: string;
  readonly from: MetadataSource;
}

export type Metadata = Readonly<Partial<Record<MetadataField, MetadataValue>>>;

/** For each field what the strongest source says that says something. */
export function mergedMetadata(sources: Readonly<Partial<Record<MetadataSource, MetadataValues>>>): Metadata {
  const entries = METADATA_FIELDS.flatMap((field) => {
    const from = METADATA_SOURCES.find((source) => (sources[source]?.[field] ?? '') !== '');
    const value = from && sources[from]?.[field];
    return from === undefined || value === undefined ? [] : [[field, { value, from }] as const];
  });
  return Object.fromEntries(entries);
}

/** The values of an object's own keys that are text or numbers, such as the tags of a document; lists are joined. */
export function metadataIn(tags: Readonly<Record<string, unknown>>): MetadataValues {
  const entries = METADATA_FIELDS.flatMap((field) => {
    const value = Object.hasOwn(tags, field) ? asText(tags[field]) : '';
    return value === '' ? [] : [[field, value] as const];
  });
  return Object.fromEntries(entries);
}

function asText(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(asText)
      .filter((text) => text !== '')
      .join('、');
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** A day as `2021-03-05`; undefined where there is no such day. */
export function dayOf(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const longest =
    m === 2 ? (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
  if (y < 1800 || y > 2200 || m < 1 || m > 12 || d < 1 || d > longest) return undefined;
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}
