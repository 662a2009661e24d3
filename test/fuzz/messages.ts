import type { Random } from '../../model/random';
import { someFile, type FileKind } from './files';
import { FOLDER, WRITE, type FileToWrite } from './session';

/** A message as it goes over the wire, without its number; `initialize` as the first one says how the session begins. */
export interface Message {
  readonly method: string;
  readonly params: unknown;
  readonly isRequest: boolean;
  /** Whether its parameters are not what the protocol asks for: then an error is a right answer. */
  readonly isBent?: boolean;
}

const PIECES = [
  '郑州市',
  '省委书记楼阳生',
  '，',
  '“',
  '”',
  '（',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '😀',
  '\ud800',
  '\0',
  '1',
  '%',
  'http://a.b',
];
const NUMBERS = [0, 1, 2, 7, -1, 1e9, 2 ** 31, 2 ** 53, -(2 ** 53), 0.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY];
const STRANGE: readonly unknown[] = [null, '', 'x', [], {}, true, -1, 1e400, '__proto__', { line: 'x' }, [[[[]]]]];
const URIS = [
  `${FOLDER}/a.txt`,
  `${FOLDER}/b.txt`,
  `${FOLDER}/c/d.txt`,
  'untitled:x',
  'git:/a.txt',
  'file://host/x.txt',
  '',
  '::',
  'file:///%00',
  `${FOLDER}/a.txt.ann.yaml`,
  `${FOLDER}/corpus.yaml`,
  `${FOLDER}/x.authority.yaml`,
];
/** The files of a session's folder, and what they are. */
const FILES: readonly (readonly [name: string, kind: FileKind])[] = [
  ['a.txt.ann.yaml', 'sidecar'],
  ['b.txt.ann.yaml', 'sidecar'],
  ['c/d.txt.ann.yaml', 'sidecar'],
  ['corpus.yaml', 'manifest'],
  ['c/corpus.yaml', 'manifest'],
  ['x.authority.yaml', 'authority'],
  ['c/名录.authority.yaml', 'authority'],
];

/** How clients of several kinds introduce themselves: the extension, an older one, an editor that knows nothing of it. */
const INTRODUCTIONS: readonly object[] = [
  { annotationsFrom: 'client', tellsText: true },
  { annotationsFrom: 'client' },
  {},
];

/** The messages of one session, of a client of some kind: in half of the sessions all are sensible, in half some are bent. */
export function someSession(count: number, random: Random): Message[] {
  const maker = new MessageMaker(random);
  return [maker.start(), ...Array.from({ length: count }, () => maker.next())];
}

class MessageMaker {
  readonly #random: Random;
  readonly #bends: number;
  #version = 1;

  constructor(random: Random) {
    this.#random = random;
    this.#bends = random.chance(0.5) ? 0.15 : 0;
  }

  start(): Message {
    const random = this.#random;
    const params = {
      processId: null,
      rootUri: null,
      locale: random.pick(['en', 'zh-cn', 'x']),
      capabilities: {
        workspace: {
          semanticTokens: { refreshSupport: random.chance(0.5) },
          didChangeWatchedFiles: { dynamicRegistration: random.chance(0.5) },
        },
      },
      initializationOptions: random.pick(INTRODUCTIONS),
      ...(random.chance(0.5) && { workspaceFolders: [{ uri: FOLDER, name: 'corpus' }] }),
    };
    return { method: 'initialize', params, isRequest: true };
  }

