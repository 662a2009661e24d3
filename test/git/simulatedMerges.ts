import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorAll } from '../../core/annotation/anchoring';
import {
  refersTo,
  textIdentity,
  type Annotation,
  type AnnotationSet,
  type TextIdentity,
} from '../../core/annotation/annotation';
import { apply, type Operation } from '../../core/annotation/operations';
import { spanFields } from '../../core/annotation/placement';
import { rebase } from '../../core/annotation/rebase';
import { mergeConflicted, readConflicted } from '../../core/annotation/sidecar/conflicted';
import { mergeSidecars } from '../../core/annotation/sidecar/mergeFiles';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { trackSpan, type TextChange } from '../../core/annotation/tracking';
import { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { sameData } from '../../core/yaml/json';
import { sha256 } from '../../node/sha256';

/*
 * Two annotators work on one article, each on annotations of their own; one of them, or both, may edit the article too.
 * What each did is known, so it is known what the merged sidecar has to say, and where every annotated word is in the
 * merged article. The articles have no characters beyond U+FFFF: one unit is one code point.
 */

/** The three versions of a sidecar, as git gives them to a merge driver. */
export interface Versions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** A merge of files: the text, and whether it was called clean. */
export type MergeVersions = (versions: Versions) => { readonly text: string; readonly isClean: boolean };

/** What became of one merge. */
export type Outcome =
  /** A conflict that is recognised, and whose resolution has every record of both sides. */
  | 'conflict'
  | 'conflict that cannot be resolved'
  /** Everything is as it should be, and no annotation is shown at a wrong place. */
  | 'right'
  /** Not right, and the program says so: the file is refused with a problem, or records are to be reviewed. */
  | 'flagged'
  | 'silently wrong';

const SEEDS = 'seeds';
const ARTICLES = readdirSync(SEEDS)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => new CanonicalText(readFileSync(`${SEEDS}/${name}`, 'utf8')));
const LABELS = ['PER', 'ORG', 'LOC', 'POST', 'TIME'] as const;

export const NONE: Readonly<Record<Outcome, number>> = {
  ...{ right: 0, conflict: 0, flagged: 0 },
  ...{ 'conflict that cannot be resolved': 0, 'silently wrong': 0 },
};

/** How much each annotator does, as in the measurements that the design goes back to. */
const BASE_ANNOTATIONS = 60;
const MUCH = { added: 10, changed: 5, removed: 2 };
/** So little that lines often merge cleanly. */
const LITTLE = { added: 1, changed: 1, removed: 0 };

/** Simulates `count` merges and counts their outcomes. The same seed gives the same merges. */
export function simulateMerges(count: number, seed: number, merge: MergeVersions): Record<Outcome, number> {
  const outcomes = { ...NONE };
  for (let index = 0; index < count; index++) outcomes[outcomeOf(simulated(new Chance(seed + index)), merge)]++;
  return outcomes;
}

/** What the merge driver does. */
export const mergeById: MergeVersions = (versions) => {
  const merged = mergeSidecars(versions, { names: { ours: 'ours', base: 'base', theirs: 'theirs' }, size: 7 });
  return { text: merged.kind === 'refused' ? '' : merged.text, isClean: merged.kind === 'clean' };
};

/** The conflict styles of git, its usual size of markers and others, both line ends. */
const STYLES = ['--no-diff3', '--diff3', '--zdiff3'];
const SIZES = [7, 15, 4];

/** What git does without the driver; `folder` is for its files. */
export function mergeByLinesIn(folder: string): MergeVersions {
  let turn = 0;
  return (versions) => {
    const isWindows = turn % 4 === 3;
    const options = [STYLES[turn % STYLES.length] ?? '', `--marker-size=${SIZES[turn % SIZES.length] ?? 7}`];
    turn++;
    const paths = (['ours', 'base', 'theirs'] as const).map((version) => {
      const path = join(folder, version);
      writeFileSync(path, isWindows ? versions[version].replaceAll('\n', '\r\n') : versions[version]);
      return path;
    });
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...options, ...paths], { encoding: 'utf8' });
    if (status === null || status > 127) throw new Error('git merge-file failed');
    return { text: stdout, isClean: status === 0 };
  };
}

interface Simulation {
  readonly versions: Versions;
  readonly base: AnnotationSet;
  readonly sides: readonly [Side, Side];
  /** The article with the edits of both. */
  readonly merged: CanonicalText;
}

/** What one annotator did. */
interface Side {
  readonly set: AnnotationSet;
  /** The annotations that only this side touched, the removed ones included. */
  readonly own: ReadonlySet<string>;
  readonly text: CanonicalText;
  /** The edit of the article that this side made, and the one that is still to come from the other side. */
  readonly edit: TextChange | undefined;
  readonly comingEdit: TextChange | undefined;
}

