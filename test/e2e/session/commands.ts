import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { ModelEvent, Part } from '../../session/model';
import type { Random } from '../../session/random';
import { readText, run, until, writeText } from '../editor';
import { commit, press, see } from '../keyboard';
import { LABELS } from './article';
import type { Session } from './session';

/** Something that a person, or another program, does. */
export interface Command {
  readonly name: string;
  readonly weight: number;
  /** Does it to the extension and the model; answers what was done, undefined where it cannot be done now. */
  readonly run: (session: Session) => Promise<string | undefined>;
}

/** With so many annotations more are removed than made: all rows of the tree are to be in view. */
const MANY = 26;

export const COMMANDS: readonly Command[] = [
  { name: 'annotate', weight: 10, run: (session) => annotate(session, somewhere(session)) },
  { name: 'annotate-nested', weight: 3, run: (session) => annotateBeside(session, inside) },
  { name: 'annotate-overlapping', weight: 3, run: (session) => annotateBeside(session, across) },
  {
    name: 'annotate-same-place',
    weight: 3,
    run: (session) => annotateBeside(session, (_, { start, end }) => ({ start, end })),
  },
  { name: 'annotate-several', weight: 3, run: annotateSeveral },
  { name: 'annotate-in-a-row', weight: 2, run: annotateInARow },
  { name: 'annotate-together', weight: 2, run: annotateTogether },
  { name: 'label-key', weight: 3, run: labelByKey },
  { name: 'repeat-label', weight: 4, run: repeatLabel },
  { name: 'change-label', weight: 5, run: changeLabel },
  { name: 'remove', weight: 9, run: (session) => remove(session) },
  { name: 'move-edge', weight: 10, run: moveEdge },
  {
    name: 'set-certainty',
    weight: 2,
    run: (session) => setPlain(session, 'certainty', [0.5, 0.9, 'probable', undefined]),
  },
  { name: 'set-status', weight: 2, run: (session) => setPlain(session, 'status', ['checked', 'draft', undefined]) },
  { name: 'set-attribute', weight: 4, run: setAttribute },
  { name: 'edit-note', weight: 2, run: editNote },
  { name: 'edit-note-in-box', weight: 1, run: editNoteInBox },
  { name: 'add-part', weight: 3, run: addPart },
  { name: 'remove-part', weight: 3, run: removePart },
  { name: 'accept', weight: 4, run: accept },
  { name: 'reject', weight: 3, run: reject },
  { name: 'restore-rejected', weight: 2, run: restoreRejected },
  { name: 'accept-all-of-label', weight: 1, run: acceptAllOfLabel },
  { name: 'mark', weight: 2, run: mark },
  { name: 'relate', weight: 5, run: relate },
  { name: 'reverse-relation', weight: 2, run: reverseRelation },
  { name: 'relabel-relation', weight: 2, run: relabelRelation },
  { name: 'remove-relation', weight: 2, run: removeRelation },
  { name: 'new-event', weight: 2, run: newEvent },
  { name: 'add-to-event', weight: 4, run: addToEvent },
  { name: 'remove-from-event', weight: 2, run: removeFromEvent },
  { name: 'remove-event', weight: 1, run: removeEvent },
  { name: 'tag', weight: 2, run: tag },
  { name: 'undo', weight: 7, run: undo },
  { name: 'redo', weight: 4, run: redo },
  { name: 'undo-and-redo', weight: 1, run: undoAndRedo },
  { name: 'edit-text', weight: 3, run: editText },
  { name: 'add-by-others', weight: 1, run: addByOthers },
  { name: 'remove-by-others', weight: 1, run: removeByOthers },
  { name: 'add-by-others-and-annotate', weight: 1, run: addByOthersAndAnnotate },
  { name: 'reopen', weight: 0.5, run: reopen },
];

// Annotating.

async function annotate(session: Session, place: Part | undefined): Promise<string | undefined> {
  if (place === undefined || session.model.annotations.length >= MANY) return undefined;
  await session.select(place);
  return annotateSelected(session, [place]);
}

