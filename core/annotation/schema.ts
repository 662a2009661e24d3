import { DEFAULT_LABELS, type Label } from './labels';

/** A name, or a longer text, in the languages of the user interface. */
export type Texts = Readonly<Record<'en' | 'zh', string>>;

/** What can be annotated in a corpus: the labels, and all that may be said of what bears them. */
export interface Schema {
  readonly labels: readonly Label[];
  readonly attributes: readonly AttributeType[];
  readonly relations: readonly RelationType[];
  readonly events: readonly EventType[];
  /** What may be said of a whole article. */
  readonly tags: readonly TagType[];
}

/** What values an attribute or a tag takes. */
export type ValueType =
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }
  | { readonly kind: 'flag' }
  /** One of the values, or several of them. */
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly isMultiple: boolean };

/** Something that annotations of some labels can say, such as the gender of a person. */
export interface AttributeType {
  readonly id: string;
  readonly names: Texts;
  readonly descriptions: Texts;
  readonly value: ValueType;
  /** The ids of the labels that may bear it; absent: all. A label stands for those below it too. */
  readonly labels?: readonly string[];
}

/** Something that can be said of a whole article. */
export interface TagType {
  readonly id: string;
  readonly names: Texts;
  readonly descriptions: Texts;
  readonly value: ValueType;
}

/** A kind of link between two annotations. */
export interface RelationType {
  readonly id: string;
  readonly names: Texts;
  readonly descriptions: Texts;
  /** `#rrggbb`. */
  readonly colour: string;
  /** The labels that it may begin at; absent: all. A label stands for those below it too. */
  readonly from?: readonly string[];
  /** The labels that it may end at, as `from`. */
  readonly to?: readonly string[];
}

/** A kind of event: who or what takes part in it, in which roles. */
export interface EventType {
  readonly id: string;
  readonly names: Texts;
  readonly descriptions: Texts;
  /** The labels of the words that tell of it; absent: all. */
  readonly trigger?: readonly string[];
  readonly roles: readonly RoleType[];
}

export interface RoleType {
  readonly id: string;
  readonly names: Texts;
  /** The labels of who may have the role; absent: all. */
  readonly labels?: readonly string[];
  /** An event without it is incomplete. */
  readonly isRequired: boolean;
}

/** What serves where a corpus says nothing of its own. */
export const DEFAULT_SCHEMA: Schema = {
  labels: DEFAULT_LABELS,
  attributes: [],
  relations: [
    relation('holds', 'holds the post', '任职', '#b07aa1', ['PER'], ['POST']),
    relation('memberOf', 'belongs to', '所属', '#4e79a7', ['PER'], ['ORG']),
    relation('locatedIn', 'is in', '位于', '#59a14f', ['ORG', 'FAC', 'EVENT', 'LOC'], ['LOC']),
    relation('partOf', 'is part of', '隶属', '#9c755f', ['ORG', 'FAC', 'DOC'], ['ORG', 'FAC', 'DOC']),
  ],
  events: [],
  tags: [],
};

function relation(
  id: string,
  en: string,
  zh: string,
  colour: string,
  from: readonly string[],
  to: readonly string[],
): RelationType {
  return { id, names: { en, zh }, descriptions: { en: '', zh: '' }, colour, from, to };
}