  next(): Message {
    const message = this.#sensible();
    if (message.method === WRITE) return message;
    return this.#random.chance(this.#bends)
      ? { ...message, params: this.#bent(message.params), isBent: true }
      : message;
  }

  #sensible(): Message {
    const random = this.#random;
    const uri = random.pick(random.chance(0.8) ? URIS.slice(0, 3) : URIS);
    const textDocument = { uri };
    const request = (method: string, params: object): Message => ({ method, params, isRequest: true });
    const notice = (method: string, params: object): Message => ({ method, params, isRequest: false });
    const version = this.#someVersion();
    switch (random.below(15)) {
      case 0:
        return notice('textDocument/didOpen', {
          textDocument: { uri, languageId: 'corpus-article', version, text: this.#text(60) },
        });
      case 1:
      case 2:
      case 3:
        return notice('textDocument/didChange', { textDocument: { uri, version }, contentChanges: this.#changes() });
      case 4:
        return notice('textDocument/didClose', { textDocument });
      case 5:
        return notice('textDocument/didSave', { textDocument, ...(random.chance(0.5) && { text: this.#text(60) }) });
      case 6:
        return request('textDocument/hover', { textDocument, position: this.#place() });
      case 7:
        return request('textDocument/semanticTokens/full', { textDocument });
      case 8:
        return request('textDocument/semanticTokens/full/delta', {
          textDocument,
          previousResultId: String(random.below(99)),
        });
      case 9:
        return request('textDocument/semanticTokens/range', { textDocument, range: this.#range() });
      case 10:
        return request(random.pick(['textDocument/documentSymbol', 'textDocument/foldingRange']), { textDocument });
      case 11:
        return request(random.pick(['corpusAnnotator/spanAt', 'corpusAnnotator/suggestions']), {
          uri,
          version,
          offset: this.#number(),
        });
      case 12:
        return notice('corpusAnnotator/annotationsChanged', { uri, annotations: this.#annotations() });
      case 13:
        return notice(WRITE, this.#file());
      default:
        return notice('workspace/didChangeWatchedFiles', {
          changes: [{ uri: random.pick(URIS), type: 1 + random.below(3) }],
        });
    }
  }

  #someVersion(): number {
    return this.#random.chance(0.9) ? ++this.#version : this.#number();
  }

  #number(): number {
    return this.#random.chance(0.7) ? this.#random.below(80) : this.#random.pick(NUMBERS);
  }

  #text(longest: number): string {
    return Array.from({ length: this.#random.below(longest) }, () => this.#random.pick(PIECES)).join('');
  }

  #place(): object {
    return { line: this.#random.chance(0.8) ? this.#random.below(4) : this.#number(), character: this.#number() };
  }

  #range(): object {
    return { start: this.#place(), end: this.#place() };
  }

  #changes(): object[] {
    return Array.from({ length: this.#random.below(4) }, () =>
      this.#random.chance(0.2) ? { text: this.#text(60) } : { range: this.#range(), text: this.#text(5) },
    );
  }

  #annotations(): object[] {
    return Array.from({ length: this.#random.below(5) }, (_, index) => ({
      id: `a${index}`,
      label: this.#random.pick(['PER', 'ORG', 'x', '', '[x](command:y)']),
      start: this.#number(),
      end: this.#number(),
      state: this.#random.pick(['anchored', 'review', 'lost']),
      note: this.#text(4),
    }));
  }

  #file(): FileToWrite {
    const [name, kind] = this.#random.pick(FILES);
    return { name, base64: Buffer.from(someFile(kind, this.#random)).toString('base64') };
  }

  /** One value somewhere in the parameters is another one, of any type, or is left out. */
  #bent(value: unknown): unknown {
    const random = this.#random;
    if (typeof value !== 'object' || value === null || random.chance(0.2)) return random.pick(STRANGE);
    if (Array.isArray(value)) {
      const items: unknown[] = [...(value as unknown[])];
      if (items.length > 0) items[random.below(items.length)] = this.#bent(items[0]);
      return items;
    }
    const entries: [string, unknown][] = Object.entries(value);
    const [key, inner]: [string, unknown] = entries.length === 0 ? ['x', 0] : random.pick(entries);
    if (random.chance(0.2)) return Object.fromEntries(entries.filter(([other]) => other !== key));
    return { ...value, [key]: this.#bent(inner) };
  }
}