async function annotateSelected(session: Session, places: readonly Part[]): Promise<string> {
  const label = labelFor(session.random);
  session.lastLabel = label;
  return session.does(session.model.annotate(places, label), 'annotate', { label });
}

function annotateBeside(
  session: Session,
  choose: (random: Random, part: Part, text: string) => Part | undefined,
): Promise<string | undefined> {
  const { model, random } = session;
  const part = random.pick(model.parts);
  return annotate(session, part && whole(model.text, choose(random, part, model.text)));
}

function inside(random: Random, { start, end }: Part): Part | undefined {
  if (end - start < 2) return undefined;
  const first = random.int(start, end - 1);
  const last = random.int(first + 1, end);
  return first === start && last === end ? { start, end: end - 1 } : { start: first, end: last };
}

function across(random: Random, { start, end }: Part): Part | undefined {
  if (end - start < 2) return undefined;
  const middle = random.int(start + 1, end - 1);
  return random.chance(0.5)
    ? { start: Math.max(0, start - random.int(1, 2)), end: middle }
    : { start: middle, end: end + random.int(1, 2) };
}

async function annotateSeveral(session: Session): Promise<string | undefined> {
  const places = apart(Array.from({ length: session.random.int(2, 3) }, () => somewhere(session)));
  if (places.length < 2 || session.model.annotations.length >= MANY) return undefined;
  await session.select(...places);
  return annotateSelected(session, places);
}

/** Several times, faster than the file is written. */
async function annotateInARow(session: Session): Promise<string | undefined> {
  if (session.model.annotations.length + 3 > MANY) return undefined;
  const told: (string | undefined)[] = [];
  for (let count = 0; count < 3; count++) told.push(await annotate(session, somewhere(session)));
  return told.some((one) => one !== undefined) ? told.join(' ') : undefined;
}

async function annotateTogether(session: Session): Promise<string | undefined> {
  const places = apart(Array.from({ length: session.random.int(2, 3) }, () => somewhere(session)));
  if (places.length < 2 || session.model.annotations.length >= MANY) return undefined;
  await session.select(...places);
  const label = labelFor(session.random);
  return session.does(session.model.annotateTogether(places, label), 'annotateTogether', { label });
}

async function labelByKey(session: Session): Promise<string | undefined> {
  const place = somewhere(session);
  if (place === undefined || session.model.annotations.length >= MANY) return undefined;
  await session.select(place);
  const label = labelFor(session.random);
  session.lastLabel = label;
  return session.does(session.model.annotate([place], label), 'label', { label });
}

async function repeatLabel(session: Session): Promise<string | undefined> {
  const { model, random, lastLabel } = session;
  if (lastLabel === undefined) return undefined;
  const cursor = random.chance(0.4) ? await keyCursor(session) : undefined;
  if (cursor === undefined) {
    const place = somewhere(session);
    if (place === undefined || model.annotations.length >= MANY) return undefined;
    await session.select(place);
    return `${lastLabel} ${await session.does(model.annotate([place], lastLabel), 'repeatLabel')}`;
  }
  await session.cursor(cursor);
  const id = model.keyTarget(cursor)?.id as string;
  // The key has nothing to do where the label is set already, and says so.
  return `${lastLabel} ${await session.does(model.set(id, { label: lastLabel }), 'repeatLabel')}`;
}

async function changeLabel(session: Session): Promise<string | undefined> {
  const id = await onAnnotation(session);
  if (id === undefined) return undefined;
  const label = labelFor(session.random);
  if (label !== session.model.annotation(id).label) session.lastLabel = label;
  return session.does(session.model.set(id, { label }), 'changeLabel', { label });
}

async function remove(session: Session): Promise<string | undefined> {
  const count = session.model.annotations.length;
  if (count < MANY / 2 && session.random.chance(0.6)) return undefined;
  const id = await onAnnotation(session);
  return id === undefined ? undefined : session.does(session.model.remove(id), 'remove');
}

