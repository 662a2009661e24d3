import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Analysis } from '../core/analysis/analysis';
import type { OutlineNode } from '../core/article/outline';
import type { CanonicalText } from '../core/text/canonicalText';
import { decodeArticle } from '../core/text/decode';
import type { CodePoint, Logical, Range } from '../core/text/units';
import { renderAnalysis } from './renderAnalysis';

export type AnalyseText = (text: CanonicalText, file: string) => Promise<Analysis>;

/** Analyses files and prints the results; returns the exit status (1 when some file could not be read). */
export async function analyseFiles(files: readonly string[], json: boolean, analyseText: AnalyseText): Promise<number> {
  let status = 0;
  for (const file of files) {
    const text = readArticle(file);
    if (typeof text === 'string') {
      process.stderr.write(`${file}: ${text}\n`);
      status = 1;
      continue;
    }
    const analysis = await analyseText(text, file);
    const output = json ? `${JSON.stringify(toJson(file, analysis))}\n` : renderAnalysis(basename(file), analysis);
    process.stdout.write(output);
  }
  return status;
}

/** The canonical text of a file, or a sentence that says why there is none. */
function readArticle(file: string): CanonicalText | string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { value, problems } = decodeArticle(bytes);
  return value ?? problems.map(({ message }) => message).join(' ');
}

/** The analysis as the documented JSON object; every offset in code points of the canonical text. */
export function toJson(file: string, analysis: Analysis): object {
  const { text } = analysis;
  return {
    file,
    mentions: analysis.mentions.map(({ range, label, confidence, entity, evidence }) => ({
      ...text.rangeToCodePoints(range),
      label,
      text: text.slice(range),
      confidence,
      entity,
      evidence,
    })),
    entities: analysis.entities.map(({ id, label, name, aliases, mentions, posts, authority }) => ({
      id,
      label,
      name,
      aliases,
      mentions,
      posts,
      ...(authority !== undefined && { authority }),
    })),
    quotations: analysis.quotations.map(({ kind, range, speaker }) => ({
      kind,
      ...codePointsOf(analysis, range),
      speaker: speaker ?? null,
    })),
    spokenParts: analysis.spokenParts.map(({ kind, range, speaker }) => ({
      kind,
      ...codePointsOf(analysis, range),
      speaker,
    })),
    outline: analysis.outline.map((node) => outlineJson(text, node)),
  };
}

const codePointsOf = ({ text, logical }: Analysis, range: Range<Logical>): Range<CodePoint> =>
  text.rangeToCodePoints(logical.toCanonical(range));

function outlineJson(text: CanonicalText, { kind, name, range, children }: OutlineNode): object {
  return { kind, name, ...text.rangeToCodePoints(range), children: children.map((child) => outlineJson(text, child)) };
}
