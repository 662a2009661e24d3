import { InlayHintKind, type InlayHint } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import type { Schema } from '../../core/annotation/schema';
import type { AnnotationView, RejectedView, Suggestion } from '../../core/protocol';
import { overlaps, range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { visibleText } from '../../core/text/visible';
import type { LocalMessages } from '../messages';
import { undecidedMentions } from './highlights';
import { labelNameIn } from './labels';

/** The label of each span of a part of the text, behind it: `PER`, of a suggestion `PER?`; of inner spans first. */
export function labelTagsWithin(
  analysis: Analysis,
  annotations: readonly AnnotationView[],
  wanted: Range<Utf16>,
  schema: Schema,
  messages: LocalMessages,
  rejected: readonly RejectedView[] = [],
): InlayHint[] {
  const annotated = annotations.filter(({ start, end }) => overlaps(range(utf16(start), utf16(end)), wanted));
  const suggested = undecidedMentions(analysis, annotations, rejected).filter((mention) =>
    overlaps(mention.range, wanted),
  );
  const tags: Tag[] = [
    ...annotated.map((span) => ({ ...span, mark: '', status: messages.annotated })),
    ...suggested.map(({ range: place, label }) => ({ ...place, label, mark: '?', status: messages.suggested })),
  ];
  return tags
    .sort((a, b) => a.end - b.end || b.start - a.start)
    .map(({ label, end, mark, status }) => ({
      position: analysis.text.positionAt(utf16(end)),
      label: visibleText(label) + mark,
      kind: InlayHintKind.Type,
      tooltip: `${visibleText(labelNameIn(schema, label, messages) ?? label)} · ${status}`,
      paddingLeft: true,
    }));
}

interface Tag extends Pick<Suggestion, 'start' | 'end' | 'label'> {
  readonly mark: string;
  readonly status: string;
}
