import { strict as assert } from 'node:assert';
import { analyse, type AnalysisResources } from '../../core/analysis/analyse';
import type { Analysis } from '../../core/analysis/analysis';
import { createFallbackSegmenter } from '../../core/analysis/fallbackSegmenter';
import { KnownEntities } from '../../core/analysis/knownEntities';
import { anchorAll } from '../../core/annotation/anchoring';
import { textIdentity, type AnnotationSet } from '../../core/annotation/annotation';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import { apply, type Operation } from '../../core/annotation/operations';
import { mergeSidecars } from '../../core/annotation/sidecar/mergeFiles';
import { parseAnyStyle, parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { foldingRangesOf } from '../../core/article/folding';
import type { OutlineNode } from '../../core/article/outline';
import { parseAuthority } from '../../core/corpus/authority';
import { decodeYaml } from '../../core/corpus/authorityFiles';
import { articleFilter, parseManifest } from '../../core/corpus/manifest';
import type { Problem } from '../../core/problem';
import { CanonicalText } from '../../core/text/canonicalText';
import { decodeArticle } from '../../core/text/decode';
import { codePoint, utf16, type Range, type Utf16 } from '../../core/text/units';
import { commentsOf } from '../../core/yaml/boundedYaml';
import type { MarkerStyle } from '../../core/yaml/conflictMarkers';
import { sameData } from '../../core/yaml/json';
import { Random } from '../../model/random';
import { sha256 } from '../../node/sha256';
import type { FileKind } from './files';

/** The rules alone: what reads most of the random articles. */
const RULES: AnalysisResources = { segmenter: createFallbackSegmenter(), tagger: undefined };

/**
 * Reads a file as the product does, and checks what must hold whatever is in it. Throws where it does not. What it does at
 * random depends on the bytes alone, so that a file that is kept fails again.
 */
export function checkFile(kind: FileKind, bytes: Uint8Array, resources = RULES): void {
  const random = new Random(Buffer.from(bytes).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 7));
  if (kind === 'sidecar') checkSidecar(bytes, random);
  else if (kind === 'article') checkArticle(bytes, random, resources);
  else checkCorpusFile(kind, bytes);
  assert.deepEqual(Object.keys(Object.prototype), [], 'prototypes are as they were');
}

function checkSidecar(bytes: Uint8Array, random: Random): void {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const { value, problems } = SidecarVersion.read(bytes);
  checkProblems(problems, text);
  checkMerges(text, value?.set, random);
  if (value === undefined || problems.some(({ severity }) => severity === 'error')) return;
  const slow = parseAnyStyle(text);
  assert.ok(slow.value !== undefined && sameData(slow.value, value.set), 'the fast reader reads as the other does');
  assert.ok(sameData(reread(serialiseSidecar(value.set)), value.set), 'what is written is read as it was');
  checkEdit(value, random);
}

const reread = (text: string): AnnotationSet | undefined =>
  SidecarVersion.read(new TextEncoder().encode(text)).value?.set;

/** An edit is read as it was meant, drops no comment, and is taken back by its inverse. */
function checkEdit(version: SidecarVersion, random: Random): void {
  const operation = someOperation(version.set, random);
  const applied = operation && apply(version.set, operation);
  if (applied?.ok !== true) return;
  const edited = version.with(applied.set);
  assert.ok(sameData(reread(edited.text), applied.set), `${JSON.stringify(operation)} is read as it was meant`);
  const left = commentsIn(edited.text);
  for (const comment of commentsIn(version.text)) assert.ok(left.includes(comment), `the comment ${comment} is lost`);
  const undone = apply(applied.set, applied.inverse);
  assert.ok(undone.ok && sameData(undone.set, version.set), 'the inverse takes it back');
  assert.ok(sameData(reread(edited.with(undone.set).text), version.set), 'it is read as it was before');
}

const commentsIn = (text: string): string[] =>
  commentsOf(text).map(({ offset, end }) => text.slice(offset, end).trim());

function someOperation(set: AnnotationSet, random: Random): Operation | undefined {
  const added = { id: 'zz', label: 'PER', start: 2, end: 3, exact: '书', before: '', after: '' };
  if (set.annotations.length === 0 || random.chance(0.3)) {
    return { kind: 'add', annotation: { ...added, start: codePoint(2), end: codePoint(3) } };
  }
  const { id } = random.pick(set.annotations);
  if (random.chance(0.4)) return { kind: 'remove', id };
  const fields = random.pick([{ label: 'LOC' }, { note: '见 "#"\n' }, { note: null }, { entity: '#e2' }]);
  return { kind: 'change', id, fields };
}

const MARKERS: MarkerStyle = { size: 7, names: { ours: 'ours', base: 'base', theirs: 'theirs' } };

/** Merging with what a file is, was, or became at random throws nothing away and makes no file that cannot be read. */
function checkMerges(text: string, set: AnnotationSet | undefined, random: Random): void {
  const other = set === undefined ? text : otherSide(set, random);
  const base = random.pick(['', text, other]);
  for (const versions of [
    { base, ours: text, theirs: other },
    { base, ours: other, theirs: text },
  ]) {
    const merged = mergeSidecars(versions, MARKERS);
    if (merged.kind === 'refused') {
      checkProblems(merged.problems, merged.version === 'merged' ? '' : versions[merged.version]);
    }
    if (merged.kind !== 'clean') continue;
    assert.ok(parseSidecar(merged.text).value !== undefined, 'a clean merge can be read');
  }
}

