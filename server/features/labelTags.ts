import { InlayHintKind, type InlayHint } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis/analysis';
import { DEFAULT_LABELS } from '../../core/annotation/labels';
import type { AnnotationView, Suggestion } from '../../core/protocol';
import { overlaps, range, utf16, type Range, type Utf16 } from '../../core/text/units';
import { visibleText } from '../../core/text/visible';
import type { LocalMessages } from '../messages';
import { freeMentions } from './highlights';

/** The label of each span of a part of the text, behind it: `PER`, of a suggestion `PER?`; of inner spans first. */
export function labelTagsWithin(
  analysis: Analysis,
  annotations: readonly AnnotationView[],
  wanted: Range<Utf16>,
  messages: LocalMessages,
): InlayHint[] {
  const annotated = annotations.filter(({ start, end }) => overlaps(range(utf16(start), utf16(end)), wanted));
  const suggested = freeMentions(analysis, annotations).filter((mention) => overlaps(mention.range, wanted));
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
      tooltip: `${nameOf(label, messages)} · ${status}`,
      paddingLeft: true,
    }));
}

interface Tag extends Pick<Suggestion, 'start' | 'end' | 'label'> {
  readonly mark: string;
  readonly status: string;
}

function nameOf(label: string, { language }: LocalMessages): string {
  return visibleText(DEFAULT_LABELS.find(({ id }) => id === label)?.names[language] ?? label);
}
