import { strict as assert } from 'node:assert';
import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidSaveTextDocumentNotification,
} from 'vscode-languageserver-protocol';
import { TELL_TEXT, type TellTextParams, type TextTold } from '../../core/protocol';
import { Random } from '../../model/random';
import { sha256 } from '../../node/sha256';
import { INSPECT, type Inspection } from '../server/inspectedServer';
import { INSPECTED, poll, TestServer } from '../server/languageServer';
import { someChanges, someText, TextModel, type Change } from './textModel';

/** How much was sent. */
export interface TextSyncSummary {
  readonly sequences: number;
  readonly changes: number;
  /** Notifications that were lost, garbled, sent twice or late on purpose. */
  readonly disturbed: number;
}

/**
 * Sends sequences of changes to a real server and compares the text that it holds after each sequence with a model. Some
 * notifications are lost or repeated: then the server must not hold a wrong text, and must hold the right one once it could
 * ask for it (a client that tells texts), or once the document is saved (any other). Throws where it does not.
 */
export async function checkTextSync(sequences: number, seed: number): Promise<TextSyncSummary> {
  const random = new Random(seed);
  let changes = 0;
  let disturbed = 0;
  for (const tellsText of [true, false]) {
    const session = await Session.start(tellsText);
    try {
      const share = tellsText ? Math.ceil(sequences / 2) : Math.floor(sequences / 2);
      for (let sequence = 0; sequence < share; sequence++) {
        const sent = await session.run(`file:///fuzz/${sequence % 7}.txt`, random);
        changes += sent.changes;
        disturbed += sent.disturbed;
      }
    } finally {
      await session.server.stop();
    }
  }
  return { sequences, changes, disturbed };
}

class Session {
  readonly server: TestServer;
  readonly #tellsText: boolean;
  readonly #models = new Map<string, TextModel>();

  private constructor(tellsText: boolean) {
    this.#tellsText = tellsText;
    this.server = new TestServer({ ...INSPECTED, args: ['--rules'] });
    this.server.connection.onRequest(TELL_TEXT, ({ uri }: TellTextParams): TextTold | null => {
      const model = this.#models.get(uri);
      return model === undefined ? null : { version: model.version, text: model.text };
    });
  }

  static async start(tellsText: boolean): Promise<Session> {
    const session = new Session(tellsText);
    await session.server.start({ annotationsFrom: 'client', tellsText });
    return session;
  }

  async run(uri: string, random: Random): Promise<Omit<TextSyncSummary, 'sequences'>> {
    const model = new TextModel(someText(random));
    this.#models.set(uri, model);
    await this.server.open(uri, model.text);
    const history = new Map([[model.version, sha256(model.text)]]);
    let disturbed = 0;
    const changes = 1 + random.below(12);
    for (let change = 0; change < changes; change++) {
      disturbed += await this.#change(uri, model, random);
      history.set(model.version, sha256(model.text));
      if (random.chance(0.1)) await this.#neverWrong(uri, history);
    }
    await this.#neverWrong(uri, history);
    if (disturbed > 0) await this.#bringInStep(uri, model, random);
    assert.deepEqual(await this.#held(uri), { version: model.version, sha256: sha256(model.text) });
    await this.server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    this.#models.delete(uri);
    return { changes, disturbed };
  }

  /** Sends one notification, or not, or twice, or one that nobody can make sense of; answers how many were disturbed. */
  async #change(uri: string, model: TextModel, random: Random): Promise<number> {
    const changes = someChanges(model, random);
    model.version++;
    // A whole text tells all that there is to know, whatever goes wrong beside it.
    const canDisturb = !changes.some(({ range }) => range === undefined);
    if (canDisturb && random.chance(0.02)) {
      await this.#send(garbled({ textDocument: { uri, version: model.version }, contentChanges: changes }, random));
      return 1;
    }
    const isLost = this.#tellsText && random.chance(0.02);
    const isRepeated = !isLost && canDisturb && random.chance(0.02);
    if (!isLost) await this.server.change(uri, model.version, changes);
    if (isRepeated) await this.server.change(uri, model.version - random.below(3), changes);
    return Number(isLost) + Number(isRepeated);
  }

  async #send(params: object): Promise<void> {
    await this.server.connection.sendNotification(DidChangeTextDocumentNotification.method, params);
  }

  /** What the server holds is what the model was at that version, or nothing. */
  async #neverWrong(uri: string, history: ReadonlyMap<number, string>): Promise<void> {
    const held = await this.#held(uri);
    if (held !== undefined) assert.equal(held.sha256, history.get(held.version), `version ${held.version}`);
  }

  /** A client that tells texts need only go on typing; any other saves first, which tells the text, but not its version. */
  async #bringInStep(uri: string, model: TextModel, random: Random): Promise<void> {
    if (!this.#tellsText) {
      const saved = { textDocument: { uri }, text: model.text };
      await this.server.connection.sendNotification(DidSaveTextDocumentNotification.type, saved);
      const digest = sha256(model.text);
      await poll(async () => ((await this.#held(uri))?.sha256 === digest ? true : undefined));
    }
    const changes = someChanges(model, random);
    model.version++;
    await this.server.change(uri, model.version, changes);
    await poll(async () => ((await this.#held(uri))?.version === model.version ? true : undefined));
  }

  async #held(uri: string): Promise<Inspection['held']> {
    return (await this.server.connection.sendRequest<Inspection>(INSPECT, { uri })).held;
  }
}

interface ChangeParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  readonly contentChanges: readonly Change[];
}

const NO_PLACES: readonly unknown[] = [null, 'x', 7, {}, { line: 'x', character: 0 }, { line: -1, character: 0 }];

/** A notification of changes that is no protocol: in each of them something is missing or of another type. */
function garbled({ textDocument, contentChanges }: ChangeParams, random: Random): object {
  const at = random.below(contentChanges.length);
  const { range, text } = contentChanges[at] as Required<Change>;
  const place = random.pick(NO_PLACES);
  const changes: readonly unknown[] = [
    null,
    7,
    { range, text: random.pick([null, 7, {}, undefined]) },
    { range: random.pick([null, [], 'x', {}]), text },
    { range: { ...range, start: place }, text },
    { range: { ...range, end: place }, text },
  ];
  return random.pick([
    {
      textDocument,
      contentChanges: contentChanges.map((change, index) => (index === at ? random.pick(changes) : change)),
    },
    { textDocument, contentChanges: random.pick([null, 'x', {}, 7, undefined]) },
    { textDocument: { ...textDocument, version: random.pick(['x', {}, 0.5, -1]) }, contentChanges },
  ]);
}
