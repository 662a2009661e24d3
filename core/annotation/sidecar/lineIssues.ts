import type { Problem } from '../../problem';
import { locate, readYaml, type Extent, type YamlPath } from '../../yaml/boundedYaml';
import type { Issue } from '../../yaml/recordReader';
import type { Lines, SidecarLines } from './sidecarLines';

/** More issues are located quicker by reading the whole file as YAML. */
const MAXIMUM_ISSUES = 200;

/**
 * The issues of a sidecar that was read by its lines, each with its place in `text`: only the lines in which it is are
 * read as YAML. Undefined where an issue is not in some lines, or where there are very many.
 */
export function problemsInLines(text: string, lines: SidecarLines, issues: readonly Issue[]): Problem[] | undefined {
  if (issues.length > MAXIMUM_ISSUES) return undefined;
  const problems = issues.map(({ severity, code, message, path }): Problem | undefined => {
    const extent = locateInLines(text, lines, path);
    return extent && { severity, code, message, ...extent };
  });
  return problems.every((problem) => problem !== undefined) ? problems : undefined;
}

function locateInLines(text: string, lines: SidecarLines, path: YamlPath): Extent | undefined {
  const place = placeOf(lines, path);
  if (place === undefined) return undefined;
  const offset = lineOffset(text, place.line);
  const piece = text.slice(offset, lineOffset(text, place.height, offset));
  const root = readYaml(place.above + piece).value;
  const extent = root && locate(root, place.path);
  const shift = offset - place.above.length;
  return extent && { offset: extent.offset + shift, end: extent.end + shift };
}

/** The lines in which a path leads to a value, what they must stand below to be read alone, and the path there. */
interface Place {
  readonly line: number;
  readonly height: number;
  readonly above: string;
  readonly path: YamlPath;
}

function placeOf({ entries }: SidecarLines, [key, index, ...rest]: YamlPath): Place | undefined {
  let line = 0;
  for (const { gap, height, list, key: entryKey } of entries) {
    line += gap;
    const isHere = entryKey === key;
    if (isHere && list === undefined) {
      const path = index === undefined ? [key] : [key, index, ...rest];
      return { line, height, above: '', path };
    }
    line += height;
    const records: readonly Lines[] = list?.records ?? [];
    for (const [number, record] of records.entries()) {
      line += record.gap;
      if (isHere && number === index) return { line, height: record.height, above: '_:\n', path: ['_', 0, ...rest] };
      line += record.height;
    }
    if (isHere) return undefined;
  }
  return undefined;
}

/** Where the line begins that is so many lines below the one at `start`. */
function lineOffset(text: string, lines: number, start = 0): number {
  let at = start;
  for (let line = 0; line < lines; line++) at = text.indexOf('\n', at) + 1;
  return at;
}