function outcomeOf({ versions, base, sides, merged }: Simulation, merge: MergeVersions): Outcome {
  const { text, isClean } = merge(versions);
  if (!isClean) return isResolvable(text, base, sides) ? 'conflict' : 'conflict that cannot be resolved';
  const { value, problems } = parseSidecar(text);
  if (value === undefined || problems.length > 0) return 'flagged';
  if (!saysWhatWasSaid(value, base, sides)) return 'silently wrong';
  const hash = sha256(merged.text);
  const anchorings = anchorAll(value, merged, hash);
  let isAllPlaced = true;
  for (const annotation of value.annotations) {
    const anchoring = anchorings.get(annotation.id);
    const truth = trueRange(annotation.id, sides);
    if (anchoring?.state === 'anchored' && !sameData(anchoring.range, truth)) return 'silently wrong';
    isAllPlaced &&= quotesItsText(annotation, value.text, sides, merged);
  }
  return isAllPlaced ? 'right' : 'flagged';
}

/** Whether a file with markers is recognised, and gives a set with every record that is not removed. */
function isResolvable(text: string, base: AnnotationSet, sides: readonly [Side, Side]): boolean {
  const isRecognised = parseSidecar(text).problems.every(({ code }) => code === 'conflict-markers');
  const { value } = readConflicted(text);
  if (!isRecognised || value === undefined) return false;
  const resolved = new Set(mergeConflicted(value, value.base).set.annotations.map(({ id }) => id));
  const removed = base.annotations.filter(({ id }) =>
    sides.some(({ set }) => set.annotations.every((annotation) => annotation.id !== id)),
  );
  const gone = new Set(removed.map(({ id }) => id));
  return sides.every(({ set }) => set.annotations.every(({ id }) => gone.has(id) || resolved.has(id)));
}

/** Whether every record is there as its annotator left it, none is missing, and none was made up. */
function saysWhatWasSaid(merged: AnnotationSet, base: AnnotationSet, [ours, theirs]: readonly [Side, Side]): boolean {
  const expected = new Map<string, unknown>();
  for (const { id } of [...base.annotations, ...ours.set.annotations, ...theirs.set.annotations]) {
    const side = ours.own.has(id) ? ours.set : theirs.own.has(id) ? theirs.set : base;
    const annotation = side.annotations.find((other) => other.id === id);
    if (annotation !== undefined) expected.set(id, contentOf(annotation));
  }
  const found = new Map(merged.annotations.map((annotation) => [annotation.id, contentOf(annotation)]));
  const relations = [...ours.set.relations, ...theirs.set.relations].map(({ id }) => id);
  return (
    found.size === expected.size &&
    [...expected].every(([id, content]) => sameData(content, found.get(id))) &&
    sameData(
      merged.relations.map(({ id }) => id),
      relations.toSorted(),
    ) &&
    sameData(merged.document, { ...ours.set.document, ...theirs.set.document }) &&
    merged.rejected?.length === (ours.set.rejected === undefined ? undefined : 2)
  );
}

const contentOf = ({ id, label, note }: Annotation): object => ({ id, label, note });

/** Where the words of an annotation are in the merged article; undefined where an edit took them away. */
function trueRange(id: string, sides: readonly [Side, Side]): Range<Utf16> | undefined {
  const side = sides.find(({ own }) => own.has(id)) ?? sides[0];
  const annotation = side.set.annotations.find((other) => other.id === id);
  // Against the text before this side's edit, where it has lost its place: then it has none in the merged article.
  if (annotation === undefined || annotation.in !== undefined) return undefined;
  const span = range(utf16(annotation.start), utf16(annotation.end));
  return side.comingEdit === undefined ? span : trackSpan(span, [side.comingEdit]);
}

/** Whether an annotation's offsets give its words in the text that it says it refers to. */
function quotesItsText(
  annotation: Annotation,
  file: TextIdentity,
  sides: readonly [Side, Side],
  merged: CanonicalText,
): boolean {
  const texts = [...sides.map(({ text }) => text), merged, ...ARTICLES];
  const text = texts.find((candidate) => refersTo(annotation, file, sha256(candidate.text)));
  return text?.text.slice(annotation.start, annotation.end) === annotation.exact;
}

