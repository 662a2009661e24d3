import { range, type Range, type Utf16 } from '../text/units';
import type { JsonObject } from '../yaml/json';
import { CountedText, type CountedSpan, type Counting } from './countedOffsets';
import type {
  FilePlace,
  ForeignDocument,
  ForeignEvent,
  ForeignRelation,
  ForeignSpan,
  ImportFinding,
  Parts,
  ReportFinding,
} from './foreign';

/*
 * The standoff format of brat: `a.txt` with `a.ann` beside it, one record a line, a tab behind its id. `T` spans (perhaps in
 * pieces), `R` relations, `E` events, `A` and `M` attributes, `N` normalisations, `#` notes, `*` sets of equivalents.
 * https://brat.nlplab.org/standoff.html
 */

/** brat counts code points of the file, CR LF as two. Its own page counts CR LF as one, and other tools UTF-16 units. */
const COUNTINGS: readonly [Counting, ...Counting[]] = [
  { unit: 'code points', isOfRawText: true },
  { unit: 'code points', isOfRawText: false },
  { unit: 'UTF-16', isOfRawText: true },
  { unit: 'UTF-16', isOfRawText: false },
];

/** The two files of a document. */
export interface BratFiles {
  /** The path of the `.ann` file, for people. */
  readonly file: string;
  readonly annotations: string;
  /** The text as it is in the `.txt` file. */
  readonly source: string;
  /** The path of the article below the corpus. */
  readonly name: string;
}

/** Reads the annotations of a text; what cannot be read, or has no place in a sidecar, is reported. */
export function readBrat(files: BratFiles, report: ReportFinding): ForeignDocument {
  return new BratReader(files, report).document();
}

/** A line that is a record: its id, the fields behind it, and where it stands. */
interface Line {
  readonly id: string;
  readonly fields: readonly string[];
  readonly place: FilePlace;
}

/** What lines of their own say of a span, an event or a relation. */
interface About {
  readonly attributes: [string, JsonObject[string]][];
  readonly notes: string[];
  readonly links: string[];
}

class BratReader {
  readonly #files: BratFiles;
  readonly #report: ReportFinding;
  readonly #text: CountedText;
  readonly #lines: readonly Line[];
  readonly #about = new Map<string, About>();
  /** The triggers of the events, by the ids of the events. */
  readonly #triggers = new Map<string, string>();

  constructor(files: BratFiles, report: ReportFinding) {
    this.#files = files;
    this.#report = report;
    this.#text = new CountedText(files.source);
    this.#lines = this.#readLines();
  }

