import type { Words } from '../../../core/annotation/mode/spanEdges';
import { range, utf16, type Range, type Utf16 } from '../../../core/text/units';
import type { CanonicalText } from '../../../core/text/canonicalText';
import type { LanguageServer } from '../../languageServer';
import type { AnnotatedArticle } from '../annotations/annotatedArticle';

/** The words and sentences of a part of an article. */
export interface Reading extends Range<Utf16> {
  readonly words: Words;
  readonly sentences: readonly Range<Utf16>[];
}

/** How paragraphs are read, kept while the text is the same, so that a second key need not ask the server. */
export class Readings {
  readonly #server: LanguageServer;
  readonly #known = new WeakMap<CanonicalText, Reading[]>();

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  /** The paragraph at an offset; null where there is none, undefined where the server cannot say. */
  async at(article: AnnotatedArticle, offset: Utf16): Promise<Reading | null | undefined> {
    const { document, text } = article;
    const known = this.#known.get(text) ?? [];
    const found = known.find(({ start, end }) => start <= offset && offset <= end);
    if (found !== undefined) return found;
    const { version } = document;
    const answer = await this.#server.readingAt({ uri: this.#server.uriOf(document), version, offset });
    if (answer === null || answer === undefined || article.text !== text) return answer === null ? null : undefined;
    const place = ({ start, end }: { start: number; end: number }) => range(utf16(start), utf16(end));
    const reading = { ...place(answer), words: answer.words.map(place), sentences: answer.sentences.map(place) };
    this.#known.set(text, [reading, ...known]);
    return reading;
  }
}
