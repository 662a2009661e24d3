import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { modelBytes, readModel, type TaggerModel } from '../core/analysis/tagger/model';
import { CLUES } from '../core/analysis/tagger/confidence';
import { recurrences } from '../core/analysis/tagger/recurrence';
import { KINDS } from '../core/analysis/tagger/tagSet';
import { Tagger } from '../core/analysis/tagger/tagger';
import { WordClasses } from '../core/analysis/tagger/wordClasses';
import { loadJiebaSegmenter } from '../node/jiebaSegmenter';
import { damaged, namePool, substituted } from './augment';
import { calibrate, type Outcome } from './calibrate';
import { ExampleMaker } from './examples';
import { pack } from './pack';
import { Perceptron, type Example } from './perceptron';
import { Random } from './random';
import { readTaggedArticle, type TaggedArticle } from './taggedArticle';
import { readUniversalNer, type NerSentence } from './universalNer';
import { readWordClasses } from './wordClassTable';

/**
 * `node out/model/train.js [--articles PATTERN]`: trains the tagger on `model/` and writes `model/tagger.bin`.
 *
 * Names that recur in a document are a clue, and what a tagger makes of its own training text is too good a clue. So two
 * taggers learn from one half of the articles each and read the other half; the tagger that ships learns with what they
 * found. A fourth, trained alike on nine tenths, reads the last tenth, from which confidences are fitted.
 */

const MODEL = join(__dirname, '../../model');
const EPOCHS = { half: 3, whole: 6 };
const COPIES = 2;
/** How often each epoch sees the sentences of Universal NER; those of `silver/` it sees once. */
const NER_COPIES = 2;
const MARGIN = 2;
/** Bytes for weights; word classes and the rest come on top. */
const WEIGHT_BYTES = 4_500_000;

/** What a worker trains on. */
interface Task {
  readonly name: string;
  readonly articles: readonly string[];
  readonly epochs: number;
  readonly seed: number;
  /** Models for the first reading, and which of them reads an article. */
  readonly first?: { readonly models: readonly Uint8Array[]; readonly of: ReadonlyMap<string, number> };
}

const log = (line: string): void => void process.stdout.write(`${line}\n`);
const table = readWordClasses(readFileSync(join(MODEL, 'wordClasses.tsv'), 'utf8'));

function readArticle(name: string): TaggedArticle {
  return readTaggedArticle(name, readFileSync(join(MODEL, 'articles', name), 'utf8'));
}

/** Sentences that another tagger has labelled, one a line. */
function readSilver(): NerSentence[] {
  return readdirSync(join(MODEL, 'silver'))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(MODEL, 'silver', name), 'utf8')
        .trim()
        .split('\n')
        .map(namedLine(name)),
    );
}

function namedLine(file: string): (line: string, index: number) => NerSentence {
  return (line, index) => {
    const id = `${file}, line ${index + 1}`;
    return { id, ...readTaggedArticle(id, line) };
  };
}

function maker(): ExampleMaker {
  const segmenter = loadJiebaSegmenter();
  if (segmenter === undefined) throw new Error('Training needs the native jieba.');
  return new ExampleMaker(segmenter, new WordClasses(table.words, table.classes));
}

