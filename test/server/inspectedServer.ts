import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { ServerHost } from '../../server/host';
import { createFallbackSegmenter } from '../../core/analysis/fallbackSegmenter';
import { loadUsableResources } from '../../node/analysisResources';
import { readLocalFile, readLocalFileWithin } from '../../node/localFile';
import { listLocalFolder } from '../../node/localFolder';
import { sha256 } from '../../node/sha256';
import { startServer } from '../../server/server';

/** Request: what the server holds of a document, and of all. */
export const INSPECT = 'test/inspect';
export interface Inspection {
  readonly held?: { readonly version: number; readonly sha256: string } | undefined;
  readonly sizes: Readonly<Record<string, number>>;
  /** Bytes in use on the heap after a full collection; 0 where the process was not started with `--expose-gc`. */
  readonly heap: number;
  readonly rss: number;
  /** For how many milliseconds the event loop was held since the last inspection, but for one time in a hundred. */
  readonly loopHeld: number;
}

/** The product's server that in addition answers `INSPECT`. `--rules` leaves the native segmenter and the tagger out. */
function main(): void {
  const connection = createConnection(ProposedFeatures.all);
  const loadResources: ServerHost['loadResources'] = process.argv.includes('--rules')
    ? () => ({ segmenter: createFallbackSegmenter(), tagger: undefined, taggerProblem: 'left out' })
    : () => loadUsableResources();
  const server = startServer(connection, {
    loadResources,
    readFile: readLocalFile,
    readFileWithin: readLocalFileWithin,
    listFolder: listLocalFolder,
    hash: sha256,
    turns: { now: () => performance.now(), next: () => new Promise((resolve) => setImmediate(resolve)) },
  });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  connection.onRequest(INSPECT, ({ uri, collect }: { uri?: string; collect?: boolean }): Inspection => {
    const loopHeld = delays.percentile(99) / 1e6;
    delays.reset();
    const held = uri === undefined ? undefined : server.held(uri);
    const gc = collect === true ? (globalThis as { gc?: () => void }).gc : undefined;
    gc?.();
    return {
      held: held && { version: held.version, sha256: sha256(held.text) },
      sizes: server.sizes(),
      heap: gc === undefined ? 0 : process.memoryUsage().heapUsed,
      rss: process.memoryUsage.rss(),
      loopHeld,
    };
  });
}

if (require.main === module) main();
