import type { ListedAnnotation } from '../../../core/annotation/annotationTree';
import type { AnnotationView } from '../../../core/protocol';
import { utf16 } from '../../../core/text/units';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import { nameOf } from '../review/reviews';

export type Recognised = NonNullable<ListedAnnotation['recognised']>;

/** The annotations of an open article in the order of the text; those without a place stand where they stood. */
export function listedAnnotations(
  article: AnnotatedArticle,
  recognisedAt: (view: AnnotationView) => Recognised | undefined = () => undefined,
): ListedAnnotation[] {
  const { document, text, set, annotations: views, review } = article;
  const uri = document.uri.toString();
  const name = nameOf(document.uri);
  const placed = new Map<string, AnnotationView>();
  for (const view of views) if (!placed.has(view.id)) placed.set(view.id, view);
  const lost = new Map(
    review.flatMap((item) => (item.state === 'orphan' ? [[item.annotation.id, item.look.start]] : [])),
  );
  const listed = (set?.annotations ?? []).map((annotation): ListedAnnotation => {
    const { id, label, exact, also = [], entity, note, by, status } = annotation;
    const view = placed.get(id);
    const recognised = view && recognisedAt(view);
    return {
      uri,
      article: name,
      id,
      label,
      words: [exact, ...also.map((part) => part.exact)].join(' … '),
      start: view?.start ?? lost.get(id) ?? text.end,
      ...(view !== undefined && { line: text.positionAt(utf16(view.start)).line + 1 }),
      state: view?.state ?? 'orphan',
      ...(entity !== undefined && { entity }),
      ...(recognised !== undefined && { recognised }),
      ...(note !== undefined && { note }),
      ...(by !== undefined && { by }),
      ...(status !== undefined && { status }),
    };
  });
  return listed.sort((a, b) => a.start - b.start);
}
