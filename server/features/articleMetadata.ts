import type { Analysis } from '../../core/analysis/analysis';
import type { LinksView } from '../../core/annotation/views';
import type { OutlineNode } from '../../core/article/outline';
import { metadataInPath } from '../../core/metadata/fileName';
import {
  mergedMetadata,
  METADATA_FIELDS,
  metadataIn,
  type Metadata,
  type MetadataField,
  type MetadataSource,
} from '../../core/metadata/metadata';
import { metadataInText } from '../../core/metadata/textMetadata';
import type { MetadataTable } from '../../core/metadata/table';
import type { ArticleMetadata } from '../../core/protocol';
import { escapeMarkdown } from '../markdown';
import type { LocalMessages } from '../messages';

/** What the metadata of a file's articles is taken from. */
export interface MetadataContext extends Pick<LinksView, 'articles' | 'document'> {
  readonly analysis: Analysis;
  /** The path of the file below the folder of its corpus; its name alone where it has none. */
  readonly path: string;
  readonly table: MetadataTable | undefined;
}

/** The metadata of each article of a file, in the order of the outline. */
export function metadataOfArticles({
  analysis,
  path,
  table,
  document,
  articles = [],
}: MetadataContext): ArticleMetadata[] {
  const inText = metadataInText(analysis.outline, analysis.text);
  const fileName = metadataInPath(path);
  return analysis.outline.map((node, index) => {
    const record = articles.find(({ exact }) => formOf(exact) === formOf(node.name));
    const metadata = mergedMetadata({
      ...(record !== undefined && { article: metadataIn(record.tags) }),
      ...(document !== undefined && { document: metadataIn(document) }),
      ...(table !== undefined && { table: table.of(path, node.name, index + 1) }),
      fileName,
      text: inText[index] ?? {},
    });
    const headline = node.children.find(({ kind }) => kind === 'headline')?.range ?? node.range;
    return { name: node.name, range: node.range, headline, metadata };
  });
}

const formOf = (text: string): string => text.replace(/\s+/g, '');

/** What stands beside an article in the outline: its values in the order of the fields. */
export function metadataDetail(metadata: Metadata): string {
  return METADATA_FIELDS.flatMap((field) => metadata[field]?.value ?? []).join(' · ');
}

/** The lines of a hover; what the sidecar says of the whole file has its own there. */
export function describeMetadata(metadata: Metadata, messages: LocalMessages): string[] {
  const lines = METADATA_FIELDS.flatMap((field) => {
    const known = metadata[field];
    if (known === undefined || known.from === 'document') return [];
    const source = messages.metadataSources[known.from];
    return [`- ${messages.metadataFields[field]}: ${escapeMarkdown(known.value)} _(${source})_`];
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** The article of an outline node. */
export const isOf = ({ range }: ArticleMetadata, node: OutlineNode): boolean =>
  range.start === node.range.start && range.end === node.range.end;

export type MetadataNames = Readonly<Record<MetadataField, string>>;
export type SourceNames = Readonly<Record<MetadataSource, string>>;