  document(): ForeignDocument {
    for (const line of this.#linesOf('E')) this.#triggers.set(line.id, line.fields[0]?.split(/[ :]/)[1] ?? '');
    this.#readAbout();
    const spans = this.#withEquivalents(this.#spans());
    const relations = [...this.#linesOf('R').flatMap((line) => this.#relation(line)), ...this.#chains()];
    const events = this.#linesOf('E').flatMap((line) => this.#event(line));
    this.#noteLostTargets(spans, events, relations);
    const { file, source, name } = this.#files;
    return {
      place: { file, line: 1, column: 1 },
      name,
      standInName: name.replace(/\.txt$/, ''),
      source,
      text: this.#text.text,
      layers: [{ spans, relations, events, tags: {} }],
    };
  }

  #readLines(): Line[] {
    const seen = new Set<string>();
    const lines = this.#files.annotations.replace(/^\uFEFF/, '').split(/\r?\n/);
    return lines.flatMap((text, index) => {
      const place = { file: this.#files.file, line: index + 1, column: 1 };
      if (text.trim() === '') return [];
      const [id = '', ...fields] = text.split('\t');
      if (!/^(?:[TREAMN]\S*\d+|#\S*|\*)$/.test(id) || fields.length === 0) {
        const message = `This is no line of brat's (an id such as T1, then a tab): ${shortened(text)} It is left out.`;
        this.#report({ severity: 'error', code: 'line', message, place });
        return [];
      }
      if (id !== '*' && seen.has(id)) {
        const message = `The id ${id} is given twice. This line is left out: give it another id.`;
        this.#report({ severity: 'error', code: 'duplicate-id', message, place });
        return [];
      }
      seen.add(id);
      return [{ id, fields, place }];
    });
  }

  #linesOf(kinds: string): Line[] {
    return this.#lines.filter(({ id }) => kinds.includes(id.charAt(0)));
  }

  #spans(): ForeignSpan[] {
    const read = this.#linesOf('T').flatMap((line) => {
      const pieces = piecesOf(line.fields[0] ?? '');
      if (pieces !== undefined) return [{ line, ...pieces, words: line.fields.slice(1).join('\t') }];
      this.#tell(
        'error',
        'line',
        'A span is written "TYPE START END", its pieces parted by ";". It is left out.',
        line,
      );
      return [];
    });
    const counted = read.flatMap(({ pieces, words }) =>
      pieces.length === 1 ? pieces.map((one) => ({ ...one, words })) : [],
    );
    const counting = this.#countingFor(counted, read.at(0)?.line);
    return read.flatMap(({ line, label, pieces, words }) => this.#span(line, label, pieces, words, counting));
  }

  #countingFor(spans: readonly CountedSpan[], line: Line | undefined): Counting {
    const counting = this.#text.bestCounting(spans, COUNTINGS);
    const [usual] = COUNTINGS;
    if (line !== undefined && counting !== usual && this.#text.differ(counting, usual)) {
      const how = `${counting.unit === 'UTF-16' ? 'UTF-16 units' : counting.unit}${counting.isOfRawText ? '' : ', a line end as one'}`;
      const message = `The words agree with the offsets only if these count ${how}; so they were read.`;
      this.#tell('information', 'unit', message, line);
    }
    return counting;
  }

  #span(line: Line, label: string, pieces: readonly CountedSpan[], words: string, counting: Counting): ForeignSpan[] {
    const found = pieces.flatMap((piece) => this.#text.rangeOf(piece, counting) ?? []);
    const [first, ...rest] = found.toSorted((a, b) => a.start - b.start);
    if (first === undefined || found.length < pieces.length || overlap([first, ...rest])) {
      this.#tell(
        'error',
        'span',
        `${label} “${words}”: its offsets do not lie in the text, or overlap. It is left out.`,
        line,
      );
      return [];
    }
    const standing = found.map((part) => this.#text.text.slice(part)).join(' ');
    if (blanksFolded(standing) !== blanksFolded(words)) {
      const message = `${label}: the line says ${JSON.stringify(words)}, and ${JSON.stringify(standing)} stands there. It is left out.`;
      this.#tell('error', 'words', message, line);
      return [];
    }
    const parts = this.#joined([first, ...rest]);
    if (parts.length < found.length) {
      const message = 'Pieces that only a line break parts were made one span, as they were before brat cut them.';
      this.#tell('information', 'joined', message, line);
    }
    const { attributes, notes, links } = this.#aboutOf(line.id);
    return [
      {
        ...this.#record(line, label),
        parts,
        ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
        ...(notes.length > 0 && { note: notes.join('\n') }),
        ...(links.length > 0 && { entity: links[0] }),
      },
    ];
  }

  /** brat cuts a span at line breaks: what nothing but a line break parts is one span here. */
  #joined([first, ...rest]: Parts): Parts {
    const parts: [Range<Utf16>, ...Range<Utf16>[]] = [first];
    for (const part of rest) {
      const last = parts.at(-1) as Range<Utf16>;
      const gap = this.#text.text.slice(range(last.end, part.start));
      if (/^\s*\n\s*$/.test(gap)) parts[parts.length - 1] = range(last.start, part.end);
      else parts.push(part);
    }
    return parts;
  }

  /** Attributes, normalisations and notes, which lines of their own hang on their targets. */
  #readAbout(): void {
    for (const line of this.#linesOf('AM')) this.#readAttribute(line);
    for (const line of this.#linesOf('N')) this.#readLink(line);
    for (const line of this.#linesOf('#')) this.#readNote(line);
  }

  #readAttribute(line: Line): void {
    const [name = '', target, ...value] = (line.fields[0] ?? '').split(' ');
    if (target === undefined || name === '') {
      this.#tell('error', 'line', 'An attribute is written "NAME TARGET VALUE". It is left out.', line);
      return;
    }
    const { attributes } = this.#targetOf(target);
    if (attributes.some(([known]) => known === name))
      this.#tell('warning', 'attribute', `${target} has two values of ${name}; this one is not carried.`, line);
    else attributes.push([name, value.length === 0 ? true : value.join(' ')]);
  }

  #readLink(line: Line): void {
    const [, target, entity] = /^\S+ (\S+) (\S+?:\S+)\s*$/.exec(line.fields[0] ?? '') ?? [];
    if (target === undefined || entity === undefined) {
      this.#tell('error', 'line', 'A normalisation is written "Reference TARGET DB:ID". It is left out.', line);
      return;
    }
    const name = line.fields.slice(1).join(' ').trim();
    const { links } = this.#targetOf(target);
    if (links.length > 0)
      this.#tell('warning', 'entity', `${target} is linked to ${links[0]} already; ${entity} is not carried.`, line);
    else if (name !== '' && name !== this.#wordsOf(target))
      this.#tell(
        'information',
        'entity-name',
        `That ${entity} is called "${name}" is not carried: list it in an authority file.`,
        line,
      );
    links.push(entity);
  }

  /** The words that a line says a span has. */
  #wordsOf(id: string): string | undefined {
    return this.#lines
      .find((line) => line.id === id)
      ?.fields.slice(1)
      .join('\t');
  }

  #readNote(line: Line): void {
    const [kind = '', target] = (line.fields[0] ?? '').split(' ');
    const text = line.fields.slice(1).join('\t');
    if (target === undefined || target === '') {
      this.#tell('warning', 'note', `A note on nothing is not carried: ${shortened(text)}`, line);
      return;
    }
    this.#targetOf(target).notes.push(kind === 'AnnotatorNotes' ? text : `${kind}: ${text}`);
  }

  #aboutOf(id: string): About {
    return this.#about.get(id) ?? { attributes: [], notes: [], links: [] };
  }

  #targetOf(id: string): About {
    const about = this.#aboutOf(id);
    this.#about.set(id, about);
    return about;
  }

  #relation(line: Line): ForeignRelation[] {
    const [label = '', from, to, ...rest] = (line.fields[0] ?? '').trim().split(' ');
    const [start, end] = [roleAndTarget(from), roleAndTarget(to)];
    if (start === undefined || end === undefined || rest.length > 0) {
      this.#tell('error', 'line', 'A relation is written "TYPE ARG1:ID ARG2:ID". It is left out.', line);
      return [];
    }
    const roles = `${start.role}, ${end.role}`;
    if (roles !== 'Arg1, Arg2') {
      const message = `${label} leads from the first to the second; that these are called ${roles} is not carried.`;
      this.#tell('information', 'relation-roles', message, line);
    }
    const { attributes, notes } = this.#aboutOf(line.id);
    return [
      {
        ...this.#record(line, label),
        from: start.to,
        to: end.to,
        ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
        ...(notes.length > 0 && { note: notes.join('\n') }),
      },
    ];
  }

  #event(line: Line): ForeignEvent[] {
    const [head, ...rest] = (line.fields[0] ?? '').trim().split(' ');
    const [trigger, ...given] = [head, ...rest].map(roleAndTarget);
    if (trigger === undefined || given.includes(undefined)) {
      this.#tell('error', 'line', 'An event is written "TYPE:TRIGGER ROLE:ID …". It is left out.', line);
      return [];
    }
    const parts = given as { role: string; to: string }[];
    const roles = new Set(parts.map(({ role }) => role));
    const { attributes, notes, links } = this.#aboutOf(line.id);
    if (links.length > 0)
      this.#tell('warning', 'entity', `An event is no entity; its link to ${links[0]} is not carried.`, line);
    return [
      {
        ...this.#record(line, trigger.role),
        trigger: trigger.to,
        // brat numbers a role that is given again: Theme, Theme2.
        arguments: parts.map(({ role, to }) => {
          const plain = role.replace(/(?<!\d)\d+$/, '');
          return { role: roles.has(plain) ? plain : role, to };
        }),
        ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
        ...(notes.length > 0 && { note: notes.join('\n') }),
      },
    ];
  }

  /** `Equiv` says that spans mean the same: they get the same entity. */
  #withEquivalents(spans: readonly ForeignSpan[]): ForeignSpan[] {
    const entities = new Map<string, string>();
    const known = new Map(spans.map((span) => [span.key, span]));
    for (const { line, members } of this.#sets()) {
      if (line.fields[0]?.startsWith('Equiv ') !== true) continue;
      const links = [...new Set(members.flatMap((id) => entities.get(id) ?? known.get(id)?.entity ?? []))];
      const [first] = members.flatMap((id) => known.get(id) ?? []);
      if (links.length > 1 || first === undefined) {
        const message = `These spans are linked to different entities (${links.join(', ')}): that they are equivalent is not carried.`;
        this.#tell('warning', 'equivalents', message, line);
        continue;
      }
      const entity = links[0] ?? localEntity(first);
      members.forEach((id) => entities.set(id, entity));
    }
    return spans.map((span) => {
      const entity = entities.get(span.key);
      return entity === undefined ? span : { ...span, entity };
    });
  }

  /** Other symmetric and transitive relations become one from each member to the next. */
  #chains(): ForeignRelation[] {
    return this.#sets().flatMap(({ line, label, members }) => {
      if (label === 'Equiv') return [];
      this.#tell('information', 'chain', `${label} becomes a relation from each of its spans to the next.`, line);
      return members.slice(1).map((to, index) => ({
        ...this.#record(line, label),
        key: `*${line.place.line}-${index}`,
        from: members[index] as string,
        to,
      }));
    });
  }

  #sets(): { line: Line; label: string; members: string[] }[] {
    return this.#linesOf('*').map((line) => {
      const [label = '', ...members] = (line.fields[0] ?? '').trim().split(' ');
      return { line, label, members };
    });
  }

  #noteLostTargets(
    spans: readonly ForeignSpan[],
    events: readonly ForeignEvent[],
    relations: readonly ForeignRelation[],
  ): void {
    const known = new Set([...spans, ...events, ...relations].map(({ key }) => key));
    for (const line of this.#linesOf('AMN#')) {
      const target = (line.fields[0] ?? '').split(' ')[1];
      if (target === undefined || target === '' || known.has(target)) continue;
      this.#tell('warning', 'target', `There is no ${target}: what this line says of it is not carried.`, line);
    }
  }

  #record({ id, place }: Line, label: string): Pick<ForeignSpan, 'key' | 'hasOwnKey' | 'place' | 'label'> {
    return { key: id, hasOwnKey: id !== '*', place, label };
  }

  #tell(severity: ImportFinding['severity'], code: string, message: string, { place }: Line): void {
    this.#report({ severity, code, message, place });
  }
}

/** `TYPE 0 2` or `TYPE 0 2;5 8`. */
function piecesOf(field: string): { label: string; pieces: readonly CountedSpan[] } | undefined {
  const [, label, offsets] = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(field) ?? [];
  if (label === undefined || offsets === undefined) return undefined;
  const pieces = offsets.split(';').map((piece) => {
    const [start, end] = piece.split(' ').map(Number) as [number, number];
    return { start, end };
  });
  return { label, pieces };
}

function roleAndTarget(field: string | undefined): { role: string; to: string } | undefined {
  const [, role, to] = /^([^\s:]+):(\S+)$/.exec(field ?? '') ?? [];
  return role === undefined || to === undefined ? undefined : { role, to };
}

/** An entity of this file alone; the same at each import. */
function localEntity({ key, parts: [{ start, end }] }: ForeignSpan): string {
  return `#e${start.toString(36)}x${end.toString(36)}${key.toLowerCase().replace(/[^0-9a-z]/g, '')}`;
}

const overlap = (parts: Parts): boolean =>
  parts.some(({ end }, index) => index + 1 < parts.length && end > (parts[index + 1] as Range<Utf16>).start);

const blanksFolded = (words: string): string => words.replace(/\s+/g, ' ').trim();

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
