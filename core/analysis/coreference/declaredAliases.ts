import type { Span } from '../span';

/** An alias that the text declares: 《关于…的意见》（以下简称《意见》）; both are indices of spans. */
export interface Declaration {
  readonly full: number;
  readonly alias: number;
}

/** The declarations of a text, in order. The full name is the span of the alias' label that ends last before it. */
export function declaredAliases(text: string, spans: readonly Span[]): Declaration[] {
  const found: Declaration[] = [];
  const lastOfLabel = new Map<string, number>();
  for (const [alias, { label, logical }] of spans.entries()) {
    const full = lastOfLabel.get(label);
    const end = full === undefined ? Infinity : (spans[full]?.logical.end ?? Infinity);
    if (full !== undefined && end < logical.start && logical.start - end <= LONGEST_JOINT) {
      const between = text.slice(end, logical.start);
      if (DECLARES.test(between) || (/^（“?$/.test(between) && isAbbreviation(text, spans[full], spans[alias]))) {
        found.push({ full, alias });
      }
    }
    lastOfLabel.set(label, alias);
  }
  return found;
}

/** Characters between the full name and the alias. */
const LONGEST_JOINT = 12;

/** （以下简称“…, （以下统称…, （简称：…, （下称…, （又名…, ，简称…, （全称…. */
const DECLARES =
  /^[”》]?(?:（|，)(?:以下|下文|下|后文)?(?:均|一律)?(?:[统简合并]?称|[又亦也别俗]称|又名|别名|原名|曾用名|全称|缩写)(?:为|作|是)?[：]?[“‘]?$/;

/** In brackets alone the alias must be made of the name's own characters, in order, and be closed at once: 河南大学（河大）. */
function isAbbreviation(text: string, full: Span | undefined, alias: Span | undefined): boolean {
  if (full === undefined || alias === undefined || !ABBREVIATED.has(full.label)) return false;
  if (alias.text.length < 2 || alias.text.length >= full.text.length) return false;
  if (!/^”?）/.test(text.slice(alias.logical.end, alias.logical.end + 2))) return false;
  let at = 0;
  for (const char of alias.text) {
    at = full.text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return alias.text.startsWith(full.text.slice(0, 1));
}

const ABBREVIATED = new Set(['ORG', 'DOC', 'EVENT', 'FAC']);

/**
 * For an alias that is declared for several full names, which declaration each of its mentions stands behind
 * (0 before the first one), by the index of the span.
 */
export function scopesOfAliases(spans: readonly Span[], declarations: readonly Declaration[]): Map<number, number> {
  const fullsOf = new Map<string, Set<string>>();
  for (const { full, alias } of declarations) {
    const key = keyOf(spans[alias]);
    fullsOf.set(key, (fullsOf.get(key) ?? new Set()).add(spans[full]?.text ?? ''));
  }
  const declared = new Set(declarations.map(({ alias }) => alias));
  const scope = new Map<string, number>();
  const scopes = new Map<number, number>();
  for (const [index, span] of spans.entries()) {
    const key = keyOf(span);
    if ((fullsOf.get(key)?.size ?? 0) < 2) continue;
    if (declared.has(index)) scope.set(key, (scope.get(key) ?? 0) + 1);
    scopes.set(index, scope.get(key) ?? 0);
  }
  return scopes;
}

const keyOf = (span: Span | undefined): string => `${span?.label ?? ''}\t${span?.text ?? ''}`;
