import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Annotation, AnnotationSet } from '../../core/annotation/annotation';
import { parseSidecar } from '../../core/annotation/sidecar/parse';
import {
  answerQuickPick,
  hoverAt,
  inCorpus,
  leaveQuickPicks,
  openArticle,
  putCursorInto,
  quickPickShown,
  readText,
  run,
  select,
  tokensOf,
  until,
  writeText,
} from './editor';

const FOLDER = 'carried';
const TEXT = '市领导调研航空港区\n\n6月18日，市长王小明到航空港、经开两区调研，王小明要求加快建设。\n李强陪同。\n';
const MANIFEST = `# a corpus of its own
include: ["*.txt"]
attributes:
- {id: gender, names: {en: gender, zh: 性别}, values: [male, female], labels: [PER]}
- {id: roles, values: [host, guest, speaker], multiple: true}
- {id: age, type: number, labels: [PER]}
- {id: present, type: flag}
events:
- id: visit
  names: {en: visit, zh: 调研}
  roles:
  - {id: who, names: {en: who, zh: 何人}, labels: [PER], required: true}
  - {id: where, names: {en: where, zh: 何地}, labels: [LOC], required: true}
tags:
- {id: genre, names: {en: genre, zh: 体裁}, values: [消息, 通讯]}
- {id: page, type: number}
`;