function train({ name, articles: names, epochs, seed, first }: Task): Uint8Array {
  const examples = maker();
  const articles = names.map(readArticle);
  const pool = namePool(articles);
  const firstTaggers = first?.models.map((bytes) => new Tagger(readModel(bytes)));
  const ofSentences = (list: readonly NerSentence[]): Example[] =>
    list.flatMap((sentence) => [...examples.ofSentence(sentence, firstTaggers?.[0])]);
  const gold = ofSentences(readUniversalNer(readFileSync(join(MODEL, 'uner/zh_gsdsimp-ud-train.iob2'), 'utf8')));
  const silver = first === undefined ? [] : ofSentences(readSilver());
  const random = new Random(seed);
  const perceptron = new Perceptron(MARGIN);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const started = performance.now();
    const batch: Example[] = [];
    for (const article of articles) {
      const reader = firstTaggers?.[first?.of.get(article.name) ?? 0];
      for (let copy = 0; copy < COPIES; copy++) {
        let varied = copy === 0 && epoch % 2 === 1 ? article : substituted(article, pool, random);
        if (random.chance(0.5)) varied = damaged(varied, random);
        batch.push(...examples.ofArticle(varied, reader));
      }
    }
    for (let copy = 0; copy < NER_COPIES; copy++) for (const example of gold) batch.push(example);
    for (const example of silver) batch.push(example);
    random.shuffle(batch);
    const wrong = batch.filter((example) => perceptron.learn(example)).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    log(`${name}: epoch ${epoch} of ${epochs}, ${wrong} of ${batch.length} sentences wrong, ${seconds} s`);
  }
  const model: TaggerModel = {
    ...pack(perceptron.averaged(), WEIGHT_BYTES),
    ...table,
    calibration: new Float32Array(KINDS.length * CLUES),
  };
  return modelBytes(model);
}

/** What a model finds in articles it has not seen. */
function outcomes(model: Uint8Array, names: readonly string[]): Outcome[] {
  const tagger = new Tagger(readModel(model));
  const examples = maker();
  return names.flatMap((name) => {
    const passages = examples.passagesOf(readArticle(name));
    const recurring = recurrences(
      passages.map(({ words, marks }) => ({ text: words.text, spans: tagger.tag(words, marks) })),
    );
    return passages.flatMap(({ words, marks, spans }, index) => {
      const right = new Set(spans.map(({ start, end, kind }) => `${start} ${end} ${kind}`));
      return tagger.tagWithClues(words, marks, recurring[index]).map(({ start, end, kind, clues }) => ({
        kind,
        clues,
        isRight: right.has(`${start} ${end} ${kind}`),
      }));
    });
  });
}

function inWorker(task: Task): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 8000 } });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

async function main(): Promise<void> {
  const started = performance.now();
  const pattern = new RegExp(process.argv[process.argv.indexOf('--articles') + 1] ?? '');
  const isChosen = process.argv.includes('--articles')
    ? (name: string): boolean => pattern.test(name)
    : (): boolean => true;
  const names = readdirSync(join(MODEL, 'articles'))
    .filter((name) => name.endsWith('.txt') && isChosen(name))
    .sort();
  log(`${names.length} articles`);
  const of = new Map(names.map((name, index) => [name, index % 2]));
  const models = await Promise.all(
    [0, 1].map((side) =>
      inWorker({
        name: `half ${side + 1}`,
        articles: names.filter((name) => of.get(name) !== side),
        epochs: EPOCHS.half,
        seed: side + 1,
      }),
    ),
  );
  const heldOut = names.filter((_, index) => index % 10 === 5);
  const whole = { epochs: EPOCHS.whole, seed: 3, first: { models, of } };
  const [shipped, rehearsal] = await Promise.all([
    inWorker({ ...whole, name: 'all', articles: names }),
    inWorker({ ...whole, name: 'nine tenths', articles: names.filter((name) => !heldOut.includes(name)) }),
  ]);
  const seen = outcomes(rehearsal, heldOut);
  const bytes = modelBytes({ ...readModel(shipped), calibration: calibrate(seen) });
  mkdirSync(MODEL, { recursive: true });
  writeFileSync(join(MODEL, 'tagger.bin'), bytes);
  writeFileSync(
    join(MODEL, '../out/rehearsal.bin'),
    modelBytes({ ...readModel(rehearsal), calibration: calibrate(seen) }),
  );
  writeFileSync(join(MODEL, '../out/rehearsal.txt'), `${heldOut.join('\n')}\n`);
  const right = seen.filter(({ isRight }) => isRight).length;
  log(`held out: ${heldOut.length} articles, precision ${(right / seen.length).toFixed(3)}`);
  log(`model/tagger.bin: ${bytes.length} bytes, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

if (isMainThread) void main();
else parentPort?.postMessage(train(workerData as Task));
