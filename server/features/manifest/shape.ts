import type { Texts } from '../../../core/annotation/schema';
import type { YamlPath } from '../../../core/yaml/boundedYaml';

/** What a value of a manifest is, as far as completion and hover care. */
export type Shape =
  | { readonly kind: 'mapping'; readonly keys: Readonly<Record<string, Key>> }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: ScalarKind };

export type ScalarKind =
  'text' | 'pattern' | 'authority' | 'newId' | 'newLabel' | 'label' | 'colour' | 'key' | 'type' | 'flag';

export interface Key {
  readonly value: Shape;
  /** What the key means, in Markdown. */
  readonly says: Texts;
}

const key = (value: Shape, en: string, zh: string): Key => ({ value, says: { en, zh } });
const scalar = (kind: ScalarKind): Shape => ({ kind });
const list = (of: Shape): Shape => ({ kind: 'list', of });
const mapping = (keys: Readonly<Record<string, Key>>): Shape => ({ kind: 'mapping', keys });

const texts = mapping({
  en: key(scalar('text'), 'In English.', '英文。'),
  zh: key(scalar('text'), 'In Chinese.', '中文。'),
});
const labels = list(scalar('label'));

const id = key(
  scalar('newId'),
  'What stands in annotation files: letters, digits, `_`, `-` and `.`. Given once in its list.',
  '标注文件中所写的 id：由文字、数字、`_`、`-`、`.` 组成，在所属列表中唯一。',
);
const names = key(texts, 'The names that people read, by language.', '显示名称，按语言填写。');
const descriptions = key(texts, 'One line on what it is for, by language.', '一句话说明用途，按语言填写。');
const colour = (en: string, zh: string): Key => key(scalar('colour'), en, zh);

const valued = {
  type: key(
    scalar('type'),
    '`text`, `number`, `flag` (true or false) or `choice`. Without it `choice` where there are `values`, else `text`.',
    '`text`（文本）、`number`（数字）、`flag`（是否）或 `choice`（选项）。省略时：有 `values` 则为 `choice`，否则为 `text`。',
  ),
  values: key(list(scalar('text')), 'Of a choice: what can be chosen.', '选项的可选值。'),
  multiple: key(scalar('flag'), 'Of a choice: `true` where several can be chosen.', '选项可多选时写 `true`。'),
};

const label = mapping({
  id: key(scalar('newLabel'), id.says.en, id.says.zh),
  names,
  descriptions,
  colour: colour(
    'The colour, `"#rrggbb"`. Without it that of the parent, or of the default label.',
    '颜色，写作 `"#rrggbb"`。省略时取上级标签或默认标签的颜色。',
  ),
  key: key(
    scalar('key'),
    'The letter or digit that sets the label in annotate mode.',
    '标注模式下设定此标签的按键：一个字母或数字。',
  ),
  parent: key(scalar('label'), 'The label that this one is a kind of.', '上级标签：此标签是它的一种。'),
  guidelines: key(
    texts,
    'How to annotate with it, in Markdown: shown on hover and where labels are picked.',
    '标注说明（Markdown），在悬停提示和选择标签时显示。',
  ),
});

const attribute = mapping({
  id,
  names,
  descriptions,
  ...valued,
  labels: key(
    labels,
    'The labels that may bear it, those below them too; without it all.',
    '可带此属性的标签（含下级）；省略时为全部。',
  ),
});

const relation = mapping({
  id,
  names,
  descriptions,
  colour: colour('The colour of its arrows, `"#rrggbb"`.', '箭头颜色，写作 `"#rrggbb"`。'),
  from: key(
    labels,
    'The labels that it may begin at, those below them too; without it all.',
    '起点标签（含下级）；省略时为全部。',
  ),
  to: key(
    labels,
    'The labels that it may end at, those below them too; without it all.',
    '终点标签（含下级）；省略时为全部。',
  ),
});

const role = mapping({
  id,
  names,
  descriptions,
  labels: key(labels, 'The labels of who may have the role; without it all.', '可担任此角色的标签；省略时为全部。'),
  required: key(scalar('flag'), '`true`: without it the event is incomplete.', '写 `true`：缺此角色则事件不完整。'),
});

const event = mapping({
  id,
  names,
  descriptions,
  trigger: key(labels, 'The labels of the words that tell of it; without it all.', '触发词的标签；省略时为全部。'),
  roles: key(list(role), 'Who or what takes part.', '参与者的角色。'),
});

const tag = mapping({ id, names, descriptions, ...valued });

/** A `corpus.yaml`; `docs/corpus-yaml.md` says the same in more words. */
export const MANIFEST_SHAPE: Shape = mapping({
  name: key(scalar('text'), 'What the corpus is called.', '语料库的名称。'),
  include: key(
    list(scalar('pattern')),
    'Patterns of the files that are articles; without it `["**/*.txt"]`.',
    '属于语料的文件，写成匹配模式；省略时为 `["**/*.txt"]`。',
  ),
  exclude: key(list(scalar('pattern')), 'Patterns of files that are none.', '不属于语料的文件，写成匹配模式。'),
  labels: key(
    list(label),
    'What spans are annotated as. Without it the ten default labels serve.',
    '标注所用的标签。省略时使用十个默认标签。',
  ),
  attributes: key(list(attribute), 'What annotations can say besides their label.', '标注除标签外可带的属性。'),
  relations: key(
    list(relation),
    'Links from one annotation to another. Without it the default ones serve whose labels there are.',
    '标注之间的关系。省略时使用默认关系（仅限标签存在者）。',
  ),
  events: key(list(event), 'Kinds of events, with the roles of those who take part.', '事件类型及参与者的角色。'),
  tags: key(list(tag), 'What can be said of a whole article.', '整篇文章可带的标记。'),
  authority: key(
    list(scalar('authority')),
    'The files of known names, each ending in `.authority.yaml`; patterns will do.',
    '列出已知名称的规范文档，文件名以 `.authority.yaml` 结尾，可用匹配模式。',
  ),
});

/** What stands at a path; undefined below keys that are not known. */
export function shapeAt(path: YamlPath): Shape | undefined {
  return path.reduce<Shape | undefined>((shape, step) => {
    if (shape?.kind === 'list') return shape.of;
    return shape?.kind === 'mapping' ? keyIn(shape, step)?.value : undefined;
  }, MANIFEST_SHAPE);
}

/** What the key at the end of a path means. */
export function keyAt(path: YamlPath): Key | undefined {
  const shape = shapeAt(path.slice(0, -1));
  return shape?.kind === 'mapping' ? keyIn(shape, path.at(-1)) : undefined;
}

const keyIn = ({ keys }: Shape & { kind: 'mapping' }, name: string | number | undefined): Key | undefined =>
  typeof name === 'string' && Object.hasOwn(keys, name) ? keys[name] : undefined;
