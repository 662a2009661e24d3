import type { KnownEntity } from '../analysis/knownEntities';
import type { Range, Utf16 } from '../text/units';

/** The rules by which an article is looked through; settings and diagnostics bear these names. */
export const RULES = ['differentLabels', 'unlabelledRepeats', 'cutWords', 'schema', 'unlinkedEntities'] as const;
export type Rule = (typeof RULES)[number];

/** How loudly a rule speaks. */
export const SEVERITIES = ['off', 'hint', 'information', 'warning'] as const;
export type RuleSeverity = (typeof SEVERITIES)[number];

export type RuleSeverities = Readonly<Record<Rule, RuleSeverity>>;

/** What is certainly wrong warns; what a person may have meant so is only pointed at. */
export const DEFAULT_SEVERITIES: RuleSeverities = {
  differentLabels: 'information',
  unlabelledRepeats: 'hint',
  cutWords: 'information',
  schema: 'warning',
  unlinkedEntities: 'hint',
};

interface Found {
  readonly range: Range<Utf16>;
}

interface OfAnnotation extends Found {
  /** The id of the annotation, or of the relation or event that is shown at it. */
  readonly id: string;
}

/** The same words have another label elsewhere. */
export interface DifferentLabels extends OfAnnotation {
  readonly rule: 'differentLabels';
  readonly words: string;
  readonly label: string;
  /** How often the words have each label, the most frequent first. */
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  /** The label that most of them have; undefined where none stands out. */
  readonly majority: string | undefined;
}

/** Words stand here without the label that they have elsewhere. */
export interface UnlabelledRepeat extends Found {
  readonly rule: 'unlabelledRepeats';
  readonly words: string;
  readonly label: string;
  /** How often the words are annotated. */
  readonly count: number;
}

/** An annotation begins or ends inside a word. */
export interface CutWord extends OfAnnotation {
  readonly rule: 'cutWords';
  readonly words: string;
  readonly word: string;
  /** The annotation with the words that it cuts, and without them (where anything is left). */
  readonly wider: Range<Utf16>;
  readonly narrower: Range<Utf16> | undefined;
}

/** What a record says that the schema does not have or allow. */
export type SchemaProblem =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'attribute'; readonly attribute: string }
  | { readonly kind: 'attribute-label'; readonly attribute: string; readonly label: string }
  | { readonly kind: 'value'; readonly attribute: string; readonly value: string }
  | { readonly kind: 'relation'; readonly relation: string }
  | { readonly kind: 'ends'; readonly relation: string; readonly from: string; readonly to: string }
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'trigger'; readonly event: string; readonly label: string }
  | { readonly kind: 'role'; readonly event: string; readonly role: string }
  | { readonly kind: 'role-label'; readonly event: string; readonly role: string; readonly label: string };

export interface OutsideSchema extends OfAnnotation {
  readonly rule: 'schema';
  readonly problem: SchemaProblem;
}

/** An annotation bears the name of a listed entity, and does not say so. */
export interface UnlinkedEntity extends OfAnnotation {
  readonly rule: 'unlinkedEntities';
  readonly words: string;
  readonly entities: readonly Pick<KnownEntity, 'id' | 'name'>[];
}

export type Inconsistency = DifferentLabels | UnlabelledRepeat | CutWord | OutsideSchema | UnlinkedEntity;
