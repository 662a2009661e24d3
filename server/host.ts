import type { AnalysisResources } from '../core/analysis/analyse';
import type { Turns } from '../core/cooperative';
import type { FolderEntry } from '../core/corpus/corpusFiles';
import type { ServerStatus } from '../core/protocol';

/** Segmenter and tagger, and why there is no tagger where there is none. */
export type LoadedResources = AnalysisResources & Pick<ServerStatus, 'taggerProblem'>;

/** What the server needs of its host; the program gives Node's, tests may give their own. */
export interface ServerHost {
  /** Loads segmenter and tagger; slow (0.2 to 0.5 s), called once, off the path of the first request. */
  loadResources(): LoadedResources;
  /** The bytes of a file, or undefined when there is none. */
  readFile(uri: string): Promise<Uint8Array | undefined>;
  /** The same for a file that must lie in one of the folders, all links followed; rejects for one that lies elsewhere. */
  readFileWithin(uri: string, folders: readonly string[]): Promise<Uint8Array | undefined>;
  /** What a folder holds (its address ends in `/`); rejects when there is none. */
  listFolder(uri: string): Promise<readonly FolderEntry[]>;
  /** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
  hash(text: string): string;
  readonly turns: Turns;
}
