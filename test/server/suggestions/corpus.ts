import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent } from 'vscode-languageserver-protocol';
import { emptyAnnotationSet, textIdentity, type Annotation } from '../../../core/annotation/annotation';
import { spanFields } from '../../../core/annotation/placement';
import { serialiseSidecar } from '../../../core/annotation/sidecar/serialise';
import {
  QUEUE,
  QUEUED,
  type Queue,
  type QueuedParams,
  type QueuedSuggestion,
  type QueueParams,
} from '../../../core/protocol';
import { CanonicalText } from '../../../core/text/canonicalText';
import { range, utf16 } from '../../../core/text/units';
import { sha256 } from '../../../node/sha256';
import { TestServer } from '../languageServer';

/** Decisions on occurrences of words, `楼阳生/PER` to annotate and `!和平/LOC` to reject; the nth is that on the nth occurrence. */
export type Decided = readonly string[];

/** A corpus in a folder of its own, and a server for it. */
export class ServedCorpus {
  readonly folder = mkdtempSync(join(tmpdir(), 'queue-'));
  server!: TestServer;

  async start(options?: object): Promise<this> {
    this.server = await new TestServer().start(options, 'en', {}, [{ uri: this.uri(''), name: 'corpus' }]);
    return this;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).toString();
  }

  write(name: string, content: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  /** Writes an article, and what was decided in it into the sidecar of an annotator (by default that without a name). */
  writeArticle(name: string, content: string, decided: Decided = [], annotator = ''): void {
    this.write(name, content);
    if (decided.length > 0) this.write(`${name}${annotator}.ann.yaml`, sidecarOf(content, decided));
  }

  async tellChange(...names: readonly string[]): Promise<void> {
    const changes = names.map((name): FileEvent => ({ uri: this.uri(name), type: FileChangeType.Changed }));
    await this.server.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** The queue once all is read. */
  async queue(params: QueueParams = {}): Promise<Queue> {
    for (;;) {
      const queue = await this.server.connection.sendRequest<Queue>(QUEUE, params);
      if (queue.isRead !== false) return queue;
    }
  }

  async queued(params: Partial<QueuedParams> = {}): Promise<QueuedSuggestion[]> {
    await this.queue();
    return this.server.connection.sendRequest<QueuedSuggestion[]>(QUEUED, { most: 1000, ...params });
  }

  async end(): Promise<void> {
    try {
      await this.server.stop();
    } finally {
      rmSync(this.folder, { recursive: true });
    }
  }
}

export function sidecarOf(content: string, decided: Decided): string {
  const text = new CanonicalText(content);
  const next = new Map<string, number>();
  const records = decided.map((decision, index) => {
    const [, no, words = '', label = ''] = /^(!?)(.+)\/(.+)$/.exec(decision)!;
    const start = text.text.indexOf(words, next.get(words) ?? 0);
    next.set(words, start + 1);
    const span = spanFields(text, [range(utf16(start), utf16(start + words.length))]);
    const record: Annotation = { id: `r${index}`, label, ...span };
    return { record, isRejected: no === '!' };
  });
  const those = (isRejected: boolean): Annotation[] =>
    records.filter((record) => record.isRejected === isRejected).map(({ record }) => record);
  return serialiseSidecar({
    ...emptyAnnotationSet(textIdentity(text, sha256)),
    annotations: those(false),
    rejected: those(true),
  });
}
