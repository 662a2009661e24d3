import type { Parsed, Problem } from '../../problem';
import { locate, MAXIMUM_YAML_BYTES, problem, readYaml, toJson, utf8Length } from '../../yaml/boundedYaml';
import { findConflictMarkers } from '../../yaml/conflictMarkers';
import type { Issue } from '../../yaml/recordReader';
import type { AnnotationSet } from '../annotation';
import { problemsInLines } from './lineIssues';
import { readLines } from './lineReader';
import { annotationSetFromData } from './records';
import type { SidecarLines } from './sidecarLines';
import { lineEndFrom } from './textEdits';
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
  const read = readLines(text);
  if (typeof read === 'number') return readAnyStyle(text, read);
  const { data, unread, lines } = read;
  const issues: Issue[] = [];
  const set = annotationSetFromData(data, issues, unread);
  const problems = problemsInLines(text, lines, issues);
  if (problems === undefined) return readAnyStyle(text, 0);
  return { value: isTrusted(issues) ? { set, lines } : undefined, problems };
}

/** Reads a sidecar by the YAML reader alone, in whatever style of YAML a person or a tool gave it. */
export function parseAnyStyle(text: string): Parsed<AnnotationSet> {
  const { value, problems } = readAnyStyle(text, 0);
  return { value: value?.set, problems };
}

/** `stoppedAt` says from where on the lines could not be read one by one. */
function readAnyStyle(text: string, stoppedAt: number): Parsed<SidecarContent> {
  // A file that was cut off has other errors too; this one says what happened. (An unfinished merge says more.)
  const markers = findConflictMarkers(text);
  if (!hasEndLine(text) && markers.length === 0) return { value: undefined, problems: [missingEndLine(text)] };
  if (markers.length === 0 && utf8Length(text) > MAXIMUM_YAML_BYTES)
    return { value: undefined, problems: [tooLargeForYaml(text, stoppedAt)] };
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
  const lines = root.kind === 'mapping' ? linesOfYaml(text, root) : undefined;
  return { value: isTrusted(issues) ? { set, lines } : undefined, problems };
}

function isTrusted(issues: readonly Issue[]): boolean {
  return issues.every(({ severity, code }) => severity === 'warning' || code === NEWER_VERSION);
}

/** A large file is read line by line or not at all; this says which line is in the way. */
function tooLargeForYaml(text: string, offset: number): Problem {
  const message =
    `The file has ${utf8Length(text)} bytes. Above ${MAXIMUM_YAML_BYTES} it is only read where each record stands on ` +
    'lines of its own, and this one cannot be read. Correct it, or split the file.';
  return problem('too-large', message, { offset, end: lineEndFrom(text, offset + 1) });
}

function hasEndLine(text: string): boolean {
  return /(?:^|\n)\.\.\.[ \t]*(?:\r?\n)*$/.test(text);
}

function missingEndLine(text: string): Problem {
  const message =
    'The last line "..." is missing, so the end of the file may be lost. Restore the file, or add the line if it is whole.';
  return problem('truncated', message, { offset: text.length, end: text.length });
}
