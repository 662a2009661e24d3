import type { Parsed, Problem } from '../../problem';
import {
  locate,
  MAXIMUM_YAML_BYTES,
  problem,
  readYaml,
  toJson,
  utf8Length,
  type Extent,
  type YamlPath,
} from '../../yaml/boundedYaml';
import { findConflictMarkers } from '../../yaml/conflictMarkers';
import type { Issue } from '../../yaml/recordReader';
import type { AnnotationSet } from '../annotation';
import { readLines, type ReadLines } from './lineReader';
import { annotationSetFromData } from './records';
import type { SidecarLines } from './sidecarLines';
import { linesOfYaml } from './yamlLines';

/** A problem with this code means that the set can be shown but must not be written. */
export const NEWER_VERSION = 'newer-version';

/** A sidecar that was read: what it holds and where it stands; without lines where it has a style that is not patched. */
export interface SidecarContent {
  readonly set: AnnotationSet;
  readonly lines: SidecarLines | undefined;
}

/**
 * Reads a sidecar. Problem offsets are UTF-16 offsets in `text`. Where a problem is an error nothing may be written over
 * the file; the value is then undefined, except for a file of a newer version, which may be shown.
 */
export function parseSidecar(text: string): Parsed<AnnotationSet> {
  const { value, problems } = readSidecar(text);
  return { value: value?.set, problems };
}

/** As {@link parseSidecar}, with the place of each record. */
export function readSidecar(text: string): Parsed<SidecarContent> {
  return readByLines(text) ?? readAnyStyle(text);
}

/** Reads a sidecar by the YAML reader alone, in whatever style of YAML a person or a tool gave it. */
export function parseAnyStyle(text: string): Parsed<AnnotationSet> {
  const { value, problems } = readAnyStyle(text);
  return { value: value?.set, problems };
}

/** Undefined: read again by {@link readAnyStyle}. */
function readByLines(text: string): Parsed<SidecarContent> | undefined {
  const read = readLines(text);
  if (read === undefined) return undefined;
  const { data, annotations, lines } = read;
  const issues: Issue[] = [];
  const set = annotationSetFromData(data, issues, annotations);
  return issues.length === 0 ? { value: { set, lines }, problems: [] } : undefined;
}

function readAnyStyle(text: string): Parsed<SidecarContent> {
  // A file that was cut off has other errors too; this one says what happened. (An unfinished merge says more.)
  if (!hasEndLine(text) && findConflictMarkers(text).length === 0)
    return { value: undefined, problems: [missingEndLine(text)] };
  const source = readYaml(text);
  if (source.value === undefined) return { value: undefined, problems: source.problems };

  const root = source.value;
  const issues: Issue[] = [];
  const set = annotationSetFromData(toJson(root), issues);
  const problems = issues.map(({ severity, code, message, path }): Problem => ({
    severity,
    code,
    message,
    ...locate(root, path),
  }));
  const isTrusted = issues.every(({ severity, code }) => severity === 'warning' || code === NEWER_VERSION);
  const lines = root.kind === 'mapping' ? linesOfYaml(text, root) : undefined;
  return { value: isTrusted ? { set, lines } : undefined, problems };
}

function hasEndLine(text: string): boolean {
  return /(?:^|\n)\.\.\.[ \t]*(?:\r?\n)*$/.test(text);
}

function missingEndLine(text: string): Problem {
  const message =
    'The last line "..." is missing, so the end of the file may be lost. Restore the file, or add the line if it is whole.';
  return problem('truncated', message, { offset: text.length, end: text.length });
}
