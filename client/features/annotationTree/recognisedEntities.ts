import type { AnnotationView } from '../../../core/protocol';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';
import type { Recognised } from './listed';

/** How long after a change the server is asked, in milliseconds: it reads the text first. */
const PAUSE = 300;

/** Which annotations of one article are one entity, as the server last said. */
export class RecognisedEntities {
  readonly #server: LanguageServer;
  readonly #changed: () => void;
  #asked: { readonly article: AnnotatedArticle; readonly annotations: readonly AnnotationView[] } | undefined;
  #known: { readonly article: AnnotatedArticle; readonly byPlace: ReadonlyMap<string, Recognised> } | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `changed` is called when the server has answered. */
  constructor(server: LanguageServer, changed: () => void) {
    this.#server = server;
    this.#changed = changed;
  }

  /** Asks for the entities of an article, unless what it has now was asked for already. */
  want(article: AnnotatedArticle): void {
    const { annotations } = article;
    if (this.#asked?.article === article && this.#asked.annotations === annotations) return;
    this.#asked = { article, annotations };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(article), PAUSE);
  }

  /** The entity of an annotation; while the text has moved on, of those that still stand where they were. */
  at(article: AnnotatedArticle, view: AnnotationView): Recognised | undefined {
    return this.#known?.article === article ? this.#known.byPlace.get(placeOf(view, view.label)) : undefined;
  }

  async #ask(article: AnnotatedArticle): Promise<void> {
    const { version } = article.document;
    const found = await this.#server.entities({ uri: this.#server.uriOf(article.document), version });
    if (found === undefined || article.document.version !== version) return;
    const places = found.flatMap(({ name, label, spans }) =>
      spans.map((span) => [placeOf(span, label), { key: `${label} ${name}`, name }] as const),
    );
    this.#known = { article, byPlace: new Map(places) };
    this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

const placeOf = ({ start, end }: { readonly start: number; readonly end: number }, label: string): string =>
  `${start} ${end} ${label}`;