async function moveEdge(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const cursor = await keyCursor(session);
  if (cursor === undefined) return undefined;
  await session.cursor(cursor);
  const [command, edge, towards] = random.pick([
    ['growLeft', 'start', 'out'],
    ['growRight', 'end', 'out'],
    ['shrinkLeft', 'start', 'in'],
    ['shrinkRight', 'end', 'in'],
  ] as const);
  return `${command} ${await session.does(model.moveEdge(cursor, edge, towards), command)}`;
}

// What an annotation carries.

async function setPlain(
  session: Session,
  field: 'certainty' | 'status',
  values: readonly [unknown, ...unknown[]],
): Promise<string | undefined> {
  const id = await onAnnotation(session);
  if (id === undefined) return undefined;
  const value = session.random.pick(values);
  session.model.set(id, { [field]: value });
  // To set what is set is no mistake.
  return session.does(undefined, field === 'status' ? 'setStatus' : 'setCertainty', { value: value ?? null });
}

async function setAttribute(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const id = await onAnnotation(session);
  if (id === undefined) return undefined;
  const [attribute, value] = random.pick([
    ['gender', 'male'],
    ['gender', 'female'],
    ['gender', undefined],
    ['age', 52],
    ['age', 7.5],
    ['age', undefined],
  ] as const);
  const { label, attributes } = model.annotation(id);
  const isKnown = attribute === 'age' || label === 'PER' || Object.hasOwn(attributes ?? {}, attribute);
  if (isKnown) model.setAttribute(id, attribute, value);
  return session.does(isKnown ? undefined : false, 'setAttribute', { id: attribute, value: value ?? null });
}

const NOTES = ['', '待查', '见第3版', 'unsure'] as const;

async function editNote(session: Session): Promise<string | undefined> {
  const id = await onAnnotation(session);
  if (id === undefined) return undefined;
  const note = session.random.pick(NOTES);
  return session.does(session.model.set(id, { note: note === '' ? undefined : note }), 'editNote', { note });
}

async function editNoteInBox(session: Session): Promise<string | undefined> {
  const id = await onAnnotation(session);
  if (id === undefined) return undefined;
  const note = session.random.pick(NOTES);
  const command = session.does(session.model.set(id, { note: note === '' ? undefined : note }), 'editNote');
  const title = '.quick-input-widget:visible .quick-input-title';
  await until('the box', async () => (await see(title)).some((shown) => shown.startsWith('Note on')) || undefined);
  // Its title is there before the keys are its own.
  await until('its focus', async () => (await see('.quick-input-widget input:focus')).length > 0 || undefined);
  await press('Control+a', 'Delete');
  if (note !== '') await commit(note);
  await press('Enter');
  return `${note} ${await command}`;
}

async function addPart(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const [id] = random.pick(model.annotations) ?? [];
  const place = somewhere(session);
  if (id === undefined || place === undefined) return undefined;
  await session.select(place);
  return session.does(model.addPart(id, [place]), 'addPart', { to: model.realId(id) });
}

async function removePart(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const discontinuous = model.parts.filter(({ id }) => model.annotation(id).parts.length > 1);
  const part = random.pick(random.chance(0.7) && discontinuous.length > 0 ? discontinuous : model.parts);
  if (part === undefined) return undefined;
  const cursor = random.chance(0.5) ? undefined : await cursorAloneOn(session, part);
  const cut = whole(model.text, cursor === undefined ? inside(random, part) : { start: cursor, end: cursor });
  if (cut === undefined) return undefined;
  await session.select(cut);
  return session.does(model.removePart(cut), 'removePart');
}

// Suggestions.

async function accept(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const suggestion = random.pick(await session.suggestions());
  if (suggestion === undefined || model.annotations.length >= MANY) return undefined;
  await session.cursor(boundaryIn(session, suggestion));
  return session.does(model.annotate([suggestion], suggestion.label), 'accept');
}

async function reject(session: Session): Promise<string | undefined> {
  const suggestion = session.random.pick(await session.suggestions());
  if (suggestion === undefined) return undefined;
  await session.cursor(boundaryIn(session, suggestion));
  const told = await session.does(session.model.reject(suggestion, suggestion.label), 'reject');
  await session.isSuggested(suggestion, false);
  return `${suggestion.label} ${told}`;
}

