import type { AnnotationSet } from '../../../core/annotation/annotation';
import { annotationSetToData } from '../../../core/annotation/sidecar/records';
import { entryLines, recordLine } from '../../../core/annotation/sidecar/serialise';
import { isJsonObject, type Json, type JsonObject } from '../../../core/yaml/json';

/** Draws a natural number; the same draws give the same file. */
export type Chance = () => number;

/**
 * A sidecar as persons and tools may have left it: canonical lines among records in other styles, comments, blank lines,
 * CRLF, a byte order mark. Each comment in or right above a record names its id: `#§7-k7f3q9x2m4w8`.
 */
export function styledSidecar(set: AnnotationSet, chance: Chance): string {
  const isOneOf = (count: number): boolean => chance() % count === 0;
  const lines: string[] = isOneOf(8) ? ['---'] : [];
  const noise = (indent = ''): void => {
    if (isOneOf(4)) lines.push(`${indent}#§${chance()}-`);
    if (isOneOf(6)) lines.push(isOneOf(2) ? '' : '  ');
  };
  for (const [key, value] of Object.entries(annotationSetToData(set))) {
    noise();
    if (!Array.isArray(value) || value.length === 0) lines.push(...styledEntry(key, value, chance));
    else if (isOneOf(8)) lines.push(`${quoted(key)}:  ${looseText(value)}`);
    else {
      const indent = ['', '', '', '  ', '    '][chance() % 5] as string;
      lines.push(isOneOf(3) ? `${quoted(key)}: #§${chance()}-` : `${key === 'annotations' ? key : quoted(key)}:`);
      for (const item of value as Json[]) {
        noise(indent);
        lines.push(...styledRecord(item, chance).map((line) => indent + line));
      }
    }
  }
  noise();
  return (isOneOf(8) ? '\uFEFF' : '') + [...lines, '...', ''].join(isOneOf(4) ? '\r\n' : '\n');
}

function styledEntry(key: string, value: Json, chance: Chance): string[] {
  const isBlock = isJsonObject(value) && Object.keys(value).length > 0 && chance() % 3 === 0;
  if (isBlock) return [`${quoted(key)}: #§${chance()}-`, ...blockLines(value).map((line) => `  ${line}`)];
  const remark = chance() % 4 === 0 ? `  #§${chance()}-` : '';
  const lines = chance() % 2 === 0 ? entryLines(key, value) : [`${quoted(key)} :  ${looseText(value)}`];
  return lines.map((line, index) => (index === 0 ? line + remark : line));
}

function styledRecord(value: Json, chance: Chance): string[] {
  const owner = isJsonObject(value) && typeof value['id'] === 'string' ? value['id'] : '';
  const remark = chance() % 4 === 0 ? ` #§${chance()}-${owner}` : '';
  if (!isJsonObject(value) || Object.keys(value).length === 0) return [`-   ${looseText(value)}${remark}`];
  switch (chance() % 6) {
    case 0:
      return [`-   ${looseText(value)}${remark}`];
    case 1:
      return blockLines(value).map((line, index) => (index === 0 ? `-   ${line}${remark}` : `    ${line}`));
    case 2: {
      const entries = Object.entries(value).map(([key, item]) => `    ${quoted(key)}: ${looseText(item)},`);
      return [`- {${remark}`, ...entries, '  }'];
    }
    default:
      return [recordLine(value) + remark];
  }
}

/** The entries of a mapping in block style; texts that can stand in a block scalar sometimes do. */
function blockLines(mapping: JsonObject): string[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    const isPlainText = typeof value === 'string' && /^[一-鿿A-Za-z][一-鿿A-Za-z0-9]*$/.test(value);
    if (isPlainText && value.length % 3 === 0) return [`${quoted(key)}: |-`, `  ${value}`];
    return [`${quoted(key)}:  ${looseText(value)}`];
  });
}

/** A value on one line, in another spacing than ours. */
export function looseText(value: Json): string {
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[ ${value.map((item: Json) => looseText(item)).join(' , ')} ]`;
  if (!isJsonObject(value)) return quoted(value);
  const entries = Object.entries(value).map(([key, item]) => `${quoted(key)} : ${looseText(item)}`);
  return `{ ${entries.join(' , ')} }`;
}

/** JSON, with escapes also for what YAML does not take raw. */
function quoted(value: Json): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
