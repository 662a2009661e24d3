import { changedPart } from '../changedPart';

/** What a step did to a text file (a manifest, an authority file). */
export interface TextPart {
  readonly uri: string;
  /** What the step left there … */
  readonly now: string;
  /** … and what is to be there when it is taken back. */
  readonly next: string;
}

/**
 * The file's text after a part is taken, `text` being what it holds now: what was changed elsewhere in it since stays.
 * Undefined where the same place was changed.
 */
export function takenText({ now, next }: TextPart, text: string): string | undefined {
  if (text === now) return next;
  const [wanted, since] = [changedPart(now, next), changedPart(now, text)];
  const replacement = next.slice(wanted.start, wanted.endAfter);
  const isBehind = since.start > wanted.endBefore;
  if (!isBehind && since.endBefore >= wanted.start) return undefined;
  const shift = isBehind ? 0 : since.endAfter - since.endBefore;
  return text.slice(0, wanted.start + shift) + replacement + text.slice(wanted.endBefore + shift);
}
