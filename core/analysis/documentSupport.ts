import { PhraseIndex } from './gazetteers/phraseIndex';
import type { Block } from '../text/logicalText';
import type { Candidate } from './mention';
import { codesOf } from './patterns/codedText';
import { candidate } from './recognisers/candidate';
import { BELIEVABLE } from './resolveCandidates';

/**
 * What one passage of a document proves, the others may use: a name found with confidence is looked up everywhere, and
 * the short form of a place (灯塔 where 灯塔市 occurs) is believed. Linear in the text and the candidates.
 */
export function supportCandidates(
  blocks: readonly Block[],
  proposed: readonly (readonly Candidate[])[],
): readonly (readonly Candidate[])[] {
  const names = provenNames(blocks, proposed);
  const bases = provenBases(blocks, proposed);
  return blocks.map((block, index) => [
    ...(proposed[index] ?? []).map((found) => promoted(block, found, bases)),
    ...occurrences(block, names),
  ]);
}

/** Names of persons of at least two characters that a strong context shows. */
function provenNames(blocks: readonly Block[], proposed: readonly (readonly Candidate[])[]): PhraseIndex<string> {
  const names: [string, string][] = [];
  for (const [index, block] of blocks.entries()) {
    for (const { label, start, end, confidence } of proposed[index] ?? []) {
      if (label !== 'PER' || confidence < PROVEN || end - start < 2) continue;
      names.push([block.text.slice(start, end), label]);
    }
  }
  return new PhraseIndex(names);
}

const PROVEN = 0.8;

function occurrences(block: Block, names: PhraseIndex<string>): Candidate[] {
  const found: Candidate[] = [];
  const codes = codesOf(block.text);
  for (let at = names.nextIn(codes, 0); at < codes.length; at = names.nextIn(codes, at + 1)) {
    const entry = names.longestAt(block.text, at);
    if (entry === undefined) continue;
    const [name, label] = entry;
    found.push(candidate(label, at, at + name.length, name.length > 2 ? 0.88 : 0.7, 'named-elsewhere', name));
    at += name.length - 1;
  }
  return found;
}

/** Place names without their administrative suffix, and the places before party bodies. */
function provenBases(blocks: readonly Block[], proposed: readonly (readonly Candidate[])[]): ReadonlySet<string> {
  const bases = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    for (const { label, start, end, confidence } of proposed[index] ?? []) {
      if (confidence < BELIEVABLE || (label !== 'LOC' && label !== 'ORG' && label !== 'POST')) continue;
      const base = BASE.exec(block.text.slice(start, Math.min(end, start + 5)))?.[1];
      if (base !== undefined) bases.add(base);
    }
  }
  return bases;
}

const BASE = /^(\p{Script=Han}{2,3})(?:[市县区镇乡村旗州]|街道)/u;

function promoted(block: Block, found: Candidate, bases: ReadonlySet<string>): Candidate {
  if (found.label !== 'LOC' || found.confidence >= BELIEVABLE) return found;
  const name = block.text.slice(found.start, found.end);
  if (!bases.has(name)) return found;
  return {
    ...found,
    confidence: 0.7,
    evidence: [...found.evidence, { recogniser: 'full-name-elsewhere', detail: name }],
  };
}
