import type { AnnotationSet, TextIdentity } from './annotation';
import { withImpliedText, withoutRetext } from './impliedText';
import type { Operation } from './operations';

/** The set as it can be said to describe a text: one without annotations describes any. */
export function describedBy(set: AnnotationSet, identity: TextIdentity): AnnotationSet {
  const isFree = set.annotations.length === 0 && set.text.sha256 !== identity.sha256;
  return isFree ? { ...set, text: { ...set.text, ...identity } } : set;
}

/** An operation in the words of a set, and what brings its inverse back into the words it came in. */
export interface Said {
  readonly operation: Operation;
  readonly inverse: (inverse: Operation) => Operation;
}

/**
 * An operation whose spans are in the text `identity`, for a set that may describe another one (the article was changed
 * elsewhere): then what is written says which text it means, and no other record is touched.
 */
export function saidIn(set: AnnotationSet, operation: Operation, identity: TextIdentity): Said {
  const described = describedBy(set, identity);
  const wanted = withImpliedText(operation, identity, described.text);
  const retext: Operation = { kind: 'retext', text: described.text };
  return {
    operation: described === set ? wanted : { kind: 'bulk', operations: [retext, wanted] },
    inverse: (inverse) => withImpliedText(withoutRetext(inverse), described.text, identity),
  };
}
