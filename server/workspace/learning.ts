import { KnownEntities } from '../../core/analysis/knownEntities';
import { SidecarVersion } from '../../core/annotation/sidecar/version';
import { ownerOfSidecar, sidecarPathOf } from '../../core/annotation/sidecarPath';
import type { Turns } from '../../core/cooperative';
import { addressKey } from '../../core/corpus/addressKey';
import type { RejectedView } from '../../core/protocol';
import {
  Decisions,
  decisionsIn,
  decisionsOf,
  type ArticleDecisions,
  type Decision,
} from '../../core/suggestions/decisions';
import type { CanonicalText } from '../../core/text/canonicalText';
import { range, utf16 } from '../../core/text/units';
import type { PlacedRecords } from './annotations';
import type { CorpusListing } from './corpusListing';

/** The decisions in an open article, as they are placed in its text. Spans of several parts are left out. */
export function decisionsAmong(text: CanonicalText | undefined, records: PlacedRecords): ArticleDecisions {
  const parts = new Map<string, number>();
  for (const { id } of records.annotations) parts.set(id, (parts.get(id) ?? 0) + 1);
  const decisionOf = ({ start, end, label }: RejectedView): Decision => {
    const words = text?.slice(range(utf16(start), utf16(end))) ?? '';
    return { words, label, place: `${start} ${end}` };
  };
  const whole = records.annotations.filter(({ id }) => parts.get(id) === 1);
  return decisionsOf(whole.map(decisionOf), records.rejected.map(decisionOf));
}

/** What learning needs of the server around it. */
export interface LearningServices {
  readonly listing: CorpusListing;
  readonly turns: Turns;
  /** The bytes of a sidecar of the corpus at a root, or undefined where there is none. */
  read(address: string, root: string): Promise<Uint8Array | undefined>;
  /** Other decisions are known of the corpus at a root than before; `names`: and other names follow from them. */
  changed(root: string, names: boolean): void;
}

/**
 * What one person has decided in each corpus: of open articles as the client tells it, of the others as their own sidecars
 * say. Another annotator's decisions do not count: who is to annotate without seeing theirs must not be led by them.
 */
export class Learning {
  readonly #services: LearningServices;
  #annotator: string | undefined;
  /** By the key of the root's address. */
  #corpora = new Map<string, CorpusLearning>();
  /** The open articles whose decisions the client tells, by the key of their address. */
  readonly #told = new Map<string, Told>();

  constructor(services: LearningServices) {
    this.#services = services;
  }

  /** Whose decisions count; undefined for those in sidecars without a name. */
  get annotator(): string | undefined {
    return this.#annotator;
  }