async function restoreRejected(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const rejected = [...model.of('rejected').keys()];
  if (rejected.length === 0) return undefined;
  const ids = rejected.length > 1 && random.chance(0.3) ? rejected.slice(0, 2) : [random.pick(rejected) as string];
  return session.does(model.restore(ids), 'restoreRejected', { ids: ids.map((id) => model.realId(id)) });
}

async function acceptAllOfLabel(session: Session): Promise<string | undefined> {
  const { model, random, view } = session;
  if (model.annotations.length > MANY - 2) return undefined;
  const suggestions = await session.suggestions();
  const label = random.pick(suggestions)?.label;
  const own = suggestions.filter((one) => one.label === label);
  const shown = (await view.tags()).filter((tag) => tag.endsWith(` ${label ?? ''}?`));
  if (label === undefined || own.length !== shown.length || model.annotations.length + own.length > MANY)
    return undefined;
  return session.does(model.annotate(own, label), 'acceptAllOfLabel', { label });
}

// Relations and events.

async function mark(session: Session): Promise<string | undefined> {
  const id = await onAnnotation(session);
  if (id === undefined) return undefined;
  session.marked = session.marked === id ? undefined : id;
  return session.does(true, 'mark');
}

async function relate(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const atCursor = await onAnnotation(session);
  const [other] = random.pick(model.annotations) ?? [];
  if (atCursor === undefined || other === undefined) return undefined;
  const label = random.pick(['knows', 'heads'] as const);
  const marked =
    session.marked !== undefined && model.of('annotation').has(session.marked) ? session.marked : undefined;
  const isByMark = marked !== undefined && marked !== atCursor && random.chance(0.7);
  const [first, second] = isByMark ? [marked, atCursor] : [atCursor, other];
  if (first === second) return undefined;
  const labelOf = (id: string): string => model.annotation(id).label;
  // What the schema allows the other way round only is made that way.
  const isReversed = label === 'heads' && labelOf(first) === 'ORG' && labelOf(second) === 'PER';
  const [from, to] = isReversed ? [second, first] : [first, second];
  const isDone = model.relate({ label, from, to });
  const argument = { label, ...(!isByMark && { to: model.realId(other) }) };
  const told = await session.does(isDone, 'relate', argument);
  if (isDone) session.marked = undefined;
  return told;
}

/** A relation with what names it to a command: its id, or the cursor on an annotation that has no other. */
async function onRelation(session: Session): Promise<{ id: string; argument: { id?: string } } | undefined> {
  const { model, random } = session;
  const id = random.pick([...model.relations.keys()]);
  if (id === undefined) return undefined;
  const here = model.relations.get(id)?.from;
  const part = model.parts.find((one) => one.id === here) as Part & { readonly id: string };
  const cursor = await cursorAloneOn(session, part);
  await session.cursor(cursor ?? part.start);
  const own = [...model.relations].filter(([, { from, to }]) => from === here || to === here);
  const isOnly = cursor !== undefined && own.length === 1 && own[0]?.[0] === id;
  return { id, argument: isOnly && random.chance(0.5) ? {} : { id: model.realId(id) } };
}

async function reverseRelation(session: Session): Promise<string | undefined> {
  const found = await onRelation(session);
  if (found === undefined) return undefined;
  const { from, to } = session.model.relations.get(found.id) ?? {};
  const isDone = session.model.changeRelation(found.id, { from: to as string, to: from as string });
  return session.does(isDone, 'reverseRelation', found.argument);
}

async function relabelRelation(session: Session): Promise<string | undefined> {
  const found = await onRelation(session);
  if (found === undefined) return undefined;
  const label = session.random.pick(['knows', 'heads'] as const);
  return session.does(session.model.changeRelation(found.id, { label }), 'relabelRelation', {
    ...found.argument,
    label,
  });
}

async function removeRelation(session: Session): Promise<string | undefined> {
  const found = await onRelation(session);
  return found && session.does(session.model.removeRelation(found.id), 'removeRelation', found.argument);
}

