import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SemanticTokensRequest } from 'vscode-languageserver-protocol/node';
import { TestServer } from '../../test/server/languageServer';
import { figuresOf, ratiosOf, type Figures } from './figures';
import type { Sample } from './samples';

/** How long it takes from starting the server to the first colours of an article. */
export interface ColdStart {
  /** From the start of the process to the answer to `initialize`. */
  readonly initialized: Figures;
  /** From the start of the process to the first semantic tokens. */
  readonly colours: Figures;
  /** A Node process that does nothing, from start to end. */
  readonly bareNode: Figures;
  /** A Node process that loads jieba and tags the article, from start to end: no colours can come sooner. */
  readonly jiebaAlone: Figures;
  readonly coloursToBareNode: Figures;
  readonly coloursToJiebaAlone: Figures;
}

const JIEBA_ALONE = `
  const { readFileSync } = require('node:fs');
  const { Jieba } = require('@node-rs/jieba');
  const jieba = Jieba.withDict(readFileSync(require.resolve('@node-rs/jieba/dict.txt')));
  jieba.tag(readFileSync(0, 'utf8'), true);`;

/** Starts the server again and again, in turn with the processes that it is measured against. */
export async function coldStart(main: string, sample: Sample, starts: number): Promise<ColdStart> {
  const times: Record<'initialized' | 'colours' | 'bareNode' | 'jiebaAlone', number[]> = {
    initialized: [],
    colours: [],
    bareNode: [],
    jiebaAlone: [],
  };
  // The first start reads files that the system has not at hand yet.
  for (let start = -1; start < starts; start++) {
    const { initialized, colours } = await firstColours(main, sample);
    const bareNode = await processTime('', '');
    const jiebaAlone = await processTime(JIEBA_ALONE, sample.text);
    if (start < 0) continue;
    times.initialized.push(initialized);
    times.colours.push(colours);
    times.bareNode.push(bareNode);
    times.jiebaAlone.push(jiebaAlone);
  }
  return {
    initialized: figuresOf(times.initialized),
    colours: figuresOf(times.colours),
    bareNode: figuresOf(times.bareNode),
    jiebaAlone: figuresOf(times.jiebaAlone),
    coloursToBareNode: ratiosOf(times.colours, times.bareNode),
    coloursToJiebaAlone: ratiosOf(times.colours, times.jiebaAlone),
  };
}

async function firstColours(
  main: string,
  { uri, text }: Sample,
): Promise<{ readonly initialized: number; readonly colours: number }> {
  const start = performance.now();
  const server = new TestServer({ main });
  await server.start({ annotationsFrom: 'client' });
  const initialized = performance.now() - start;
  await server.open(uri, text);
  const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  const colours = performance.now() - start;
  await server.stop();
  if (!tokens?.data.length) throw new Error('The first answer has no colours.');
  return { initialized, colours };
}

/** How long a Node process runs (ms) that is given a script and its standard input. */
async function processTime(script: string, input: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, ['-e', script], { cwd: __dirname, stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(input);
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`A process to measure against ended with status ${status ?? 'none'}.`);
  return performance.now() - start;
}
