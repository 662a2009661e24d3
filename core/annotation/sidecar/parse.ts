import type { Parsed, Problem } from '../../problem';
import { locate, problem, readYaml, toJson, utf8Length, MAXIMUM_YAML_BYTES } from '../../yaml/boundedYaml';
import { findConflictMarkers } from '../../yaml/conflictMarkers';
import type { Issue } from '../../yaml/recordReader';
import type { AnnotationSet } from '../annotation';
import { readCanonicalLines } from './canonicalLines';
import { annotationSetFromData } from './records';

/** A problem with this code means that the set can be shown but must not be written. */
export const NEWER_VERSION = 'newer-version';

/**
 * Reads a sidecar. Problem offsets are UTF-16 offsets in `text`. Where a problem is an error nothing may be written over
 * the file; the value is then undefined, except for a file of a newer version, which may be shown.
 */
export function parseSidecar(text: string): Parsed<AnnotationSet> {
  return parseCanonical(text) ?? parseAnyStyle(text);
}

/** Canonical files without problems, the common case. Undefined: read again by {@link parseAnyStyle}. */
function parseCanonical(text: string): Parsed<AnnotationSet> | undefined {
  if (utf8Length(text) > MAXIMUM_YAML_BYTES) return undefined;
  const data = readCanonicalLines(text);
  if (data === undefined) return undefined;
  const issues: Issue[] = [];
  const value = annotationSetFromData(data, issues);
  return issues.length === 0 ? { value, problems: [] } : undefined;
}

/** Reads a sidecar in whatever style of YAML a person or a tool gave it. */
export function parseAnyStyle(text: string): Parsed<AnnotationSet> {
  // A file that was cut off has other errors too; this one says what happened. (An unfinished merge says more.)
  if (!hasEndLine(text) && findConflictMarkers(text).length === 0)
    return { value: undefined, problems: [missingEndLine(text)] };
  const source = readYaml(text);
  if (source.value === undefined) return { value: undefined, problems: source.problems };

  const root = source.value;
  const issues: Issue[] = [];
  const value = annotationSetFromData(toJson(root), issues);
  const problems = issues.map(({ severity, code, message, path }): Problem => ({
    severity,
    code,
    message,
    ...locate(root, path),
  }));
  const isTrusted = issues.every(({ severity, code }) => severity === 'warning' || code === NEWER_VERSION);
  return { value: isTrusted ? value : undefined, problems };
}

function hasEndLine(text: string): boolean {
  return /(?:^|\n)\.\.\.[ \t]*(?:\r?\n)*$/.test(text);
}

function missingEndLine(text: string): Problem {
  const message =
    'The last line "..." is missing, so the end of the file may be lost. Restore the file, or add the line if it is whole.';
  return problem('truncated', message, { offset: text.length, end: text.length });
}