async function newEvent(session: Session): Promise<string | undefined> {
  if (session.model.events.size >= 4) return undefined;
  const id = await onAnnotation(session);
  return id === undefined
    ? undefined
    : session.does(session.model.newEvent(id, 'visit'), 'newEvent', { label: 'visit' });
}

async function addToEvent(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const event = random.pick([...model.events.keys()]);
  const id = event === undefined ? undefined : await onAnnotation(session);
  if (event === undefined || id === undefined) return undefined;
  const role = random.pick(['who', 'where'] as const);
  return session.does(model.addToEvent(event, role, id), 'addToEvent', { event: model.realId(event), role });
}

const NO_EVENT: readonly [string, ModelEvent] = ['', { label: '', arguments: [] }];

async function removeFromEvent(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const [event, { trigger, arguments: parts }] = random.pick([...model.events]) ?? NO_EVENT;
  const places = [...parts.map(({ role, to }) => ({ role, to })), ...(trigger === undefined ? [] : [{ to: trigger }])];
  const place: { readonly role?: string; readonly to: string } | undefined = random.pick(places);
  if (place === undefined) return undefined;
  const id = await onAnnotation(session, place.to);
  if (id !== place.to) return undefined;
  const { role } = place;
  // Without a role something is asked where there are several places.
  if (role === undefined && parts.some(({ to }) => to === id)) return undefined;
  const argument = { event: model.realId(event), ...(role !== undefined && { role }) };
  return session.does(model.removeFromEvent(event, id, role), 'removeFromEvent', argument);
}

async function removeEvent(session: Session): Promise<string | undefined> {
  const { model, random } = session;
  const [event, { trigger, arguments: parts }] = random.pick([...model.events]) ?? NO_EVENT;
  const part = trigger ?? parts[0]?.to;
  if (part === undefined || (await onAnnotation(session, part)) !== part) return undefined;
  return session.does(model.removeEvent(event), 'removeEvent', { event: model.realId(event) });
}

async function tag(session: Session): Promise<string | undefined> {
  const [id, value] = session.random.pick([
    ['genre', '消息'],
    ['genre', '通讯'],
    ['page', 3],
    ['page', 4],
    ['page', undefined],
  ] as const);
  const isThere = session.model.of('tag').has(id);
  if (!isThere && value === undefined) return undefined;
  session.model.tag(id, value);
  return session.does(undefined, 'setTag', { id, value: value ?? null });
}

// Steps back and forth.

async function undo(session: Session): Promise<string | undefined> {
  const count = session.random.chance(0.2) ? session.random.int(3, 9) : 1;
  const taken: string[] = [];
  for (let step = 0; step < count; step++) taken.push(await session.undo());
  return taken.join(' ');
}

async function redo(session: Session): Promise<string | undefined> {
  if (session.model.redoSteps === 0 && session.random.chance(0.9)) return undefined;
  const count = session.random.chance(0.4) ? session.random.int(2, 9) : 1;
  const taken: string[] = [];
  for (let step = 0; step < count; step++) taken.push(await session.redo());
  return taken.join(' ');
}

/** Some steps back, each compared, and just as many forth. */
async function undoAndRedo(session: Session): Promise<string | undefined> {
  const count = Math.min(session.random.int(2, 12), session.model.undoSteps);
  if (count === 0) return undefined;
  let done = 0;
  for (let step = 0; step < count; step++) if ((await session.undo()) === 'done') done++;
  await session.tagsAgree();
  for (let step = 0; step < done; step++) await session.redo();
  return `${count} steps`;
}

// The text, and others.

/** Text is put before, inside and behind annotations, or taken out; then the article is saved, by a command or before one. */
async function editText(session: Session): Promise<string | undefined> {
  const { model, random, editor } = session;
  assert.ok(await run('editText'));
  const told: string[] = [];
  for (let count = random.int(1, 3); count > 0; count--) {
    const { document } = editor;
    const edit = random.chance(0.7) ? insertion(session) : deletion(session);
    if (edit === undefined) continue;
    const place = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
    told.push(`${edit.start}–${edit.end} “${document.getText(place)}” becomes “${edit.inserted}”`);
    model.edit(edit);
    assert.ok(await editor.edit((builder) => builder.replace(place, edit.inserted)));
    assert.equal(document.getText(), model.text);
  }
  if (random.chance(0.5)) await session.tagsAgree();
  const place = random.chance(0.4) ? somewhere(session) : undefined;
  if (place === undefined) assert.ok(await editor.document.save());
  else {
    await session.select(place);
    told.push(`then annotate ${await annotateSelected(session, [place])}`);
  }
  assert.ok(await run('annotateMode'));
  assert.equal(editor.document.isDirty, false);
  return told.join('; ');
}

