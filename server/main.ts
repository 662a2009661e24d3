import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createFallbackSegmenter } from '../core/analysis/fallbackSegmenter';
import { loadJiebaSegmenter } from '../node/jiebaSegmenter';
import { readLocalFile } from '../node/localFile';
import { sha256 } from '../node/sha256';
import { startServer } from './server';

startServer(createConnection(ProposedFeatures.all), {
  loadSegmenter: () => loadJiebaSegmenter() ?? createFallbackSegmenter(),
  readFile: readLocalFile,
  hash: sha256,
  turns: { now: () => performance.now(), next: () => new Promise((resolve) => setImmediate(resolve)) },
});