describe('what a span carries', () => {
  let editor: vscode.TextEditor;
  /** Each test has an article of its own. */
  let count = 0;
  const article = (): string => `${FOLDER}/visit-${count}.txt`;
  const sidecar = (): vscode.Uri => inCorpus(`${article()}.ann.yaml`);

  before(async () => {
    await vscode.workspace.fs.createDirectory(inCorpus(FOLDER));
    await writeText(inCorpus(`${FOLDER}/corpus.yaml`), MANIFEST);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(inCorpus(FOLDER), { recursive: true });
  });
  beforeEach(async () => {
    count++;
    await writeText(inCorpus(article()), TEXT);
    editor = await openArticle(article());
    await until('the server', async () => ((await tokensOf(editor.document)) ?? []).length > 0 || undefined);
    for (const [words, label] of [
      ['市长', 'POST'],
      ['王小明', 'PER'],
      ['航空港、', 'LOC'],
    ] as const) {
      select(editor, words);
      assert.ok(await run('annotate', { label }));
    }
    await saved('three annotations', ({ annotations }) => annotations.length === 3);
  });
  afterEach(async () => {
    await run('clearMark');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** What the file holds, once it satisfies the condition. */
  const saved = (awaited: string, wanted: (set: AnnotationSet) => boolean): Promise<AnnotationSet> =>
    until(awaited, async () => {
      const set = parseSidecar((await readText(sidecar())) ?? '').value;
      return set !== undefined && wanted(set) ? set : undefined;
    });
  /** The annotation of some words, or undefined as long as there is none. */
  const annotated = ({ annotations }: AnnotationSet, words: string): Annotation | undefined =>
    annotations.find(({ exact }) => exact === words);
  const idOf = async (words: string): Promise<string> =>
    annotated(await saved(words, (set) => annotated(set, words) !== undefined), words)?.id ?? '';
  const lineOf = async (id: string): Promise<string> =>
    ((await readText(sidecar())) ?? '').split('\n').find((line) => line.startsWith(`- {id: "${id}"`)) ?? '';

  describe('its parts', () => {
    it('are several selections, one annotation, named as a whole by the hover on each', async () => {
      const first = select(editor, '航空港');
      const second = select(editor, '两区');
      editor.selections = [second, first];
      assert.ok(await run('annotateTogether', { label: 'FAC' }));
      const set = await saved('the whole', ({ annotations }) => annotations.length === 4);
      const whole = set.annotations.find(({ label }) => label === 'FAC');
      assert.deepEqual([whole?.exact, whole?.also?.map(({ exact }) => exact)], ['航空港', ['两区']]);
      assert.match(await lineOf(whole?.id ?? ''), /exact: "航空港".*also: \[\{start: \d+, end: \d+, exact: "两区"\}\]/);
      const hover = await until('the hover', async () => {
        const shown = await hoverAt(editor.document, putCursorInto(editor, '两区'));
        return shown.includes('FAC') ? shown : undefined;
      });
      assert.match(hover, /\*\*航空港 … 两区\*\* · FAC/);
    });

    it('are added by a second selection and taken out at the cursor, step by step', async () => {
      const held = select(editor, '王小明');
      const added = select(editor, '李强');
      editor.selections = [held, added];
      assert.ok(await run('addPart'));
      await saved('the part', (set) => annotated(set, '王小明')?.also?.[0]?.exact === '李强');
      putCursorInto(editor, '李强');
      assert.ok(await run('removePart'));
      await saved('without it', (set) => annotated(set, '王小明')?.also === undefined);
      assert.equal(await run('removePart'), false, 'there is no annotation at the cursor any more');
      putCursorInto(editor, '王小明');
      assert.equal(await run('removePart'), false, 'nothing would be left');
      assert.ok(await run('undo'));
      await saved('undone', (set) => annotated(set, '王小明')?.also?.length === 1);
    });

    it('are added to an annotation that is picked, the nearest first', async () => {
      select(editor, '李强');
      const command = run('addPart');
      await answerQuickPick(0);
      assert.ok(await command);
      await saved('the part', (set) => annotated(set, '航空港、')?.also?.[0]?.exact === '李强');
    });

    it('are one part where an edge of one is moved to another', async () => {
      const second = select(editor, '两');
      const first = select(editor, '经');
      editor.selections = [first, second];
      assert.ok(await run('annotateTogether', { label: 'FAC' }));
      await saved('two parts', (set) => annotated(set, '经')?.also?.[0]?.exact === '两');
      editor.selection = new vscode.Selection(first.start, first.start);
      assert.ok(await run('growRight'));
      const set = await saved('one part', (found) => annotated(found, '经开两') !== undefined);
      assert.equal(annotated(set, '经开两')?.also, undefined);
      assert.ok(await run('undo'));
      await saved('two parts again', (found) => annotated(found, '经')?.also?.[0]?.exact === '两');
    });

    it('lose what is selected in them', async () => {
      const { start } = select(editor, '航空港、');
      editor.selection = new vscode.Selection(start.translate(0, 1), start.translate(0, 2));
      assert.ok(await run('removePart'));
      await saved('two parts', (set) => annotated(set, '航')?.also?.[0]?.exact === '港、');
    });
  });

  describe('its values', () => {
    it('are set by commands with arguments, as the schema types them', async () => {
      const position = putCursorInto(editor, '王小明');
      assert.ok(await run('setAttribute', { id: 'gender', value: 'male' }));
      assert.ok(await run('setAttribute', { id: 'roles', value: ['host', 'speaker'] }));
      assert.ok(await run('setAttribute', { id: 'age', value: 52 }));
      assert.ok(await run('setAttribute', { id: 'present', value: true }));
      assert.ok(await run('setCertainty', { value: 0.8 }));
      assert.ok(await run('setStatus', { value: 'checked' }));
      const set = await saved('all', ({ annotations }) => annotations.some(({ status }) => status === 'checked'));
      const { id = '', attributes, certainty } = annotated(set, '王小明') ?? {};
      assert.deepEqual(
        [attributes, certainty],
        [{ gender: 'male', roles: ['host', 'speaker'], age: 52, present: true }, 0.8],
      );
      assert.match(
        await lineOf(id),
        /status: "checked", certainty: 0\.8, attributes: \{gender: "male", roles: \["host", "speaker"\], age: 52, present: true\}\}$/,
      );
      const hover = await until('the hover', async () => {
        const shown = await hoverAt(editor.document, position);
        return shown.includes('gender') ? shown : undefined;
      });
      assert.match(
        hover,
        /Status: checked · Certainty: 0\\\.8 · gender: male · roles: host\\, speaker · age: 52 · present: yes/,
      );
    });

    it('are refused where the schema has others, and removed by null', async () => {
      putCursorInto(editor, '王小明');
      assert.equal(await run('setAttribute', { id: 'gender', value: 'other' }), false);
      assert.equal(await run('setAttribute', { id: 'age', value: '52' }), false);
      assert.equal(await run('setAttribute', { id: 'height', value: 1 }), false);
      assert.ok(await run('setAttribute', { id: 'age', value: 52 }));
      assert.ok(await run('setAttribute', { id: 'age', value: null }));
      await saved('nothing', (set) => annotated(set, '王小明')?.attributes === undefined);
      putCursorInto(editor, '市长');
      assert.equal(await run('setAttribute', { id: 'gender', value: 'male' }), false, 'a post has none');
    });

    it('are edited one after the other in a list, by keyboard', async () => {
      putCursorInto(editor, '王小明');
      const command = run('editAnnotation');
      await answerQuickPick(1);
      await answerQuickPick(1);
      await saved('the gender', (set) => annotated(set, '王小明')?.attributes?.['gender'] === 'female');
      assert.ok(await leaveQuickPicks(command));
    });

    it('of which several hold are ticked', async () => {
      putCursorInto(editor, '王小明');
      assert.ok(await run('setAttribute', { id: 'roles', value: ['guest'] }));
      const command = run('setAttribute', { id: 'roles' });
      await quickPickShown();
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.quickPickManyToggle');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert.ok(await command);
      const rolesIn = (set: AnnotationSet) => annotated(set, '王小明')?.attributes?.['roles'] as string[] | undefined;
      const set = await saved('both', (found) => rolesIn(found)?.length === 2);
      assert.ok(rolesIn(set)?.includes('guest'));
    });

    it('that the schema does not know are kept, shown and can be changed', async () => {
      const text = (await readText(sidecar())) as string;
      await writeText(
        sidecar(),
        text.replace(/(exact: "王小明".*)\}$/m, '$1, attributes: {odd: {a: 1}, mood: "glad"}}'),
      );
      const position = putCursorInto(editor, '王小明');
      await until('the reload', async () => (await hoverAt(editor.document, position)).includes('mood') || undefined);
      assert.ok(await run('setAttribute', { id: 'mood', value: 'sad' }));
      assert.ok(await run('setAttribute', { id: 'gender', value: 'male' }));
      const set = await saved('both', (found) => annotated(found, '王小明')?.attributes?.['gender'] === 'male');
      assert.deepEqual(annotated(set, '王小明')?.attributes, { odd: { a: 1 }, mood: 'sad', gender: 'male' });
    });
  });

  describe('its relations', () => {
    it('are made by marking one annotation and going to the other, and shown by the hover of both', async () => {
      const person = putCursorInto(editor, '王小明');
      assert.ok(await run('mark'));
      const post = putCursorInto(editor, '市长');
      const command = run('relate');
      await answerQuickPick(0);
      assert.ok(await command);
      const { relations } = await saved('the relation', (set) => set.relations.length === 1);
      const [from, to] = [await idOf('王小明'), await idOf('市长')];
      assert.deepEqual(
        relations.map((relation) => [relation.label, relation.from, relation.to]),
        [['holds', from, to]],
      );
      const shown = await until('the hover', async () => {
        const text = await hoverAt(editor.document, person);
        return text.includes('holds the post') ? text : undefined;
      });
      assert.match(
        shown,
        /<span style="color:#[0-9a-f]{6};">●<\/span> → holds the post: \[市长\]\(file:[^)]*visit-\d+\.txt#L3,7\) \(POST\)/,
      );
      assert.match(await hoverAt(editor.document, post), /← holds the post: \[王小明\]/);
    });

    it('are made to one of a list in which what the schema allows comes first', async () => {
      putCursorInto(editor, '王小明');
      const command = run('relate', { label: 'holds' });
      await answerQuickPick(0);
      assert.ok(await command);
      const to = await idOf('市长');
      await saved('the relation', ({ relations }) => relations[0]?.to === to);
      const again = run('relate', { to, label: 'holds' });
      assert.equal(await again, false, 'it is there already');
    });

    it('are changed, reversed and removed, each a step to undo', async () => {
      const [from, to] = [await idOf('王小明'), await idOf('市长')];
      putCursorInto(editor, '王小明');
      assert.ok(await run('relate', { to, label: 'holds' }));
      assert.ok(await run('relabelRelation', { label: 'memberOf' }));
      assert.ok(await run('reverseRelation'));
      const { relations } = await saved('both', (set) => set.relations[0]?.from === to);
      assert.deepEqual(
        relations.map((relation) => [relation.label, relation.from, relation.to]),
        [['memberOf', to, from]],
      );
      assert.ok(await run('removeRelation'));
      await saved('none', (set) => set.relations.length === 0);
      assert.ok(await run('undo'));
      assert.ok(await run('undo'));
      assert.ok(await run('undo'));
      await saved('the first', (set) => set.relations[0]?.label === 'holds' && set.relations[0].from === from);
    });

    it('go with an annotation, and come back with it', async () => {
      putCursorInto(editor, '王小明');
      assert.ok(await run('relate', { to: await idOf('市长'), label: 'holds' }));
      assert.ok(await run('remove'));
      await saved('neither', (set) => set.relations.length === 0 && set.annotations.length === 2);
      assert.ok(await run('undo'));
      await saved('both', (set) => set.relations.length === 1 && set.annotations.length === 3);
    });

    it('are listed as arrows; the choice leads to the other end', async () => {
      putCursorInto(editor, '王小明');
      assert.ok(await run('relate', { to: await idOf('市长'), label: 'holds' }));
      const command = run('showRelations');
      await answerQuickPick(0);
      assert.ok(await command);
      assert.equal(
        editor.document.getText(new vscode.Range(editor.selection.active, editor.selection.active.translate(0, 2))),
        '市长',
      );
      assert.ok(await run('peekRelations'));
      await vscode.commands.executeCommand('closeReferenceSearch');
    });
  });

  describe('its entity', () => {
    const manifest = (): vscode.Uri => inCorpus(`${FOLDER}/corpus.yaml`);
    const authority = (name = 'entities'): vscode.Uri => inCorpus(`${FOLDER}/${name}.authority.yaml`);
    afterEach(async () => {
      await writeText(manifest(), MANIFEST);
      for (const file of [authority(), authority('more')])
        if ((await readText(file)) !== undefined) await vscode.workspace.fs.delete(file);
    });

    it('is created from the text: a file is made and listed, the annotation linked, all one step', async () => {
      putCursorInto(editor, '王小明');
      assert.ok(await run('createEntity', { name: '王小明' }));
      await saved('the link', (set) => annotated(set, '王小明')?.entity === '王小明');
      assert.equal(await readText(authority()), 'entities:\n- {id: "王小明", label: "PER", name: "王小明"}\n');
      assert.equal(await readText(manifest()), `${MANIFEST}authority:\n- "entities.authority.yaml"\n`);
      const hover = await until('the hover', async () => {
        const shown = await hoverAt(editor.document, putCursorInto(editor, '王小明'));
        return shown.includes('Authority file') ? shown : undefined;
      });
      assert.match(hover, /Authority file: 王小明/);
      assert.ok(await run('undo'));
      await saved('no link', (set) => annotated(set, '王小明')?.entity === undefined);
      assert.equal(await readText(manifest()), MANIFEST);
      assert.equal(await readText(authority()), '');
    });

    it('is added to the end of an authority file, every byte of which stays; which one is asked for', async () => {
      const kept = '# 名单\r\nentities: # all\r\n  - {id: a, label: PER, name: 甲}   # one\r\n';
      await writeText(authority(), kept);
      await writeText(authority('more'), 'entities: []\n');
      await writeText(manifest(), `${MANIFEST}authority: ["*.authority.yaml"]\n`);
      await until('the listed files', async () => {
        const shown = await hoverAt(editor.document, putCursorInto(editor, '王小明'));
        return shown !== '' || undefined;
      });
      const command = run('createEntity', { name: '王小明', id: 'wang' });
      await answerQuickPick(0);
      assert.ok(await command);
      await saved('the link', (set) => annotated(set, '王小明')?.entity === 'wang');
      const line = '  - {id: "wang", label: "PER", name: "王小明"}';
      assert.equal(await readText(authority()), `${kept}${line}\r\n`);
      assert.equal(await readText(authority('more')), 'entities: []\n');
    });

    it('is found by the words of the annotation, and unlinked', async () => {
      await writeText(authority(), 'entities:\n- {id: wang, label: PER, name: 王小明, office: 市长}\n');
      await writeText(manifest(), `${MANIFEST}authority: ["entities.authority.yaml"]\n`);
      const position = putCursorInto(editor, '王小明');
      await until('the entry', async () => (await hoverAt(editor.document, position)).includes('wang') || undefined);
      const command = run('linkEntity');
      await answerQuickPick(0);
      assert.ok(await command);
      await saved('the link', (set) => annotated(set, '王小明')?.entity === 'wang');
      assert.ok(await run('unlinkEntity'));
      await saved('no link', (set) => annotated(set, '王小明')?.entity === undefined);
      assert.equal(await run('unlinkEntity'), false);
      assert.ok(await run('linkEntity', { id: 'wang' }));
      await saved('the link', (set) => annotated(set, '王小明')?.entity === 'wang');
    });

    it('is that of another annotation: one of the file alone where none is known', async () => {
      select(editor, '李强');
      assert.ok(await run('annotate', { label: 'PER' }));
      const to = await idOf('王小明');
      putCursorInto(editor, '李强');
      assert.ok(await run('sameEntity', { to }));
      const set = await saved('both', (found) => annotated(found, '李强')?.entity !== undefined);
      assert.match(annotated(set, '李强')?.entity ?? '', /^#e[0-9a-z]{16}$/);
      assert.equal(annotated(set, '李强')?.entity, annotated(set, '王小明')?.entity);
      assert.equal(await run('sameEntity', { to }), false);
    });
  });

  describe('its events', () => {
    it('are told by the words at the cursor, and others get roles in them', async () => {
      select(editor, '调研，');
      assert.ok(await run('annotate', { label: 'EVENT' }));
      const position = putCursorInto(editor, '调研，');
      assert.ok(await run('newEvent', { label: 'visit' }));
      putCursorInto(editor, '王小明');
      const command = run('addToEvent');
      await answerQuickPick(0);
      assert.ok(await command);
      putCursorInto(editor, '航空港、');
      assert.ok(await run('addToEvent', { role: 'where' }));
      const { events } = await saved('the event', (set) => set.events?.[0]?.arguments.length === 2);
      const [trigger, who, where] = [await idOf('调研，'), await idOf('王小明'), await idOf('航空港、')];
      assert.deepEqual(
        events?.map((event) => [event.label, event.trigger, event.arguments]),
        [
          [
            'visit',
            trigger,
            [
              { role: 'who', to: who },
              { role: 'where', to: where },
            ],
          ],
        ],
      );
      assert.match(
        (await readText(sidecar())) ?? '',
        /\nevents:\n- \{id: "[0-9a-z]{16}", label: "visit", trigger: "[0-9a-z]{16}", arguments: \[\{role: "who", to: "[^"]+"\}, \{role: "where", to: "[^"]+"\}\].*at: "[^"]+"\}\n/,
      );
      const shown = await until('the hover', async () => {
        const text = await hoverAt(editor.document, position);
        return text.includes('◆') ? text : undefined;
      });
      assert.match(
        shown,
        /◆ visit \(\[调研，\]\([^)]*\) \(EVENT\)\) · who: \[王小明\]\([^)]*\) \(PER\) · where: \[航空港、\]/,
      );
    });

    it('lose a part, or go, and come back with undo', async () => {
      putCursorInto(editor, '王小明');
      assert.ok(await run('newEvent', { label: 'visit' }));
      putCursorInto(editor, '市长');
      assert.ok(await run('addToEvent', { role: 'who' }));
      assert.ok(await run('removeFromEvent'));
      await saved('no part', (set) => set.events?.[0]?.arguments.length === 0);
      assert.equal(await run('removeFromEvent'), false);
      assert.ok(await run('undo'));
      await saved('the part', (set) => set.events?.[0]?.arguments.length === 1);
      assert.ok(await run('removeEvent'));
      await saved('no event', (set) => set.events === undefined);
      assert.ok(await run('undo'));
      await saved('the event', (set) => set.events?.[0]?.arguments.length === 1);
    });
  });

  describe('the tags of its document', () => {
    it('are set by command or in a list, and shown at the headline', async () => {
      assert.ok(await run('setTag', { id: 'page', value: 3 }));
      assert.equal(await run('setTag', { id: 'genre', value: '随笔' }), false);
      assert.equal(await run('setTag', { id: 'unknown', value: 1 }), false);
      const command = run('editTags');
      await answerQuickPick(0);
      await answerQuickPick(1);
      const set = await saved('both', ({ document }) => Object.keys(document).length === 2);
      assert.deepEqual(set.document, { page: 3, genre: '通讯' });
      assert.ok(await leaveQuickPicks(command));
      const shown = await until('the hover', async () => {
        const text = await hoverAt(editor.document, new vscode.Position(0, 4));
        return text.includes('通讯') ? text : undefined;
      });
      assert.match(shown, /page: 3 · genre: 通讯/);
      assert.ok(await run('undo'));
      await saved('one', ({ document }) => !('genre' in document) && document['page'] === 3);
    });
  });
});
