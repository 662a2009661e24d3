import type { ArticleOccurrences, Occurrence, SearchResult } from './searchCorpus';

/** How many occurrences of an article, or of all, are to be annotated. */
export interface Ticks {
  readonly ticked: number;
  readonly all: number;
}

/** The occurrences that were found, and which of them are to be annotated: at first those that nothing speaks against. */
export class OccurrenceList {
  readonly result: SearchResult;
  readonly #ticked: ReadonlyMap<string, Set<Occurrence>>;

  constructor(result: SearchResult) {
    this.result = result;
    this.#ticked = new Map(
      result.articles.map(({ articleUri, occurrences }) => [articleUri, new Set(occurrences.filter(isFree))]),
    );
  }

  isTicked({ articleUri }: ArticleOccurrences, occurrence: Occurrence): boolean {
    return this.#ticked.get(articleUri)?.has(occurrence) === true;
  }

  tick({ articleUri }: ArticleOccurrences, occurrence: Occurrence, isTicked: boolean): void {
    const ticked = this.#ticked.get(articleUri);
    if (isTicked) ticked?.add(occurrence);
    else ticked?.delete(occurrence);
  }

  /** Ticks those of an article that nothing speaks against, or none of it. */
  tickAll({ articleUri, occurrences }: ArticleOccurrences, isTicked: boolean): void {
    const ticked = this.#ticked.get(articleUri);
    ticked?.clear();
    if (isTicked) for (const occurrence of occurrences.filter(isFree)) ticked?.add(occurrence);
  }

  ticksOf({ articleUri, occurrences }: ArticleOccurrences): Ticks {
    return { ticked: this.#ticked.get(articleUri)?.size ?? 0, all: occurrences.length };
  }

  get ticks(): Ticks {
    const each = this.result.articles.map((article) => this.ticksOf(article));
    return {
      ticked: each.reduce((sum, { ticked }) => sum + ticked, 0),
      all: each.reduce((sum, { all }) => sum + all, 0),
    };
  }

  /** The articles with what is ticked of each, in order; those without anything are left out. */
  chosen(): ArticleOccurrences[] {
    return this.result.articles.flatMap((article) => {
      const occurrences = article.occurrences.filter((occurrence) => this.isTicked(article, occurrence));
      return occurrences.length === 0 ? [] : [{ ...article, occurrences }];
    });
  }
}

const isFree = ({ verdict }: Occurrence): boolean => verdict.kind === 'free';
