import * as vscode from 'vscode';
import type { ListedAnnotation } from '../../../core/annotation/annotationTree';
import { SidecarVersion } from '../../../core/annotation/sidecar/version';
import { ReadFiles } from '../../../core/corpus/readFiles';
import type { EntityDetails } from '../../../core/protocol';
import { corpusFiles } from '../../storage/corpusFiles';
import { fileStamp } from '../../storage/fileStamp';
import { ownSidecar, type CorpusIndex } from '../progress/corpusIndex';
import { nameOf } from '../review/reviews';

/** An annotation as its file says, without the article it is in. */
type Stored = Omit<ListedAnnotation, 'uri' | 'article'>;

/** The annotations of this window's annotator in all articles of the corpus, as their files say. Read only when asked for. */
export class CorpusAnnotations implements vscode.Disposable {
  readonly #index: CorpusIndex;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;
  readonly #files = new ReadFiles<readonly Stored[]>(
    { stamp: fileStamp, read: (address) => corpusFiles.read(address) },
    storedIn,
    () => new Promise((resolve) => setImmediate(resolve)),
  );
  #known: readonly ListedAnnotation[] = [];
  #isWanted = false;
  #isReading = false;
  #isOutdated = true;

  constructor(index: CorpusIndex) {
    this.#index = index;
    this.#subscription = index.onDidChange(() => {
      this.#isOutdated = true;
      if (this.#isWanted) void this.#read();
    });
  }

  /** Whether files are kept read, because somebody looks at all of them. */
  set isWanted(isWanted: boolean) {
    this.#isWanted = isWanted;
    if (isWanted) void this.#read();
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** What was read last, article by article; empty before it was asked for. */
  get known(): readonly ListedAnnotation[] {
    return this.#known;
  }

  /** Those that are of an entity: by its id, else by its label and one of its names. */
  of({ id, label, name, aliases }: EntityDetails): readonly ListedAnnotation[] {
    const shared = id?.startsWith('#') === true ? undefined : id;
    const names = new Set([name, ...aliases].map(withoutBlanks));
    return this.#known.filter((annotation) => {
      if (annotation.entity !== undefined && shared !== undefined) return annotation.entity === shared;
      return annotation.label === label && names.has(withoutBlanks(annotation.words));
    });
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#changed.fire();
    try {
      while (this.#isOutdated && this.#isWanted) {
        this.#isOutdated = false;
        this.#known = await this.#readAll();
      }
    } finally {
      this.#isReading = false;
      this.#changed.fire();
    }
  }

  async #readAll(): Promise<ListedAnnotation[]> {
    const works = await this.#index.works();
    const sidecars = new Map((await this.#index.articles()).map((article) => [article.address, article.sidecars]));
    const own = works.flatMap(({ address }) => {
      const sidecar = ownSidecar(address, sidecars.get(address) ?? []);
      return sidecar === undefined ? [] : [{ address, sidecar }];
    });
    const read = await this.#files.all(own.map(({ sidecar }) => sidecar));
    return own.flatMap(({ address, sidecar }) => {
      const article = nameOf(vscode.Uri.parse(address, true));
      return (read.get(sidecar) ?? []).map((stored) => ({ ...stored, uri: address, article }));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

function storedIn(bytes: Uint8Array): Stored[] {
  const annotations = SidecarVersion.read(bytes).value?.set.annotations ?? [];
  return annotations.map(({ id, label, start, exact, also = [], entity, note, by, status }) => ({
    ...{ id, label, start, state: 'stored' },
    words: [exact, ...also.map((part) => part.exact)].join(' … '),
    ...(entity !== undefined && { entity }),
    ...(note !== undefined && { note }),
    ...(by !== undefined && { by }),
    ...(status !== undefined && { status }),
  }));
}
