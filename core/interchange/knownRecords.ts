import {
  refersTo,
  textPrefix,
  type Annotation,
  type AnnotationSet,
  type EventRecord,
  type TextIdentity,
} from '../annotation/annotation';
import { readSource } from '../annotation/source';
import { sameData } from '../yaml/json';

/**
 * The annotations of a sidecar, each of which stands for at most one imported one: what was imported before, or what
 * somebody annotated in the same way, is not added again.
 */
export class KnownAnnotations {
  readonly #fileText: TextIdentity;
  readonly #article: TextIdentity;
  readonly #left: Set<Annotation>;
  readonly #byKey = new Map<string, Annotation[]>();

  constructor(set: AnnotationSet, article: TextIdentity) {
    this.#fileText = set.text;
    this.#article = article;
    this.#left = new Set(set.annotations);
    for (const annotation of set.annotations) {
      for (const key of this.#keysOf(annotation)) {
        const found = this.#byKey.get(key);
        if (found === undefined) this.#byKey.set(key, [annotation]);
        else found.push(annotation);
      }
    }
  }

  /** Takes one that is the same in all that an import can say. */
  takeSame(imported: Annotation): Annotation | undefined {
    return this.#take(imported, (known) =>
      (['label', 'entity', 'note', 'attributes'] as const).every((key) => sameData(imported[key], known[key])),
    );
  }

  /** Takes one that was imported from the same record, or is on the same words with the same label. */
  takeLike(imported: Annotation): Annotation | undefined {
    return this.#take(imported, () => true);
  }

  #take(imported: Annotation, fits: (known: Annotation) => boolean): Annotation | undefined {
    for (const key of this.#keysOf(imported)) {
      const found = this.#byKey.get(key)?.find((known) => this.#left.has(known) && fits(known));
      if (found === undefined) continue;
      this.#left.delete(found);
      return found;
    }
    return undefined;
  }

  /** What an annotation is known by; the surest first. */
  #keysOf(annotation: Annotation): string[] {
    const { label, start, end, also = [], exact, before, after } = annotation;
    const isOfArticle = refersTo(annotation, this.#fileText, this.#article.sha256);
    const text = isOfArticle ? textPrefix(this.#article) : (annotation.in ?? textPrefix(this.#fileText));
    const pieces = also.map((part) => [part.start, part.end]);
    const source = readSource(annotation.source);
    return [
      ...(source.kind === 'import' && source.id !== undefined
        ? [JSON.stringify([source.format, source.id, text, start, end])]
        : []),
      JSON.stringify([label, text, start, end, pieces]),
      // One whose sidecar has not followed the article yet is known by its words.
      JSON.stringify([label, exact, before, after]),
    ];
  }
}

/** Whether an event of a sidecar is the one that an import brings; links to what is not there yet do not count. */
export function isSameEvent(known: EventRecord, imported: EventRecord): boolean {
  return (
    known.label === imported.label &&
    known.trigger === imported.trigger &&
    imported.arguments.every(({ role, to }) => known.arguments.some((part) => part.role === role && part.to === to))
  );
}
