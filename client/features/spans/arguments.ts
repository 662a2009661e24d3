import type { Json } from '../../../core/yaml/json';

/** What a key binding or another command may give the commands on what a span carries. */
export interface SpanArgument {
  /** Of an annotation, a relation or an event. */
  readonly label?: string;
  /** The id of the annotation that is meant in the second place. */
  readonly to?: string;
  /** An attribute, a tag, an entity or a relation. */
  readonly id?: string;
  /** `null` removes. */
  readonly value?: Json;
  readonly event?: string;
  readonly role?: string;
  readonly name?: string;
}
