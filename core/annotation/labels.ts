import { kindsOf } from './schemaRules';

/** A label of the schema. */
export interface Label {
  readonly id: string;
  /** Names as people read them, by language. */
  readonly names: Readonly<Record<'en' | 'zh', string>>;
  /** What the label is for, by language; shown in the quick pick. */
  readonly descriptions: Readonly<Record<'en' | 'zh', string>>;
  /** `#rrggbb`. */
  readonly colour: string;
  /** The character that sets the label in annotate mode; absent: the labels without one share the digits, in their order. */
  readonly key?: string;
  /** The id of the label that this one is a kind of. */
  readonly parent?: string;
  /** How to annotate with it, in Markdown, by language; shown in hover and in the quick pick. */
  readonly guidelines?: Readonly<Record<'en' | 'zh', string>>;
}

/** The ten labels for Chinese policy news, in the order of precedence of the annotation guidelines. */
export const DEFAULT_LABELS: readonly Label[] = [
  label(
    'DOC',
    'document',
    '文件',
    'laws, plans, works, with 《》 if present',
    '法规、规划、作品，连同书名号',
    '#8c6d31',
  ),
  label('EVENT', 'event', '事件', 'named meetings, festivals, contests', '有名称的会议、节庆、赛事', '#d6616b'),
  label('POST', 'post', '职务', 'post or rank with the body it belongs to', '职务、职称，连同所属机构', '#b07aa1'),
  label('PER', 'person', '人物', 'personal names', '人名', '#e15759'),
  label('FAC', 'site or project', '设施项目', 'sites, buildings, parks, projects', '场所、建筑、园区、工程', '#f28e2b'),
  label('ORG', 'organisation', '机构', 'named bodies and companies', '有名称的机构、企业', '#4e79a7'),
  label('LOC', 'place', '地点', 'areas, zones, natural places', '行政区、功能区、自然地物', '#59a14f'),
  label('TIME', 'time', '时间', 'dates, periods, plan periods', '日期、时段、规划期', '#76b7b2'),
  label('QTY', 'quantity', '数量', 'number with unit or measure word', '数词连同量词、单位', '#9c755f'),
  label('TERM', 'policy formulation', '提法', 'fixed policy formulations', '固定的政策提法', '#6b6ecf'),
];

/** How views call the kind of each default label: semantic token types and the contributed colours bear these names. */
export const KIND_OF_LABEL = {
  PER: 'person',
  POST: 'post',
  ORG: 'organisation',
  LOC: 'place',
  FAC: 'facility',
  TIME: 'time',
  QTY: 'quantity',
  EVENT: 'event',
  DOC: 'document',
  TERM: 'term',
} as const;

/** The kind of a label that is not one of the default ones. */
export const OTHER_KIND = 'entity';

export function kindOfLabel(id: string): string {
  // A label of a user's schema may bear any name, also that of an inherited property.
  return Object.hasOwn(KIND_OF_LABEL, id) ? KIND_OF_LABEL[id as keyof typeof KIND_OF_LABEL] : OTHER_KIND;
}

/**
 * The colour that a schema gives to a label, `#rrggbb`; undefined where the colours of the theme serve, because the label is a
 * default one in its default colour, or has its colour from such a one, or is not in the schema.
 */
export function ownColour(labels: readonly Label[], id: string): string | undefined {
  const colour = colourIn(labels, id);
  return colour?.toLowerCase() === defaultColour(colourSource(labels, id)) ? undefined : colour;
}

/** The label that a label has its colour from: the highest above it that has the same one, or itself. */
export function colourSource(labels: readonly Label[], id: string): string {
  const kinds = kindsOf({ labels }, id);
  const other = kinds.findIndex((kind) => colourIn(labels, kind) !== colourIn(labels, id));
  return kinds[(other === -1 ? kinds.length : other) - 1] ?? id;
}

const colourIn = (labels: readonly Label[], id: string): string | undefined =>
  labels.find((candidate) => candidate.id === id)?.colour;

/** The colour of a default label, undefined for others. */
export function defaultColour(id: string): string | undefined {
  return DEFAULT_LABELS.find((candidate) => candidate.id === id)?.colour;
}

function label(id: string, en: string, zh: string, describeEn: string, describeZh: string, colour: string): Label {
  return { id, names: { en, zh }, descriptions: { en: describeEn, zh: describeZh }, colour };
}
