import * as vscode from 'vscode';
import type { ReviewItem } from '../../../core/annotation/review';
import type { ReviewKind } from '../../../core/annotation/reviewTree';
import type { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import { shorten } from '../annotations/labelPick';

/** The annotated words on one line; the parts of a discontinuous annotation with an ellipsis between them. */
export function wordsOf({ annotation: { exact, also = [] } }: ReviewItem): string {
  return shorten([exact, ...also.map((part) => part.exact)].join(' … '));
}

/** The name of a group of things to review. */
export function groupName(kind: ReviewKind): string {
  switch (kind) {
    case 'unsaved':
      return vscode.l10n.t('Not saved');
    case 'unreadable':
      return vscode.l10n.t('Cannot be read or changed');
    case 'orphan':
      return vscode.l10n.t('Place lost');
    case 'review':
      return vscode.l10n.t('Place uncertain');
    case 'moved':
      return vscode.l10n.t('Found again in changed text');
  }
}

/** What a person should know of an annotation to review, in a sentence or two. */
export function explainItem(item: ReviewItem): string {
  const { label, before, after, exact } = item.annotation;
  const words = wordsOf(item);
  switch (item.state) {
    case 'orphan': {
      const stood = `…${lastOf(before)}【${shorten(exact)}】${firstOf(after)}…`.replace(/\s*\n\s*/g, '');
      return vscode.l10n.t(
        '“{0}” ({1}) has lost its place: its text was deleted or rewritten, probably here. It stood in “{2}”.',
        words,
        label,
        stood,
      );
    }
    case 'review':
    case 'moved':
      return explainPlace(item.reason, words, label);
  }
}

function explainPlace(
  reason: Exclude<ReviewItem, { state: 'orphan' }>['reason'],
  words: string,
  label: string,
): string {
  switch (reason) {
    case 'ambiguous':
      return vscode.l10n.t(
        'Is this “{0}” ({1})? The same words stand elsewhere in much the same context.',
        words,
        label,
      );
    case 'context':
      return vscode.l10n.t('Is this still “{0}” ({1})? The text around it has changed.', words, label);
    case 'variant':
      return vscode.l10n.t('Is this “{0}” ({1})? It is written in another way here.', words, label);
    case 'misplaced':
      return vscode.l10n.t(
        '“{0}” ({1}) was found here. Where its file says, other words stand: the file was damaged or merged.',
        words,
        label,
      );
  }
}

/** A place with a little of its context, on one line. */
export function inContext(text: CanonicalText, { start, end }: Range<Utf16>): string {
  const left = text.slice(range(text.snap(utf16(Math.max(0, start - CONTEXT))), start));
  const right = text.slice(range(end, text.snap(utf16(Math.min(text.end, end + CONTEXT)))));
  return `…${left}【${shorten(text.slice({ start, end }))}】${right}…`.replace(/\s*\n\s*/g, '');
}

/** How many characters of context are shown. */
const CONTEXT = 8;
const lastOf = (text: string): string => Array.from(text).slice(-CONTEXT).join('');
const firstOf = (text: string): string => Array.from(text).slice(0, CONTEXT).join('');
