import { DEFAULT_LABELS } from '../annotation/labels';
import type { LabelledSpan } from './spans';

/** The labels of a test set, and what our labels are called there. */
export interface LabelScheme {
  /** In the order of the rows; labels beside these come behind. */
  readonly labels: readonly string[];
  /** Labels that are read together, a row each. */
  readonly groups: readonly (readonly string[])[];
  /** What a label is called in the scheme, or undefined where the scheme has nothing like it. */
  readonly translate: (label: string) => string | undefined;
  /** What a reader of the scores must know of the translation. */
  readonly note: string | undefined;
}

const NAMES = ['PER', 'LOC', 'ORG'] as const;

/** The ten labels of the annotation guidelines; labels of a user's own are evaluated beside them. */
export const OWN_LABELS: LabelScheme = {
  labels: DEFAULT_LABELS.map(({ id }) => id),
  groups: [NAMES, ['POST', 'TIME', 'QTY', 'DOC'], ['FAC', 'EVENT', 'TERM']],
  translate: (label) => label,
  note: undefined,
};

const IN_UNIVERSAL_NER: ReadonlyMap<string, string> = new Map([
  ...NAMES.map((name) => [name, name] as const),
  ['FAC', 'LOC'],
]);

/** Universal NER (Mayhew et al. 2024) knows three labels and calls a named building or road a location. */
export const UNIVERSAL_NER_LABELS: LabelScheme = {
  labels: NAMES,
  groups: [],
  translate: (label) => IN_UNIVERSAL_NER.get(label),
  note: 'FAC counts as LOC, an ORG inside a POST counts as ORG, the other labels are dropped',
};

/** The spans that a scheme knows, in its labels. An ORG inside a POST is a span of its own and stays, the POST goes. */
export function inScheme<Span extends LabelledSpan>(spans: readonly Span[], { translate }: LabelScheme): Span[] {
  return spans.flatMap((span) => {
    const label = translate(span.label);
    return label === undefined ? [] : { ...span, label };
  });
}