function insertion({ model, random }: Session): (Part & { readonly inserted: string }) | undefined {
  const part = random.pick(model.parts);
  const length = model.text.length;
  const places =
    part === undefined ? [] : [part.start, part.end, part.start + 1, part.end - 1, random.int(part.start, part.end)];
  const at = boundary(model.text, random.pick([random.int(0, length), random.int(0, length), ...places]));
  const inserted = Array.from({ length: random.int(1, 3) }, () => random.pick(RARE)).join('');
  const isShort = (model.text.split('\n')[model.text.slice(0, at).split('\n').length - 1] ?? '').length < LONGEST_LINE;
  return isShort ? { start: at, end: at, inserted } : undefined;
}

/** With characters that stand nowhere else the text is hardly ever again what it once was. */
const RARE = Array.from('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥');

/** Lines stay such as are read at one glance. */
const LONGEST_LINE = 40;

function deletion({ model, random }: Session): (Part & { readonly inserted: string }) | undefined {
  const near = random.pick(model.parts);
  const from =
    near !== undefined && random.chance(0.6) ? random.int(near.start, near.end) : random.int(0, model.text.length);
  const place = whole(model.text, { start: from, end: from + random.int(1, 2) });
  const edit = place && { ...place, inserted: '' };
  return edit === undefined || model.isDeadly(edit) ? undefined : edit;
}

/** The sidecar with one more line, as another program would write it: whole, and renamed into its place. */
async function writeOfOthers(session: Session): Promise<{ id: string; place: Part } | undefined> {
  const { model, sidecar } = session;
  const place = somewhere(session);
  const file = await readText(sidecar);
  if (place === undefined || file === undefined || model.annotations.length >= MANY) return undefined;
  const id = `other${++session.others}`;
  const count = (offset: number): number => Array.from(model.text.slice(0, offset)).length;
  const line = `- {id: "${id}", label: "QTY", start: ${count(place.start)}, end: ${count(place.end)}, exact: ${JSON.stringify(model.text.slice(place.start, place.end))}, before: ${JSON.stringify(Array.from(model.text.slice(0, place.start)).slice(-32).join(''))}, after: ${JSON.stringify(Array.from(model.text.slice(place.end)).slice(0, 32).join(''))}}`;
  if (model.annotations.length === 0) return undefined;
  await replaceFile(sidecar, file.replace(/^annotations:$/m, `annotations:\n${line}`));
  model.addOfOthers(id, { label: 'QTY', parts: [place] });
  return { id, place };
}

async function replaceFile(file: vscode.Uri, content: string): Promise<void> {
  const beside = file.with({ path: `${file.path}.new` });
  await writeText(beside, content);
  await vscode.workspace.fs.rename(beside, file, { overwrite: true });
}

async function addByOthers(session: Session): Promise<string | undefined> {
  const added = await writeOfOthers(session);
  if (added === undefined) return undefined;
  await session.tagsAgree();
  return `${added.id} at ${added.place.start}–${added.place.end}`;
}

/** What another program has written meanwhile and what is done now come together in the file. */
async function addByOthersAndAnnotate(session: Session): Promise<string | undefined> {
  const place = somewhere(session);
  if (place === undefined) return undefined;
  await session.select(place);
  const added = await writeOfOthers(session);
  if (added === undefined) return undefined;
  const told = await annotateSelected(session, [place]);
  await session.sidecarAgrees();
  await session.tagsAgree();
  return `${added.id} at ${added.place.start}–${added.place.end}; ${told}`;
}