  set annotator(name: string | undefined) {
    if (name === this.#annotator) return;
    this.#annotator = name;
    this.forget();
  }

  /** The decisions in the corpus at a root, as far as they are read; the first call begins to read them. */
  of(root: string): Decisions {
    return this.#corpus(root).decisions;
  }

  /** The names that were learned in the corpus at a root; undefined where there are none. */
  namesOf(root: string): KnownEntities | undefined {
    return this.#corpus(root).names;
  }

  /** Resolves when the sidecars of the corpus at a root have been read. */
  async whenRead(root: string): Promise<void> {
    await this.#corpus(root).whenRead;
  }

  /** The client has told other decisions of an open article; they are counted when they are next wanted. */
  told(root: string, uri: string, decisions: () => ArticleDecisions): void {
    const key = addressKey(uri);
    const told = { rootKey: addressKey(root), decisions };
    this.#told.set(key, told);
    this.#corpora.get(told.rootKey)?.tell(key, decisions);
  }

  /** An article is closed: its sidecar says what was decided in it. */
  closed(uri: string): void {
    const key = addressKey(uri);
    const told = this.#told.get(key);
    if (!this.#told.delete(key) || told === undefined) return;
    this.#corpora.get(told.rootKey)?.readAgain(uri, key);
  }

  /** Counts what was told since, so that those who asked to be told hear of it. */
  update(): void {
    for (const corpus of this.#corpora.values()) corpus.update();
  }

  /** A sidecar has changed on disk. */
  sidecarChanged(uri: string): void {
    const owner = ownerOfSidecar(uri);
    if (owner === undefined || owner.annotator !== this.#annotator) return;
    const key = addressKey(owner.article);
    if (this.#told.has(key)) return;
    for (const [rootKey, corpus] of this.#corpora) if (key.startsWith(rootKey)) corpus.readAgain(owner.article, key);
  }

  /** Everything is read anew when it is next wanted. */
  forget(): void {
    for (const corpus of this.#corpora.values()) corpus.end();
    this.#corpora = new Map();
  }

  /** For how many articles decisions are kept. */
  get size(): number {
    return [...this.#corpora.values()].reduce((sum, { size }) => sum + size, this.#told.size);
  }

  #corpus(root: string): CorpusLearning {
    const rootKey = addressKey(root);
    const known = this.#corpora.get(rootKey) ?? new CorpusLearning(root, this.#annotator, this.#services);
    if (!this.#corpora.has(rootKey)) {
      this.#corpora.set(rootKey, known);
      for (const [key, told] of this.#told) if (told.rootKey === rootKey) known.tell(key, told.decisions);
    }
    known.update();
    return known;
  }
}

interface Told {
  readonly rootKey: string;
  readonly decisions: () => ArticleDecisions;
}

/** The decisions of one corpus. Files are read one after the other, in turns. */
class CorpusLearning {
  readonly decisions = new Decisions();
  readonly whenRead: Promise<void>;
  readonly #root: string;
  readonly #annotator: string | undefined;
  readonly #services: LearningServices;
  /** The articles whose decisions are told; what is in their sidecars does not count. */
  readonly #told = new Set<string>();
  readonly #untold = new Map<string, () => ArticleDecisions>();
  readonly #known = new Set<string>();
  #names: KnownEntities | undefined;
  #namesKey = '';
  #queue: Promise<void>;
  #isEnded = false;

  constructor(root: string, annotator: string | undefined, services: LearningServices) {
    this.#root = root;
    this.#annotator = annotator;
    this.#services = services;
    this.whenRead = this.#readAll();
    this.#queue = this.whenRead;
  }

  get names(): KnownEntities | undefined {
    return this.#names;
  }

  get size(): number {
    return this.#known.size;
  }

  end(): void {
    this.#isEnded = true;
  }

  tell(key: string, decisions: () => ArticleDecisions): void {
    this.#told.add(key);
    this.#untold.set(key, decisions);
  }

  update(): void {
    if (this.#untold.size === 0) return;
    for (const [key, decisions] of this.#untold) this.#set(key, decisions());
    this.#untold.clear();
    this.#changed();
  }

  readAgain(article: string, key: string): void {
    this.#told.delete(key);
    this.#untold.delete(key);
    this.#queue = this.#queue.then(async () => {
      await this.#read(article);
      this.#changed();
    });
  }

  async #readAll(): Promise<void> {
    const articles = await this.#services.listing.below(this.#root);
    for (const { address, corpus } of articles) {
      if (addressKey(corpus.root) !== addressKey(this.#root)) continue;
      await this.#services.turns.next();
      if (this.#isEnded) return;
      await this.#read(address);
    }
    this.#changed();
  }

  /** Takes what the sidecar of an article holds; one that cannot be understood leaves what was known. */
  async #read(article: string): Promise<void> {
    const key = addressKey(article);
    const sidecar = sidecarPathOf(article, this.#annotator);
    try {
      const bytes = await this.#services.read(sidecar, this.#root);
      if (this.#told.has(key)) return;
      if (bytes === undefined) this.#set(key, undefined);
      else {
        const { value } = SidecarVersion.read(bytes);
        if (value !== undefined) this.#set(key, decisionsIn(value.set));
      }
    } catch {
      return;
    }
  }

  #set(key: string, decisions: ArticleDecisions | undefined): void {
    if (decisions === undefined) this.#known.delete(key);
    else this.#known.add(key);
    this.decisions.set(key, decisions);
  }

  #changed(): void {
    if (this.#isEnded) return;
    const { names } = this.decisions;
    const key = JSON.stringify(names);
    const isOther = key !== this.#namesKey && !(names.length === 0 && this.#names === undefined);
    this.#namesKey = key;
    if (isOther) {
      const entities = names.map(({ words, label }) => ({ id: words, label, name: words, aliases: [] }));
      this.#names = entities.length === 0 ? undefined : new KnownEntities(entities);
    }
    this.#services.changed(this.#root, isOther);
  }
}
