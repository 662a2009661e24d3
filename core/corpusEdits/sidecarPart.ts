import type { AnnotationSet, TextIdentity } from '../annotation/annotation';
import { saidIn } from '../annotation/describedText';
import { followed } from '../annotation/impliedText';
import { apply, type Operation } from '../annotation/operations';
import type { SpanFields } from '../annotation/placement';
import type { Json, JsonObject } from '../yaml/json';

/** What a step did to one sidecar, and what takes that back (or does it again). */
export interface SidecarPart {
  readonly articleUri: string;
  readonly sidecarUri: string;
  readonly annotator: string | undefined;
  /** The text that spans without `in` are in, in the operations below. */
  readonly text: TextIdentity;
  readonly next: Operation;
  /** The inverse that `next` had when the step was made: it has another one where its records were changed since. */
  readonly inverse: Operation;
}

/** What of a part can still be taken. */
export interface Takeable {
  /** Spans are in the text of the part; undefined where nothing can be taken. */
  readonly operation: Operation | undefined;
  /** How many of its edits are left out, because their records were changed since or are gone. */
  readonly left: number;
}

/**
 * What of a part can be taken in a set as it is now, whatever other steps came between: the edits of records that are as
 * the part left them. Places do not count, because they move with the text.
 */
export function takeable(set: AnnotationSet, { next, inverse, text }: SidecarPart): Takeable {
  const made = new Set(atoms(inverse).map(keyOf));
  const take = (from: AnnotationSet, operation: Operation): AnnotationSet | undefined => {
    const said = saidIn(from, operation, text);
    const result = apply(from, said.operation);
    const isAsMade = result.ok && atoms(said.inverse(result.inverse)).every((atom) => made.has(keyOf(atom)));
    return isAsMade ? result.set : undefined;
  };
  if (take(set, next) !== undefined) return { operation: next, left: 0 };
  const all = atoms(next);
  const operations: Operation[] = [];
  let current = set;
  for (const atom of all) {
    const after = take(current, atom);
    if (after === undefined) continue;
    operations.push(atom);
    current = after;
  }
  const isAny = operations.length > 0;
  return { operation: isAny ? { kind: 'bulk', operations } : undefined, left: all.length - operations.length };
}

/** The part when its article is saved as another text, as `followedHistory` does it for the steps of one article. */
export function followedPart(
  part: SidecarPart,
  from: TextIdentity,
  to: TextIdentity,
  follow: (span: SpanFields) => SpanFields | undefined,
): SidecarPart {
  if (part.text.sha256 !== from.sha256) return part;
  const follows = (operation: Operation): Operation => followed(operation, from, to, follow);
  return { ...part, text: to, next: follows(part.next), inverse: follows(part.inverse) };
}

/** The edits that an operation consists of. */
function atoms(operation: Operation): Operation[] {
  return operation.kind === 'bulk' ? operation.operations.flatMap(atoms) : [operation];
}

/** The same for the same edit of the same content, wherever it stands. */
function keyOf(operation: Operation): string {
  return JSON.stringify(operation, (key, value: Json) => {
    if (PLACE.has(key) || (key === 'restores' && value === true)) return undefined;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? sorted(value as JsonObject) : value;
  });
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const PLACE: ReadonlySet<string> = new Set(['start', 'end', 'before', 'after', 'also', 'in']);
