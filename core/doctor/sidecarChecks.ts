import { anchor, type Anchoring } from '../annotation/anchoring';
import { compareAnnotations, refersTo, type Annotation, type AnnotationSet } from '../annotation/annotation';
import type { Label } from '../annotation/labels';
import { spanFields } from '../annotation/placement';
import { rebase } from '../annotation/rebase';
import { MAXIMUM_SIDECAR_BYTES, SidecarVersion } from '../annotation/sidecar/version';
import type { CanonicalText } from '../text/canonicalText';
import { sameData } from '../yaml/json';
import { aboutFile, type Finding, type Repair, type Severity } from './finding';

/** An article as the checks need it. */
export interface CheckedArticle {
  readonly text: CanonicalText;
  readonly sha256: string;
}

/** A sidecar that can be read, and where its records stand. */
export interface CheckedSidecar {
  readonly path: string;
  readonly text: string;
  readonly set: AnnotationSet;
}

/** Reads a sidecar; findings say why it cannot be read, or what is doubtful in it. */
export function readSidecar(path: string, bytes: Uint8Array): { sidecar?: CheckedSidecar; findings: Finding[] } {
  const { value, problems } = SidecarVersion.read(bytes);
  const findings = problems.map(({ severity, code, message, offset, end }): Finding => {
    return { severity, code, path, offset, end, message };
  });
  if (bytes.length > NEARLY_FULL * MAXIMUM_SIDECAR_BYTES && bytes.length <= MAXIMUM_SIDECAR_BYTES) {
    const percent = Math.floor((100 * bytes.length) / MAXIMUM_SIDECAR_BYTES);
    const message = `The file has ${percent} % of the size that can be read. Split the article.`;
    findings.push(aboutFile(path, 'warning', 'nearly-full', message));
  }
  // A file of a newer version can be shown, but nothing is known of its invariants.
  const isSound = value !== undefined && problems.every(({ severity }) => severity !== 'error');
  return isSound ? { sidecar: { path, text: value.text, set: value.set }, findings } : { findings };
}

/** Checks a sidecar by itself: what its article says does not matter. */
export function checkRecords(
  { path, text, set }: CheckedSidecar,
  annotator: string | undefined,
  labels: readonly Label[],
): Finding[] {
  const at = placesOf(path, text);
  const known = new Set(labels.map(({ id }) => id));
  const findings: Finding[] = [];
  if (set.annotator !== annotator && set.annotator !== undefined) {
    const message = `The file says that "${set.annotator}" annotated, its name says ${annotator === undefined ? 'nobody' : `"${annotator}"`}. Correct one of them.`;
    findings.push(aboutFile(path, 'warning', 'annotator', message));
  }
  for (const annotation of set.annotations) {
    const { id, label } = annotation;
    if (!known.has(label))
      findings.push(
        at(id, 'warning', 'unknown-label', `The corpus has no label "${label}". Add it to corpus.yaml, or change it.`),
      );
    if (annotation.in !== undefined && !HASH_PREFIX.test(annotation.in))
      findings.push(
        at(
          id,
          'warning',
          'text-prefix',
          `"in" is no beginning of a hash: "${annotation.in}". Remove it, and place the annotation anew.`,
        ),
      );
    for (const value of [id, label, annotation.by ?? '', annotation.entity ?? ''])
      if (INVISIBLE.test(value))
        findings.push(
          at(id, 'warning', 'invisible', `"${visible(value)}" has characters that cannot be seen. Type it anew.`),
        );
  }
  return [...findings, ...duplicatesIn(set, at)];
}

/** Annotations that say the same twice; the one with less to it is the one to go. */
function duplicatesIn(set: AnnotationSet, at: Place): Finding[] {
  const linked = new Set(set.relations.flatMap(({ from, to }) => [from, to]));
  const kept = new Map<string, Annotation>();
  const findings: Finding[] = [];
  for (const annotation of set.annotations) {
    const { start, end, label, also = [] } = annotation;
    const key = JSON.stringify([start, end, label, also.map((part) => [part.start, part.end]), annotation.in ?? '']);
    const first = kept.get(key);
    if (first === undefined) {
      kept.set(key, annotation);
      continue;
    }
    const extra = [first, annotation].find(({ id }) => !linked.has(id) && isSameBut(id, first, annotation));
    const repair: Repair | undefined =
      extra === undefined ? undefined : { kind: 'edit', operation: { kind: 'remove', id: extra.id } };
    const message = `The same words have the label "${label}" twice ("${first.id}" and "${annotation.id}"). Remove one.`;
    findings.push(at(annotation.id, 'warning', 'duplicate', message, repair));
  }
  return findings;
}

/** Whether nothing is lost when the record `id` of two goes: the other says all that it says. */
function isSameBut(id: string, a: Annotation, b: Annotation): boolean {
  const [gone, stays] = a.id === id ? [a, b] : [b, a];
  return Object.entries(gone).every(([key, value]) => key === 'id' || sameData(value, stays[key as keyof Annotation]));
}

