import { visibleText } from '../text/visible';
import type { FixTitle } from './fixes';
import type { Inconsistency, SchemaProblem } from './inconsistency';

type Language = 'en' | 'zh';

/** One sentence that says what does not fit together. */
export function describeInconsistency(found: Inconsistency, language: Language): string {
  return language === 'zh' ? inChinese(found) : inEnglish(found);
}

/** Words of a text in a sentence: on one line, and short. */
export function quoted(words: string): string {
  const characters = Array.from(visibleText(words.replace(/\s*\n\s*/g, '')));
  return `“${characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('')}”`;
}
const LONGEST = 24;

function inEnglish(found: Inconsistency): string {
  switch (found.rule) {
    case 'differentLabels': {
      const counts = found.labels.map(({ label, count }) => `${label} ${count}×`).join(', ');
      return `${quoted(found.words)} is ${visibleText(found.label)} here; in this article it is ${visibleText(counts)}.`;
    }
    case 'unlabelledRepeats': {
      const times = found.count === 1 ? 'once' : `${found.count} times`;
      return `${quoted(found.words)} is annotated as ${visibleText(found.label)} ${times}, but not here.`;
    }
    case 'cutWords':
      return `The annotation ${quoted(found.words)} begins or ends inside the word ${quoted(found.word)}.`;
    case 'schema':
      return schemaInEnglish(found.problem);
    case 'unlinkedEntities': {
      const names = found.entities.map(({ id, name }) => `${name} (${id})`).join(', ');
      return `${quoted(found.words)} is a name of ${visibleText(names)}, but not linked.`;
    }
  }
}

function schemaInEnglish(problem: SchemaProblem): string {
  const shown = withVisible(problem);
  switch (shown.kind) {
    case 'label':
      return `The corpus has no label "${shown.label}".`;
    case 'attribute':
      return `The corpus has no attribute "${shown.attribute}".`;
    case 'attribute-label':
      return `${shown.label} does not bear the attribute "${shown.attribute}".`;
    case 'value':
      return `The attribute "${shown.attribute}" does not take the value ${shown.value}.`;
    case 'relation':
      return `The corpus has no relation "${shown.relation}".`;
    case 'ends':
      return `The relation "${shown.relation}" does not lead from ${shown.from} to ${shown.to}.`;
    case 'event':
      return `The corpus has no event "${shown.event}".`;
    case 'trigger':
      return `Words with the label ${shown.label} do not tell of the event "${shown.event}".`;
    case 'role':
      return `The event "${shown.event}" has no role "${shown.role}".`;
    case 'role-label':
      return `${shown.label} cannot be "${shown.role}" in the event "${shown.event}".`;
  }
}

function inChinese(found: Inconsistency): string {
  switch (found.rule) {
    case 'differentLabels': {
      const counts = found.labels.map(({ label, count }) => `${label} ${count} 处`).join('、');
      return `${quoted(found.words)}此处标为 ${visibleText(found.label)}，而本文中：${visibleText(counts)}。`;
    }
    case 'unlabelledRepeats':
      return `${quoted(found.words)}有 ${found.count} 处标为 ${visibleText(found.label)}，此处未标注。`;
    case 'cutWords':
      return `标注${quoted(found.words)}的边界在词语${quoted(found.word)}之内。`;
    case 'schema':
      return schemaInChinese(found.problem);
    case 'unlinkedEntities': {
      const names = found.entities.map(({ id, name }) => `${name}（${id}）`).join('、');
      return `${quoted(found.words)}是${visibleText(names)}的名称，但未链接。`;
    }
  }
}

function schemaInChinese(problem: SchemaProblem): string {
  const shown = withVisible(problem);
  switch (shown.kind) {
    case 'label':
      return `语料库没有标签“${shown.label}”。`;
    case 'attribute':
      return `语料库没有属性“${shown.attribute}”。`;
    case 'attribute-label':
      return `标签 ${shown.label} 不带属性“${shown.attribute}”。`;
    case 'value':
      return `属性“${shown.attribute}”不接受值 ${shown.value}。`;
    case 'relation':
      return `语料库没有关系“${shown.relation}”。`;
    case 'ends':
      return `关系“${shown.relation}”不能从 ${shown.from} 指向 ${shown.to}。`;
    case 'event':
      return `语料库没有事件“${shown.event}”。`;
    case 'trigger':
      return `标签为 ${shown.label} 的文字不能触发事件“${shown.event}”。`;
    case 'role':
      return `事件“${shown.event}”没有角色“${shown.role}”。`;
    case 'role-label':
      return `${shown.label} 不能充当事件“${shown.event}”的“${shown.role}”。`;
  }
}

/** What comes out of a file may hold anything. */
function withVisible(problem: SchemaProblem): SchemaProblem {
  const entries = Object.entries(problem).map(([key, value]) => [key, key === 'kind' ? value : visibleText(value)]);
  return Object.fromEntries(entries) as SchemaProblem;
}

/** What a quick fix is called. */
export function titleOfFix(title: FixTitle, language: Language): string {
  return visibleText(language === 'zh' ? titleInChinese(title) : titleInEnglish(title));
}

function titleInEnglish(title: FixTitle): string {
  switch (title.kind) {
    case 'relabel':
      return `Change the label to ${title.label}`;
    case 'relabelAll':
      return `Change ${title.count} × ${quoted(title.words)} in this article to ${title.label}`;
    case 'annotate':
      return `Annotate ${quoted(title.words)} as ${title.label}`;
    case 'annotateAll':
      return `Annotate all ${title.count} × ${quoted(title.words)} in this article as ${title.label}`;
    case 'search':
      return `Annotate ${quoted(title.words)} in the whole corpus as ${title.label}…`;
    case 'move':
      return `Move the edge: ${quoted(title.words)}`;
    case 'addLabel':
      return `Add the label ${title.label} to corpus.yaml`;
    case 'removeAttribute':
      return `Remove the attribute ${title.attribute}`;
    case 'changeRelation':
      return `Make it the relation ${title.relation}`;
    case 'turnRelation':
      return `Turn the relation ${title.relation} round`;
    case 'removeRelation':
      return `Remove the relation ${title.relation}`;
    case 'removeEvent':
      return `Remove the event ${title.event}`;
    case 'link':
      return `Link to ${title.name} (${title.entity})`;
    case 'setting':
      return 'Change how loudly this rule speaks…';
  }
}

function titleInChinese(title: FixTitle): string {
  switch (title.kind) {
    case 'relabel':
      return `将标签改为 ${title.label}`;
    case 'relabelAll':
      return `将本文 ${title.count} 处${quoted(title.words)}改为 ${title.label}`;
    case 'annotate':
      return `将${quoted(title.words)}标为 ${title.label}`;
    case 'annotateAll':
      return `将本文全部 ${title.count} 处${quoted(title.words)}标为 ${title.label}`;
    case 'search':
      return `在整个语料库中将${quoted(title.words)}标为 ${title.label}…`;
    case 'move':
      return `移动边界：${quoted(title.words)}`;
    case 'addLabel':
      return `将标签 ${title.label} 加入 corpus.yaml`;
    case 'removeAttribute':
      return `删除属性 ${title.attribute}`;
    case 'changeRelation':
      return `改为关系 ${title.relation}`;
    case 'turnRelation':
      return `调转关系 ${title.relation} 的方向`;
    case 'removeRelation':
      return `删除关系 ${title.relation}`;
    case 'removeEvent':
      return `删除事件 ${title.event}`;
    case 'link':
      return `链接到${title.name}（${title.entity}）`;
    case 'setting':
      return '更改此规则的提示级别…';
  }
}
