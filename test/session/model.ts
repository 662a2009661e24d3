import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';

/** What a record says beside its id; places are UTF-16 offsets of the model's text. */
export type Fields = Readonly<Record<string, unknown>>;

export const KINDS = ['annotation', 'rejected', 'event', 'relation', 'tag'] as const;
export type Kind = (typeof KINDS)[number];

/** A piece of the text, half open. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

export interface ModelAnnotation extends Fields {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly attributes?: Fields;
}

export interface ModelRelation extends Fields {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

export interface ModelEvent extends Fields {
  readonly label: string;
  readonly trigger?: string;
  readonly arguments: readonly { readonly role: string; readonly to: string }[];
}

/** All records, by kind and id (`annotation n1`); a tag by its name. */
export type Records = ReadonlyMap<string, Fields>;

/** A replacement of a piece of the text. */
export interface TextEdit extends Part {
  readonly inserted: string;
}

interface Difference {
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
}

/** What a command changed, record by record. */
type Step = ReadonlyMap<string, Difference>;

export type Taken = 'done' | 'refused' | 'nothing';

/**
 * What a session of annotating should come to, written from what the commands promise and apart from the extension's code:
 * records as plain data, a step as the difference that it made, taken back field by field.
 */
export class SessionModel {
  #text: string;
  #records: Records = new Map();
  #undo: Step[] = [];
  #redo: Step[] = [];
  /** The ids that the sidecar has for the model's. */
  #names = new Map<string, string>();
  #count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  get undoSteps(): number {
    return this.#undo.length;
  }

  get redoSteps(): number {
    return this.#redo.length;
  }

  // What there is.

  of<Item extends Fields>(kind: Kind): ReadonlyMap<string, Item> {
    const found = [...this.#records].filter(([key]) => key.startsWith(`${kind} `));
    return new Map(found.map(([key, fields]) => [key.slice(kind.length + 1), fields as Item]));
  }

  /** As the file has them: by start, end and id. */
  get annotations(): readonly (readonly [string, ModelAnnotation])[] {
    const first = ({ parts }: ModelAnnotation): Part => parts[0] as Part;
    return [...this.of<ModelAnnotation>('annotation')].sort(
      ([a, one], [b, other]) =>
        first(one).start - first(other).start ||
        first(one).end - first(other).end ||
        (this.realId(a) < this.realId(b) ? -1 : 1),
    );
  }

  get parts(): readonly (Part & { readonly id: string; readonly label: string })[] {
    return this.annotations.flatMap(([id, { label, parts }]) => parts.map((part) => ({ ...part, id, label })));
  }

  get relations(): ReadonlyMap<string, ModelRelation> {
    return this.of<ModelRelation>('relation');
  }

  get events(): ReadonlyMap<string, ModelEvent> {
    return this.of<ModelEvent>('event');
  }

  annotation(id: string): ModelAnnotation {
    return this.#get('annotation', id) as ModelAnnotation;
  }

  #get(kind: Kind, id: string): Fields | undefined {
    return this.#records.get(`${kind} ${id}`);
  }

  realId(id: string): string {
    return this.#names.get(id) ?? id;
  }

  /** The shortest annotation that holds a range, or touches it where the range is empty: what commands mean. */
  at({ start, end }: Part): string | undefined {
    return shortest(this.parts.filter((part) => part.start <= start && end <= part.end))?.id;
  }

  /** What keys mean at a cursor where nothing is suggested: the longest that begins there, else the shortest around it. */
  keyTarget(cursor: number): (Part & { readonly id: string }) | undefined {
    const holding = this.parts.filter(({ start, end }) => start <= cursor && cursor < end);
    const beginning = holding.filter(({ start }) => start === cursor);
    return beginning.length > 0 ? longest(beginning) : shortest(holding);
  }

  /** Whether an annotation is linked, or was or will be by a step that can be taken. */
  isLinked(id: string): boolean {
    const named = (fields: Fields | undefined): boolean =>
      fields !== undefined && (fields['from'] ?? fields['trigger'] ?? fields['arguments']) !== undefined
        ? JSON.stringify(fields).includes(`"${id}"`)
        : false;
    const steps = [...this.#undo, ...this.#redo];
    return (
      [...this.#records.values()].some(named) ||
      steps.some((step) => [...step.values()].some(({ before, after }) => named(before) || named(after)))
    );
  }

  // Commands. Each answers whether it changed something.

  /** Annotates each place, but none a second time with the same label. */
  annotate(places: readonly Part[], label: string): boolean {
    const taken = new Set(this.parts.map((part) => `${part.start} ${part.end} ${part.label}`));
    return this.#change((records) => {
      for (const { start, end } of places) {
        const place = `${start} ${end} ${label}`;
        if (!taken.has(place)) records.set(this.#newKey('annotation'), { label, parts: [{ start, end }] });
        taken.add(place);
      }
    });
  }

  annotateTogether(places: readonly Part[], label: string): boolean {
    return this.#change((records) => records.set(this.#newKey('annotation'), { label, parts: joined(places) }));
  }

  /** Gives fields of an annotation other values; undefined takes one away. */
  set(id: string, fields: Fields): boolean {
    return this.#change((records) => records.set(`annotation ${id}`, withFields(this.annotation(id), fields)));
  }

  setAttribute(id: string, attribute: string, value: unknown): boolean {
    const attributes = withFields(this.annotation(id).attributes ?? {}, { [attribute]: value });
    return this.set(id, { attributes: Object.keys(attributes).length === 0 ? undefined : attributes });
  }

  remove(id: string): boolean {
    return this.#change((records) => removeAnnotation(records, id));
  }

  /** Moves an edge of the part at a cursor by one character, over line breaks; what is left is at least one character. */
  moveEdge(cursor: number, edge: 'start' | 'end', towards: 'out' | 'in'): boolean {
    const target = this.keyTarget(cursor);
    if (target === undefined) return false;
    const { start, end } = target;
    const at = besides(this.#text, edge === 'start' ? start : end, edge, towards);
    const moved = edge === 'start' ? { start: at ?? start, end } : { start, end: at ?? end };
    if (moved.start >= moved.end || (moved.start === start && moved.end === end)) return false;
    const others = this.annotation(target.id).parts.filter((part) => part.start !== start || part.end !== end);
    return this.set(target.id, { parts: joined([...others, moved]) });
  }

  addPart(id: string, places: readonly Part[]): boolean {
    const { parts } = this.annotation(id);
    const isHeld = ({ start, end }: Part): boolean => parts.some((own) => own.start <= start && end <= own.end);
    const added = places.filter((place) => !isHeld(place));
    return added.length > 0 && this.set(id, { parts: joined([...parts, ...added]) });
  }

  /** Takes a range out of the annotation there, or the part that an empty one touches; something must be left. */
  removePart(cut: Part): boolean {
    const id = this.at(cut);
    if (id === undefined) return false;
    const { parts } = this.annotation(id);
    const touched = parts.find(({ start, end }) => start <= cut.start && cut.start <= end);
    const left =
      cut.start === cut.end
        ? parts.filter((part) => part !== touched)
        : parts.flatMap((part) =>
            part.end <= cut.start || cut.end <= part.start
              ? [part]
              : [
                  { start: part.start, end: cut.start },
                  { start: cut.end, end: part.end },
                ].filter(({ start, end }) => start < end),
          );
    const words = left.map((part) => withoutBreaks(part, this.#text)).filter(({ start, end }) => start < end);
    return words.length > 0 && this.set(id, { parts: words });
  }

  reject({ start, end }: Part, label: string): boolean {
    return this.#change((records) => records.set(this.#newKey('rejected'), { label, parts: [{ start, end }] }));
  }

  restore(ids: readonly string[]): boolean {
    return this.#change((records) => ids.forEach((id) => records.delete(`rejected ${id}`)));
  }

  relate(relation: ModelRelation): boolean {
    const isThere = [...this.relations.values()].some((other) => canonical(other) === canonical(relation));
    return !isThere && this.#change((records) => records.set(this.#newKey('relation'), relation));
  }

  changeRelation(id: string, fields: Partial<ModelRelation>): boolean {
    return this.#change((records) =>
      records.set(`relation ${id}`, withFields(this.relations.get(id) as Fields, fields)),
    );
  }

  removeRelation(id: string): boolean {
    return this.#change((records) => records.delete(`relation ${id}`));
  }

  newEvent(trigger: string, label: string): boolean {
    return this.#change((records) => records.set(this.#newKey('event'), { label, trigger, arguments: [] }));
  }

  addToEvent(id: string, role: string, to: string): boolean {
    const event = this.events.get(id) as ModelEvent;
    if (event.arguments.some((one) => one.role === role && one.to === to)) return false;
    return this.#changeEvent(id, { arguments: [...event.arguments, { role, to }] });
  }

  /** Takes an annotation out of an event: in a role, or without one as what tells of it. */
  removeFromEvent(id: string, annotation: string, role: string | undefined): boolean {
    if (role === undefined) return this.#changeEvent(id, { trigger: undefined });
    const { arguments: parts } = this.events.get(id) as ModelEvent;
    return this.#changeEvent(id, { arguments: parts.filter((one) => one.role !== role || one.to !== annotation) });
  }

  #changeEvent(id: string, fields: Fields): boolean {
    return this.#change((records) => records.set(`event ${id}`, withFields(this.events.get(id) as Fields, fields)));
  }

  removeEvent(id: string): boolean {
    return this.#change((records) => records.delete(`event ${id}`));
  }

  tag(name: string, value: unknown): boolean {
    return this.#change((records) =>
      value === undefined ? records.delete(`tag ${name}`) : records.set(`tag ${name}`, { value }),
    );
  }

  // The history.

  undo(): Taken {
    return this.#take(this.#undo, this.#redo);
  }

  redo(): Taken {
    return this.#take(this.#redo, this.#undo);
  }

  /** A step whose record is gone is refused, and left out from then on. */
  #take(from: Step[], to: Step[]): Taken {
    const step = from.pop();
    if (step === undefined) return 'nothing';
    const before = this.#records;
    const after = takenBack(before, step);
    if (after === undefined) return 'refused';
    this.#records = after;
    to.push(differenceOf(before, after));
    return 'done';
  }

  /** The article was closed and opened again: nothing can be undone any more. */
  reopened(): void {
    this.#undo = [];
    this.#redo = [];
  }

  // What happens beside commands.

  /** Another program adds an annotation; it is no step of this session. */
  addOfOthers(id: string, annotation: ModelAnnotation): void {
    this.#records = new Map(this.#records).set(`annotation ${id}`, annotation);
  }

  removeByOthers(id: string): void {
    const records = new Map(this.#records);
    records.delete(`annotation ${id}`);
    this.#records = records;
  }

  /** Whether a part of an annotation, or of one that a step brings back, would be gone with an edit. */
  isDeadly(edit: TextEdit): boolean {
    const dies = (fields: Fields | undefined): boolean =>
      ((fields?.['parts'] ?? []) as readonly Part[]).some((part) => followed(part, edit, this.#text) === undefined);
    const steps = [...this.#undo, ...this.#redo].flatMap((step) => [...step.values()]);
    return [...this.#records.values()].some(dies) || steps.some(({ before, after }) => dies(before) || dies(after));
  }

  edit(edit: TextEdit): void {
    const text = this.#text;
    const moved = <Some extends Fields | undefined>(fields: Some): Some =>
      fields?.['parts'] === undefined
        ? fields
        : {
            ...fields,
            parts: (fields['parts'] as readonly Part[]).map((part) => followed(part, edit, text)),
          };
    const movedSteps = (steps: Step[]): Step[] =>
      steps.map(
        (step) =>
          new Map([...step].map(([key, { before, after }]) => [key, { before: moved(before), after: moved(after) }])),
      );
    this.#records = new Map([...this.#records].map(([key, fields]) => [key, moved(fields)]));
    this.#undo = movedSteps(this.#undo);
    this.#redo = movedSteps(this.#redo);
    this.#text = text.slice(0, edit.start) + edit.inserted + text.slice(edit.end);
  }

  // What is compared.

  /** How a sidecar differs from the model, record by record; new records get the ids that it has for them. */
  differences(set: AnnotationSet | undefined, sha256: (text: string) => string): readonly string[] {
    const names = new Map(this.#names);
    const found: string[] = [];
    const compare = (
      kind: Kind,
      actual: readonly (readonly [string, unknown])[],
      expected: (fields: Fields) => unknown,
    ) => {
      const named = new Set(names.values());
      const free = actual.filter(([id]) => !named.has(id));
      const open = new Map(actual.map(([id, record]) => [id, canonical(record)]));
      for (const [id, fields] of this.of(kind)) {
        const wanted = canonical(expected(fields));
        const real = names.get(id) ?? this.#isOfOthers(id, open) ?? takeEqual(free, wanted);
        if (real !== undefined) names.set(id, real);
        const is = real === undefined ? undefined : open.get(real);
        if (is !== wanted) found.push(`${kind} ${real ?? id}: ${wanted} is ${is ?? 'not there'}`);
        open.delete(real ?? '');
      }
      for (const [id, record] of open) found.push(`${kind} ${id} is too much: ${record}`);
    };
    const nameOf = (id: string): string => names.get(id) ?? id;
    const { annotations = [], rejected = [], events = [], relations = [], document = {} } = set ?? {};
    const inFile = (fields: Fields): unknown => this.#inFile(fields as ModelAnnotation);
    compare(
      'annotation',
      annotations.map((one) => [one.id, withoutOrigin(one)] as const),
      inFile,
    );
    compare(
      'rejected',
      rejected.map((one) => [one.id, withoutOrigin(one)] as const),
      inFile,
    );
    compare(
      'event',
      events.map(({ id, label, trigger, arguments: parts }) => [id, { label, trigger, arguments: parts }] as const),
      (fields) => {
        const { label, trigger, arguments: parts } = fields as ModelEvent;
        const linked = parts.map(({ role, to }) => ({ role, to: nameOf(to) }));
        return { label, ...(trigger !== undefined && { trigger: nameOf(trigger) }), arguments: linked };
      },
    );
    compare(
      'relation',
      relations.map(({ id, label, from, to }) => [id, { label, from, to }] as const),
      (fields) => {
        const { label, from, to } = fields as ModelRelation;
        return { label, from: nameOf(from), to: nameOf(to) };
      },
    );
    compare(
      'tag',
      Object.entries(document).map(([name, value]) => [name, { value }] as const),
      (fields) => fields,
    );
    const isPlaced = annotations.length + rejected.length > 0;
    if (isPlaced && set?.text.sha256 !== sha256(this.#text)) found.push('the sidecar describes another text');
    if (found.length === 0) this.#names = names;
    return found;
  }

  /** Records of others, and tags, have their own ids from the beginning. */
  #isOfOthers(id: string, actual: ReadonlyMap<string, unknown>): string | undefined {
    return actual.has(id) ? id : undefined;
  }

  #inFile({ parts, ...fields }: ModelAnnotation): unknown {
    const placed = parts.map((part) => this.#placeOf(part));
    const [first, ...also] = placed;
    const before = Array.from(this.#text.slice(0, parts[0]?.start)).slice(-CONTEXT).join('');
    const after = Array.from(this.#text.slice(parts[0]?.end)).slice(0, CONTEXT).join('');
    return { ...fields, ...first, before, after, ...(also.length > 0 && { also }) };
  }

  /** A place as the file has it: in code points. */
  #placeOf({ start, end }: Part): { readonly start: number; readonly end: number; readonly exact: string } {
    const count = (offset: number): number => Array.from(this.#text.slice(0, offset)).length;
    return { start: count(start), end: count(end), exact: this.#text.slice(start, end) };
  }

  words(id: string): string {
    return this.annotation(id)
      .parts.map(({ start, end }) => this.#text.slice(start, end))
      .join(' … ');
  }

  #newKey(kind: Kind): string {
    return `${kind} n${++this.#count}`;
  }

  #change(edit: (records: Map<string, Fields>) => unknown): boolean {
    const before = this.#records;
    const records = new Map(before);
    edit(records);
    const step = differenceOf(before, records);
    if (step.size === 0) return false;
    this.#records = records;
    this.#undo.push(step);
    this.#redo = [];
    return true;
  }
}

/** How much of the text on either side a record holds, in code points (docs/sidecar-format.md). */
const CONTEXT = 32;

/** What is not compared: who made a record, when, and of what. */
function withoutOrigin(record: Annotation): unknown {
  const origin = ['id', 'by', 'at', 'source'];
  return Object.fromEntries(Object.entries(record).filter(([key]) => !origin.includes(key)));
}

/** An annotation goes with its relations and its parts in events; an event that is left with nothing goes along. */
function removeAnnotation(records: Map<string, Fields>, id: string): void {
  records.delete(`annotation ${id}`);
  for (const [key, fields] of [...records]) {
    if (key.startsWith('relation ') && (fields['from'] === id || fields['to'] === id)) records.delete(key);
    if (!key.startsWith('event ')) continue;
    const { trigger, arguments: parts } = fields as ModelEvent;
    const left = parts.filter(({ to }) => to !== id);
    const leftTrigger = trigger === id ? undefined : trigger;
    if (left.length === parts.length && leftTrigger === trigger) continue;
    if (left.length === 0 && leftTrigger === undefined) records.delete(key);
    else records.set(key, withFields(fields, { arguments: left, trigger: leftTrigger }));
  }
}

/** The records before a step, whatever else has changed since; undefined where a record of it is gone. */
function takenBack(records: Records, step: Step): Records | undefined {
  const result = new Map(records);
  for (const [key, { before, after }] of step) {
    const now = records.get(key);
    if ((now === undefined) !== (after === undefined)) return undefined;
    if (before === undefined) {
      if (key.startsWith('annotation ')) removeAnnotation(result, key.slice('annotation '.length));
      else result.delete(key);
    } else if (after === undefined) result.set(key, before);
    else {
      const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (name) => canonical(before[name]) !== canonical(after[name]),
      );
      result.set(key, withFields(now as Fields, Object.fromEntries(changed.map((name) => [name, before[name]]))));
    }
  }
  return result;
}

function differenceOf(before: Records, after: Records): Step {
  const step = new Map<string, Difference>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const difference = { before: before.get(key), after: after.get(key) };
    if (canonical(difference.before) !== canonical(difference.after)) step.set(key, difference);
  }
  return step;
}

/** Where a part is after an edit: what is put inside belongs to it, what is put at its boundary does not. */
export function followed(part: Part, edit: TextEdit, text: string): Part | undefined {
  const isIn = (at: number): boolean => part.start <= at && at < part.end;
  const isInside = isIn(edit.start - 1) && isIn(edit.end);
  const places: number[] = [];
  for (let at = 0; at < edit.start; at++) if (isIn(at)) places.push(at);
  for (let at = 0; at < edit.inserted.length; at++) if (isInside) places.push(edit.start + at);
  const shift = edit.inserted.length - (edit.end - edit.start);
  for (let at = edit.end; at < text.length; at++) if (isIn(at)) places.push(at + shift);
  const [first, last] = [places[0], places.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: first, end: last + 1 };
}

/** Parts in order; those that overlap or touch are one. */
export function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const { start, end } of [...parts].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || start > last.end) result.push({ start, end });
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return result;
}

/** Where an edge goes by one character that is not a line break; undefined at the end of the text. */
function besides(text: string, from: number, edge: 'start' | 'end', towards: 'out' | 'in'): number | undefined {
  const isForward = (edge === 'end') === (towards === 'out');
  for (let at = from; ;) {
    const step = (isForward ? Array.from(text.slice(at))[0] : Array.from(text.slice(0, at)).at(-1))?.length ?? 0;
    if (step === 0) return undefined;
    at += isForward ? step : -step;
    const held = edge === 'end' ? text.charAt(at - 1) : text.charAt(at);
    if (held !== '' && held !== '\n') return at;
  }
}

/** A part begins and ends with no line break. */
function withoutBreaks({ start, end }: Part, text: string): Part {
  const words = text.slice(start, end);
  return { start: start + words.length - words.trimStart().length, end: end - (words.length - words.trimEnd().length) };
}

function takeEqual(free: (readonly [string, unknown])[], wanted: string): string | undefined {
  const index = free.findIndex(([, record]) => canonical(record) === wanted);
  return index === -1 ? undefined : free.splice(index, 1)[0]?.[0];
}

function withFields(fields: Fields, changes: Fields): Fields {
  return Object.fromEntries(Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== undefined));
}

/** A text that is the same for the same data, whatever the order of keys. */
export function canonical(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const lengthOf = ({ start, end }: Part): number => end - start;
const shortest = <Item extends Part>(parts: readonly Item[]): Item | undefined =>
  parts.reduce<Item | undefined>((best, part) => (best && lengthOf(best) <= lengthOf(part) ? best : part), undefined);
const longest = <Item extends Part>(parts: readonly Item[]): Item | undefined =>
  parts.reduce<Item | undefined>((best, part) => (best && lengthOf(best) >= lengthOf(part) ? best : part), undefined);