/** Checks that a sidecar and its article belong together. */
export function checkPlaces(sidecar: CheckedSidecar, article: CheckedArticle): Finding[] {
  const { path, set, text: source } = sidecar;
  const at = placesOf(path, source);
  const { text, sha256 } = article;
  const findings: Finding[] = [];
  const anchorings = new Map<string, Anchoring>();
  for (const annotation of set.annotations) {
    const isOfThisText = refersTo(annotation, set.text, sha256);
    const anchoring = anchor(annotation, text, isOfThisText);
    anchorings.set(annotation.id, anchoring);
    findings.push(...placeFindings(annotation, anchoring, isOfThisText, text, at));
  }
  if (set.text.sha256 === sha256) {
    if (set.text.length !== text.length) {
      const message = `The text has ${text.length} characters, the file says ${set.text.length}. Correct the length.`;
      const operation = { kind: 'retext', text: { ...set.text, length: text.length } } as const;
      findings.push(aboutFile(path, 'warning', 'text-length', message, { kind: 'edit', operation }));
    }
    return findings;
  }
  const isAllCertain = [...anchorings.values()].every(({ state }) => state === 'anchored');
  const message = isAllCertain
    ? 'The article has changed since; all annotations were found again. Bring the file up to date.'
    : 'The article has changed since, and not all annotations were found again. Open it and review them.';
  return [...findings, aboutFile(path, isAllCertain ? 'information' : 'warning', 'text-changed', message, repairOf())];

  function repairOf(): Repair | undefined {
    if (!isAllCertain) return undefined;
    const places = new Map(
      [...anchorings].flatMap(([id, { parts }]) => (parts === undefined ? [] : [[id, parts] as const])),
    );
    return { kind: 'edit', operation: rebase(set, places, text, { sha256, length: text.length }) };
  }
}

function placeFindings(
  annotation: Annotation,
  anchoring: Anchoring,
  isOfThisText: boolean,
  text: CanonicalText,
  at: Place,
): Finding[] {
  const { id, exact } = annotation;
  const findings: Finding[] = [];
  const isThere = [annotation, ...(annotation.also ?? [])].every(
    (part) => part.end <= text.length && part.start < part.end && text.slice(text.rangeToUtf16(part)) === part.exact,
  );
  if (isOfThisText && !isThere) {
    const isCertain = anchoring.state === 'anchored';
    const message = `"${shortened(exact)}" does not stand at ${annotation.start} to ${annotation.end}. ${isCertain ? 'It stands elsewhere: place it there.' : 'Open the article and place it.'}`;
    const repair: Repair | undefined = isCertain
      ? {
          kind: 'edit',
          operation: { kind: 'change', id, fields: { also: null, ...spanFields(text, anchoring.parts) } },
        }
      : undefined;
    findings.push(at(id, 'error', 'exact', message, repair));
  } else if (anchoring.state === 'orphan') {
    findings.push(
      at(
        id,
        'warning',
        'orphan',
        `"${shortened(exact)}" is nowhere to be found in the article. Place it by hand, or remove it.`,
      ),
    );
  } else if (anchoring.state === 'review') {
    findings.push(
      at(
        id,
        'warning',
        'review',
        `It is not certain where "${shortened(exact)}" stands now. Open the article and confirm it.`,
      ),
    );
  }
  if (isThere && isOfThisText && splitsCharacter(annotation, text))
    findings.push(
      at(
        id,
        'warning',
        'inside-character',
        `"${shortened(exact)}" begins or ends inside a character (a letter and its accent, an emoji). Place it anew.`,
      ),
    );
  return findings;
}

/** Whether an end of a span is no boundary of what readers see as characters. */
function splitsCharacter(annotation: Annotation, text: CanonicalText): boolean {
  const { start, end } = text.rangeToUtf16(annotation);
  return [start, end].some((offset) => {
    const from = Math.max(0, offset - LONGEST_CHARACTER);
    const near = text.text.slice(from, offset + LONGEST_CHARACTER);
    if (!/[^\p{Script=Han}\p{P}\p{N}a-zA-Z\s]/u.test(near)) return false;
    return (
      offset < text.text.length &&
      offset > 0 &&
      new Intl.Segmenter().segment(near).containing(offset - from)?.index !== offset - from
    );
  });
}

export type Place = (id: string, severity: Severity, code: string, message: string, repair?: Repair) => Finding;

/** Findings about the records of a file, by id. */
export function placesOf(path: string, text: string): Place {
  let offsets: ReadonlyMap<string, number> | undefined;
  return (id, severity, code, message, repair) => {
    offsets ??= offsetsOfIds(text);
    const offset = offsets.get(id) ?? 0;
    return { ...aboutFile(path, severity, code, message, repair), offset, end: offset };
  };
}

/** Where the ids of records stand, as good as can be told without reading the file as YAML once more. */
function offsetsOfIds(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (const { 1: id = '', index } of text.matchAll(/\bid: *["']?([^"',}\r\n]+)/g)) {
    if (!offsets.has(id)) offsets.set(id, index);
  }
  return offsets;
}

/** Ids that two files of one article share: merges and exports tell annotations of several annotators by id. */
export function checkIds(sidecars: readonly CheckedSidecar[]): Finding[] {
  const owner = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { path, text, set } of sidecars) {
    const at = placesOf(path, text);
    for (const { id } of [...set.annotations, ...set.relations]) {
      const other = owner.get(id);
      if (other === undefined) owner.set(id, path);
      else if (other !== path)
        findings.push(
          at(id, 'warning', 'shared-id', `"${id}" is also an id in ${other}. Give one of the records another id.`),
        );
    }
  }
  return findings;
}

/** Whether the annotations stand in the order they are written in; only hands and other tools change it. */
export function isInOrder({ annotations }: AnnotationSet): boolean {
  return annotations.every(
    (annotation, index) => index === 0 || compareAnnotations(annotations[index - 1] as Annotation, annotation) <= 0,
  );
}

const shortened = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text);
const visible = (text: string): string =>
  text.replace(
    new RegExp(INVISIBLE, 'gu'),
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const HASH_PREFIX = /^[0-9a-f]{8,64}$/;
/** Share of the greatest size from which on a file is reported. */
const NEARLY_FULL = 0.8;
/** UTF-16 units around an offset that decide whether it is a boundary. */
const LONGEST_CHARACTER = 24;