function otherSide(set: AnnotationSet, random: Random): string {
  const operation = someOperation(set, random);
  const applied = operation && apply(set, operation);
  try {
    return serialiseSidecar(applied?.ok === true ? applied.set : set);
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error));
    return '';
  }
}

function checkCorpusFile(kind: 'manifest' | 'authority', bytes: Uint8Array): void {
  const { value: text, problems: undecoded } = decodeYaml(bytes);
  checkProblems(undecoded, '');
  if (text === undefined) return;
  if (kind === 'authority') {
    const { value, problems } = parseAuthority(text, DEFAULT_LABELS);
    checkProblems(problems, text);
    new KnownEntities(value ?? []);
  } else {
    const { value, problems } = parseManifest(text);
    checkProblems(problems, text);
    if (value !== undefined) articleFilter(value)(`${'a/'.repeat(40)}b.txt`);
  }
}

function checkProblems(problems: readonly Problem[], text: string): void {
  for (const { offset, end, message } of problems) {
    // What is missing at the end of a file stands one character behind it.
    assert.ok(
      0 <= offset && offset <= end && end <= text.length + 1,
      `a problem at ${offset} to ${end} of ${text.length}`,
    );
    assert.match(message, /[.)?]$/, 'a problem is told in a sentence');
  }
}

function checkArticle(bytes: Uint8Array, random: Random, resources: AnalysisResources): void {
  const { value: text, problems } = decodeArticle(bytes);
  if (text === undefined) {
    checkFirstBadByte(bytes, problems);
    return;
  }
  const analysis = analyse(text, resources);
  checkMentions(analysis);
  checkOutline(analysis.outline, { start: utf16(0), end: text.end });
  for (const { startLine, endLine } of foldingRangesOf(analysis.outline, text))
    assert.ok(0 <= startLine && startLine < endLine && endLine < text.lineCount, 'a fold is of lines of the text');
  checkAnchors(text, random);
}

/** All before the byte that is pointed at is UTF-8, and what follows it makes it none. */
function checkFirstBadByte(bytes: Uint8Array, problems: readonly Problem[]): void {
  const [problem] = problems;
  assert.equal(problem?.code, 'not-utf8');
  assert.ok(problem.offset < bytes.length);
  assert.doesNotThrow(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, problem.offset)));
}

function checkMentions({ text, logical, mentions, entities }: Analysis): void {
  for (const [index, { range, entity, logical: place, text: words }] of mentions.entries()) {
    assert.ok(0 <= range.start && range.start < range.end && range.end <= text.end, 'a mention is in the text');
    assert.equal(text.snap(range.start), range.start, 'it begins with a whole character');
    assert.equal(text.snap(range.end), range.end, 'it ends with a whole character');
    assert.equal(logical.text.slice(place.start, place.end), words);
    const next = mentions[index + 1]?.range;
    assert.ok(next === undefined || next.start >= range.end || next.end <= range.end, 'mentions never cross');
    assert.ok(entities.some(({ id, mentions: own }) => id === entity && own.includes(index)));
  }
}

function checkOutline(nodes: readonly OutlineNode[], within: Range<Utf16>): void {
  let last = within.start;
  for (const { range, children } of nodes) {
    assert.ok(last <= range.start && range.start <= range.end && range.end <= within.end, 'the outline nests');
    last = range.end;
    checkOutline(children, range);
  }
}

/** Every annotation of a text is found in another one, asked about, or lost: never dropped, never of other words. */
function checkAnchors(text: CanonicalText, random: Random): void {
  const before = otherText(text, random);
  const annotations = Array.from({ length: 5 }, (_, index) => {
    const ends = [random.below(before.length + 1), random.below(before.length + 1)].sort((a, b) => a - b);
    const [start = 0, end = 0] = ends;
    const slice = (from: number, to: number): string =>
      before.slice(before.rangeToUtf16({ start: codePoint(from), end: codePoint(to) }));
    const span = { start: codePoint(start), end: codePoint(Math.min(end, start + 12)) };
    const context = { before: slice(Math.max(0, start - 32), start), after: slice(span.end, span.end + 32) };
    return { id: `a${index}`, label: 'PER', ...span, exact: slice(start, span.end), ...context };
  }).filter(({ start, end }) => start < end);
  const set: AnnotationSet = { text: textIdentity(before, sha256), annotations, relations: [], document: {} };
  const anchorings = anchorAll(set, text, sha256(text.text));
  for (const { id, exact } of annotations) {
    const anchoring = anchorings.get(id);
    assert.ok(anchoring !== undefined, 'no annotation is dropped');
    if (anchoring.state !== 'anchored') continue;
    assert.deepEqual(
      anchoring.parts.map((part) => text.slice(part)),
      [exact],
    );
  }
}

/** The text as it may have been before somebody edited it. */
function otherText(text: CanonicalText, random: Random): CanonicalText {
  let other = text.text;
  for (let edit = random.below(4); edit > 0; edit--) {
    const at = random.below(other.length + 1);
    other =
      other.slice(0, at) +
      random.pick(['', '郑州市', '\n', '😀', other.slice(0, 9)]) +
      other.slice(at + random.below(9));
  }
  return new CanonicalText(other);
}
