/** A resolved span as grouping reads it; offsets are logical UTF-16 units. */
export interface Span {
  readonly label: string;
  readonly text: string;
  readonly logical: { readonly start: number; readonly end: number };
}