/** How many annotations one annotator adds, and the ids of those that are removed, and changed. */
interface Work {
  readonly added: number;
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

function simulated(chance: Chance): Simulation {
  const article = chance.of(ARTICLES);
  const base = baseSet(article, chance);
  const ids = base.annotations.map(({ id }) => id);
  const shuffled = chance.shuffled(ids);
  const { added, changed, removed } = chance.below(2) === 0 ? MUCH : LITTLE;
  const workOn = (own: readonly string[]): Work => ({
    added,
    removed: own.slice(0, removed),
    changed: own.slice(removed, removed + changed),
  });
  const ownWork = workOn(shuffled);
  const otherWork = workOn(shuffled.slice(removed + changed));
  const wordsOf = (work: Work): Annotation[] =>
    base.annotations.filter(({ id }) => [...work.removed, ...work.changed].includes(id));
  // Of three merges one has no edit of the article, one an edit of one side, one an edit of each.
  const edits = chance.below(3);
  const middle = Math.floor(article.text.length / 2);
  const ownEdit = edits >= 1 ? randomEdit(0, middle, wordsOf(otherWork), chance) : undefined;
  const otherEdit = edits >= 2 ? randomEdit(middle + 40, article.text.length, wordsOf(ownWork), chance) : undefined;
  const shift = ownEdit === undefined ? 0 : ownEdit.inserted.length - (ownEdit.end - ownEdit.start);
  const shiftedOther = otherEdit && {
    ...otherEdit,
    start: utf16(otherEdit.start + shift),
    end: utf16(otherEdit.end + shift),
  };
  const ours = workedBy('o', base, article, ownWork, ownEdit, shiftedOther, chance);
  const theirs = workedBy('t', base, article, otherWork, otherEdit, ownEdit, chance);
  const merged = shiftedOther === undefined ? ours.text : edited(ours.text, shiftedOther);
  const sides = chance.below(2) === 0 ? ([ours, theirs] as const) : ([theirs, ours] as const);
  const versions = {
    base: serialiseSidecar(base),
    ours: serialiseSidecar(sides[0].set),
    theirs: serialiseSidecar(sides[1].set),
  };
  return { versions, base, sides, merged };
}

function baseSet(article: CanonicalText, chance: Chance): AnnotationSet {
  const empty = { text: textIdentity(article, sha256), annotations: [], relations: [], document: { genre: '通讯' } };
  return Array.from({ length: BASE_ANNOTATIONS }, () => newAnnotation('b', article, chance)).reduce<AnnotationSet>(
    (set, annotation) => applied(set, { kind: 'add', annotation }),
    empty,
  );
}

interface Edit extends TextChange {
  readonly inserted: string;
}

/** An edit that leaves the words alone which the other annotator judges at the same time: that would be a conflict. */
function randomEdit(from: number, to: number, judged: readonly Annotation[], chance: Chance): Edit {
  let [start, end] = [0, 0];
  do {
    start = from + chance.below(to - from - 40);
    end = start + chance.below(30);
  } while (judged.some((annotation) => annotation.start <= end && start <= annotation.end));
  const inserted = '新的文字内容，第二句。'.slice(0, 1 + chance.below(11));
  return { start: utf16(start), end: utf16(end), newLength: inserted.length, inserted };
}

function edited(text: CanonicalText, { start, end, inserted }: Edit): CanonicalText {
  return new CanonicalText(text.text.slice(0, start) + inserted + text.text.slice(end));
}

function workedBy(
  name: string,
  base: AnnotationSet,
  article: CanonicalText,
  { added: count, removed, changed }: Work,
  edit: Edit | undefined,
  comingEdit: Edit | undefined,
  chance: Chance,
): Side {
  const added = Array.from({ length: count }, () => newAnnotation(name, article, chance));
  const operations: Operation[] = [
    ...added.map((annotation) => ({ kind: 'add', annotation }) as const),
    ...removed.map((id) => ({ kind: 'remove', id }) as const),
    ...changed.map((id) => ({ kind: 'change', id, fields: { label: chance.of(LABELS), note: name } }) as const),
    ...(count > 1 ? furtherWork(name, base, added) : []),
  ];
  const worked = operations.reduce(applied, base);
  const set = count > 1 ? { ...worked, rejected: [newAnnotation(name, article, chance)] } : worked;
  const own = new Set([...added.map(({ id }) => id), ...removed, ...changed]);
  if (edit === undefined) return { set, own, text: article, edit, comingEdit };
  const text = edited(article, edit);
  const spans = new Map(
    set.annotations.flatMap(({ id, start, end }) => {
      const span = trackSpan(range(utf16(start), utf16(end)), [edit]);
      return span === undefined ? [] : [[id, [span]] as const];
    }),
  );
  return { set: applied(set, rebase(set, spans, text, textIdentity(text, sha256))), own, text, edit, comingEdit };
}

function furtherWork(name: string, base: AnnotationSet, [first, second]: readonly Annotation[]): Operation[] {
  const relation = { id: `${name}r`, label: 'holds', from: first?.id ?? '', to: second?.id ?? '' };
  return [
    { kind: 'relate', relation },
    { kind: 'describe', document: { ...base.document, [name]: 1 } },
  ];
}

function applied(set: AnnotationSet, operation: Operation): AnnotationSet {
  const result = apply(set, operation);
  if (!result.ok) throw new Error(result.message);
  return result.set;
}

function newAnnotation(name: string, article: CanonicalText, chance: Chance): Annotation {
  const start = chance.below(article.text.length - 10);
  const span = range(utf16(start), utf16(start + 2 + chance.below(7)));
  return { id: `${name}${chance.id()}`, label: chance.of(LABELS), ...spanFields(article, [span]) };
}

/** Numbers that look like chance and are the same in each run (mulberry32). */
class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1);
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  id(): string {
    return Array.from({ length: 15 }, () => this.below(32).toString(32)).join('');
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, rank: this.below(1 << 30) }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }
}
