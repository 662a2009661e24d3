import type { Logical, Range } from '../text/units';

/** A mention of a person, as recognition found it. */
export interface PersonMention {
  readonly range: Range<Logical>;
  /** Id of the person: a pronoun is resolved only where all names before it have one id. */
  readonly entity: string;
}

/** A person named in a block: the offsets are UTF-16 units of its text. */
export interface NamedPerson {
  /** The mention's index in the list that the caller gave. */
  readonly index: number;
  readonly entity: string;
  readonly start: number;
  readonly end: number;
}

/** Who does what a verb says: a named person, he or she, nobody in this clause, or somebody who is not to be told. */
export type Subject =
  | { readonly kind: 'person'; readonly person: NamedPerson }
  | { readonly kind: 'pronoun'; readonly start: number }
  | { readonly kind: 'left out' }
  | { readonly kind: 'unknown' };

const UNKNOWN: Subject = { kind: 'unknown' };

/**
 * The subject of the verb at `verb` in the clause that starts at `clause`; `persons` are those named between the two.
 * A person is believed only where nothing but a post and adverbs stands before the verb, and where the name is
 * neither an object nor one of several.
 */
export function subjectOf(text: string, clause: number, verb: number, persons: readonly NamedPerson[]): Subject {
  const person = persons.at(-1);
  if (person === undefined) return unnamedSubject(text, clause, verb);
  const before = persons.at(-2);
  const gap = withoutPost(text.slice(person.end, verb));
  const lead = text.slice(before?.end ?? clause, person.start);
  if (OBJECT.test(lead))
    return before === undefined ? unnamedSubject(text, clause, verb) : addressing(text, verb, persons.slice(0, -1));
  if (before !== undefined && (JOINS.test(lead) || gap !== '')) return UNKNOWN;
  if (/[他她我们者家]\p{Script=Han}{0,4}[和与]/u.test(lead)) return UNKNOWN;
  return isAdverbial(gap) ? { kind: 'person', person } : UNKNOWN;
}

/** `王凯对李明说`: the verb's hearer is named between the speaker and the verb. */
function addressing(text: string, verb: number, persons: readonly NamedPerson[]): Subject {
  const [person] = persons;
  if (person === undefined || persons.length > 1) return UNKNOWN;
  return /^(?:[对向跟]|告诉|在)/.test(withoutPost(text.slice(person.end, verb))) ? { kind: 'person', person } : UNKNOWN;
}

function unnamedSubject(text: string, clause: number, verb: number): Subject {
  const words = text.slice(clause, verb);
  const pronoun = PRONOUN.exec(words);
  if (pronoun !== null) {
    const [matched = '', lead = ''] = pronoun;
    return isAdverbial(words.slice(matched.length)) ? { kind: 'pronoun', start: clause + lead.length } : UNKNOWN;
  }
  return LEFT_OUT.test(words) ? { kind: 'left out' } : UNKNOWN;
}

/** Whether a name is the first words of its clause but for its post: the subject of what follows. */
export function leadsClause(text: string, clause: number, person: NamedPerson): boolean {
  const lead = text.slice(clause, person.start);
  if (NOT_A_POST.test(lead) || OBJECT.test(lead)) return false;
  return !OTHERS_THING.test(text.slice(person.end, person.end + 4));
}

const PRONOUN = /^((?:随后|接着|同时|但|而|会上|最后|对此|为此|后来|现在|如今)?)[他她](?!们|人|的|[和与])/;

/** Before a name: what makes it an object of the clause. */
const OBJECT =
  /(?:^|[^针面反应相绝核])对(?![外口台接面岸])|(?<![方导定走转面志取倾])向(?!阳)|[跟让被替陪]|(?<!供)给|(?<![聘申])请|(?<![顾访学])问|告诉|邀|听取|会见/;
const JOINS = /^(?:[^，]{0,4}[、和与及同跟]|以及| )|[、和与及]$/;
const NOT_A_POST = /[在对从将把被让请跟给替据由着了，；。：]|^[当随经]/;

const POST_BEHIND_NAME =
  /^(?:总?书记|[省市县区镇乡村局处科厅部校院所站队组会行社厂]长|主席|总理|主任|教授|院士|博士|老师|医生|大夫|经理|总经理|董事长|总裁|先生|女士|同志|大[爷娘妈姐哥叔伯婶嫂]|爷爷|奶奶|阿[姨婆公]|老[人汉师伯]|师傅|律师|法官|警官|将军|总统|首相)/;

/** What stands between a name and its post's end, and a remark in brackets, is left out. */
function withoutPost(gap: string): string {
  return gap
    .replace(/^（[^（）]{1,20}）/, '')
    .replace(POST_BEHIND_NAME, '')
    .trim();
}

/** Behind a name: it is somebody or something else that belongs to the person named. */
const OTHERS_THING =
  /^(?:的|之|等|所|[妻丈]|夫妇|夫妻|父|母|儿|女(?!士)|爸|妈|爷|奶|哥|弟|姐|妹|一家|家|团队|公司|学校|这|那|们|、|和|与|及)/;

/** Words that open what may stand between a subject and its verb. */
const OPENS_ADVERBIAL =
  /^(?:在|对|向|跟|就|围绕|针对|结合|握着|拉着|指着|看着|望着|拿着|捧着|摸着|也|还|又|则|却|都|曾|便|再|一再|再次|多次|反复|随后|接着|随即|同时|特别|着重|明确|郑重|代表|主持|出席|作为|介绍|接受|一边|边|笑|坦|深|由衷|自豪|兴奋|激动|感慨|动情|说起|谈起|提起|谈到|讲话|表态|致辞|回忆|算|如是|这样|这么|连连|连声|告诉|回应|汇报|发言|分析|总结|点评|当即|当场|最后|首先|今天|昨天|当天|近日|日前|此前|\d)/;
const ENDS_ADVERBIAL =
  /(?:地|着|时|后|中|上|会上|并|还|也|又|则|再次|曾|都|最后|笑|感慨|自豪|激动|如是|这样|总结|致辞|动情)$/;

const LONGEST_ADVERBIAL = 30;

/** Whether the words between a subject and its verb say nothing but how, where and when. */
function isAdverbial(words: string): boolean {
  if (words === '') return true;
  if (words.length > LONGEST_ADVERBIAL || OTHERS_THING.test(words)) return false;
  return OPENS_ADVERBIAL.test(words) || ENDS_ADVERBIAL.test(words);
}

/** A clause without a subject of its own: it takes over that of the clauses before it. */
const LEFT_OUT =
  /^(?:并|还|也|又|再次|随即|接着|同时|反复|着重|特别|明确|郑重|一再)?(?:\p{Script=Han}{2,3}地|笑着|哭着|笑|[指握拉拍][着住起]\p{Script=Han}{1,12}|[对向冲朝]\p{Script=Han}{1,6}|连声|连连)?$/u;
