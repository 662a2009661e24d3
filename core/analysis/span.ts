/** A resolved span as grouping reads it; offsets are logical UTF-16 units. */
export interface Span {
  readonly label: string;
  readonly text: string;
  readonly logical: { readonly start: number; readonly end: number };
}

/** The same label and text are one form. */
export const formOf = ({ label, text }: Pick<Span, 'label' | 'text'>): string => `${label}\t${text}`;