async function removeByOthers(session: Session): Promise<string | undefined> {
  const { model, random, sidecar } = session;
  const free = model.annotations.map(([id]) => id).filter((id) => !model.isLinked(id));
  const id = random.pick(free);
  const file = await readText(sidecar);
  if (id === undefined || file === undefined || model.annotations.length < 2) return undefined;
  const lines = file.split('\n');
  const left = lines.filter((line) => !line.startsWith(`- {id: "${model.realId(id)}"`));
  assert.equal(left.length, lines.length - 1);
  await replaceFile(sidecar, left.join('\n'));
  model.removeByOthers(id);
  if (session.marked === id) session.marked = undefined;
  await session.tagsAgree();
  return model.realId(id);
}

async function reopen(session: Session): Promise<string | undefined> {
  await session.reopen();
  return '';
}

// Places.

/** Puts the cursor on an annotation, on one that is given if that is the one meant there; answers which one it is. */
async function onAnnotation(session: Session, wanted?: string): Promise<string | undefined> {
  const { model, random } = session;
  const part = random.pick(model.parts.filter(({ id }) => wanted === undefined || id === wanted));
  const cursor = part && (await cursorAloneOn(session, part));
  if (part === undefined || cursor === undefined) return undefined;
  await session.cursor(cursor);
  return part.id;
}

/** A cursor on a part where nothing else stands: else what is meant depends on where a command has led before. */
async function cursorAloneOn(session: Session, part: Part & { readonly id: string }): Promise<number | undefined> {
  const { model, random } = session;
  const cursor = boundary(model.text, random.int(part.start, part.end - 1));
  const isAlone = model.parts.every(({ id, start, end }) => id === part.id || cursor < start || end < cursor);
  return isAlone && !(await isSuggestedNear(session, cursor)) ? cursor : undefined;
}

/** A suggestion whose place is not known for sure may be anywhere in its line. */
async function isSuggestedNear({ model: { text }, view }: Session, cursor: number): Promise<boolean> {
  const line = (at: number): number => text.slice(0, at).split('\n').length;
  return (await view.tags()).some((shown) => shown.endsWith('?') && line(Number.parseInt(shown, 10)) === line(cursor));
}

/** A cursor in an annotation where nothing is suggested: keys mean suggestions first. */
async function keyCursor(session: Session): Promise<number | undefined> {
  const { model, random } = session;
  const discontinuous = model.parts.filter(({ id }) => model.annotation(id).parts.length > 1);
  const part = random.pick(random.chance(0.4) && discontinuous.length > 0 ? discontinuous : model.parts);
  if (part === undefined) return undefined;
  const cursor = boundary(model.text, random.int(part.start, part.end - 1));
  return (await isSuggestedNear(session, cursor)) ? undefined : cursor;
}

/** Some characters of a line. */
function somewhere({ model, random }: Session): Part | undefined {
  const start = random.int(0, model.text.length - 1);
  return whole(model.text, { start, end: start + random.int(1, 5) });
}

/** A range of whole characters within the text and one line; undefined where there is none. */
function whole(text: string, part: Part | undefined): Part | undefined {
  if (part === undefined) return undefined;
  const [start, end] = [boundary(text, part.start), boundary(text, Math.min(part.end, text.length))];
  return start > end || (start === end && part.start < part.end) || text.slice(start, end).includes('\n')
    ? undefined
    : { start, end };
}

/** The offset itself, or that before it where it is in the middle of a character. */
function boundary(text: string, offset: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(offset)) ? offset - 1 : offset;
}

function boundaryIn({ model, random }: Session, { start, end }: Part): number {
  return boundary(model.text, random.int(start, end - 1));
}

/** Those of some places that neither overlap nor touch one before: the editor would make one selection of them. */
function apart(places: readonly (Part | undefined)[]): Part[] {
  const kept: Part[] = [];
  for (const place of places)
    if (place !== undefined && kept.every(({ start, end }) => end < place.start || place.end < start)) kept.push(place);
  return kept;
}

const labelFor = (random: Random): (typeof LABELS)[number] => random.pick(LABELS);
