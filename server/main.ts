import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { loadUsableResources } from '../node/analysisResources';
import { readLocalFile, readLocalFileWithin } from '../node/localFile';
import { listLocalFolder } from '../node/localFolder';
import { growHeapSlowly } from '../node/serverMemory';
import { sha256 } from '../node/sha256';
import { startServer } from './server';

growHeapSlowly();
startServer(createConnection(ProposedFeatures.all), {
  loadResources: () => loadUsableResources(),
  readFile: readLocalFile,
  readFileWithin: readLocalFileWithin,
  listFolder: listLocalFolder,
  hash: sha256,
  turns: { now: () => performance.now(), next: () => new Promise((resolve) => setImmediate(resolve)) },
});
