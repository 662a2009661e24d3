import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import { annotationSetToData } from '../../core/annotation/sidecar/records';
import { serialiseSidecar } from '../../core/annotation/sidecar/serialise';
import { annotationSet } from '../core/annotation/arbitraries';
import { blocks } from '../docs/page';
import { runPython } from './python';

/** The reader of the specification, as it stands there. */
const READER = `${(blocks('python')[0] ?? '').replace(/^if __name__[^]*/m, '')}
def answer(text):
    try:
        return read_sidecar(text.encode("utf-8"))
    except ValueError as error:
        return str(error)
`;

/** What the reader of the specification makes of a file. */
export interface Answer {
  /** Undefined where the file was refused. */
  readonly data: unknown;
  readonly problems: readonly string[];
}

export function readInPython(texts: readonly string[]): Answer[] {
  return runPython(READER, texts).map((answer): Answer => {
    if (typeof answer !== 'object' || answer === null) return { data: undefined, problems: [String(answer)] };
    const entries = Object.entries(answer);
    const problems = (answer as { readonly problems: readonly string[] }).problems;
    return { data: Object.fromEntries(entries.filter(([key]) => key !== 'problems')), problems };
  });
}

/** The data of a set as that reader gives it: every list is there, and zero has no sign. */
export function asInPython(set: AnnotationSet): unknown {
  const lists = { annotations: [], relations: [], events: [], rejected: [], articles: [] };
  return JSON.parse(JSON.stringify({ ...lists, ...annotationSetToData(set) }));
}

/** Writes `count` sets and reads them in Python. Throws at the first difference. */
export function compareReaders(count: number, seed: number): void {
  const sets = fc.sample(annotationSet, { numRuns: count, seed });
  const answers = readInPython(sets.map(serialiseSidecar));
  sets.forEach((set, index) => assert.deepEqual(answers[index], { data: asInPython(set), problems: [] }));
}

/** Changes a character in `count` files; throws where both readers take one and see different data. Answers how many both took. */
export function compareReadersOnDamage(count: number, seed: number): number {
  const characters = fc.constantFrom(...'{}[],:"\\-#&*!|>%@`\' \n\tax1.~e+'.split(''), '\r', '\u2028', '楼');
  const change = fc.tuple(annotationSet, fc.nat(), fc.nat(2), characters);
  const texts = fc.sample(change, { numRuns: count, seed }).map(([set, place, removed, inserted]) => {
    const text = serialiseSidecar(set);
    const at = place % text.length;
    // Half a pair, should one be left, becomes U+FFFD as it would in a file.
    return Buffer.from(text.slice(0, at) + inserted + text.slice(at + removed)).toString();
  });
  const answers = readInPython(texts);
  return texts.filter((text, index) => {
    const { value } = parseSidecar(text);
    const data = answers[index]?.data;
    if (value === undefined || data === undefined) return false;
    assert.deepEqual(data, asInPython(value), text);
    return true;
  }).length;
}
